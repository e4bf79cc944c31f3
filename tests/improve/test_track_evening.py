"""The parent evening in numbers per group, and the words with which a teacher invites."""

from datetime import time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.texts import written_day
from drieklank.improve.models import PrepTask, TrackStep
from drieklank.improve.queries.track_papers import papers_of
from drieklank.improve.queries.track_turnout import turnout_lines
from drieklank.improve.rules.turnout import count_families, turnout_finding, turnout_words
from tests.cast import Cast
from tests.improve.track_stage import BASE, make_track, page, step


def test_children_who_share_a_parent_are_one_family_and_unknown_parents_hide_nobody() -> None:
    # 1 and 2 share a father, 2 and 3 a mother; 4 is alone, of 5 no parent is known.
    pairs = [(1, 10), (2, 10), (2, 11), (3, 11), (4, 12), (9, 12)]
    assert count_families([1, 2, 3, 4, 5], pairs) == 3


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8))), st.sets(st.integers(0, 8)))
def test_families_are_never_more_than_pupils_and_the_order_makes_no_difference(
    pairs: list[tuple[int, int]], pupils: set[int]
) -> None:
    found = count_families(pupils, pairs)
    assert found <= len(pupils)
    assert (found == 0) == (not pupils)
    assert count_families(pupils, reversed(pairs)) == found


def test_turnout_says_what_is_known_and_no_more() -> None:
    assert turnout_words("6a", 24, 22, 20) == "6a: 20 van de 24 gezinnen kwamen, 22 verwacht"
    assert turnout_words("6a", 24, None, 1) == "6a: 1 van de 24 gezinnen kwam"
    assert turnout_words("6a", 24, 22, None) == "6a: 22 van de 24 gezinnen verwacht"
    assert turnout_words("6a", 24, None, None) == ""
    assert turnout_finding([(24, 22, 20), (20, 18, None)]) == (
        "20 van de 24 gezinnen kwamen. Van 1 groep weten we het nog niet."
    )
    assert turnout_finding([(24, 22, None), (20, None, None)]) == (
        "Jullie verwachten 22 van de 24 gezinnen."
    )
    assert turnout_finding([(24, None, None)]) == ""


@pytest.fixture
def evening(cast: Cast) -> TrackStep:
    row = step(make_track(cast), "parent_evening")
    cast.client("leader").post(f"{BASE}{row.public_id}/uitnodigen/")
    return row


def sent(cast: Cast, row: TrackStep) -> dict[str, Any]:
    form = cast.client("leader").get(f"{BASE}{row.public_id}/opkomst/").context["form"]
    return {field.html_name: "" if field.value() is None else field.value() for field in form}


def test_numbers_per_group_come_back_in_the_papers_of_the_talk_afterwards(
    cast: Cast, evening: TrackStep
) -> None:
    url, client = f"{BASE}{evening.public_id}/opkomst/", cast.client("leader")
    with open_every_tenant("test"):
        line = next(one for one in turnout_lines(evening) if one.name == "6a")
    # A mother and a father of one child are one family.
    assert line.families == 1
    pk = line.row.pk
    assert "6a: 1 gezin<" in page(cast, "adviser", evening, "opkomst/")
    data = sent(cast, evening) | {f"wanted_{pk}": 1, f"came_{pk}": 2}
    assert "Vul voor 6a hoogstens 1 in" in client.post(url, data).content.decode()
    assert client.post(url, data | {f"came_{pk}": 0}).status_code == 302

    debrief = step(evening.track, "debrief")
    with open_every_tenant("test"):
        told = {one.fact: one.lines for one in papers_of(debrief).before}["parent_evening.turnout"]
    assert told[1] == "6a: 0 van de 1 gezinnen kwamen, 1 verwacht"
    assert told[1] in page(cast, "teacher", debrief)
    assert cast.client("teacher").get(url).status_code == 404


def test_two_people_who_count_at_once_lose_nothing(cast: Cast, evening: TrackStep) -> None:
    url = f"{BASE}{evening.public_id}/opkomst/"
    with open_every_tenant("test"):
        pk = turnout_lines(evening)[0].row.pk
    old = sent(cast, evening)
    cast.client("adviser").post(url, old | {f"came_{pk}": 1})
    answer = cast.client("leader").post(url, old | {f"came_{pk}": 0})
    assert "Iemand anders vulde intussen in: gekomen 1." in answer.content.decode()
    with open_every_tenant("test"):
        assert PrepTask.objects.get(pk=pk).came == 1
    again = {field.html_name: field.value() for field in answer.context["form"]}
    again = {key: "" if value is None else value for key, value in again.items()}
    assert cast.client("leader").post(url, again).status_code == 302
    with open_every_tenant("test"):
        assert PrepTask.objects.get(pk=pk).came == 0


def test_a_teacher_finds_the_invitation_in_seven_languages_with_day_place_and_own_name(
    cast: Cast, evening: TrackStep
) -> None:
    day = today() + timedelta(days=30)
    with open_every_tenant("test"):
        TrackStep.objects.filter(pk=evening.pk).update(
            held_on=day, held_at=time(19, 30), location="De aula"
        )
    answer = cast.client("teacher_parent").get(f"{BASE}{evening.public_id}/uitnodiging/")
    texts = {one.lang: one.text for one in answer.context["texts"]}
    assert set(texts) == {"nl", "en", "pl", "tr", "ar", "uk", "ti"}
    for lang, text in texts.items():
        assert written_day(day, lang) in text
        assert "19:30" in text
        assert "De aula" in text
        assert text.endswith("Petra Ouder")
    assert 'dir="rtl"' in answer.content.decode()
    # A step without an evening has none.
    intake = step(evening.track, "intake")
    assert cast.client("leader").get(f"{BASE}{intake.public_id}/uitnodiging/").status_code == 404
