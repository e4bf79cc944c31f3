"""From content/toolkit/ to practice examples, conversation situations, micro-lessons and topic pages. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from drieklank.content.activities import cut, steps_of
from drieklank.content.loading import ContentError, Problem, read_text, read_yaml, validate
from drieklank.content.schema.example import Example, Examples
from drieklank.content.schema.lesson import Lesson, LessonHead
from drieklank.content.schema.situation import Situation
from drieklank.content.schema.topic_page import TopicHead, TopicPage

LESSON_PARTS: Final = (
    "Om te beginnen",
    "Waar het over gaat",
    "Doe het even",
    "Woorden om te zeggen",
    "Een geval",
    "Deze week",
)
TOPIC_PARTS: Final = (
    "Waar het over gaat",
    "Wat de wet zegt",
    "Wat ouders mogen verwachten",
    "Wat je morgen kunt doen",
)
# What a drawing may be made of: forms and strokes, in the colours of the house, nothing that runs or loads.
_ELEMENTS: Final = frozenset({"svg", "g", "circle", "rect", "path", "line"})
_COLOUR: Final = re.compile(r"var\(--[a-z0-9-]+,#[0-9A-F]{6}\)|none")


def load_examples(root: Path) -> tuple[Example, ...]:
    """The practice examples, in the order of the file. Raises ContentError."""
    file = "toolkit/examples.yaml"
    return validate(Examples, read_yaml(read_text(root / file, file), file), file).examples


def load_situation(root: Path, file: str) -> Situation:
    """One situation; its drawing is looked over as well. Raises ContentError."""
    found = validate(Situation, read_yaml(read_text(root / file, file), file), file)
    drawing = Path(file).with_suffix(".svg").as_posix()
    problems = [
        *_name_faults(found.key, file),
        *(Problem(drawing, "", said) for said in _drawing_faults(load_drawing(root, found.key))),
    ]
    if problems:
        raise ContentError(problems)
    return found


def load_drawing(root: Path, key: str) -> str:
    """The drawing of a situation as SVG. Raises ContentError where there is none."""
    file = f"toolkit/situations/{key}.svg"
    return read_text(root / file, file).strip()


def load_lesson(root: Path, file: str) -> Lesson:
    """One micro-lesson. Raises ContentError."""
    front, body = _split(root, file)
    head = validate(LessonHead, front, file)
    parts = _parts(body, LESSON_PARTS, file)
    opening, about, exercise, words, case, this_week = (parts[name] for name in LESSON_PARTS)
    steps = tuple(steps_of(exercise))
    problems = [*_name_faults(head.key, file)]
    if not steps or sum(step.minutes for step in steps) > head.minutes:
        problems.append(Problem(file, LESSON_PARTS[2], "De stappen passen niet in de minuten."))
    if problems:
        raise ContentError(problems)
    return Lesson(head, opening, about, steps, words, case, this_week)


def load_topic(root: Path, file: str) -> TopicPage:
    """One topic page. Raises ContentError."""
    front, body = _split(root, file)
    head = validate(TopicHead, front, file)
    parts = _parts(body, TOPIC_PARTS, file)
    if problems := [*_name_faults(head.key.value, file)]:
        raise ContentError(problems)
    return TopicPage(head, *(parts[name] for name in TOPIC_PARTS))


def _split(root: Path, file: str) -> tuple[object, str]:
    text = read_text(root / file, file).replace("\r\n", "\n")
    head, separator, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not separator:
        raise ContentError([Problem(file, "", "Begin met een kop tussen twee regels met ---.")])
    return read_yaml(head, file), body


def _parts(body: str, wanted: Sequence[str], file: str) -> dict[str, str]:
    found = cut(body, "## ")
    if [title for title, _ in found] != list(wanted):
        sentence = f"De koppen moeten deze zijn, in deze volgorde: {', '.join(wanted)}."
        raise ContentError([Problem(file, "", sentence)])
    if empty := [title for title, words in found if not words]:
        raise ContentError([Problem(file, title, "Dit deel is leeg.") for title in empty])
    return dict(found)


def _name_faults(key: str, file: str) -> Iterator[Problem]:
    if key != Path(file).stem:
        yield Problem(
            file, "key", f"Hier staat {key}, maar het bestand heet naar {Path(file).stem}."
        )


def _drawing_faults(drawing: str) -> Iterator[str]:
    if not drawing.startswith("<svg ") or not drawing.endswith("</svg>"):
        yield "De tekening is één svg, zonder iets ervoor of erna."
    for name in sorted(set(re.findall(r"<([A-Za-z!?]+)", drawing)) - _ELEMENTS):
        yield f"<{name}> hoort niet in een tekening."
    if re.search(r"\b(?:on\w+|href|style|class|id)=", drawing):
        yield "Een tekening heeft geen stijl, namen of verwijzingen."
    for colour in re.findall(r'(?:fill|stroke)="([^"]*)"', drawing):
        if not _COLOUR.fullmatch(colour):
            yield f"De kleur {colour} is geen kleur van het huis met een reserve: var(--ink,#16213A)."
