"""The statement of a certificate as people read it: the same lines for the public page and the PDF."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from drieklank.documents.charts import Drawing, GrowthRow, page
from drieklank.documents.letters import qr_svg
from drieklank.results.queries.parts import day_words
from drieklank.results.queries.rows import MOVED
from drieklank.results.rules.certificate_scores import SOURCE_NAMES, SOURCES
from drieklank.results.rules.wording import listed

CHANCE: Final = "kan toeval zijn"


@dataclass(frozen=True)
class SignedGoal:
    """One goal of a statement. Scores on 0-100; `then` is None where it was not compared."""

    name: str
    score: str
    based_on: str
    parents: str
    interval: str
    n: str
    then: str
    now_place: float
    then_place: float | None
    change: str


def dutch(number: str) -> str:
    """66.4 as 66,4."""
    return number.replace(".", ",")


def signed_goals(said: Mapping[str, Any]) -> tuple[SignedGoal, ...]:
    """The goals of a statement, in its own order."""
    return tuple(_goal(one) for one in said["goals"])


def _goal(one: Mapping[str, Any]) -> SignedGoal:
    parents, before = one["sources"].get("parents", {}), one["parents_before"]
    named = [SOURCE_NAMES[name] for name in SOURCES if name in one["sources"]]
    return SignedGoal(
        name=one["name"],
        score=dutch(one["score"]),
        based_on=", ".join(named),
        parents=dutch(parents.get("score", "")),
        interval=f"{dutch(parents['low'])} tot {dutch(parents['high'])}" if parents else "",
        n=parents.get("n", ""),
        then=dutch(before.get("score", "")),
        now_place=float(parents.get("score", 0)),
        then_place=float(before["score"]) if before else None,
        change=_change(parents, before, one.get("parents_change", {})),
    )


def _change(now: Mapping[str, str], then: Mapping[str, str], apart: Mapping[str, str]) -> str:
    """What changed, in words where it may be chance; `apart` is empty in statements of before."""
    if not now or not then:
        return ""
    if apart and float(apart["low"]) <= 0.0 <= float(apart["high"]):
        return CHANCE
    change = float(now["score"]) - float(then["score"])
    sign = "+" if change > 0 else ("−" if change < 0 else "")
    return f"{sign}{abs(change):.1f}".replace(".", ",")


def growth_chart(said: Mapping[str, Any]) -> Drawing:
    """What parents said then and now, as a table with a drawing in it."""
    rows = [
        GrowthRow(one.name, one.then_place, one.now_place, one.change, decimals=1)
        for one in signed_goals(said)
    ]
    caption = "Scores van ouders bij de eerste meting en bij de eindmeting"
    return page.growth(rows, caption=caption, words=MOVED)


def day_of(text: str) -> str:
    """2026-06-20 as 20 juni 2026."""
    return day_words(date.fromisoformat(text))


def _is_used(said: Mapping[str, Any], source: str) -> bool:
    return any(source in one["sources"] for one in said["goals"])


def chance_sentence(said: Mapping[str, Any]) -> str:
    """Of which goals the difference between then and now may be chance; empty: of none."""
    names = [f"‘{one.name}’" for one in signed_goals(said) if one.change == CHANCE]
    return f"Bij {listed(names)} kan het verschil toeval zijn." if names else ""


def as_certificate(said: Mapping[str, Any], address: str) -> dict[str, Any]:
    """The data of documents/typst/certificate.typ."""
    return {
        "title": said["title"],
        "school": said["school"]["name"],
        "town": said["school"]["town"],
        "brin": said["school"]["brin"],
        "issued": day_of(said["issued_on"]),
        "ends": day_of(said["ends_on"]),
        "code": said["certificate"],
        "address": address,
        "qr": qr_svg(address),
        "rules": said["rules"]["version"],
        "first": day_of(said["baseline"]["closed_on"]),
        "final": day_of(said["final"]["closed_on"]),
        "answered": said["final"].get("parents_answered", ""),
        "invited": said["final"].get("parents_invited", ""),
        "chance": chance_sentence(said),
        "sources": listed([SOURCE_NAMES[name] for name in SOURCES if _is_used(said, name)]),
        "goals": [
            {
                "name": one.name,
                "score": one.score,
                "based_on": one.based_on,
                "parents": one.parents,
                "interval": one.interval,
                "now": one.now_place,
                "then": one.then_place,
                "then_words": one.then,
            }
            for one in signed_goals(said)
        ],
    }
