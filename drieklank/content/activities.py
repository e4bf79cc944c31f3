"""From `content/toolkit/activities/KEY.md` to an `Activity`: the head as YAML, the parts by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from drieklank.content.loading import ContentError, Problem, read_text, read_yaml, validate
from drieklank.content.schema.activity import (
    Activity,
    ActivityHead,
    Named,
    Reference,
    References,
    Step,
)
from drieklank.content.schema.home_tip import HomeTip, HomeTips
from drieklank.content.schema.support import Support, Supports

AIM, BEFORE, STEPS = "Waarom", "Vooraf", "Zo doe je het"
VARIANTS, CARE, PRIVACY = "Anders", "Let op", "Privacy"
WORKED, AFTER = "Heeft het gewerkt?", "Daarna"
PARTS: Final = (AIM, BEFORE, STEPS, VARIANTS, CARE, PRIVACY, WORKED, AFTER)
# Beside the eight parts, any number of sheets to hand out: "## Blad: Belkaart".
SHEET: Final = "Blad: "
# Variants that every activity tells, since every school meets them.
ALWAYS: Final = ("Weinig Nederlands", "Grote groep", "Op afstand")
_MINUTES = re.compile(r"^(\d+) (?:minuut|minuten): (\S.*)$")


def load_activity(root: Path, file: str) -> Activity:
    """Load one activity. Raises ContentError with everything that is wrong with it."""
    text = read_text(root / file, file).replace("\r\n", "\n")
    head, separator, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not separator:
        raise ContentError([Problem(file, "", "Begin met een kop tussen twee regels met ---.")])
    front = validate(ActivityHead, read_yaml(head, file), file)
    parts = cut(body, "## ")
    problems = [Problem(file, key, sentence) for key, sentence in _faults(front, parts, file)]
    if problems:
        raise ContentError(problems)
    found = dict(parts)
    return Activity(
        front,
        found[AIM],
        found[BEFORE],
        tuple(steps_of(found[STEPS])),
        tuple(Named(title, words) for title, words in cut(found[VARIANTS], "### ")),
        found[CARE],
        found[PRIVACY],
        found[WORKED],
        found[AFTER],
        tuple(
            Named(title.removeprefix(SHEET), words)
            for title, words in parts
            if title.startswith(SHEET)
        ),
    )


def cut(text: str, mark: str) -> list[tuple[str, str]]:
    """(heading, text below it) for each heading of one level, in order; what stands before is ""."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.split("\n"):
        if line.startswith(mark):
            found.append((line.removeprefix(mark).strip(), []))
        else:
            found[-1][1].append(line)
    cut = [(title, "\n".join(lines).strip()) for title, lines in found]
    return [(title, words) for title, words in cut if title or words]


def steps_of(text: str) -> Iterable[Step]:
    """The steps of a text: each heading with its minutes, and what stands below it."""
    for title, words in cut(text, "### "):
        match = _MINUTES.match(title)
        if match:
            yield Step(int(match[1]), match[2], words)


def _faults(
    head: ActivityHead, parts: list[tuple[str, str]], file: str
) -> Iterable[tuple[str, str]]:
    if head.key != Path(file).stem:
        yield "key", f"Hier staat {head.key}, maar het bestand heet naar {Path(file).stem}."
    titles = [title for title, _ in parts if not title.startswith(SHEET)]
    if titles != list(PARTS):
        yield "", f"De koppen moeten deze zijn, in deze volgorde: {', '.join(PARTS)}."
        return
    for title, words in parts:
        if not words:
            yield title, "Dit deel is leeg."
    found = dict(parts)
    yield from _step_faults(head, found[STEPS])
    variants = [title for title, _ in cut(found[VARIANTS], "### ")]
    for wanted in ALWAYS:
        if wanted not in variants:
            yield VARIANTS, f"Hier ontbreekt het kopje {wanted}."


def _step_faults(head: ActivityHead, text: str) -> Iterable[tuple[str, str]]:
    parts = cut(text, "### ")
    for title, words in parts:
        if not _MINUTES.match(title):
            yield STEPS, f"Een stap begint met minuten: ‘10 minuten: Welkom’, niet ‘{title}’."
        if not words:
            yield STEPS, f"De stap ‘{title}’ is leeg."
    total = sum(step.minutes for step in steps_of(text))
    if total != head.minutes.doing:
        yield (
            STEPS,
            f"De stappen duren samen {total} minuten; in de kop staat {head.minutes.doing}.",
        )
    if not any("> " in words for _, words in parts):
        yield STEPS, "Geef woorden om te zeggen, in een alinea die met > begint."


def load_references(root: Path) -> dict[str, Reference]:
    """The sources by key, in the order of the file. Raises ContentError."""
    file = "toolkit/references.yaml"
    found = validate(References, read_yaml(read_text(root / file, file), file), file)
    return {one.key: one for one in found.references}


def load_home_tips(root: Path) -> tuple[HomeTip, ...]:
    """The tips for at home, in the order of the file. Raises ContentError."""
    file = "toolkit/home-tips.yaml"
    return validate(HomeTips, read_yaml(read_text(root / file, file), file), file).tips


def load_supports(root: Path) -> tuple[Support, ...]:
    """The directory of outside help, in the order of the file. Raises ContentError."""
    file = "toolkit/supports.yaml"
    return validate(Supports, read_yaml(read_text(root / file, file), file), file).supports
