"""What is filled in under the own name: whole before it is signed, unchangeable after, and whose."""

from __future__ import annotations

from typing import Any

import pytest

from drieklank.base.tenancy import open_every_tenant
from drieklank.content.schema import Kind
from drieklank.measure.models_signed import SignedSheet
from drieklank.measure.queries.signed import signed_answers
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LIST = "/school/de-vlieger/meten/ondertekend/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


def begin(cast: Cast, who: str, instrument: str) -> Any:
    return cast.client(who).post(f"{LIST}begin/{instrument}/")


def whole(url: str) -> dict[str, str]:
    """The highest answer everywhere."""
    with open_every_tenant("test"):
        sheet = SignedSheet.objects.get(public_id=url.rstrip("/").rpartition("/")[2])
        asked = sheet.questionnaire.questionnaire
    return {
        item.key: asked.scale(item).opinions[-1].key
        for item in asked.items
        if item.kind is not Kind.OPEN
    }


def test_leader_saves_halfway_signs_when_whole_and_reads_it_back(cast: Cast) -> None:
    client = cast.client("leader")
    url = begin(cast, "leader", "readiness")["Location"]
    answers = whole(url)
    first = next(iter(answers))
    client.post(url, {first: answers[first], "save": "1"})
    refused = client.post(url, {first: answers[first], "sign": "1"})
    assert (refused.status_code, "Kies hier nog een antwoord" in refused.content.decode()) == (
        200,
        True,
    )
    assert client.post(url, {**answers, "sign": "1"})["Location"] == url
    page = client.get(url).content.decode()
    assert ("Ingevuld door" in page, "<input" in page.partition("<main")[2]) == (True, False)
    with open_every_tenant("test"):
        found = signed_answers(cast.school, "readiness")
    assert found is not None
    assert found.answers == answers


def test_signed_sheet_does_not_change_any_more(cast: Cast) -> None:
    client = cast.client("leader")
    url = begin(cast, "leader", "readiness")["Location"]
    answers = whole(url)
    client.post(url, {**answers, "sign": "1"})
    client.post(url, {next(iter(answers)): "no", "sign": "1"})
    with open_every_tenant("test"):
        assert SignedSheet.objects.get().answers == answers


def test_beginning_again_goes_on_with_the_same_sheet(cast: Cast) -> None:
    first = begin(cast, "leader", "readiness")["Location"]
    assert begin(cast, "leader", "readiness")["Location"] == first


@pytest.mark.parametrize(
    ("who", "instrument", "status"),
    [
        ("leader", "readiness", 302),
        ("leader", "success-factors", 302),
        ("leader", "checklist", 404),
        ("adviser", "checklist", 302),
        ("adviser", "readiness", 404),
        ("teacher", "readiness", 404),
        ("board_member", "checklist", 404),
        ("leader_elsewhere", "readiness", 404),
        ("leader", "baseline", 404),
        ("leader", "geen", 404),
    ],
)
def test_each_fills_in_only_what_is_theirs(
    cast: Cast, who: str, instrument: str, status: int
) -> None:
    response = begin(cast, who, instrument)
    with open_every_tenant("test"):
        number = SignedSheet.objects.count()
    assert (response.status_code, number) == (status, int(status == 302))


def test_unfinished_sheet_of_a_colleague_is_not_there(cast: Cast) -> None:
    """The adviser may read what the leader signs, not what the leader is still thinking over."""
    url = begin(cast, "leader", "readiness")["Location"]
    assert cast.client("adviser").get(url).status_code == 404
    cast.client("leader").post(url, {**whole(url), "sign": "1"})
    assert cast.client("adviser").get(url).status_code == 200
    assert cast.client("teacher").get(url).status_code == 404


def test_list_offers_each_what_is_theirs(cast: Cast) -> None:
    leader = cast.client("leader").get(LIST).content.decode()
    adviser = cast.client("adviser").get(LIST).content.decode()
    names = ("Startcheck", "Scan van succesfactoren", "Kijklijst van de adviseur")
    assert [name in leader for name in names] == [True, True, False]
    assert [name in adviser for name in names] == [False, False, True]
