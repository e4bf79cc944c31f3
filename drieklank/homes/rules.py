"""What a start page says first: where the school is in the circle, and the one next step. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

# Weeks of each part of the circle, as lengths on the time line.
WEEKS: Final = (("Meten", 4), ("Begrijpen", 4), ("Kiezen", 5), ("Doen", 11), ("Opnieuw meten", 4))
DAWN, NOON, EVENING = 6, 12, 18


class Page(StrEnum):
    """Where a step leads; the view knows the address."""

    IMPORT = "import"
    PLAN = "plan"
    ROUND = "round"
    REPORT = "report"
    IMPROVE = "improve"  # the plan, and where one is begun


@dataclass(frozen=True)
class Facts:
    """What a school's start page knows. `answered` None: too few to say. Dates of the last round."""

    pupils: int
    parents: int
    team: int
    state: str = ""
    opens_on: date | None = None
    closes_on: date | None = None
    closed_on: date | None = None
    invited: int = 0
    answered: int | None = None
    name: str = "nulmeting"  # what the last round is called
    # The newest plan: "" (none), draft, running or closed; `again`: its round was measured again.
    plan: str = ""
    plan_actions: int = 0
    plan_done: int = 0
    again: bool = False


@dataclass(frozen=True)
class Step:
    """The one thing to do now: heading of the page, and the block with one button."""

    finding: str
    title: str
    text: str
    label: str
    page: Page


@dataclass(frozen=True)
class Part:
    """One part of the circle: `state` is done, now, next or empty; `share` in percent of the part."""

    label: str
    note: str
    weeks: int
    state: str = ""
    share: int = 0


def greeting(hour: int, name: str) -> str:
    """`Goedemorgen Marieke.` by the hour of the day; the first name alone."""
    first = name.split(" ")[0]
    if hour < DAWN:
        return f"Hallo {first}."
    if hour >= EVENING:
        return f"Goedenavond {first}."
    return f"Goedemorgen {first}." if hour < NOON else f"Goedemiddag {first}."


def next_step(facts: Facts, day: date) -> Step:
    """The one next step of a school leader. Every state of a school has exactly one."""
    if not facts.pupils:
        return Step(
            "Laten we beginnen.",
            "Lees de leerlingen en ouders in",
            "Haal het bestand uit jullie leerlingadministratie. Je ziet eerst wat er verandert, "
            "en beslist dan zelf.",
            "Lees een bestand in",
            Page.IMPORT,
        )
    if facts.state in {"", "lost"}:
        return Step(
            "De school staat klaar.",
            "Plan de nulmeting",
            f"{_count(facts.parents, 'ouder', 'ouders')} en {_count(facts.team, 'teamlid', 'teamleden')} "
            "krijgen dezelfde vragen, elk van hun eigen kant. Het kost hun zes minuten.",
            "Kies de data",
            Page.PLAN,
        )
    return _step_of_round(facts, day)


def _step_of_round(facts: Facts, day: date) -> Step:
    if facts.state == "planned":
        return Step(
            f"De {facts.name} begint op {_day(facts.opens_on)}.",
            f"Kijk de {facts.name} na",
            "Vertel ouders en team alvast dat de vragenlijst komt. Wie het verwacht, doet vaker mee.",
            "Bekijk de planning",
            Page.ROUND,
        )
    if facts.state == "open":
        return Step(
            f"De {facts.name} loopt nog {_days_left(facts.closes_on, day)}.",
            "Bekijk wie er al meedoet",
            _response_sentence(facts),
            "Bekijk de respons",
            Page.ROUND,
        )
    if facts.state == "closed":
        return Step(
            f"De {facts.name} is klaar.",
            "Deel het rapport",
            "De antwoorden zijn geteld. Als je het rapport deelt, ligt vast wat erin staat.",
            "Ga naar het rapport",
            Page.REPORT,
        )
    return _step_of_plan(facts)


def _step_of_plan(facts: Facts) -> Step:
    """After a report is shared: from nothing to a plan that is closed, and measuring again."""
    if not facts.plan:
        return Step(
            "De uitkomst ligt klaar.",
            "Maak er een plan van",
            "In een kwartier ligt er een concept: wat gaat voor, wie doet wat, en hoeveel uur kost het.",
            "Begin een plan",
            Page.IMPROVE,
        )
    if facts.plan == "draft":
        return Step(
            "Er ligt een concept van het plan.",
            "Maak het plan af",
            "Zeg wie wat doet en wanneer. Stel het daarna vast, dan kan iedereen aan de slag.",
            "Open het plan",
            Page.IMPROVE,
        )
    if facts.plan == "running":
        return _step_of_doing(facts)
    return Step(
        "Het plan is afgesloten.",
        "Meet opnieuw",
        "Stel dezelfde vragen nog eens. Dan zie je per actie of er iets veranderde.",
        "Kies de data",
        Page.PLAN,
    )


def _step_of_doing(facts: Facts) -> Step:
    if facts.again:
        return Step(
            "Er is opnieuw gemeten.",
            "Kijk wat er veranderde",
            "Per actie zie je of de antwoorden op de gekozen vragen veranderden.",
            "Open het plan",
            Page.IMPROVE,
        )
    many = _count(facts.plan_actions, "actie", "acties")
    is_done = "is" if facts.plan_done == 1 else "zijn"
    return Step(
        f"Van {many} {is_done} er {facts.plan_done} klaar."
        if facts.plan_done
        else "Het plan staat vast.",
        "Kijk wat nu aan de beurt is",
        "Schrijf op wat er gedaan is, en voor wie. Eén zin is genoeg.",
        "Open het plan",
        Page.IMPROVE,
    )


def circle(facts: Facts, day: date, here: str = "je bent hier") -> tuple[Part, ...]:
    """The five parts of the circle, with what is done and where the school is now.

    here: what stands at the part of now where no date does.
    """
    at, note, share = _place(facts, day, here)
    parts = []
    for number, (label, weeks) in enumerate(WEEKS):
        if number < at:
            is_known = number == 0 and facts.closed_on
            note_here = f"klaar op {_day(facts.closed_on)}" if is_known else ""
            parts.append(Part(label, note_here, weeks, "done"))
        elif number == at:
            parts.append(Part(label, note, weeks, "now", share))
        else:
            parts.append(Part(label, "", weeks, "next" if number == at + 1 else ""))
    return tuple(parts)


def _place(facts: Facts, day: date, here: str) -> tuple[int, str, int]:
    # Who works on a plan and measures, measures again.
    first = 4 if facts.plan in {"running", "closed"} else 0
    if facts.state == "published" and facts.plan and not facts.again:
        return _place_of_plan(facts, here)
    if facts.state in {"closed", "published"}:
        return 1, here, 50 if facts.state == "published" else 10
    if facts.state == "open" and facts.opens_on and facts.closes_on:
        whole = max((facts.closes_on - facts.opens_on).days, 1)
        share = round(100 * (day - facts.opens_on).days / whole)
        return first, f"loopt tot en met {_day(facts.closes_on)}", min(max(share, 5), 95)
    if facts.state == "planned":
        return first, f"begint op {_day(facts.opens_on)}", 0
    return 0, here, 0


def _place_of_plan(facts: Facts, here: str) -> tuple[int, str, int]:
    """Choosing with a draft, doing with a plan, and after it measuring again."""
    if facts.plan == "draft":
        return 2, here, 50 if facts.plan_actions else 10
    if facts.plan == "running":
        return 3, here, round(100 * facts.plan_done / max(facts.plan_actions, 1))
    return 4, here, 0


def _response_sentence(facts: Facts) -> str:
    if facts.answered is None:
        return (
            f"{_count(facts.invited, 'ouder is', 'ouders zijn')} gevraagd. Aantallen zie je zodra er "
            "vijf antwoorden zijn. We tellen één keer per dag."
        )
    return f"{facts.answered} van de {facts.invited} ouders deden mee. We tellen één keer per dag."


def _days_left(closes_on: date | None, day: date) -> str:
    left = (closes_on - day).days if closes_on else 0
    if left <= 0:
        return "vandaag"
    return "één dag" if left == 1 else f"{left} dagen"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


MONTHS: Final = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()


def _day(day: date | None) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}" if day else ""


def number_word(number: int) -> str:
    """`Zes` for 6, as a heading starts; above twelve the figures."""
    words = "Nul Eén Twee Drie Vier Vijf Zes Zeven Acht Negen Tien Elf Twaalf".split()
    return words[number] if number < len(words) else str(number)


@dataclass(frozen=True)
class Coming:
    """A date ahead, as the start page shows it."""

    on: date
    title: str
    note: str


def coming(facts: Facts, reminders: Sequence[date], day: date) -> tuple[Coming, ...]:
    """What lies ahead of a planned or open round, soonest first; nothing once it is closed."""
    if facts.state not in {"planned", "open"}:
        return ()
    found = []
    if facts.opens_on and facts.opens_on > day:
        found.append(
            Coming(facts.opens_on, f"De {facts.name} gaat open", "Iedereen krijgt een uitnodiging")
        )
    found += [
        Coming(on, "Herinnering", "Alleen voor wie dan nog niet meedeed")
        for on in reminders
        if on > day
    ]
    if facts.closes_on and facts.closes_on >= day:
        found.append(
            Coming(
                facts.closes_on, "Laatste dag om mee te doen", "Daarna worden de antwoorden geteld"
            )
        )
    return tuple(sorted(found, key=lambda one: one.on))


def round_sentence(facts: Facts) -> str:
    """Where a school's newest round stands, for a board or an adviser."""
    return {
        "planned": f"de {facts.name} begint op {_day(facts.opens_on)}.",
        "open": f"de {facts.name} loopt tot en met {_day(facts.closes_on)}.",
        "closed": f"de {facts.name} is klaar sinds {_day(facts.closed_on)}. Het rapport volgt.",
        "published": f"het rapport van de {facts.name} is klaar.",
        "lost": f"de {facts.name} kan niet worden gelezen en moet opnieuw.",
    }.get(facts.state, "er is nog geen meting.")


def called(names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """First names of (first, last) pairs: with the first letter of the last name where two share one."""
    count = Counter(first for first, _ in names)
    return tuple(
        f"{first} {last[0]}." if count[first] > 1 and last else first for first, last in names
    )
