"""Activities as data for the typesetter: one, or all of a pillar as a binder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from drieklank.content.activities import AFTER, AIM, BEFORE, CARE, PRIVACY, STEPS, VARIANTS, WORKED
from drieklank.content.schema.activity import Activity, Named, Pillar
from drieklank.documents.markdown import NotSet, blocks
from drieklank.toolkit.queries import references_of
from drieklank.toolkit.reading import card_of
from drieklank.toolkit.rules import PILLARS
from drieklank.toolkit.rules.links import without_links

# What a part may hold; one that holds none of these is left out.
_HOLDS: Final = ("blocks", "steps", "named")


def activity_as_paper(found: Activity) -> dict[str, Any]:
    """What `documents/typst/activity.typ` sets of one activity."""
    return {"title": found.head.title, "is-binder": False, "activities": [_activity(found)]}


def binder_as_paper(pillar: Pillar, found: Sequence[Activity]) -> dict[str, Any]:
    """The same of all activities of a pillar, with a cover and contents."""
    name, says = PILLARS[pillar]
    return {
        "title": name,
        "lead": says,
        "is-binder": True,
        "activities": [_activity(one) for one in found],
    }


def own_as_paper(found: Activity, school: str) -> dict[str, Any]:
    """The same of a school's own activity: only what the school wrote, and that it did."""
    made = _parts(found, own_blocks)
    made["facts"] = [
        {"name": name, "says": says}
        for name, says in (
            ("Tijd", card_of(found).time),
            ("Voor", card_of(found).for_whom),
            ("Van", school),
        )
    ]
    return {"title": found.head.title, "is-binder": False, "activities": [made]}


def own_blocks(markdown: str) -> list[dict[str, Any]]:
    """The blocks of a school's own text, addresses written out; what paper cannot set becomes words."""
    text = without_links(markdown)
    try:
        return blocks(text)
    except NotSet:
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        return [
            {"kind": "p", "runs": [{"text": line, "strong": False, "em": False}]} for line in lines
        ]


def _named(named: Named) -> dict[str, Any]:
    return {"title": named.title, "blocks": blocks(named.text)}


def _facts(found: Activity) -> list[dict[str, str]]:
    card = card_of(found)
    rows = [
        ("Tijd", card.time),
        ("Voor", card.for_whom),
        ("Wie leidt het", card.led_by),
        ("Aantal mensen", card.people),
        ("Groepen", card.groups),
    ]
    if card.materials:
        rows.append(("Nodig", "; ".join(card.materials)))
    return [{"name": name, "says": says} for name, says in rows]


def _activity(found: Activity) -> dict[str, Any]:
    return _parts(found, blocks) | {"facts": _facts(found)}


def _parts(found: Activity, blocks: Callable[[str], list[dict[str, Any]]]) -> dict[str, Any]:
    steps = [
        {"minutes": step.minutes, "title": step.title, "blocks": blocks(step.text)}
        for step in found.steps
    ]
    sources = "\n".join(f"- {one.cite}" for one in references_of(found))
    parts = [
        {"title": AIM, "blocks": blocks(found.aim)},
        {"title": BEFORE, "blocks": blocks(found.preparation)},
        {"title": STEPS, "steps": steps},
        {"title": VARIANTS, "named": [_named(one) for one in found.variants]},
        {"title": CARE, "blocks": blocks(found.care)},
        {"title": PRIVACY, "blocks": blocks(found.privacy)},
        {"title": WORKED, "blocks": blocks(found.worked)},
        {"title": AFTER, "blocks": blocks(found.afterwards)},
        {
            "title": "Wat weten we ervan?",
            "blocks": blocks(f"{found.head.evidence.says}\n\n{sources}"),
        },
    ]
    return {
        "title": found.head.title,
        "summary": found.head.summary,
        "parts": [part for part in parts if any(part.get(name) for name in _HOLDS)],
        "sheets": [_named(one) for one in found.sheets],
    }
