"""Ten success factors as a school sees them, from a signed scan; pure.

The factors are ten that Lusse found in schools in large Dutch cities (source key `lusse10`). Words,
questions and borders are ours. Each factor has two questions, answered on four steps (1 no, 4 yes
wholly) or with "don't know".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

POINTS: Final = {"no": 1, "little": 2, "mostly": 3, "yes": 4}
# From here on something counts as there; below the other it counts as not there.
MOSTLY: Final = 3
HARDLY: Final = 2


class Presence(StrEnum):
    PRESENT = "present"
    PARTLY = "partly"
    ABSENT = "absent"
    UNKNOWN = "unknown"


PRESENCE_WORDS: Final[Mapping[Presence, str]] = MappingProxyType(
    {
        Presence.PRESENT: "aanwezig",
        Presence.PARTLY: "deels",
        Presence.ABSENT: "nog niet",
        Presence.UNKNOWN: "weten jullie niet",
    }
)


@dataclass(frozen=True, slots=True)
class Factor:
    """name: the factor in our words. activity, activity_secondary: keys of the toolkit."""

    key: str
    cluster: str
    name: str
    activity: str
    activity_secondary: str = ""

    def activity_in(self, sector: str) -> str:
        return (
            self.activity_secondary if sector == "vo" and self.activity_secondary else self.activity
        )


CLUSTERS: Final[Mapping[str, str]] = MappingProxyType(
    {"contact": "Contact leggen", "cooperation": "Samenwerken", "future": "Vooruitkijken"}
)
FACTORS: Final = (
    Factor("welcome", "contact", "Ouders voelen dat zij welkom zijn", "welcome-family"),
    Factor("early", "contact", "Alle ouders vroeg spreken", "start-conversation"),
    Factor(
        "everyone",
        "contact",
        "Van ieder kind een ouder kennen, of iemand die steunt",
        "who-do-we-miss",
    ),
    Factor("pupil", "cooperation", "De leerling zit erbij", "three-way-talk"),
    Factor("dialogue", "cooperation", "Over en weer vertellen", "reversed-talk"),
    Factor("home", "cooperation", "Thuis is er iets om over te praten", "talk-homework"),
    Factor("positive", "cooperation", "Oog voor wat goed gaat", "positive-phone-round"),
    Factor("thread", "future", "Later is een vast onderwerp", "talent-return-card", "career-talk"),
    Factor("plan", "future", "Samen opschrijven wie wat doet", "agreement-card"),
    Factor("setback", "future", "Een tegenvaller samen bespreken", "concern-in-time"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """One factor as the school sees it."""

    factor: Factor
    presence: Presence


def presence(answers: list[str]) -> Presence:
    """Judge the two answers of a factor.

    Present: both at least "mostly". Not there: all that was answered is "no" or, on average, less
    than "a little". With one of two unknown it is at most partly there: half a look is no whole one.
    """
    known = [POINTS[one] for one in answers if one in POINTS]
    if not known:
        return Presence.UNKNOWN
    if len(known) == len(answers) and min(known) >= MOSTLY:
        return Presence.PRESENT
    if sum(known) < HARDLY * len(known):
        return Presence.ABSENT
    return Presence.PARTLY


def find_factors(answers: Mapping[str, str]) -> tuple[Found, ...]:
    """All ten, in order. `answers`: item key (`success.welcome.greet`) -> key of the answer."""
    return tuple(
        Found(
            factor,
            presence(
                [said for key, said in answers.items() if key.startswith(f"success.{factor.key}.")]
            ),
        )
        for factor in FACTORS
    )


_COUNTS: Final = ("Geen", "Eén", "Twee", "Drie", "Vier", "Vijf", "Zes", "Zeven", "Acht", "Negen")


def headline(found: tuple[Found, ...]) -> str:
    """The finding in one sentence."""
    present = sum(one.presence is Presence.PRESENT for one in found)
    if present == len(found):
        return "Alle tien succesfactoren zijn aanwezig"
    if present == 0:
        return "Nog geen van de tien succesfactoren is helemaal aanwezig"
    if present == 1:
        return "Eén van de tien succesfactoren is aanwezig"
    return f"{_COUNTS[present]} van de tien succesfactoren zijn aanwezig"


def first_step(found: tuple[Found, ...]) -> Found | None:
    """Where to begin: the first factor of the list that is least there. Contact comes before the rest,
    as the source puts it; None: all are present.
    """
    for wanted in (Presence.ABSENT, Presence.UNKNOWN, Presence.PARTLY):
        for one in found:
            if one.presence is wanted:
                return one
    return None
