"""Questions beside each other: one norm in the eyes of several roles, and guesses beside answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from drieklank.base.statistics import Estimate, difference
from drieklank.content.schema import Item, Kind, Questionnaire
from drieklank.results.queries.parts import NAMES
from drieklank.results.queries.plain_parts import Beside, BesideBlock, Voice
from drieklank.results.rules import Item as Asking
from drieklank.results.rules import RoleFigures
from drieklank.results.rules.blind_spot import Guess, guess_words

Asked = Mapping[str, Questionnaire]
Figures = Mapping[str, RoleFigures]

_SCORE: Final = (
    "Een score loopt van 0 tot 100. Tussen haakjes staat de marge: overlappen twee marges, "
    "dan kan het verschil toeval zijn."
)
_SAME: Final = f"Dezelfde vraag, door ieder beantwoord. {_SCORE}"
_GUESS: Final = (
    "Links wat {guessers} dachten, rechts wat {others} zelf antwoordden. De inschatting is de "
    f"gedachte score min de echte. {_SCORE}"
)


def beside(asked: Asked, figures: Figures) -> tuple[BesideBlock, ...]:
    """The blocks that a round has; a block needs figures on two sides."""
    blocks = [_norms(asked, figures), *_guesses(asked, figures)]
    return tuple(block for block in blocks if block.rows)


def _score(figures: Figures, role: str, key: str) -> Estimate | None:
    found = figures.get(role)
    figure = found.items.get(key) if found else None
    return figure.score if figure else None


def _norms(asked: Asked, figures: Figures) -> BesideBlock:
    """What several roles answered about the same norm: `mirror` names the one they share."""
    shared: dict[str, dict[str, Item]] = {}
    for role, body in asked.items():
        for item in body.items:
            if item.kind is Kind.SCALE:
                shared.setdefault(item.mirror or item.key, {})[role] = item
    # One order of columns for the whole table; a role with too few answers is no column.
    columns = [role for role in asked if role in figures]
    rows = (_norm(items, columns, figures) for items in shared.values())
    return BesideBlock(
        "Dezelfde vragen naast elkaar", _SAME, tuple(row for row in rows if _compares(row))
    )


def _norm(items: Mapping[str, Item], columns: list[str], figures: Figures) -> Beside:
    voices = tuple(
        Voice(
            role,
            NAMES[role].many.capitalize(),
            _score(figures, role, items[role].key) if role in items else None,
            is_asked=role in items,
        )
        for role in columns
    )
    return Beside(str(next(iter(items.values())).short), voices)


def _compares(row: Beside) -> bool:
    return sum(voice.score is not None for voice in row.voices) >= 2


def _guesses(asked: Asked, figures: Figures) -> Iterator[BesideBlock]:
    """What each role thought that the other would answer, beside what the other answered."""
    for role, body in asked.items():
        if role not in figures:
            continue
        for other, answered in asked.items():
            if other != role:
                rows = tuple(
                    _guess(role, other, item, figures)
                    for item in body.items
                    if item.kind is Kind.PREDICTION and item.mirror in answered.items_by_key
                )
                mine, theirs = NAMES[role].many, NAMES[other].many
                yield BesideBlock(
                    f"Wat {mine} over {theirs} dachten",
                    _GUESS.format(guessers=mine, others=theirs),
                    tuple(row for row in rows if row.voices[0].score),
                )


def _guess(role: str, other: str, item: Item, figures: Figures) -> Beside:
    own = _score(figures, other, item.mirror or "")
    guess = _score(figures, role, item.key)
    apart = difference(guess, own) if guess and own else None
    asked = Asking(item.mirror or "", "", "", str(item.text), str(item.short), item.key)
    return Beside(
        str(item.short),
        (
            Voice(role, f"{NAMES[role].many.capitalize()} dachten", guess),
            Voice(other, f"{NAMES[other].many.capitalize()} zelf", own),
        ),
        guess_words(Guess(asked, guess, own, apart)),
    )
