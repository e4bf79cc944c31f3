"""Seven short lessons: each fits in a quarter of an hour and asks something that can be answered."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from drieklank.content.guides import load_lesson
from drieklank.content.loading import ContentError
from drieklank.content.schema.lesson import Lesson

ROOT = Path(settings.CONTENT_DIR)
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("toolkit/lessons/*.md"))
LESSONS = sorted((load_lesson(ROOT, file) for file in FILES), key=lambda one: one.head.place)
READ_A_MINUTE = 100  # words told aloud, on the slow side


def test_the_seven_lessons_follow_the_seven_topics_of_a_track() -> None:
    assert [one.key for one in LESSONS] == [
        *("involvement", "relation", "responsibilities", "expertise"),
        *("partnership", "tuning", "trust"),
    ]


@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.key)
def test_telling_and_doing_fit_in_the_minutes(one: Lesson) -> None:
    words = len(one.about.split())
    assert 250 <= words <= 400
    doing = sum(step.minutes for step in one.steps)
    assert doing + words / READ_A_MINUTE <= one.head.minutes + 1


@pytest.mark.parametrize("one", LESSONS, ids=lambda one: one.key)
def test_lesson_gives_words_to_say_and_something_to_try(one: Lesson) -> None:
    assert len(re.findall(r"^> ", one.words, re.MULTILINE)) == 3
    assert one.case.rstrip().endswith("?")
    assert len(one.this_week.split()) >= 15


def test_the_right_answer_does_not_always_stand_in_the_same_place() -> None:
    places = [
        [answer.right for answer in check.answers].index(True)
        for one in LESSONS
        for check in one.head.checks
    ]
    assert len(places) == 21
    assert all(places.count(place) >= 4 for place in (0, 1, 2))


def test_no_sentence_stands_in_two_lessons() -> None:
    said = [
        sentence
        for one in LESSONS
        for text in (one.opening, one.about, one.words, one.case, one.this_week)
        for sentence in re.split(r"(?<=[.?!”])\s+", text)
        if len(sentence.split()) > 5
    ]
    assert [text for text in set(said) if said.count(text) > 1] == []


GOOD = (ROOT / "toolkit/lessons/trust.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("### 3 minuten: Erin", "### 30 minuten: Erin", "De stappen passen niet in de minuten."),
        ("## Een geval", "## Nog iets", "De koppen moeten deze zijn"),
        ("right: true", "right: false", "Precies één antwoord is het goede."),
        ("minutes: 14", "minutes: 45", "Dit getal mag hoogstens 15 zijn."),
    ],
)
def test_lesson_with_a_fault_is_refused_with_a_sentence(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    file = tmp_path / "toolkit/lessons/trust.md"
    file.parent.mkdir(parents=True)
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_lesson(tmp_path, "toolkit/lessons/trust.md")
    assert said in str(refused.value)
