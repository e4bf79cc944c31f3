"""Decisions about people, as pure functions: ages and rights, Dutch sorting, the change of year."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

ASKS_AT: Final = 16
ADULT_AT: Final = 18
OLDEST_PUPIL: Final = 30
# From when the pages let a school change year: July, when the last lessons end.
CHANGE_OPENS: Final = timedelta(days=30)

# Languages that parents of Dutch schools speak most (domain: tier 1 and 2), Dutch first.
LANGUAGE_NAMES: Final = {
    "nl": "Nederlands",
    "ar": "Arabisch",
    "bg": "Bulgaars",
    "zh": "Chinees",
    "de": "Duits",
    "en": "Engels",
    "fr": "Frans",
    "ku": "Koerdisch",
    "uk": "Oekraïens",
    "pap": "Papiaments",
    "fa": "Perzisch (Farsi, Dari)",
    "pl": "Pools",
    "pt": "Portugees",
    "ro": "Roemeens",
    "ru": "Russisch",
    "so": "Somalisch",
    "es": "Spaans",
    "ti": "Tigrinya",
    "tr": "Turks",
}


class Asker(StrEnum):
    """Who decides about a pupil's data."""

    PARENTS = "parents"
    PUPIL = "pupil"


def years_ago(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def turns_on(birth_date: date, age: int) -> date:
    """The day on which somebody becomes so old; born on 29 February: 1 March in a common year."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)


def age_on(birth_date: date, day: date) -> int:
    """Whole years on that day."""
    years = day.year - birth_date.year
    return years if day >= turns_on(birth_date, years) else years - 1


def who_asks(birth_date: date | None, day: date) -> Asker:
    """Who may ask for a pupil's data, or to remove them: at 16 that shifts to the pupil.

    Without a birth date: the parents, as for most pupils.
    Source: AVG art. 8 and UAVG art. 5.
    """
    if birth_date is not None and age_on(birth_date, day) >= ASKS_AT:
        return Asker.PUPIL
    return Asker.PARENTS


def may_tell_parents(birth_date: date | None, shares: bool, day: date) -> bool:
    """Whether parents see the pupil at all: under 18, or where the pupil says so."""
    return birth_date is None or age_on(birth_date, day) < ADULT_AT or shares


def birth_date_fault(birth_date: date, day: date) -> str:
    """A sentence in Dutch where the date cannot be that of a pupil; empty where it can."""
    if birth_date > day:
        return f"{_dutch(birth_date)} moet nog komen. Kijk het jaar na."
    age = age_on(birth_date, day)
    if age < 2:
        return f"Op {_dutch(birth_date)} geboren is nog te jong voor school. Kijk het jaar na."
    if age > OLDEST_PUPIL:
        return f"Op {_dutch(birth_date)} geboren is {age} jaar. Kijk het jaar na."
    return ""


def _dutch(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def runs(ended_on: date | None, day: date) -> bool:
    """Whether something with a last day is not over; the last day itself counts."""
    return ended_on is None or ended_on >= day


# -- names -----------------------------------------------------------------------------------------
_PLAIN: Final = str.maketrans(
    {"\N{LATIN SMALL LETTER DOTLESS I}": "i"}
    | {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)


def plain(text: str) -> str:
    """Lower case without accents, for sorting and searching: `Öz` and `oz` are one."""
    split = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def sort_key(first: str, prefix: str, last: str) -> tuple[str, str, str]:
    """The Dutch way: last name without its prefix, then first name, then prefix."""
    return plain(last), plain(first), plain(prefix)


def found(search: str, *texts: str) -> bool:
    """Whether every word of the search stands somewhere in the texts; nothing asked finds all."""
    where = " ".join(plain(text) for text in texts)
    return all(word in where for word in plain(search).split())


# -- change of year --------------------------------------------------------------------------------
class Way(StrEnum):
    """Where a pupil goes when the year changes."""

    UP = "up"  # along with the group
    STAYS = "stays"  # in the same year group, with those who come up
    LEAVES = "leaves"


LAST_YEAR: Final = {"po": ("8",), "so": ("8", "16"), "vo": ("16",)}


@dataclass(frozen=True)
class GroupPlan:
    """What happens to one group. `name` and `year_group` are those of next year."""

    group_id: int
    leaves: bool
    name: str
    year_group: str
    old_name: str
    old_year_group: str
    keeps_teachers: bool = False


@dataclass(frozen=True)
class Move:
    """One pupil's way; `name` and `year_group` of the new group are empty for who leaves."""

    pupil_id: int
    way: Way
    name: str = ""
    year_group: str = ""


def next_year_group(sector: str, year_group: str) -> str | None:
    """The year group after this one; None after the last year. Unknown or mixed stays empty."""
    if year_group in LAST_YEAR[sector]:
        return None
    return str(int(year_group) + 1) if year_group.isdigit() else year_group


def next_group_name(name: str, year_group: str) -> str:
    """`Groep 6a` in year group 6 becomes `Groep 7a`; in secondary `h4b` (14) becomes `h5b`.

    A name without its year's number, or of a mixed group, stays as it is.
    """
    if not year_group.isdigit():
        return name
    year = int(year_group) - 10 if int(year_group) > 10 else int(year_group)
    return re.sub(rf"(?<!\d){year}(?!\d)", str(year + 1), name, count=1)


def plan_group(sector: str, group_id: int, name: str, year_group: str) -> GroupPlan:
    """The proposal for one group: a year higher, or out after the last year."""
    following = next_year_group(sector, year_group)
    leaves = following is None
    return GroupPlan(
        group_id,
        leaves,
        name="" if leaves else next_group_name(name, year_group),
        year_group=following or "",
        old_name=name,
        old_year_group=year_group,
    )


def leaves_mixed_group(sector: str, group_year: str, pupil_year: str) -> bool:
    """In a group of several years, those of the last year leave."""
    return not group_year and pupil_year in LAST_YEAR[sector]


def moves(
    plans: list[GroupPlan],
    pupils: dict[int, list[tuple[int, str]]],
    stays: frozenset[int],
    leaves: frozenset[int],
    sector: str,
) -> list[Move]:
    """One move per pupil and group; a pupil in several groups goes one way in all of them.

    pupils: group id -> (pupil id, the pupil's own year group). stays, leaves: pupil ids decided by
    hand; staying wins from leaving, so that nobody is lost by a slip. Who leaves has one move.
    """
    wanted = [
        _move(plan, pupil_id, year_group, stays, leaves, sector)
        for plan in plans
        for pupil_id, year_group in pupils.get(plan.group_id, [])
    ]
    gone = {move.pupil_id: move for move in wanted if move.way is Way.LEAVES}
    return [*gone.values(), *(move for move in wanted if move.pupil_id not in gone)]


def _move(
    plan: GroupPlan,
    pupil_id: int,
    year_group: str,
    stays: frozenset[int],
    leaves: frozenset[int],
    sector: str,
) -> Move:
    if pupil_id in stays:
        return Move(pupil_id, Way.STAYS, plan.old_name, year_group or plan.old_year_group)
    if plan.leaves or pupil_id in leaves:
        return Move(pupil_id, Way.LEAVES)
    own = next_year_group(sector, year_group) if year_group else None
    return Move(pupil_id, Way.UP, plan.name, own or plan.year_group)


def change_opens_on(ends_on: date) -> date:
    """The first day on which the change can be made final."""
    return ends_on - CHANGE_OPENS
