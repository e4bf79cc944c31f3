"""A made-up board with a running round, made by the same actions as a real one.

Runs as a program of its own, in the home of the measurement: `python -m drieklank.config.bench.seed
INVITATIONS SCHOOLS FILE` writes the links of the first school's round to FILE, one a line.
"""

from __future__ import annotations

import os
import sys
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from drieklank.schools.models import Board, School, SchoolYear

CHILDREN_PER_GROUP: Final = 25
PARENTS_PER_CHILD: Final = 2
OTHER_INVITATIONS: Final = 100  # of each further school
# Of ten homes, in which language the parents read.
LANGUAGES: Final = ("nl", "nl", "nl", "ar", "nl", "tr", "nl", "en", "nl", "pl")


def main(invitations: int, schools: int, links: Path) -> None:
    """Fill an empty database; the number of invitations is even."""
    import django  # noqa: PLC0415 -- settings come from the environment of this process

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drieklank.config.settings")
    django.setup()
    from drieklank.base.clock import today  # noqa: PLC0415 -- Django must be ready
    from drieklank.base.tenancy import open_every_tenant  # noqa: PLC0415 -- as above

    with open_every_tenant("making the board of a measurement"):
        board, year = make_board(today())
        first = running_school(board, year, 1, invitations)
        for number in range(2, schools + 1):
            running_school(board, year, number, OTHER_INVITATIONS)
        links.write_text("".join(f"{link}\n" for link in _links(first)), encoding="ascii")


def make_board(day: date) -> tuple[Board, SchoolYear]:
    from drieklank.schools.models import Board, SchoolYear  # noqa: PLC0415 -- as above

    board = Board.objects.create(code="meting", name="Stichting Meting", number="99998")
    year: SchoolYear = SchoolYear.objects.create(
        board=board,
        name="meetjaar",
        starts_on=day - timedelta(days=100),
        ends_on=day + timedelta(days=200),
    )
    return board, year


def running_school(
    board: Board, year: SchoolYear, number: int, invitations: int, team: int = 0
) -> School:
    """A school whose baseline runs; its parents have no address, so that nothing is mailed.

    team: so many colleagues, of whom the first leads the school.
    """
    from drieklank.audit.actions import SYSTEM  # noqa: PLC0415 -- as above
    from drieklank.base.clock import today  # noqa: PLC0415 -- as above
    from drieklank.measure.actions import open_round, plan_round  # noqa: PLC0415 -- as above
    from drieklank.schools.models import School  # noqa: PLC0415 -- as above

    school: School = School.objects.create(
        board=board,
        code=f"school-{number}",
        name=f"De Meetlat {number}",
        brin="99ZZ",
        sector="po",
        town="Meetstad",
        phone="010 555 01 00",
    )
    _people(board, school, year, invitations // PARENTS_PER_CHILD)
    _colleagues(board, school, year, team)
    day = today()
    open_round(plan_round(school, "baseline", day, day + timedelta(days=30), by=SYSTEM), by=SYSTEM)
    return school


def _people(board: Board, school: School, year: SchoolYear, children: int) -> None:
    from drieklank.people.models import (  # noqa: PLC0415 -- as above
        Enrolment,
        Parent,
        ParentChildRelation,
        Pupil,
    )
    from drieklank.schools.models import ClassGroup  # noqa: PLC0415 -- as above

    groups = ClassGroup.objects.bulk_create(
        ClassGroup(
            board=board,
            school=school,
            school_year=year,
            name=f"groep {number}",
            year_group=str(number % 8 + 1),
        )
        for number in range(-(-children // CHILDREN_PER_GROUP))
    )
    pupils = Pupil.objects.bulk_create(
        Pupil(board=board, school=school, first_name="Kind", last_name=f"Maatstok {number}")
        for number in range(children)
    )
    parents = Parent.objects.bulk_create(
        Parent(board=board, first_name="Ouder", last_name=f"Maatstok {number}")
        for number in range(children * PARENTS_PER_CHILD)
    )
    Enrolment.objects.bulk_create(
        Enrolment(board=board, pupil=pupil, class_group=group, started_on=year.starts_on)
        for pupil, group in zip(pupils, cycle(groups), strict=False)
    )
    ParentChildRelation.objects.bulk_create(
        ParentChildRelation(
            board=board,
            parent=parent,
            pupil=pupils[number // PARENTS_PER_CHILD],
            authority="full",
            information_right="full",
            preferred_language=LANGUAGES[number // PARENTS_PER_CHILD % len(LANGUAGES)],
            started_on=year.starts_on,
        )
        for number, parent in enumerate(parents)
    )


def _colleagues(board: Board, school: School, year: SchoolYear, team: int) -> None:
    from drieklank.schools.models import Membership, StaffRole, User  # noqa: PLC0415 -- as above

    people = User.objects.bulk_create(
        User(email=f"collega-{number}@{school.code}.example", name=f"Collega {number}")
        for number in range(team)
    )
    Membership.objects.bulk_create(
        Membership(
            board=board,
            school=school,
            user=user,
            role=StaffRole.TEACHER if number else StaffRole.SCHOOL_LEADER,
            started_on=year.starts_on,
        )
        for number, user in enumerate(people)
    )


def _links(school: School) -> list[str]:
    from drieklank.measure.models import Invitation  # noqa: PLC0415 -- as above
    from drieklank.measure.queries import link_of  # noqa: PLC0415 -- as above

    rows = Invitation.objects.filter(round__school=school).select_related("round")
    return [link_of(row) for row in rows.order_by("pk")]


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
