"""Satisfaction, readiness, success factors, pulse, training and the adviser's checklist, as results rest on them."""

import re
from collections import Counter

import pytest

from drieklank.content.queries import framework_of, library, message, questionnaire
from drieklank.content.schema import Audience, Item, Kind, ScoredBy

NEW = [
    "satisfaction-parents",
    "readiness-leader",
    "success-factors-team",
    "pulse-parents",
    "training-evaluation-team",
    "checklist-adviser",
]


def values(key: str) -> set[tuple[int, ...]]:
    """The values of every scale that a questionnaire uses."""
    found = questionnaire(key)
    return {found.scale(item).values for item in found.items if item.scale}


def test_satisfaction_has_four_points_in_balance_so_that_its_grade_can_stand_beside_others() -> (
    None
):
    found = questionnaire("satisfaction-parents")
    assert Counter(item.kind for item in found.items) == {
        Kind.SCALE: 14,
        Kind.GRADE: 1,
        Kind.OPEN: 1,
    }
    scale = found.scale(found.items[0])
    assert scale.values == (1, 2, 3, 4)
    assert [answer.text.text() for answer in scale.opinions] == [
        "Nee, helemaal niet",
        "Meestal niet",
        "Meestal wel",
        "Ja, helemaal",
    ]
    assert scale.no_opinion is not None
    grade = found.item("satisfaction.grade")
    assert (grade.lowest, grade.highest) == (1, 10)


def test_pulse_asks_three_questions_and_no_words_that_would_betray_a_parent() -> None:
    found = questionnaire("pulse-parents")
    assert [(item.key, item.kind) for item in found.items] == [
        ("pulse.welcome", Kind.SCALE),
        ("pulse.said", Kind.SCALE),
        ("pulse.helped", Kind.SCALE),
    ]
    assert values("pulse-parents") == {(1, 2, 3, 4)}
    assert found.minutes == 1


def test_readiness_says_at_each_question_what_counts_so_that_leaders_answer_alike() -> None:
    found = questionnaire("readiness-leader")
    assert found.audience is Audience.LEADER
    assert values("readiness-leader") == {(0, 1, 2)}
    assert found.scale(found.items[0]).no_opinion is None
    assert len(found.items) == 10
    for item in found.items:
        assert item.hint is not None
        said = re.findall(r"\b(Ja|Deels):", item.hint.text())
        assert (item.key, said) == (item.key, ["Ja", "Deels"])


def test_success_factors_ask_two_questions_for_each_of_ten_factors() -> None:
    found = questionnaire("success-factors-team")
    factors = [[item.key.split(".")[1] for item in part.items] for part in found.parts]
    assert factors == [
        ["welcome", "welcome", "early", "early", "everyone", "everyone"],
        ["pupil", "pupil", "dialogue", "dialogue", "home", "home", "positive", "positive"],
        ["thread", "thread", "plan", "plan", "setback", "setback"],
    ]


def test_training_asks_about_pace_without_an_order_as_too_fast_is_no_better_than_too_slow() -> None:
    found = questionnaire("training-evaluation-team")
    pace = found.item("training.pace")
    assert (pace.kind, pace.scale) == (Kind.SINGLE, None)
    assert [option.key for option in pace.options] == ["slow", "right", "fast"]
    assert values("training-evaluation-team") == {(1, 2, 3, 4)}


def test_checklist_looks_at_every_indicator_that_no_questionnaire_asks_about() -> None:
    found = questionnaire("checklist-adviser")
    seen = [item.indicator for item in found.items if item.kind is Kind.SCALE]
    indicators = framework_of(found).indicators.items()
    assert seen == [key for key, one in indicators if one.scored_by is not ScoredBy.QUESTIONNAIRE]
    assert len(seen) == 24
    assert values("checklist-adviser") == {(0, 1, 2, 3)}
    assert all(item.hint for item in found.items)
    notes = [item.key for item in found.items if item.kind is Kind.OPEN]
    assert notes == [f"check.{part.key}.note" for part in found.parts]


def _open_items() -> list[Item]:
    return [
        item
        for found in library().questionnaires.values()
        if found.key in NEW
        for item in found.items
        if item.kind is Kind.OPEN
    ]


def test_open_questions_warn_against_names_and_health() -> None:
    for item in _open_items():
        assert item.hint is not None
        assert "Schrijf geen namen op" in item.hint.text()
        assert "gezondheid" in item.hint.text()
    assert len(_open_items()) == 8


def test_checklist_calls_a_level_what_the_report_calls_it() -> None:
    found = questionnaire("checklist-adviser")
    said = [answer.text.text() for answer in found.scale(found.items[0]).opinions]
    names = {
        tuple(level.name.text() for level in goal.levels) for goal in framework_of(found).goals
    }
    assert names == {tuple(text.split(":")[0] for text in said)}


def test_announcement_holds_no_link_so_that_nobody_learns_to_click_on_one() -> None:
    found = message("announcement-parents")
    assert "link" not in found.fields
    assert "http" not in found.body.text()
    assert {"opens_on", "mail_from"} <= set(found.fields)


@pytest.mark.parametrize(
    "key",
    [
        "announcement-parents",
        "invitation-letter",
        "invitation-parents",
        "invitation-pulse",
        "invitation-team",
        "reminder-parents-1",
        "reminder-parents-2",
        "reminder-team-1",
        "reminder-team-2",
    ],
)
def test_message_about_a_round_says_how_to_complain_and_how_to_be_left_in_peace(key: str) -> None:
    body = message(key).body.text()
    assert body.count("Een klacht?") == 1
    assert body.lower().count("geen berichten meer over vragenlijsten?") == 1
