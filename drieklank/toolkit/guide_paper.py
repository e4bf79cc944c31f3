"""A conversation situation as data for the typesetter: a sheet for who leads the talk, and cards to cut out."""

from __future__ import annotations

from typing import Any

from drieklank.content.schema.situation import Situation
from drieklank.toolkit.drawing import on_paper
from drieklank.toolkit.rules.talking import CARD_FOR, CARD_KIND


def situation_as_paper(found: Situation, svg: str) -> dict[str, Any]:
    """What `documents/typst/situation.typ` sets."""
    cards = []
    for number, card in enumerate(found.cards, 1):
        name, side = CARD_FOR[card.for_whom]
        cards.append(
            {
                "number": number,
                "for": name,
                "side": side,
                "kind": CARD_KIND[card.kind],
                "question": card.question,
                "further": card.further,
            }
        )
    return {
        "title": found.title,
        "summary": found.summary,
        "minutes": found.minutes,
        "svg": on_paper(svg),
        "drawing": found.drawing,
        "sees": found.sees,
        "tip": found.tip,
        "cards": cards,
    }
