"""What a school's own activity must be, and how its steps are read from a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from drieklank.content.schema.activity import Step
from drieklank.toolkit.rules import links

# How the key of an own activity begins; no standard one does, and nothing else need tell them apart.
OWN: Final = "eigen-"
# Nobody holds a work form longer than this.
LONGEST: Final = 600
_STEP = re.compile(
    r"^(?:#{1,6}\s*)?(\d{1,3})\s*(?:min|min\.|minuut|minuten)\s*:\s*(.*)$", re.IGNORECASE
)

_HOW: Final = (
    "Begin elke stap met de minuten en een naam, op een eigen regel. Zo: ‘10 minuten: Welkom’. "
    "Daaronder schrijf je wat je doet."
)


def is_own(key: str) -> bool:
    """Say whether a key is that of a school's own activity."""
    return key.startswith(OWN)


def read_steps(text: str) -> tuple[Step, ...]:
    """The steps of a text: each begins with a line `10 minuten: Welkom`, and what follows is its text."""
    steps: list[tuple[int, str, list[str]]] = []
    for line in _lines(text):
        match = _STEP.match(line.strip())
        if match:
            steps.append((int(match[1]), match[2].strip(), []))
        elif steps:
            steps[-1][2].append(line)
    return tuple(Step(minutes, title, "\n".join(said).strip()) for minutes, title, said in steps)


def write_steps(steps: Iterable[Step]) -> str:
    """Steps as the text that `read_steps` reads."""
    return "\n\n".join(
        f"{step.minutes} {'minuut' if step.minutes == 1 else 'minuten'}: {step.title}\n{step.text}"
        for step in steps
    )


def minutes_of(text: str) -> int:
    """How long all steps of a text take together."""
    return sum(step.minutes for step in read_steps(text))


def step_faults(text: str) -> tuple[str, ...]:
    """What is wrong with the steps, as Dutch sentences; () where they can be held."""
    steps = read_steps(text)
    if not steps:
        return (_HOW,)
    found = []
    first = next(line.strip() for line in _lines(text) if line.strip())
    if not _STEP.match(first):
        found.append(f"‘{first[:60]}’ hoort nog bij geen stap. Zet er een regel met minuten boven.")
    for number, step in enumerate(steps, 1):
        if not step.title:
            found.append(f"Stap {number} heeft nog geen naam.")
        elif not step.text:
            found.append(f"Schrijf bij ‘{step.title}’ wat je doet.")
        if step.minutes == 0:
            found.append(f"Stap {number} duurt nul minuten. Geef er minstens één.")
    if sum(step.minutes for step in steps) > LONGEST:
        found.append("De stappen duren samen langer dan tien uur. Maak er twee activiteiten van.")
    return tuple(found)


def text_faults(texts: Mapping[str, str]) -> dict[str, str]:
    """Field -> what is wrong with the addresses in it; {} where all is well."""
    found = {name: " ".join(links.faults(text)) for name, text in texts.items()}
    return {name: said for name, said in found.items() if said}


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
