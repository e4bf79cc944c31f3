"""The demonstration's rounds: one school went the whole way, one finished a baseline, one round runs,
one is planned.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.homes.demo.answering import answer, opened, planned
from drieklank.homes.demo.circle import CODE, make_circle
from drieklank.homes.demo.following import promise_and_tell, read_over
from drieklank.measure import actions as measuring
from drieklank.measure.models import Round
from drieklank.results.actions import publish
from drieklank.schools.models import School


def make_rounds(schools: dict[str, School], random: Random, circle: Random) -> None:
    """De Bolderik has its certificate, De Lantaarnboom a baseline, Het Kompas is halfway, Kindcentrum
    Oever has a date. `circle`: chance for the first alone, so that the others stay as they are.
    """
    day = today()
    make_circle(schools[CODE], circle, schools["lantaarnboom"])
    planned(schools["oever"], "baseline", _monday(day, 7))
    running = opened(schools["kompas"], "baseline", day, ("parents", "team", "pupils"))
    answer(running, random, {"parents": 0.28, "team": 0.4, "pupils": 0.5})
    measuring.refresh_counts(running)
    done = opened(schools["lantaarnboom"], "baseline", day)
    answer(done, random, {"parents": 0.6, "team": 1.0})
    measuring.close_round(done)
    done.refresh_from_db()
    read_over(done)
    publish(done, by=SYSTEM)
    done.refresh_from_db()
    promise_and_tell(done, day)
    _move_back(done, day - timedelta(days=48), day - timedelta(days=30))


def _monday(day: date, weeks: int) -> date:
    """The Monday so many weeks on."""
    return day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)


def _move_back(closed: Round, opened_on: date, closed_on: date) -> None:
    """A round that was made today is shown as one of some weeks ago."""
    Round.objects.filter(pk=closed.pk).update(
        opens_on=opened_on, closes_on=closed_on, closed_on=closed_on
    )
