"""A board as data for the typesetter (`documents/typst/brainstorm.typ`)."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from drieklank.improve.queries.brainstorm import Brainstorm, actions_from, groups_of, wall_of
from drieklank.improve.rules.brainstorm import dots_words
from drieklank.results.queries.parts import day_words


def board_as_paper(row: Brainstorm) -> dict[str, Any]:
    """Question, groups with dots and notes, loose notes, and the actions that came of it."""
    made = actions_from(row)
    wall = wall_of(row, groups=groups_of(row))
    return {
        "title": row.question,
        "meta": f"{row.school.name}, {day_words(timezone.localdate(row.opened_at))}",
        "groups": [
            {
                "name": pile.group.name,
                "dots": dots_words(pile.dots),
                "notes": [one.text for one in pile.notes],
            }
            for pile in wall.piles
        ],
        "loose": [one.text for one in wall.loose],
        "actions": [
            {
                "title": action.title,
                "who": action.owner_words or (str(action.owner) if action.owner else ""),
                "due": day_words(action.due_on) if action.due_on else "",
            }
            for pile in wall.piles
            for action in made.get(str(pile.group.public_id), [])
        ],
    }
