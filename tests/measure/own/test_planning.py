"""A fixed questionnaire is planned, answered and closed like any other round."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import forget
from drieklank.measure import actions, layout, sheets
from drieklank.measure.actions import own
from drieklank.measure.models import OwnQuestionnaire, Round, Tally
from drieklank.measure.own.draft import OwnItem, only
from drieklank.measure.queries import name_of
from tests.cast import Cast
from tests.conftest import ROOT
from tests.measure.conftest import Held, add_family

pytestmark = pytest.mark.django_db
LIST = "/school/de-vlieger/meten/eigen/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture(autouse=True)
def _no_questions_of_another_test() -> None:
    """Stored questionnaires are kept in memory by number; a rolled back test gives its number away."""
    forget()
    for cached in (layout.part_layout, layout.start_layout, sheets._places):
        cached.cache_clear()  # type: ignore[attr-defined] # functools.lru_cache


@pytest.fixture
def leader(cast: Cast) -> Client:
    return cast.client("leader")


@pytest.fixture
def fixed(cast: Cast) -> OwnQuestionnaire:
    with open_every_tenant("test"):
        row = own.make_own(cast.school, "Het plein", "parents", by=SYSTEM)
        for item in (
            OwnItem("", "scale", only("Is het plein veilig?"), scale="four"),
            OwnItem("", "grade", only("Welk cijfer?"), lowest=1, highest=10),
            OwnItem("", "open", only("Wat kan beter?"), longest=300),
        ):
            own.save_item(row, item, by=SYSTEM)
        return own.fix_own(row, by=SYSTEM)


def dates(opens: int = 3) -> dict[str, str]:
    day = today() + timedelta(days=opens)
    return {"opens_on": day.isoformat(), "closes_on": (day + timedelta(days=18)).isoformat()}


def test_leader_plans_a_fixed_questionnaire_and_it_has_its_own_name(
    leader: Client, fixed: OwnQuestionnaire
) -> None:
    base = f"{LIST}{fixed.public_id}/"
    assert "Zet de meting klaar" in leader.get(f"{base}plannen/").content.decode()
    response = leader.post(f"{base}plannen/", dates())

    with open_every_tenant("test"):
        row = Round.objects.get()
        assert (row.instrument, row.parents_questionnaire_id, row.roles) == (
            "own",
            fixed.version_id,
            ["parents"],
        )
        assert name_of(row) == "vragenlijst “Het plein”"
    page = leader.get(response["Location"]).content.decode()
    assert "vragenlijst “Het plein”" in page
    again = leader.post(f"{base}plannen/", dates())
    assert "loopt al, of staat al klaar" in again.content.decode()


def test_own_questions_are_offered_where_a_round_is_chosen_once_they_are_fixed(
    leader: Client, cast: Cast, fixed: OwnQuestionnaire
) -> None:
    with open_every_tenant("test"):
        draft = own.make_own(cast.school, "Half", "team", by=SYSTEM)
    html = leader.get("/school/de-vlieger/meten/plannen/").content.decode()

    assert f"{LIST}{fixed.public_id}/plannen/" in html
    assert f"{LIST}{draft.public_id}/plannen/" not in html
    assert LIST in leader.get("/school/de-vlieger/meten/").content.decode()
    assert LIST not in cast.client("teacher").get("/school/de-vlieger/meten/").content.decode()


def test_draft_cannot_be_planned(leader: Client, cast: Cast) -> None:
    with open_every_tenant("test"):
        row = own.make_own(cast.school, "Half", "team", by=SYSTEM)
    response = leader.post(f"{LIST}{row.public_id}/plannen/", dates())

    assert response["Location"] == f"{LIST}{row.public_id}/"
    with open_every_tenant("test"):
        assert Round.objects.count() == 0
        with pytest.raises(ValueError, match=str(row.public_id)):
            own.plan_own(row, today(), today() + timedelta(days=18), by=SYSTEM)


def test_two_own_questionnaires_run_beside_each_other(
    leader: Client, cast: Cast, fixed: OwnQuestionnaire
) -> None:
    with open_every_tenant("test"):
        other = own.fix_own(own.copy_own(fixed, by=SYSTEM), by=SYSTEM)
    for row in (fixed, other):
        assert leader.post(f"{LIST}{row.public_id}/plannen/", dates()).status_code == 302
    with open_every_tenant("test"):
        assert Round.objects.count() == 2
        assert len({name_of(row) for row in Round.objects.all()}) == 2


def test_own_questions_are_answered_and_counted_like_any_other(
    cast: Cast, fixed: OwnQuestionnaire
) -> None:
    with open_every_tenant("test"):
        for number in range(6):
            add_family(cast, number, cast.group)
        planned = own.plan_own(fixed, today(), today() + timedelta(days=18), by=SYSTEM)
        held = Held(cast, actions.open_round(planned, by=SYSTEM))
    invitations = held.invitations()
    visitor = held.visitor(invitations[0])
    page = visitor.get("/v/deel/1/").content.decode()
    assert "Is het plein veilig?" in page
    for invitation in invitations[:6]:
        assert held.answer(invitation, step=3)
    with open_every_tenant("test"):
        actions.close_round(held.fresh(), by=SYSTEM)
        [tally] = Tally.objects.filter(round=held.round, stratum="")
    assert tally.counts["items"]["v1"]["counts"] == [0, 0, 6, 0]


def test_standard_questionnaires_and_their_lock_stay_as_they_are(
    cast: Cast, fixed: OwnQuestionnaire
) -> None:
    """Own questions live in the database; content/ holds none, and no standard key begins with own-."""
    locked = (ROOT / "content" / "lock.json").read_text(encoding="utf-8")
    assert "own-" not in locked
    assert fixed.version is not None
    assert fixed.version.key.startswith("own-")
    assert [path.name for path in (ROOT / "content" / "questionnaires").glob("own*")] == []
