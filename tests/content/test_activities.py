"""Every activity of the toolkit is whole: a teacher who opens it tomorrow finds all that is needed."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from drieklank.content.activities import (
    load_activity,
    load_home_tips,
    load_references,
    load_supports,
)
from drieklank.content.library import load_library
from drieklank.content.loading import ContentError
from drieklank.content.schema import Framework
from drieklank.content.schema.activity import Barrier

ROOT = Path(settings.CONTENT_DIR)
LIBRARY = load_library(ROOT)
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("toolkit/activities/*.md"))


@pytest.mark.parametrize("file", FILES)
def test_activity_loads_whole(file: str) -> None:
    activity = load_activity(ROOT, file)
    assert sum(step.minutes for step in activity.steps) == activity.head.minutes.doing
    assert activity.sheets


def test_activities_serve_goals_and_indicators_that_there_are() -> None:
    framework: Framework = LIBRARY.frameworks["six-goals", 1]
    indicators = {one.key for goal in framework.goals for one in goal.indicators}
    goals = {goal.key for goal in framework.goals}
    for file in FILES:
        head = load_activity(ROOT, file).head
        assert set(head.goals) - goals == set(), file
        assert set(head.indicators) - indicators == set(), file


def test_barriers_are_those_that_parents_are_asked_about() -> None:
    asked = LIBRARY.questionnaires["baseline-parents", 1].items_by_key["closing.barriers"]
    told = {option.key for option in asked.options} - {"not-needed"}
    assert {barrier.value for barrier in Barrier} == told


GOOD = (ROOT / "toolkit/activities/positive-phone-round.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("## Privacy\n", "## Geheim\n", "De koppen moeten deze zijn"),
        ("doing: 15", "doing: 20", "De stappen duren samen 15 minuten; in de kop staat 20."),
        ("### 2 minuten: Vertel", "### Vertel", "Een stap begint met minuten"),
        ("### Grote groep", "### Veel mensen", "Hier ontbreekt het kopje Grote groep."),
        ("references: [kraft-d]", "references: []", "Wie bewijs noemt (E2 of hoger)"),
        ("> ", "", "Geef woorden om te zeggen"),
        ("pillar: bond", "pillar: love", "Kies een van deze woorden"),
    ],
)
def test_activity_with_a_fault_is_refused_with_a_sentence(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    file = tmp_path / "toolkit/activities/positive-phone-round.md"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_activity(tmp_path, "toolkit/activities/positive-phone-round.md")
    assert said in str(refused.value)


def test_every_source_that_an_activity_names_is_told() -> None:
    known = load_references(ROOT)
    for file in FILES:
        head = load_activity(ROOT, file).head
        assert set(head.evidence.references) - set(known) == set(), file


def test_home_tips_are_sixty_or_more_for_every_age_and_speak_to_parents_with_u() -> None:
    tips = load_home_tips(ROOT)
    indicators = {
        one.key for goal in LIBRARY.frameworks["six-goals", 1].goals for one in goal.indicators
    }
    assert len(tips) >= 60
    assert {tip.indicator for tip in tips} - indicators == set()
    for age in range(4, 18):
        assert sum(tip.ages[0] <= age <= tip.ages[1] for tip in tips) >= 8, age
    told = [tip.text for tip in tips]
    assert len(set(told)) == len(told)
    assert [
        text for text in told if re.search(r"\b(?:je|jouw|jullie)\b", _outside_quotes(text))
    ] == []


def _outside_quotes(text: str) -> str:
    """What is said to the parent: without questions, which are said to the child."""
    return re.sub(r"[^.:?]*\?", "", re.sub(r"‘[^’]*’", "", text))


def test_directory_never_says_that_something_was_checked_when_nobody_looked() -> None:
    supports = load_supports(ROOT)
    assert [one.key for one in supports if one.checked_on is not None] == []
    assert [one.key for one in supports if one.yearly] == ["staat-van-de-ouder"]
