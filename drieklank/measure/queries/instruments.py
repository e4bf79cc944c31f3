"""Which instruments a school can hold, what they are called, and whom they ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from drieklank.base.clock import today
from drieklank.content.queries import instrument, instruments, questionnaire
from drieklank.content.schema import Instrument, Way
from drieklank.measure.models import Role, Round
from drieklank.measure.queries.people import pupils_to_ask
from drieklank.measure.rules import Days, is_within, next_window, window_to_plan
from drieklank.schools.models import School


@dataclass(frozen=True)
class Sort:
    """An instrument as a school meets it: with the roles it asks, and how long each takes."""

    instrument: Instrument
    roles: tuple[tuple[Role, str], ...]


def round_instrument(key: str) -> Instrument | None:
    """Return an instrument that is held as a round; None: there is none of that name."""
    try:
        found = instrument(key)
    except KeyError:
        return None
    return found if found.way is Way.ROUND else None


def roles_asked(found: Instrument, school: School) -> list[Role]:
    """Return whom an instrument asks at a school, parents first."""
    there = {str(one.audience) for one in found.asked_in(school.sector)}
    return [role for role in Role if role in there]


def asked_at(school: School) -> list[Sort]:
    """Return the instruments a school can hold as a round."""
    return [_sort(found, school) for found in instruments(Way.ROUND)]


def _sort(found: Instrument, school: School) -> Sort:
    minutes = {
        str(one.audience): questionnaire(one.questionnaire).minutes
        for one in found.asked_in(school.sector)
    }
    roles = roles_asked(found, school)
    return Sort(found, tuple((role, _said(minutes[role])) for role in roles))


def _said(minutes: int) -> str:
    return "1 minuut" if minutes == 1 else f"{minutes} minuten"


def name_of(measured: Round) -> str:
    """Return what a round is called, as in "de nulmeting loopt"."""
    try:
        name = instrument(measured.instrument).name
    except KeyError:
        return measured.topic or "meting"
    return f"{name} {measured.topic}".strip()


def is_in_waves(measured: Round) -> bool:
    """Say whether a round asks a few people after each event, instead of everybody once."""
    try:
        return instrument(measured.instrument).way is Way.WAVES
    except KeyError:
        return False


def wave_instrument(key: str) -> Instrument | None:
    """Return an instrument that is held in waves; None: there is none of that name."""
    found = {one.key: one for one in instruments(Way.WAVES)}
    return found.get(key)


def waves_offered() -> list[Instrument]:
    """Return the instruments that a school can hold in waves."""
    return instruments(Way.WAVES)


def instrument_name(key: str) -> str:
    """Return what an instrument is called. Raises KeyError."""
    return instrument(key).name


def window_to_aim_at(found: Instrument) -> Days | None:
    """Return the window for a round that is planned today; None: any time will do."""
    if found.window is None:
        return None
    return window_to_plan(found.window.opens, found.window.closes, today())


def outside_window(measured: Round) -> Days | None:
    """Return the window that a round lies outside of, wholly or in part; None: all is well."""
    try:
        months = instrument(measured.instrument).window
    except KeyError:
        return None
    if months is None:
        return None
    window = next_window(months.opens, months.closes, measured.opens_on)
    if is_within(window, measured.opens_on, measured.closes_on):
        return None
    return window


def pupils_reached(school: School, day: date) -> int:
    """Return how many pupils would be asked on this day."""
    return sum(pupils_to_ask(school, day).values())
