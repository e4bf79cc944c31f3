"""The fixed cast: the same people in every test. Two boards, three schools, made up.

De Vlieger (board Noordwind): a leader, two teachers, one of whom is a parent here too, a care coordinator, an adviser.
De Brug (same board): a parent whose child goes there. Elders (board Zuid): a leader of another board.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.test import Client

from drieklank.access.actor import Actor, actor_of_session, actor_of_user
from drieklank.access.middleware import PERSON_COOKIE, hash_secret
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, PersonSession, Pupil
from drieklank.schools.models import (
    AdviserAssignment,
    Board,
    ClassGroup,
    GroupAssignment,
    Location,
    Membership,
    School,
    SchoolYear,
    User,
)

START = date(2024, 8, 1)
# Who asks, in the order of the columns of tests/access/expected.csv.
ROLES = (
    "nobody",
    "leader",
    "teacher",
    "teacher_parent",
    "care",
    "board_member",
    "adviser",
    "administrator",
    "staff_session",
    "leader_elsewhere",
    "mother",
    "father",
    "parent_elsewhere",
    "pupil",
)


@dataclass
class Cast:
    """Every row by name; `client(who)` is signed in as that person, `actor(who)` the same for the doors."""

    board: Board
    other_board: Board
    school: School
    brug: School
    elsewhere: School
    group: ClassGroup
    other_group: ClassGroup
    users: dict[str, User] = field(default_factory=dict)
    parents: dict[str, Parent] = field(default_factory=dict)
    pupils: dict[str, Pupil] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    def actor(self, who: str) -> Actor:
        if who in self.users:
            return actor_of_user(self.users[who])
        if who == "staff_session":
            return actor_of_user(self.users["administrator"], self.staff_session())
        if who == "nobody":
            return Actor()
        person = self.parents.get(who) or self.pupils[who]
        return actor_of_session(self._session(person, "x" * 43 + who))

    def client(self, who: str) -> Client:
        client = Client()
        if who in self.users:
            client.force_login(self.users[who])
        elif who == "staff_session":
            client.force_login(self.users["administrator"])
            session = client.session
            session["staff_session"] = self.staff_session().pk
            session.save()
        elif who != "nobody":
            secret = f"secret-of-{who}"
            self._session(self.parents.get(who) or self.pupils[who], secret)
            client.cookies[PERSON_COOKIE] = secret
        return client

    def staff_session(self) -> Any:
        from drieklank.access.models import StaffSession  # noqa: PLC0415 -- rows are made when asked

        with open_every_tenant("test"):
            return StaffSession.objects.create(
                board=self.board,
                user=self.users["administrator"],
                reason="Hulp bij inlezen van leerlingen",
                started_at=now(),
                expires_at=now() + timedelta(hours=1),
            )

    def _session(self, person: Parent | Pupil, secret: str) -> PersonSession:
        kind = "parent" if isinstance(person, Parent) else "pupil"
        with open_every_tenant("test"):
            row, _ = PersonSession.objects.get_or_create(
                secret_hash=hash_secret(secret),
                defaults={
                    "board": person.board,
                    kind: person,
                    "last_seen_on": today(),
                    "expires_at": now() + timedelta(days=30),
                },
            )
            return row


def make_cast() -> Cast:
    """Fill an empty database with the cast."""
    with open_every_tenant("test"):
        cast = _places()
        _staff(cast)
        _families(cast)
        return cast


def _places() -> Cast:
    noord = Board.objects.create(code="noordwind", name="Stichting Noordwind")
    zuid = Board.objects.create(code="zuid", name="Stichting Zuid")

    def school(board: Board, code: str, name: str, brin: str, sector: str = "po") -> School:
        row = School.objects.create(board=board, code=code, name=name, brin=brin, sector=sector)
        Location.objects.create(board=board, school=row, name=name)
        return row

    vlieger = school(noord, "de-vlieger", "De Vlieger", "98AA")
    brug = school(noord, "de-brug", "De Brug", "98AB", "vo")
    elders = school(zuid, "elders", "Elders", "98AC")
    day = today()
    first = day.year if day.month >= 8 else day.year - 1
    years = {
        board.pk: SchoolYear.objects.create(
            board=board,
            name=f"{first}-{first + 1}",
            starts_on=date(first, 8, 1),
            ends_on=date(first + 1, 7, 31),
        )
        for board in (noord, zuid)
    }

    def group(at: School, name: str, year: str) -> ClassGroup:
        return ClassGroup.objects.create(
            board=at.board, school=at, school_year=years[at.board_id], name=name, year_group=year
        )

    cast = Cast(
        noord, zuid, vlieger, brug, elders, group(vlieger, "6a", "6"), group(vlieger, "7", "7")
    )
    cast.rows["brug_group"] = group(brug, "h4b", "14")
    cast.rows["elsewhere_group"] = group(elders, "6", "6")
    return cast


def _staff(cast: Cast) -> None:
    def user(key: str, name: str, **extra: Any) -> User:
        cast.users[key] = User.objects.create_user(
            f"{key.replace('_', '-')}@noordwind.example", name, "een lang wachtwoord", **extra
        )
        return cast.users[key]

    def member(key: str, name: str, role: str, school: School | None, *groups: ClassGroup) -> None:
        person = user(key, name)
        board = school.board if school else cast.board
        cast.rows[f"membership_{key}"] = Membership.objects.create(
            board=board, user=person, school=school, role=role, started_on=START
        )
        for group in groups:
            GroupAssignment.objects.create(
                board=board, user=person, class_group=group, started_on=START
            )

    member("leader", "Lies Leider", "school_leader", cast.school)
    member("teacher", "Teun Leraar", "teacher", cast.school, cast.group)
    member("teacher_parent", "Petra Ouder", "teacher", cast.school, cast.group, cast.other_group)
    member("care", "Iris Begeleider", "care_coordinator", cast.school)
    member("board_member", "Bas Bestuur", "board_member", None)
    member("leader_elsewhere", "Els Elders", "school_leader", cast.elsewhere)
    user("adviser", "Ad Viseur")
    cast.rows["adviser_assignment"] = AdviserAssignment.objects.create(
        board=cast.board,
        user=cast.users["adviser"],
        school=cast.school,
        starts_on=START,
        ends_on=today() + timedelta(days=100),
    )
    user("administrator", "Bea Beheer", is_administrator=True)


def _families(cast: Cast) -> None:
    def pupil(key: str, first: str, last: str, group: ClassGroup, born: date) -> Pupil:
        row = Pupil.objects.create(
            board=group.board,
            school=group.school,
            external_id=f"L-{key}",
            first_name=first,
            last_name=last,
            birth_date=born,
            year_group=group.year_group,
        )
        Enrolment.objects.create(board=group.board, pupil=row, class_group=group, started_on=START)
        cast.pupils[key] = row
        return row

    def parent(
        key: str, first: str, last: str, board: Board, *children: Pupil, **extra: Any
    ) -> None:
        language = extra.pop("language", "nl")
        row = Parent.objects.create(
            board=board,
            first_name=first,
            last_name=last,
            email=f"{key.replace('_', '-')}@thuis.example",
            street=f"{last}straat 1",
            postcode="1234 AB",
            **extra,
        )
        cast.parents[key] = row
        for child in children:
            cast.rows[f"relation_{key}_{child.first_name}"] = ParentChildRelation.objects.create(
                board=board,
                parent=row,
                pupil=child,
                authority="full",
                started_on=START,
                preferred_language=language,
            )

    # Two separated parents of one child; a pupil of 16 at secondary; a teacher's own child; a child elsewhere.
    year = today().year
    yara = pupil("yara", "Yara", "Haddad", cast.group, date(year - 10, 3, 1))
    own = pupil("own_child", "Olaf", "Ouder", cast.other_group, date(year - 11, 5, 5))
    sixteen = pupil("pupil", "Sam", "Zestien", cast.rows["brug_group"], date(year - 16, 1, 2))
    far = pupil("far", "Fien", "Ver", cast.rows["elsewhere_group"], date(year - 10, 4, 4))
    parent("mother", "Mona", "Haddad", cast.board, yara, language="ar")
    parent("father", "Karim", "Haddad", cast.board, yara)
    parent("teacher_home", "Petra", "Ouder", cast.board, own, user=cast.users["teacher_parent"])
    parent("parent_elsewhere", "Vera", "Ver", cast.other_board, far)
    parent("parent_of_sixteen", "Zoë", "Zestien", cast.board, sixteen)
