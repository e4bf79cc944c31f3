"""Microsoft School Data Sync v1: human headings, dates as month/day/year, guardians in two files of their own."""

from collections.abc import Callable

from drieklank.people.roster import dates, finishing, values, years
from drieklank.people.roster.archive import Bundle
from drieklank.people.roster.building import TIES, Faulty, Gathering, Person, doubt_about
from drieklank.people.roster.exchange_ground import GroundReader, brin_in
from drieklank.people.roster.snapshot import (
    Duty,
    Kind,
    RosterGroup,
    RosterParent,
    RosterPupil,
    RosterRelation,
    RosterSchool,
    RosterStaff,
    Snapshot,
    Source,
    Tie,
)

_Adder = Callable[[str, Person, dict[str, str], Source], None]


def read(bundle: Bundle, found: Gathering) -> Snapshot:
    """The Snapshot of the six files of SDS v1, and of the two about guardians where they are given."""
    reader = _Reader(bundle, found)
    reader.read()
    covers = {Kind.GROUPS, Kind.PUPILS, Kind.STAFF}
    if "guardianrelationship.csv" in bundle:
        covers |= {Kind.PARENTS, Kind.RELATIONS}
    return finishing.finish(
        found, "sds-v1", covers, board_wide=True, school_year=reader.ground.school_year
    )


class _Reader(GroundReader):
    def read(self) -> None:
        self._schools()
        self._sections()
        self._roster("studentenrollment.csv", self.ground.follows)
        self._roster("teacherroster.csv", self.ground.teaches)
        self._each("student.csv", self._pupil, "grade", "birthdate", "secondary email", "username")
        self._each("teacher.csv", self._teacher, "secondary email", "username")
        self._guardians()

    def _schools(self) -> None:
        for source, row in self.rows("school.csv", "sis id", "name", "school number"):
            key = values.tidy(row.get("sis id", ""))
            brin, location = brin_in(row.get("school number", ""), key)
            if not key:
                self.found.problem(source, "Het nummer van de school ontbreekt.")
                continue
            self.found.add_school(
                RosterSchool(key, values.tidy(row.get("name", ""))[:120], brin, location, source)
            )

    def _sections(self) -> None:
        wanted = ("sis id", "school sis id", "section name", "term startdate", "term enddate")
        for source, row in self.rows("section.csv", *wanted):
            key, school = values.tidy(row.get("sis id", "")), row.get("school sis id", "").strip()
            if not key or school not in self.found.schools:
                self.found.problem(source, "Deze groep heeft geen nummer of geen school.")
                continue
            name = values.tidy(row.get("section name", ""))
            year = years.year_in_group_name(name)
            self.found.add_group(RosterGroup(key, school, name, year, source))
            self._term(row)

    def _term(self, row: dict[str, str]) -> None:
        try:
            cells = (row.get("term startdate", ""), row.get("term enddate", ""))
            start, end = (
                dates.parse(cell, self.found.today, dates.Order.MONTH_FIRST) for cell in cells
            )
        except dates.NoDate:
            return
        self.ground.school_year = years.school_year_of(start + (end - start) / 2)

    def _roster(self, name: str, into: dict[str, list[str]]) -> None:
        for source, row in self.rows(name, "section sis id", "sis id"):
            group, person = row.get("section sis id", "").strip(), row.get("sis id", "").strip()
            if group and person:
                into[person].append(group)
            else:
                self.found.problem(
                    source, "Op deze regel ontbreekt het nummer van de groep of van de persoon."
                )

    def _each(self, name: str, add: _Adder, *wanted: str) -> None:
        columns = ("sis id", "school sis id", "first name", "last name", *wanted)
        for source, row in self.rows(name, *columns, on_removed=self._removed):
            try:
                key = self.found.key(row.get("sis id", ""), "deze persoon")
                person = Person(row.get("first name", ""), "", row.get("last name", ""))
                if row.get("school sis id", "").strip() not in self.found.schools:
                    raise Faulty("Deze persoon hoort bij geen school in het bestand.")
                add(key, person, row, source)
            except Faulty as fault:
                self.found.problem(source, str(fault))

    def _removed(self, row: dict[str, str]) -> None:
        self.found.gone.add(row.get("sis id", "").strip())

    def _email(self, row: dict[str, str], source: Source) -> str:
        username = row.get("username", "")
        return self.found.email(
            row.get("secondary email") or (username if "@" in username else ""), source
        )

    def _pupil(self, key: str, person: Person, row: dict[str, str], source: Source) -> None:
        grade = self.grade(row.get("grade", ""), source)
        birth = self.found.birth_date(row.get("birthdate", ""), source, dates.Order.MONTH_FIRST)
        groups = tuple(dict.fromkeys(self.ground.follows.get(key, ())))
        self.found.add_pupil(
            RosterPupil(
                key,
                row["school sis id"].strip(),
                person.first_name,
                person.name_prefix,
                person.last_name,
                birth,
                grade,
                self._email(row, source),
                groups,
                source,
            )
        )

    def _teacher(self, key: str, person: Person, row: dict[str, str], source: Source) -> None:
        duties = ((row["school sis id"].strip(), Duty.TEACHER),)
        groups = tuple(dict.fromkeys(self.ground.teaches.get(key, ())))
        names_of = (person.first_name, person.name_prefix, person.last_name)
        self.found.add_staff(
            RosterStaff(key, *names_of, self._email(row, source), duties, groups, source)
        )

    def _guardians(self) -> None:
        """The address is what ties the two files together, and so the key."""
        for source, row in self.rows("user.csv", "email", "first name", "last name", "phone"):
            try:
                email = self.found.email(row.get("email", ""), source)
                key = self.found.key(email, "deze ouder")
                person = Person(row.get("first name", ""), "", row.get("last name", ""))
            except Faulty as fault:
                self.found.problem(source, str(fault))
                continue
            phone = self.found.phone(row.get("phone", ""), source)
            names_of = (person.first_name, person.name_prefix, person.last_name)
            if key in self.found.parents:
                self.found.problem(
                    source, "Deze ouder staat er meer dan een keer in; de eerste regel telt."
                )
                continue
            self.found.parents[key] = RosterParent(key, *names_of, email, phone, source)
        for source, row in self.rows("guardianrelationship.csv", "sis id", "email", "role"):
            role = row.get("role", "").strip().lower()
            pair = (row.get("email", "").strip().lower(), row.get("sis id", "").strip())
            doubt = "" if role in TIES else doubt_about(role)
            self.found.add_relation(
                RosterRelation(*pair, TIES.get(role, Tie.GUARDIAN), doubt, source)
            )
