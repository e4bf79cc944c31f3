"""Families of many shapes, and staff. The same seed gives the same people."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from drieklank.homes.demo.names import (
    CHILDREN,
    FATHERS,
    LANGUAGES,
    MOTHERS,
    STREETS,
    SURNAMES,
    TEACHERS,
)
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, Pupil
from drieklank.schools.models import (
    AdviserAssignment,
    AdviserKind,
    ClassGroup,
    GroupAssignment,
    Membership,
    School,
    User,
)

# Of a hundred families: two parents together, one parent, separated with authority both, separated
# with one who gets no information, and a guardian.
SHAPES: Final = {"together": 62, "single": 16, "separated": 15, "blocked": 3, "guardian": 4}


@dataclass
class Home:
    """One family while it is made."""

    language: str
    shape: str
    prefix: str
    surname: str
    children: list[Pupil] = field(default_factory=list)


def plan_homes(random: Random, pupils: int) -> list[tuple[Home, int]]:
    """Families with their numbers of children, that add up to `pupils`."""
    homes: list[tuple[Home, int]] = []
    left = pupils
    while left:
        size = min(left, random.choices((1, 2, 3, 4), (46, 40, 11, 3))[0])
        language = random.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
        shape = random.choices(list(SHAPES), list(SHAPES.values()))[0]
        prefix, surname = random.choice(SURNAMES[language])
        homes.append((Home(language, shape, prefix, surname), size))
        left -= size
    return homes


def birth_date(random: Random, year_group: str, starts_on: date) -> date:
    """A birth date that fits the year group: group 1 is four to five years old, vo year 1 is twelve."""
    number = int(year_group)
    age = 3 + number if number <= 8 else 1 + number
    return starts_on - timedelta(days=int(age * 365.25) + random.randrange(60, 400))


class SchoolFiller:
    """Makes the families of one school, in bulk."""

    def __init__(
        self, random: Random, school: School, groups: list[ClassGroup], starts_on: date
    ) -> None:
        self.random, self.school, self.groups, self.starts_on = random, school, groups, starts_on
        self.pupils: list[Pupil] = []
        self.parents: list[Parent] = []
        self.relations: list[ParentChildRelation] = []
        self.places: list[tuple[Pupil, ClassGroup]] = []

    def fill(self, pupils: int) -> None:
        for home, size in plan_homes(self.random, pupils):
            for _ in range(size):
                home.children.append(self._pupil(home))
            self._parents(home)
        Pupil.objects.bulk_create(self.pupils)
        Parent.objects.bulk_create(self.parents)
        ParentChildRelation.objects.bulk_create(self.relations)
        Enrolment.objects.bulk_create(
            Enrolment(
                board=self.school.board, pupil=pupil, class_group=group, started_on=self.starts_on
            )
            for pupil, group in self.places
        )

    def _pupil(self, home: Home) -> Pupil:
        number = len(self.pupils)
        group = self.groups[number % len(self.groups)]
        pupil = Pupil(
            board=self.school.board,
            school=self.school,
            external_id=f"{self.school.code}-{number + 1:04d}",
            first_name=self.random.choice(CHILDREN[home.language]),
            name_prefix=home.prefix,
            last_name=home.surname,
            birth_date=birth_date(self.random, group.year_group, self.starts_on),
            year_group=group.year_group,
        )
        self.pupils.append(pupil)
        self.places.append((pupil, group))
        return pupil

    def _parents(self, home: Home) -> None:
        first = self._parent(home, self.random.choice(MOTHERS[home.language]), home.surname)
        kind = "guardian" if home.shape == "guardian" else "parent"
        self._relate(first, home, 1, kind=kind)
        if home.shape in {"single", "guardian"}:
            return
        same_name = home.shape == "together" or self.random.random() < 0.5
        surname = home.surname if same_name else self.random.choice(SURNAMES[home.language])[1]
        second = self._parent(home, self.random.choice(FATHERS[home.language]), surname, first)
        if home.shape != "together":
            self._move_out(second)
        self._relate(second, home, 2, blocked=home.shape == "blocked")

    def _parent(self, home: Home, name: str, surname: str, beside: Parent | None = None) -> Parent:
        number = len(self.parents) + 1
        # One in eight has no e-mail address: for them there is paper.
        has_mail = self.random.random() > 0.12
        parent = Parent(
            board=self.school.board,
            external_id=f"{self.school.code}-o{number:04d}",
            first_name=name,
            name_prefix=home.prefix if surname == home.surname else "",
            last_name=surname,
            email=f"ouder{number}@{self.school.code}.thuis.example" if has_mail else "",
            phone=f"+31655{self.random.randrange(10000, 99999):06}",
            street=beside.street if beside else self._street(),
            postcode="0000 AB",
            town="Bruggenstad",
        )
        self.parents.append(parent)
        return parent

    def _street(self) -> str:
        return f"{self.random.choice(STREETS)} {self.random.randrange(1, 190)}"

    def _move_out(self, parent: Parent) -> None:
        parent.street, parent.postcode = self._street(), "0000 AC"

    def _relate(
        self,
        parent: Parent,
        home: Home,
        priority: int,
        *,
        kind: str = "parent",
        blocked: bool = False,
    ) -> None:
        language = home.language
        for child in home.children:
            self.relations.append(
                ParentChildRelation(
                    board=self.school.board,
                    parent=parent,
                    pupil=child,
                    kind=kind,
                    authority="none" if blocked else "full",
                    information_right="blocked" if blocked else "full",
                    blocked_reason="uitspraak van de rechter, gezien op school" if blocked else "",
                    review_on=self.starts_on + timedelta(days=300) if blocked else None,
                    decided_by_hand=blocked,
                    contact_priority=priority,
                    preferred_language=language,
                    preferred_channel="email" if parent.email else "paper",
                    started_on=self.starts_on,
                )
            )


def make_staff(random: Random, school: School, groups: list[ClassGroup], since: date) -> list[User]:
    """A teacher for each group that has none yet."""
    users = []
    names = random.sample(TEACHERS, k=len(TEACHERS))
    for number, group in enumerate(groups):
        if group.assignments.exists():
            continue
        name = names[number % len(names)]
        user = make_user(f"leerkracht{number + 1}@{school.code}.example", name)
        users.append(user)
        _member(user, school, "teacher", since)
        _assign(user, group, since)
    # Subject teachers and assistants: in the team, without a group of their own.
    for number in range(6):
        user = make_user(f"team{number + 1}@{school.code}.example", names[-1 - number])
        users.append(user)
        _member(user, school, "teacher", since)
    return users


def make_user(email: str, name: str, **extra: object) -> User:
    """A user that can sign in by the page "kies wie je bent" only: there is no password."""
    user: User = User.objects.create_user(email, name, None, **extra)
    return user


def _member(user: User, school: School, role: str, since: date) -> Membership:
    return Membership.objects.create(
        board=school.board, user=user, school=school, role=role, started_on=since
    )


def _assign(user: User, group: ClassGroup, since: date) -> None:
    GroupAssignment.objects.create(
        board=group.board, user=user, class_group=group, started_on=since
    )


def make_known_people(schools: dict[str, School], groups: list[ClassGroup], since: date) -> None:
    """The people of "kies wie je bent": one per role, at De Lantaarnboom and its board."""
    school = schools["lantaarnboom"]
    leader = make_user("marieke.oosterhof@lantaarnboom.example", "Marieke Oosterhof")
    _member(leader, school, "school_leader", since)
    care = make_user("farah.aydin@lantaarnboom.example", "Farah Aydın")
    _member(care, school, "care_coordinator", since)
    board_member = make_user("anouk.terpstra@zevenbruggen.example", "Anouk Terpstra")
    Membership.objects.create(
        board=school.board, user=board_member, role="board_member", started_on=since
    )
    adviser = make_user("jelle.brandsma@advies.example", "Jelle Brandsma")
    AdviserAssignment.objects.create(
        board=school.board,
        user=adviser,
        school=school,
        starts_on=since,
        ends_on=since + timedelta(days=730),
    )
    assessor = make_user("ilse.wouters@beoordelaars.example", "Ilse Wouters")
    AdviserAssignment.objects.create(
        board=school.board,
        user=assessor,
        school=school,
        starts_on=since,
        ends_on=since + timedelta(days=730),
        kind=AdviserKind.ASSESSOR,
    )
    make_user("beheer@drieklank.example", "Bo Beheer", is_administrator=True)
    _known_family(school, groups, since)
    leaders = {"bolderik": "Hanneke Bouma", "klaproos": "Gijs Wolters", "veerpont": "Samir Chaoui"}
    leaders |= {"kompas": "Corine Talsma", "oever": "Pieter Rademaker"}
    for code, name in leaders.items():
        head = make_user(f"directie@{code}.example", name)
        _member(head, schools[code], "school_leader", since)


def _known_family(school: School, groups: list[ClassGroup], since: date) -> None:
    """Noor Veldkamp, who teaches group 6 and has a child in group 3; and Yara with two homes."""
    by_name = {group.name: group for group in groups}
    teacher = make_user("noor.veldkamp@lantaarnboom.example", "Noor Veldkamp")
    _member(teacher, school, "teacher", since)
    _assign(teacher, by_name["groep 6"], since)
    yara = _child(school, by_name["groep 6"], "Yara", "Haddad", since, 10)
    omar = _child(school, by_name["groep 3"], "Omar", "Haddad", since, 6)
    mees = _child(school, by_name["groep 3"], "Mees", "Veldkamp", since, 6)
    mother = _known_parent(school, "Rasha", "Haddad", "rasha.haddad@thuis.example")
    father = _known_parent(school, "Hassan", "Haddad", "hassan.haddad@thuis.example")
    at_home = _known_parent(school, "Noor", "Veldkamp", "noor@thuis.example", user=teacher)
    for parent, child, language in (
        (mother, yara, "ar"),
        (mother, omar, "ar"),
        (father, yara, "nl"),
        (father, omar, "nl"),
        (at_home, mees, "nl"),
    ):
        ParentChildRelation.objects.create(
            board=school.board,
            parent=parent,
            pupil=child,
            authority="full",
            preferred_language=language,
            started_on=since,
        )


def _child(
    school: School, group: ClassGroup, first: str, last: str, since: date, age: int
) -> Pupil:
    pupil = Pupil.objects.create(
        board=school.board,
        school=school,
        external_id=f"{school.code}-k{first.lower()}",
        first_name=first,
        last_name=last,
        birth_date=since.replace(year=since.year - age) - timedelta(days=75),
        year_group=group.year_group,
    )
    Enrolment.objects.create(board=school.board, pupil=pupil, class_group=group, started_on=since)
    return pupil


def _known_parent(
    school: School, first: str, last: str, email: str, user: User | None = None
) -> Parent:
    return Parent.objects.create(
        board=school.board,
        external_id=f"{school.code}-{email}",
        user=user,
        first_name=first,
        last_name=last,
        email=email,
        phone="+31655012345",
        street="Vlinderveld 12" if user is None and first == "Rasha" else "Hofkamp 3",
        postcode="0000 AD",
        town="Bruggenstad",
    )


def make_known_pupil(school: School, groups: list[ClassGroup], since: date) -> None:
    """Sam, sixteen, who has rights of its own; with one parent."""
    group = next(group for group in groups if group.year_group == "14")
    sam = _child(school, group, "Sam", "Zandstra", since, 16)
    parent = _known_parent(school, "Ilse", "Zandstra", "ilse.zandstra@thuis.example")
    ParentChildRelation.objects.create(
        board=school.board, parent=parent, pupil=sam, authority="full", started_on=since
    )
