"""A school reads whether it can do it by itself: the rule behind that, tried on every possible sheet."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.content.queries import questionnaire
from drieklank.improve.rules.guidance import HELPS, PARTS, suggested_parts
from drieklank.improve.rules.readiness import (
    ALL,
    FOUNDATION,
    LEAST_POINTS,
    NEEDED,
    PREFIX,
    Verdict,
    judge,
)
from drieklank.improve.rules.readiness_steps import STEPS
from drieklank.toolkit.queries import activity

LADDER = ("no", "partly", "yes")


def sheet(**said: str) -> dict[str, str]:
    """A sheet with yes everywhere but here."""
    named = {key.replace("_", "-"): value for key, value in said.items()}
    return {PREFIX + key: named.get(key, "yes") for key in ALL}


def test_pieces_of_the_rule_are_the_questions_of_the_check() -> None:
    asked = {item.key for item in questionnaire("readiness-leader").items}
    assert {PREFIX + key for key in ALL} == asked
    assert set(FOUNDATION) | set(NEEDED) <= set(ALL)


def test_better_answer_on_any_of_all_sheets_never_makes_it_worse() -> None:
    """All 59,049 sheets, and from each every step up: a school that mends something is never sent back."""
    verdicts = {
        said: judge(dict(zip((PREFIX + key for key in ALL), said, strict=True)))
        for said in product(LADDER, repeat=len(ALL))
    }
    assert len(verdicts) == 3**10
    worse = [
        (said, place)
        for said, found in verdicts.items()
        for place, one in enumerate(said)
        if one != "yes" and found.is_self
        if not verdicts[(*said[:place], LADDER[LADDER.index(one) + 1], *said[place + 1 :])].is_self
    ]
    assert worse == []
    by_itself = [said for said, found in verdicts.items() if found.is_self]
    assert 0 < len(by_itself) < len(verdicts) / 20  # most schools need support, says the source
    assert all(found.reasons for found in verdicts.values())
    assert all(
        found.is_self or any(one.holds_back for one in found.missing) for found in verdicts.values()
    )


def test_everything_there_gives_by_itself_and_nothing_missing() -> None:
    found = judge(sheet())
    assert (found.verdict, found.missing, found.points) == (Verdict.SELF, (), 20)


@pytest.mark.parametrize("key", [*FOUNDATION, *NEEDED])
def test_one_needed_piece_gone_gives_guidance_and_names_it(key: str) -> None:
    found = judge(sheet(**{key: "no"}))
    assert found.verdict is Verdict.GUIDED
    assert [one.key for one in found.missing] == [key]
    assert found.missing[0].holds_back
    assert STEPS[key].name in found.reasons[0]


def test_one_half_text_is_allowed_and_two_are_not() -> None:
    assert judge(sheet(policy="partly")).is_self
    two = judge(sheet(policy="partly", vision_school="partly"))
    assert not two.is_self
    assert {one.key for one in two.missing if one.holds_back} == {"policy", "vision-school"}


def test_many_half_pieces_give_guidance_though_none_is_gone() -> None:
    halves = dict.fromkeys(("lead", "time", "capacity", "team", "experience", "council"), "partly")
    just = judge(sheet(**halves))
    assert (just.points, just.is_self) == (LEAST_POINTS, True)
    found = judge(sheet(**halves, conversation="partly"))
    assert (found.points, found.is_self) == (LEAST_POINTS - 1, False)
    assert "13 van de 20" in found.reasons[0]


def test_empty_sheet_counts_as_no_everywhere() -> None:
    assert judge({}).points == 0
    assert judge({PREFIX + "policy": "zeker"}).points == 0


@given(st.dictionaries(st.sampled_from(ALL), st.sampled_from(LADDER)))
def test_weightiest_missing_piece_stands_on_top(said: dict[str, str]) -> None:
    found = judge({PREFIX + key: value for key, value in said.items()})
    order = [one.holds_back for one in found.missing]
    assert order == sorted(order, reverse=True)
    assert len(found.missing) + len(found.there) == 10


def test_every_step_leads_to_activities_that_the_library_has() -> None:
    named = {key for step in STEPS.values() for key in step.activities}
    assert {key for key in named if activity(key) is None} == set()
    assert all(step.activities or step.page for step in STEPS.values())


def test_request_begins_with_the_parts_that_help_with_what_is_missing() -> None:
    assert set(HELPS) == set(ALL)
    assert suggested_parts(["conversation", "vision-school"]) == ("vision", "results")
    assert suggested_parts([]) == ()
    assert {part for parts in HELPS.values() for part in parts} <= set(PARTS)
