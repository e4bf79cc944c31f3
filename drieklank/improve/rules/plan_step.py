"""The one next step on the page of a plan. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from drieklank.improve.rules.plan import PlanState


class StepPage(StrEnum):
    """Where a step leads; the view knows the address."""

    PRIORITIES = "priorities"
    CHOOSE = "choose"
    WHEN = "when"
    HOURS = "hours"
    BEGIN = "begin"  # a POST
    ACTION = "action"
    MOVED = "moved"
    CLOSE = "close"
    START = "start"


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the next step depends on.

    to_assign: open actions without owner or day. late, next_title: of the open actions. measured: the
    plan answers a report. again: that was measured again, and published.
    """

    state: str
    priorities: int = 0
    actions: int = 0
    open_actions: int = 0
    to_assign: int = 0
    has_limit: bool = False
    late: str = ""
    next_title: str = ""
    measured: bool = False
    again: bool = False
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class PlanStep:
    """The block with one button."""

    title: str
    text: str
    label: str
    page: StepPage


def plan_step(facts: PlanFacts) -> PlanStep:
    """The one next step of whoever keeps the plan. Every state of a plan has exactly one."""
    if facts.state == PlanState.CLOSED:
        return PlanStep(
            "Begin het volgende plan",
            "Wat niet afkwam, kun je meenemen. Je kiest zelf wat meegaat.",
            "Begin een nieuw plan",
            StepPage.START,
        )
    return _draft_step(facts) if facts.state == PlanState.DRAFT else _running_step(facts)


def _draft_step(facts: PlanFacts) -> PlanStep:
    if not facts.priorities:
        return PlanStep(
            "Kies wat voorgaat",
            "Hooguit drie dingen. Wie alles kiest, kiest niets.",
            "Bekijk waaruit je kiest",
            StepPage.PRIORITIES,
        )
    if not facts.actions:
        return PlanStep(
            "Kies activiteiten",
            "Bij alles wat voorgaat, staan activiteiten die erbij passen. Drie is genoeg.",
            "Bekijk wat past",
            StepPage.CHOOSE,
        )
    if facts.to_assign:
        return PlanStep(
            "Zeg wie wat doet, en wanneer",
            _to_assign(facts.to_assign),
            "Verdeel de acties",
            StepPage.WHEN,
        )
    if not facts.has_limit:
        return PlanStep(
            "Zeg hoeveel uren het team heeft",
            "Dan past het plan in het jaar. Het plan laat zien wat te veel is.",
            "Vul de uren in",
            StepPage.HOURS,
        )
    return PlanStep(
        "Stel het plan vast",
        "Alles staat erin: wie, wanneer en hoeveel uur. Daarna kun je nog steeds iets veranderen.",
        "Stel vast",
        StepPage.BEGIN,
    )


def _running_step(facts: PlanFacts) -> PlanStep:
    if facts.late:
        return PlanStep(
            f"Kijk wat er met ‘{facts.late}’ gebeurt",
            "Deze actie had al klaar moeten zijn. Schrijf op wat er gedaan is, of kies een andere dag.",
            "Open de actie",
            StepPage.ACTION,
        )
    if not facts.open_actions or facts.is_over:
        return PlanStep(
            "Kijk samen terug",
            "Wat lukte, wat niet, en wat nemen jullie mee? Daarmee sluit je het plan af.",
            "Sluit het plan af",
            StepPage.CLOSE,
        )
    if facts.again:
        return PlanStep(
            "Kijk wat er veranderde",
            "Er is opnieuw gemeten. Per actie zie je of de antwoorden op de gekozen vragen veranderden.",
            "Bekijk het verschil",
            StepPage.MOVED,
        )
    return PlanStep(
        f"Nu aan de beurt: {facts.next_title}",
        "Is er iets gedaan? Schrijf op wat, en voor wie. Eén zin is genoeg.",
        "Open de actie",
        StepPage.ACTION,
    )


def plan_heading(facts: PlanFacts, done: int) -> str:
    """What there is to say of a plan first."""
    if facts.state == PlanState.CLOSED:
        return f"{_actions(done)} gedaan, en het plan is afgesloten"
    if not facts.actions:
        return "Het plan is nog leeg"
    if facts.state == PlanState.DRAFT:
        return f"Een concept met {_actions(facts.actions, is_first=False)}"
    if not done:
        return f"{_actions(facts.actions)} {'staat' if facts.actions == 1 else 'staan'} klaar om te beginnen"
    return f"{done} van de {facts.actions} acties {'is' if done == 1 else 'zijn'} klaar"


def _actions(count: int, *, is_first: bool = True) -> str:
    """Three actions, up to ten in words; `is_first`: at the start of a sentence."""
    words = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
    word = words[count] if count < len(words) else str(count)
    if is_first:
        # A capital carries no accent in ‘Eén’.
        word = "Eén" if count == 1 else word.capitalize()
    return f"{word} {'actie' if count == 1 else 'acties'}"


def _to_assign(count: int) -> str:
    if count == 1:
        return "Bij één actie staat nog niet wie het doet of wanneer het klaar is."
    return f"Bij {count} acties staat nog niet wie het doet of wanneer het klaar is."
