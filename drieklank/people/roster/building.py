"""Collecting what a reader finds: cleaning names and values, noticing doubles, noting problems."""

from collections.abc import Callable
from datetime import date

from drieklank.people.roster import dates, names, values, years
from drieklank.people.roster.refusal import Limits
from drieklank.people.roster.snapshot import (
    Duty,
    Problem,
    RosterGroup,
    RosterParent,
    RosterPupil,
    RosterRelation,
    RosterSchool,
    RosterStaff,
    Source,
    Tie,
)

_MAX = {
    "first_name": 80,
    "name_prefix": 20,
    "last_name": 120,
    "key": 256,
    "group": 60,
    "school": 120,
}


class Faulty(Exception):
    """A row cannot be used; `str()` gives the sentence."""


class Person:
    """The names of a person, cleaned and checked. Raises Faulty."""

    __slots__ = ("first_name", "last_name", "name_prefix")

    def __init__(self, first: str, prefix: str, last: str) -> None:
        self.name_prefix, self.last_name = names.split_surname(
            values.tidy(last), values.tidy(prefix)
        )
        self.first_name = values.tidy(first)
        if not self.last_name and not self.first_name:
            raise Faulty("De naam ontbreekt.")
        if len(self.name_prefix) > _MAX["name_prefix"] or len(self.last_name) > _MAX["last_name"]:
            raise Faulty("De achternaam is te lang.")
        if len(self.first_name) > _MAX["first_name"]:
            raise Faulty("De voornaam is te lang.")
        if any(
            map(values.holds_citizen_number, (self.first_name, self.name_prefix, self.last_name))
        ):
            raise Faulty("In de naam staat iets dat op een burgerservicenummer lijkt.")


class Gathering:
    """Objects by key, and the problems on the way. Sentences never repeat what stood in a cell that is not kept."""

    def __init__(self, today: date, limits: Limits) -> None:
        self.today = today
        self.limits = limits
        self.schools: dict[str, RosterSchool] = {}
        self.groups: dict[str, RosterGroup] = {}
        self.pupils: dict[str, RosterPupil] = {}
        self.staff: dict[str, RosterStaff] = {}
        self.parents: dict[str, RosterParent] = {}
        self.relations: dict[tuple[str, str], RosterRelation] = {}
        # Pupils who left or will be removed: a tie to them is no fault of the file.
        self.gone: set[str] = set()
        # Where a grade stands that exists only in another country's counting.
        self.foreign_grades: Source | None = None
        self.problems: list[Problem] = []
        self._once: set[tuple[str, str]] = set()

    # -- problems -----------------------------------------------------------------------------------------------------
    def problem(self, source: Source, message: str) -> None:
        if len(self.problems) < self.limits.problems:
            self.problems.append(Problem(source.file, source.line, message))
        elif len(self.problems) == self.limits.problems:
            self.problems.append(
                Problem(source.file, source.line, "Er zijn nog meer regels met een probleem.")
            )

    def problem_once(self, source: Source, topic: str, message: str) -> None:
        """The same sentence about a whole column or file is given once, at its first line."""
        if (source.file, topic) not in self._once:
            self._once.add((source.file, topic))
            self.problem(source, message)

    def reporter(self, file: str) -> Callable[[int, str], None]:
        return lambda line, message: self.problem(Source(file, line), message)

    # -- values -------------------------------------------------------------------------------------------------------
    def birth_date(
        self,
        cell: str,
        source: Source,
        order: dates.Order = dates.Order.DAY_FIRST,
        epoch: dates.Epoch = dates.Epoch.UNKNOWN,
    ) -> str:
        """ISO text; an unusable date is a problem and stays empty."""
        if not cell.strip():
            return ""
        try:
            day = dates.parse(cell, self.today, order, epoch)
        except dates.NoDate as reason:
            self.problem(source, f"Bij de geboortedatum {reason}. De geboortedatum blijft leeg.")
            return ""
        if not date(1930, 1, 1) <= day <= self.today:
            self.problem(source, "De geboortedatum kan niet kloppen en blijft leeg.")
            return ""
        return day.isoformat()

    def email(self, cell: str, source: Source) -> str:
        address = values.email_address(cell)
        if address is None or values.holds_citizen_number(address):
            self.problem(source, "Het e-mailadres klopt niet en blijft leeg.")
            return ""
        return address

    def phone(self, cell: str, source: Source) -> str:
        number = values.phone_number(cell)
        if number is None:
            self.problem(source, "Het telefoonnummer klopt niet en blijft leeg.")
            return ""
        return number

    def year_group(self, cell: str, source: Source) -> str:
        code = years.year_code(cell)
        if code is None:
            self.problem_once(
                source,
                f"year:{cell}",
                "Hier staat een jaargroep die wij niet kennen; die blijft leeg.",
            )
            return ""
        return code

    def key(self, cell: str, what: str) -> str:
        """A number of the administration. Raises Faulty where it is missing or too long."""
        key = values.tidy(cell)
        if not key:
            raise Faulty(f"Het nummer van {what} ontbreekt.")
        if len(key) > _MAX["key"]:
            raise Faulty(f"Het nummer van {what} is te lang.")
        return key

    # -- objects ------------------------------------------------------------------------------------------------------
    def add_school(self, school: RosterSchool) -> None:
        if school.key in self.schools:
            self.problem(
                school.source, "Deze school staat er meer dan een keer in; de eerste regel telt."
            )
        else:
            self.schools[school.key] = school

    def add_group(self, group: RosterGroup) -> None:
        name = group.name
        if not name or len(name) > _MAX["group"] or values.holds_citizen_number(name):
            self.problem(group.source, "De naam van de groep ontbreekt of is te lang.")
        elif group.key in self.groups:
            self.problem(
                group.source, "Deze groep staat er meer dan een keer in; de eerste regel telt."
            )
        else:
            self.groups[group.key] = group

    def add_pupil(self, pupil: RosterPupil) -> None:
        if pupil.key in self.pupils:
            self.problem(
                pupil.source, "Deze leerling staat er meer dan een keer in; de eerste regel telt."
            )
        else:
            self.pupils[pupil.key] = pupil

    def add_staff(self, staff: RosterStaff) -> None:
        if staff.key in self.staff:
            self.problem(
                staff.source, "Deze medewerker staat er meer dan een keer in; de eerste regel telt."
            )
        else:
            self.staff[staff.key] = staff

    def add_relation(self, relation: RosterRelation) -> None:
        """A relation may be told from both sides; a sure role wins over a doubtful one."""
        pair = (relation.parent_key, relation.pupil_key)
        known = self.relations.get(pair)
        if known is None or (known.doubt and not relation.doubt):
            self.relations[pair] = relation


DUTIES = {
    "dir": Duty.LEADER,
    "adj": Duty.LEADER,
    "loc": Duty.LEADER,
    "ib": Duty.CARE,
    "lrk": Duty.TEACHER,
    "vak": Duty.TEACHER,
    "principal": Duty.LEADER,
    "teacher": Duty.TEACHER,
    "professor": Duty.TEACHER,
    "lecturer": Duty.TEACHER,
    "faculty": Duty.TEACHER,
    "instructor": Duty.TEACHER,
}
TIES = {"parent": Tie.PARENT, "guardian": Tie.GUARDIAN}
# How a role that makes nobody a parent is called when the administrator is asked.
DOUBTS = {
    "relative": "familielid",
    "aide": "begeleider",
    "doctor": "arts",
    "child": "kind",
    "administrator": "beheerder",
    "other": "anders",
    "teacher": "leerkracht",
    "proctor": "toezichthouder",
    "counselor": "decaan of begeleider",
    "principal": "schoolleider",
}


def doubt_about(role: str) -> str:
    """The Dutch word for a role that makes nobody a parent; a made-up role is not repeated."""
    return DOUBTS.get(role.strip().lower(), "onbekende rol")
