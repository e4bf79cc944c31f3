"""The slides for the team evening: from a report to eight to ten slides, nothing left to decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone

from drieklank.documents.charts import paper as draw
from drieklank.measure.queries import Round
from drieklank.results.queries.parts import Report, RoleResponse, day_words, minimum_words
from drieklank.results.queries.plain_parts import PlainItem, PlainReport, PlainRole
from drieklank.results.queries.rows import dots, dumbbell_rows, shares_of, words
from drieklank.results.queries.summary import promises_of
from drieklank.results.rules import GoalFinding, ItemFinding, gap_words, item_gap_sentence, lead
from drieklank.results.rules.talks import table_talks
from drieklank.results.rules.wording import capital, counted, whole

Slide = dict[str, Any]
_MOST = 3
_STEPS = (
    "Kies hoogstens drie punten. Wie alles kiest, kiest niets.",
    "Spreek per punt af wie het doet en wanneer het klaar is.",
    "Vertel alle ouders wat ze zeiden en wat jullie gaan doen.",
    "Kijk over een paar maanden samen wat het opleverde.",
)


def slides_as_paper(found: Report | PlainReport, measured: Round) -> dict[str, Any]:
    """What `documents/typst/slides.typ` sets."""
    slides = _plain(found) if isinstance(found, PlainReport) else _of_goals(found)
    promises = [f"{one.text} ({one.by})" for one in promises_of(measured, "nl")]
    return {
        "school": found.school,
        "title": found.title,
        "period": found.period,
        "published": day_words(timezone.localdate(found.published_at)),
        "headline": found.heading if isinstance(found, PlainReport) else found.headline,
        "slides": [
            *slides,
            _lines("Wat nu?", promises or _STEPS, numbered=True),
            _sure(found),
        ],
    }


def _lines(title: str, lines: Sequence[str], lead: str = "", *, numbered: bool = False) -> Slide:
    return {
        "kind": "lines",
        "title": title,
        "lead": lead,
        "lines": list(lines),
        "numbered": numbered,
    }


def _sure(found: Report | PlainReport) -> Slide:
    roles = ["parents", "team"] + (["pupils"] if _asked_pupils(found) else [])
    lines = [
        "Een score loopt van 0 tot 100. “Weet ik niet” telt niet mee.",
        "Bij elke score hoort een marge. We noemen een verschil pas als het groter is dan toeval.",
        "Van wie niet meedeed, weten we niet wat zij vinden.",
        f"{minimum_words(found.minimum, roles)} Niemand kan zien wie wat heeft ingevuld.",
    ]
    return _lines("Hoe zeker is dit?", lines)


def _asked_pupils(found: Report | PlainReport) -> bool:
    if isinstance(found, PlainReport):
        return any(role.role == "pupils" for role in found.roles)
    return found.pupils is not None


def _who(parts: Sequence[RoleResponse], first: RoleResponse) -> Slide:
    counts, said = dots(first.response, first.one, first.many)
    svg = draw.coverage(counts, title="Respons", description=said, columns=30)
    lines = [f"{capital(part.many)}. {' '.join(part.sentences)}" for part in parts]
    if first.missing and first.is_shown:
        lines.append(first.missing)
    return {"kind": "dots", "title": "Wie deed mee?", "svg": svg, "alt": said, "lines": lines}


def _of_goals(report: Report) -> list[Slide]:
    asked = {
        "kind": "goals",
        "title": "Wat vroegen we?",
        "lead": f"We vroegen ouders en team hetzelfde, over {_goals(report)}.",
        "goals": [
            {"name": part.found.goal.name, "text": part.found.goal.definition}
            for part in report.goals
        ],
    }
    who = _who((report.parents, report.team), report.parents)
    if not report.has_figures:
        few = "Er zijn te weinig antwoorden om iets te laten zien. Zo blijft iedereen anoniem."
        return [asked, who, _lines("Nog te weinig antwoorden", [few])]
    return [
        asked,
        who,
        _overview(report),
        *_changed(report),
        _good(report),
        _apart(report),
        _better(report),
        _lines(
            "Praat erover aan tafel",
            table_talks([part.found for part in report.goals]),
            "Vier vragen, tien minuten per vraag.",
            numbered=True,
        ),
    ]


def _goals(report: Report) -> str:
    return counted(len(report.goals), "streefdoel", "streefdoelen")


def _overview(report: Report) -> Slide:
    parts = report.by_gap
    svg = draw.dumbbell(
        [replace(row, sub="") for row in dumbbell_rows(parts)],
        title="Ouders en team op de streefdoelen",
        description=report.goals_title,
        words=words(report),
    )
    told = "; ".join(_scores(part.found) for part in parts)
    return {
        "kind": "chart",
        "title": report.headline,
        # Without what changed, which the lead of the report tells too: it has its own slide.
        "lead": lead([part.found for part in report.goals]),
        "svg": svg,
        "alt": f"Score van 0 tot 100. {told}.",
        "key": draw.legend("who", words=words(report)),
    }


def _changed(report: Report) -> list[Slide]:
    """What is different since the measurement before; no slide where there was none."""
    if report.change is None or not report.change.roles:
        return []
    lines = [one.lead for one in report.change.roles]
    return [_lines(f"Veranderd sinds de {report.change.since}", lines)]


def _scores(found: GoalFinding) -> str:
    parents = str(whole(found.parents.value)) if found.parents else "te weinig antwoorden"
    team = str(whole(found.team.value)) if found.team else "te weinig antwoorden"
    return f"{found.goal.name}: ouders {parents}, team {team}, {gap_words(found.gap)}"


def _questions(items: Sequence[ItemFinding]) -> list[dict[str, Any]]:
    shown = []
    for found in items[:_MOST]:
        shares = shares_of(found.parents)
        if shares is not None:
            yes = shares[2] + shares[3]
            shown.append({"text": found.item.text, "percentage": yes, "said": f"{yes:g}% ja"})
    return shown


def _good(report: Report) -> Slide:
    none = "Geen streefdoel heeft 70 of meer van ouders én team. Deze vragen scoren bij ouders het hoogst."
    return {
        "kind": "bars",
        "title": "Dit gaat goed",
        "lines": list(report.strengths[:_MOST]) or [none],
        "heading": "Hier zeggen de meeste ouders ja",
        "bars": _questions(report.strongest),
        "side": "school",
    }


def _apart(report: Report) -> Slide:
    if not report.apart:
        said = (
            "Bij geen enkel streefdoel is het verschil 15 punten of meer én groter dan toeval."
            if all(part.found.gap is not None for part in report.goals)
            else "We vonden geen groot verschil dat meer is dan toeval. Niet elk doel is te vergelijken."
        )
        return _lines("Zien ouders en team hetzelfde?", [said])
    goals = [
        {"points": one.points, "name": one.found.goal.name, "said": one.sentence}
        for one in report.apart
    ]
    # One goal leaves the slide nearly empty; the questions that differ most say what it is about.
    questions = [_question_apart(one) for one in report.items_apart if one.gap is not None]
    return {
        "kind": "apart",
        "title": "Dit zien ouders en team anders",
        "rows": [*goals, *questions][:_MOST],
    }


def _question_apart(found: ItemFinding) -> dict[str, str]:
    gap = found.gap
    said = item_gap_sentence(gap) if gap else ""
    points = str(whole(abs(gap.value))) if gap else ""
    return {"points": points, "name": f"De vraag: {found.item.text}", "said": said}


def _better(report: Report) -> Slide:
    none = "Geen streefdoel komt onder de grens. Kies samen waarin jullie willen groeien."
    lines = [f"{one.found.goal.name}. {one.advice}" for one in report.priorities]
    return {
        "kind": "bars",
        "title": "Hier is winst te halen",
        "lines": lines or [none],
        "heading": "Hier zeggen de minste ouders ja",
        "bars": _questions(report.weakest),
        "side": "parent",
    }


def _plain(report: PlainReport) -> list[Slide]:
    roles = [role for role in report.roles if role.is_shown]
    first = (roles or list(report.roles))[0].response
    shown = [_role(role) for role in roles]
    if not shown:
        few = "Er zijn te weinig antwoorden om iets te laten zien. Zo blijft iedereen anoniem."
        shown = [_lines("Nog te weinig antwoorden", [few])]
    asked = [f"{capital(role.response.many)}: {_count(role)}." for role in report.roles]
    return [
        _lines("Wat vroegen we?", [*asked, *([report.caution] if report.caution else [])]),
        _who([role.response for role in report.roles], first),
        *shown,
        _lines(
            "Praat erover aan tafel",
            table_talks(()),
            "Vier vragen, tien minuten per vraag.",
            numbered=True,
        ),
    ]


def _count(role: PlainRole) -> str:
    number = sum(len(part.items) for part in role.parts)
    return counted(number, "vraag", "vragen") if number else "te weinig antwoorden"


def _role(role: PlainRole) -> Slide:
    """The three questions with the highest and the three with the lowest mean."""
    scored = [item for part in role.parts for item in part.items if item.score and not item.is_mark]
    ranked = sorted(scored, key=lambda item: -(item.score.value if item.score else 0.0))
    size, title = min(_MOST, len(ranked) // 2), f"Wat {role.response.many} zeggen"
    if not size:
        none = "Hier is geen gemiddelde dat verteld mag worden. In het rapport staat wat er wel te zien is."
        return _lines(title, [none])
    return {
        "kind": "scores",
        "title": title,
        "high": [_score(item) for item in ranked[:size]],
        "low": [_score(item) for item in ranked[len(ranked) - size :][::-1]],
        "side": role.side,
    }


def _score(item: PlainItem) -> dict[str, Any]:
    value = whole(item.score.value) if item.score else 0
    return {"text": item.text, "percentage": value, "said": f"gemiddeld {value} van 100"}
