"""The baseline as the rest of the house counts on it."""

from collections import Counter

import pytest

from drieklank.content.queries import framework, framework_of, questionnaire, questionnaires
from drieklank.content.schema import Audience, Kind, ScoredBy

GOALS = ["welcome", "conversation", "learning", "advocacy", "deciding", "community"]


def test_parents_are_asked_thirty_questions_in_seven_parts() -> None:
    parents = questionnaire("baseline-parents")
    assert [part.key for part in parents.parts] == [*GOALS, "closing"]
    assert [part.goal for part in parents.parts] == [*GOALS, None]
    assert Counter(item.kind for item in parents.items) == {
        Kind.SCALE: 27,
        Kind.GRADE: 1,
        Kind.CHOICES: 1,
        Kind.OPEN: 1,
    }
    assert [item.key for item in parents.part("closing").items] == [
        "closing.heard",
        "closing.connected",
        "closing.serious",
        "closing.grade",
        "closing.barriers",
        "closing.open",
    ]
    assert parents.minutes == 6


def test_team_is_asked_the_mirror_four_predictions_and_six_own_questions() -> None:
    parents, team = questionnaire("baseline-parents"), questionnaire("baseline-team")
    for goal in GOALS:
        mirrored = [item.mirror for item in team.goal_items(goal)]
        assert mirrored == [item.key for item in parents.goal_items(goal)]
    assert [len(part.items) for part in team.parts] == [4, 4, 4, 4, 4, 4, 4, 6]
    predicted = [item.mirror for item in team.part("predictions").items]
    assert {item.kind for item in team.part("predictions").items} == {Kind.PREDICTION}
    assert len(set(predicted)) == 4
    assert {parents.item(key or "").kind for key in predicted} == {Kind.SCALE}
    assert {item.indicator for item in team.part("own-work").items} == {None}


@pytest.mark.parametrize("key", ["baseline-parents", "baseline-team"])
def test_scale_has_four_answers_and_one_that_never_counts(key: str) -> None:
    found = questionnaire(key)
    scale = found.scale(found.items[0])
    assert scale.values == (1, 2, 3, 4)
    assert (scale.lowest, scale.highest) == (1, 4)
    assert [answer.key for answer in scale.opinions] == ["no", "little", "mostly", "yes"]
    assert scale.no_opinion is not None
    assert (scale.no_opinion.key, scale.no_opinion.text["nl"]) == ("unknown", "Weet ik niet")
    assert {item.scale for item in found.items if item.scale} == {"four"}


def test_barriers_offer_the_eight_reasons() -> None:
    item = questionnaire("baseline-parents").item("closing.barriers")
    assert [option.key for option in item.options] == [
        "time",
        "language",
        "unsure",
        "experience",
        "not-invited",
        "childcare",
        "transport",
        "not-needed",
    ]


@pytest.mark.parametrize(
    ("sector", "pupils"), [("po", "primary"), ("so", "primary"), ("vo", "secondary")]
)
def test_every_audience_of_the_baseline_gets_the_questions_of_its_kind_of_school(
    sector: str, pupils: str
) -> None:
    found = questionnaires("baseline", sector)
    assert {audience: one.key for audience, one in found.items()} == {
        Audience.PARENTS: "baseline-parents",
        Audience.TEAM: "baseline-team",
        Audience.PUPILS: f"baseline-pupils-{pupils}",
    }


def test_every_question_about_a_goal_measures_an_indicator_scored_by_questionnaire() -> None:
    parents = questionnaire("baseline-parents")
    indicators = framework_of(parents).indicators
    measured = [item.indicator for goal in GOALS for item in parents.goal_items(goal)]
    by_questionnaire = [
        key for key, one in indicators.items() if one.scored_by is ScoredBy.QUESTIONNAIRE
    ]
    assert sorted(key for key in measured if key) == sorted(by_questionnaire)
    assert len(measured) == 24


def test_six_goals_stand_in_order_with_their_short_names() -> None:
    goals = framework("six-goals").goals
    assert [goal.key for goal in goals] == GOALS
    assert [goal.name.text() for goal in goals] == [
        "Iedereen welkom",
        "Goed in gesprek",
        "Samen leren ondersteunen",
        "Opkomen voor ieder kind",
        "Samen beslissen",
        "Samen met de omgeving",
    ]
    assert [goal.short.text() for goal in goals] == [
        "Welkom",
        "In gesprek",
        "Samen leren",
        "Voor ieder kind",
        "Samen beslissen",
        "Omgeving",
    ]


@pytest.mark.parametrize("key", GOALS)
def test_goal_title_is_the_same_in_framework_and_questionnaires(key: str) -> None:
    name = framework().goal(key).name
    parents, team = (
        questionnaire("baseline-parents").part(key),
        questionnaire("baseline-team").part(key),
    )
    assert dict(parents.title.items()) == dict(name.items())
    assert team.title.text() == name.text()


@pytest.mark.parametrize("key", GOALS)
def test_goal_has_sentences_and_a_tip_for_each_indicator_that_is_asked(key: str) -> None:
    goal = framework().goal(key)
    asked = [one.key for one in goal.indicators if one.scored_by is ScoredBy.QUESTIONNAIRE]
    assert len(asked) == 4
    for indicator in asked:
        assert goal.strength(indicator).indicator == indicator
        assert goal.improvement(indicator).indicator == indicator
        assert len(goal.tips_for(indicator)) >= 1
    unasked = next(one.key for one in goal.indicators if one.key not in asked)
    assert goal.strength(unasked) == goal.strength()
    assert goal.improvement(unasked).indicator is None
    assert len(goal.tips) >= 5


def test_unknown_goal_and_item_raise_key_error() -> None:
    with pytest.raises(KeyError, match="gone"):
        framework().goal("gone")
    with pytest.raises(KeyError, match="gone"):
        questionnaire("baseline-team").item("gone")
    parents = questionnaire("baseline-parents")
    with pytest.raises(KeyError, match=r"closing\.grade"):
        parents.scale(parents.item("closing.grade"))
