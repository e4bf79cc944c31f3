"""Fills an empty database with the demonstration board. Everyone in it is made up."""

from __future__ import annotations

from datetime import date
from random import Random

from django.conf import settings
from django.db import transaction

from drieklank.audit.actions import SYSTEM, note
from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.homes.demo.brainstorm import hold_brainstorm
from drieklank.homes.demo.lessons import follow_lessons
from drieklank.homes.demo.people import (
    SchoolFiller,
    make_known_people,
    make_known_pupil,
    make_staff,
)
from drieklank.homes.demo.places import PLACES, make_board, make_school
from drieklank.homes.demo.plan import make_plans
from drieklank.homes.demo.rounds import make_rounds
from drieklank.homes.demo.taken_over import take_over
from drieklank.homes.demo.toolkit import fill_toolkit
from drieklank.homes.demo.track import hold_track
from drieklank.homes.demo.vision import write_vision
from drieklank.measure.models import Round, RoundState
from drieklank.outbox.models import Message, MessageState
from drieklank.schools.models import Board, ClassGroup, School, SchoolYear, User

SEED = 20261122
DONE = "demo.filled"


class NotOurs(Exception):
    """The database holds something that the demonstration did not make."""


def is_filled() -> bool:
    """Whether the demonstration stands. Raises NotOurs where other boards or users are found."""
    with open_every_tenant("looking whether the database is empty"):
        demo = Board.objects.filter(is_demo=True).exists()
        if Board.objects.filter(is_demo=False).exists() or (not demo and User.objects.exists()):
            raise NotOurs(
                "In deze database staan al gegevens die niet van de demonstratie zijn. "
                "Kies een lege database, of zet de demonstratie uit (DRIEKLANK_DEMO=no)."
            )
        if demo and not _is_whole():
            raise NotOurs(
                "De demonstratie werd eerder onderbroken en is niet af. Gooi de mappen data en keys "
                f"in {settings.HOME} weg, en begin opnieuw."
            )
        return demo


def _is_whole() -> bool:
    """Whether the filling came to its end. Its line in the log goes after two years; the round that
    is published as the last of all stays.
    """
    return (
        AuditEvent.objects.filter(verb=DONE).exists()
        or Round.objects.filter(state=RoundState.PUBLISHED).exists()
    )


def fill() -> bool:
    """Make the board, its people and its rounds; False where they are there already."""
    if is_filled():
        return False
    with open_every_tenant("filling the demonstration"):
        schools = _make_people(today())
        make_rounds(schools, Random(SEED), Random(SEED + 1))
        # Before what puts actions into a plan: brainstorm and trajectory take the one that is there.
        make_plans(schools, today())
        take_over(schools["klaproos"], today())
        hold_brainstorm(schools["lantaarnboom"])
        write_vision(schools["lantaarnboom"])
        hold_track(schools["lantaarnboom"], today())
        follow_lessons(schools["lantaarnboom"])
        fill_toolkit(schools)
        _keep_mail_in()
        # The last thing: without it a later start knows that the filling was broken off.
        note(DONE, Board.objects.get(is_demo=True), by=SYSTEM, schools=len(schools))
    return True


@transaction.atomic
def _make_people(day: date) -> dict[str, School]:
    random = Random(SEED)
    board = make_board(day)
    year = SchoolYear.objects.filter(board=board).latest("starts_on")
    schools: dict[str, School] = {}
    groups: dict[str, list[ClassGroup]] = {}
    for place in PLACES:
        schools[place.code], groups[place.code] = make_school(board, place, year)
    # The known people first: the page "kies wie je bent" takes the first of each role.
    make_known_people(schools, groups["lantaarnboom"], year.starts_on)
    make_known_pupil(schools["kompas"], groups["kompas"], year.starts_on)
    for place in PLACES:
        school, made = schools[place.code], groups[place.code]
        SchoolFiller(random, school, made, year.starts_on).fill(place.pupils)
        make_staff(random, school, made, year.starts_on)
    return schools


def _keep_mail_in() -> None:
    """Nothing leaves for made-up people: their messages count as sent, without address or content."""
    Message.objects.filter(leaves_nothing=True).delete()
    Message.objects.update(state=MessageState.SENT, to="", fields={}, filler="", filler_ref="")
