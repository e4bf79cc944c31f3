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
    return Step(
        "De uitkomst ligt klaar.",
        "Lees het rapport en kies één vraag voor het team",
        "Je ziet wat ouders en team elk zien, en waar dat verschilt.",
        "Open het rapport",
        Page.REPORT,
    )


def circle(facts: Facts, day: date, here: str = "je bent hier") -> tuple[Part, ...]:
    """The five parts of the circle, with what is done and where the school is now.

    here: what stands at the part of now where no date does.
    """
    at, note, share = _place(facts, day, here)
    parts = []
    for number, (label, weeks) in enumerate(WEEKS):
        if number < at:
            note_here = f"klaar op {_day(facts.closed_on)}" if number == 0 else ""
            parts.append(Part(label, note_here, weeks, "done"))
        elif number == at:
            parts.append(Part(label, note, weeks, "now", share))
        else:
            parts.append(Part(label, "", weeks, "next" if number == at + 1 else ""))
    return tuple(parts)


def _place(facts: Facts, day: date, here: str) -> tuple[int, str, int]:
    if facts.state in {"closed", "published"}:
        return 1, here, 50 if facts.state == "published" else 10
    if facts.state == "open" and facts.opens_on and facts.closes_on:
        whole = max((facts.closes_on - facts.opens_on).days, 1)
        share = round(100 * (day - facts.opens_on).days / whole)
        return 0, f"loopt tot en met {_day(facts.closes_on)}", min(max(share, 5), 95)
    if facts.state == "planned":
        return 0, f"begint op {_day(facts.opens_on)}", 0
    return 0, here, 0


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
