"""The vision as its page and its papers show it, from what is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from drieklank.base.clock import today
from drieklank.improve.models import VisionVersion
from drieklank.improve.queries import plan as plans
from drieklank.improve.queries import vision as queries
from drieklank.improve.queries.vision_measured import (
    Measured,
    ValueLine,
    measured_goals,
    value_lines,
)
from drieklank.improve.queries.vision_values import Chosen, newest_chosen, newest_result
from drieklank.improve.rules.vision import Stand, next_step
from drieklank.measure.queries import Round
from drieklank.schools.models import School
from drieklank.ui.parts.words import day

MINIMUM_OUTSIDE: Final = 10


def _on_paper(measured: Round) -> int:
    """A paper leaves the house, and anybody may read it then."""
    return MINIMUM_OUTSIDE


@dataclass(frozen=True)
class VisionPage:
    """Everything on the page of the vision. `version` is None: nothing is written yet."""

    version: VisionVersion | None
    agreed: VisionVersion | None
    values: list[ValueLine]
    takers: list[str]
    signs: list[queries.SignLine]
    chosen: Chosen | None  # the newest, open or closed
    result: Chosen | None  # the newest that is closed
    sides: list[queries.ExpectationSide]
    places: list[queries.PlaceLine]
    measured: list[Measured]
    step: str
    is_review_due: bool

    @property
    def missing(self) -> list[str]:
        """Parties that did not say yes, in words."""
        return [
            one.name.capitalize() if one.party != "council" else "MR"
            for one in self.signs
            if one.sign_off is None or not one.sign_off.agrees
        ]

    @property
    def has_older_agreed(self) -> bool:
        """Whether parents still read an earlier version than the newest."""
        return bool(self.agreed and self.version and self.agreed.pk != self.version.pk)

    @property
    def state_kind(self) -> str:
        """Which mark the state gets."""
        return "ok" if self.version and self.version.state == "agreed" else "wait"


def vision_page(school: School, minimum_for: Callable[[Round], int] = _on_paper) -> VisionPage:
    """The page of a school's vision. `minimum_for`: fewest answers behind a figure for the reader."""
    version = queries.newest_version(school)
    chosen = newest_chosen(school)
    sides, places = queries.expectation_sides(school), queries.place_lines(school)
    due = queries.is_review_due(school)
    measured = measured_goals(school, minimum_for) if version else {}
    stand = Stand(
        is_choosing=chosen is not None and chosen.is_open,
        has_chosen=chosen is not None and not chosen.is_open,
        state=version.state if version else "",
        has_expectations=any(side.rows for side in sides),
        is_review_due=due,
        shows_somewhere=any(line.row for line in places),
    )
    lines = value_lines(version, measured) if version else []
    return VisionPage(
        version,
        queries.agreed_version(school),
        lines,
        queries.takers_of(version) if version else [],
        queries.sign_lines(version) if version else [],
        chosen,
        newest_result(school),
        sides,
        places,
        [one.measured for one in lines if one.measured],
        str(next_step(stand)),
        due,
    )


def poster_paper(version: VisionVersion) -> dict[str, Any]:
    """What `documents/typst/vision_poster.typ` sets."""
    return {
        "title": f"Visie van {version.school.name}",
        "school": version.school.name,
        "sentence": version.sentence,
        "values": [{"name": one["name"], "sign": one["sign"]} for one in version.values],
        "note": _stand_words(version),
    }


def _stand_words(version: VisionVersion) -> str:
    if version.agreed_on is not None:
        return f"Vastgesteld op {day(version.agreed_on)} door team, ouders en MR."
    return f"Concept, versie {version.number}. Nog niet vastgesteld."


def policy_paper(school: School) -> dict[str, Any]:
    """What `documents/typst/vision_policy.typ` sets: every part, and a missing one said as missing."""
    page = vision_page(school)
    parts = [
        _vision_part(page),
        _values_part(page),
        _taken_part(page),
        _signed_part(page),
        *_expectation_parts(page),
        _plan_part(school),
        _shows_part(page),
    ]
    return {
        "title": f"Samenwerken met ouders: visie en beleid van {school.name}",
        "school": school.name,
        "made": day(today()),
        "stand": _stand_words(page.version) if page.version else "Er is nog geen visie geschreven.",
        "parts": parts,
        "missing": [part["title"] for part in parts if not part["paragraphs"] and not part["rows"]],
    }


def _part(title: str, paragraphs: list[str], rows: list[str], empty: str) -> dict[str, Any]:
    kept = [one for one in paragraphs if one]
    return {"title": title, "paragraphs": kept, "rows": rows, "empty": empty}


def _vision_part(page: VisionPage) -> dict[str, Any]:
    version = page.version
    words = [version.sentence, *version.text.splitlines()] if version else []
    return _part("Onze visie", words, [], "De school schreef nog geen visie.")


def _values_part(page: VisionPage) -> dict[str, Any]:
    rows = []
    for line in page.values:
        beside = f" Gemeten: {line.measured.words}." if line.measured else ""
        rows.append(f"{line.name}. {line.sign}{beside}".strip())
    return _part("Onze kernwaarden", [], rows, "Er zijn nog geen kernwaarden gekozen.")


def _taken_part(page: VisionPage) -> dict[str, Any]:
    return _part("Wie meedeed", [], page.takers, "Nog niet opgeschreven.")


def _signed_part(page: VisionPage) -> dict[str, Any]:
    rows = [
        f"{line.name.capitalize()}: {line.words.lower()} op {day(line.sign_off.signed_on)}, "
        f"{line.sign_off.signer} ({line.sign_off.signer_role})."
        + (f" {line.sign_off.remarks}" if line.sign_off.remarks else "")
        for line in page.signs
        if line.sign_off
    ]
    return _part("Wie akkoord is", [], rows, "Nog niemand gaf akkoord.")


def _expectation_parts(page: VisionPage) -> list[dict[str, Any]]:
    return [
        _part(
            side.name[:1].upper() + side.name[1:],
            [],
            [f"{row.text} (sinds {day(row.agreed_on)})" for row in side.rows],
            "Nog niet afgesproken.",
        )
        for side in page.sides
    ]


def _plan_part(school: School) -> dict[str, Any]:
    plan = plans.current_plan(school)
    rows = [f"{one.title}. {one.why}".strip() for one in plans.priorities_of(plan)] if plan else []
    title = f"Waar wij aan werken in {plan.school_year}" if plan else "Waar wij aan werken"
    return _part(title, [], rows, "In het plan staat nog niet wat voorgaat.")


def _shows_part(page: VisionPage) -> dict[str, Any]:
    rows = [
        f"{line.name}, sinds {day(line.row.since)}"
        + (f": {line.row.where}" if line.row.where else "")
        for line in page.places
        if line.row
    ]
    return _part("Waar de visie te zien is", [], rows, "Nog nergens.")
