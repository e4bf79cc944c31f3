"""Start pages after a round: the leader reads that parents were not told, parents where it stands."""

import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.actions import store_snapshot
from drieklank.measure.models import Round
from drieklank.results.models import Telling
from drieklank.schools.models import SchoolYear
from tests.cast import Cast

NOT_TOLD = "Ouders weten nog niet wat eruit kwam"


@pytest.fixture
def published(cast: Cast) -> Round:
    with open_every_tenant("test"):
        return Round.objects.create(
            board=cast.board,
            school=cast.school,
            school_year=SchoolYear.objects.get(board=cast.board),
            instrument="baseline",
            code="vlieger",
            state="published",
            parents_questionnaire=store_snapshot("baseline-parents"),
            opens_on=today(),
            closes_on=today(),
        )


def tell(cast: Cast, measured: Round) -> None:
    with open_every_tenant("test"):
        Telling.objects.create(
            board=cast.board, round=measured, told_on=today(), parents=1, team=1, on_paper=0
        )


def test_leader_reads_that_parents_were_not_told_until_they_were(
    cast: Cast, published: Round, settings: object
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False  # type: ignore[attr-defined] # pytest-django's settings
    client = cast.client("leader")
    html = client.get("/school/de-vlieger/").content.decode()
    assert NOT_TOLD in html
    assert "/school/de-vlieger/begrijpen/vlieger/wat-we-doen/" in html
    tell(cast, published)
    assert NOT_TOLD not in client.get("/school/de-vlieger/").content.decode()


def test_parent_finds_what_the_school_shared_in_the_own_language(
    cast: Cast, published: Round
) -> None:
    client = cast.client("mother")
    path = "/school/de-vlieger/u-zei-wij-doen/vlieger/?taal=ar"
    assert path not in client.get("/thuis/").content.decode()
    tell(cast, published)
    html = client.get("/thuis/").content.decode()
    assert path in html
    assert "قلتم ونحن نفعل" in html
    elsewhere = cast.client("parent_elsewhere").get("/thuis/").content.decode()
    assert "u-zei-wij-doen" not in elsewhere


def test_reader_from_outside_finds_the_answers_in_the_menu(cast: Cast, settings: object) -> None:
    settings.REQUIRE_SECOND_FACTOR = False  # type: ignore[attr-defined] # as above
    assert "Nalezen" in cast.client("board_member").get("/bestuur/").content.decode()
    assert "Nalezen" not in cast.client("leader").get("/school/de-vlieger/").content.decode()
