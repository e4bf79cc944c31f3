"""What OneRoster and School Data Sync (v2) share: organisations, sessions, classes and who is in which class."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from drieklank.people.roster import values, years
from drieklank.people.roster.archive import Bundle
from drieklank.people.roster.building import Gathering
from drieklank.people.roster.delimited import Table
from drieklank.people.roster.snapshot import RosterGroup, RosterSchool, Source

_BRIN = re.compile(r"^(\d{2}[A-Z]{2})(\d{2})?$")
_REMOVED = frozenset({"tobedeleted", "inactive"})
_SCHOOL_TYPES = {"school", "college"}


@dataclass
class Ground:
    """Keys of schools by organisation, and per person the classes followed and taught."""

    school_of: dict[str, str] = field(default_factory=dict)
    follows: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    teaches: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    births: dict[str, str] = field(default_factory=dict)
    school_year: str = ""
    lessons: set[str] = field(default_factory=set)

    def school_for(self, organisations: str) -> list[str]:
        """Keys of the schools behind a list of organisations in one cell, without doubles, in order."""
        found = [self.school_of.get(part.strip(), "") for part in organisations.split(",")]
        return list(dict.fromkeys(key for key in found if key))


class GroundReader:
    """Reads the tables around the people, before the people themselves."""

    def __init__(self, bundle: Bundle, found: Gathering) -> None:
        self.bundle = bundle
        self.found = found
        self.ground = Ground()
        # The day that a last day is held against: today, or the end of the school year that the file is about.
        self.day = found.today

    def rows(
        self, name: str, *wanted: str, on_removed: Callable[[dict[str, str]], None] | None = None
    ) -> Iterator[tuple[Source, dict[str, str]]]:
        """The rows of a file that are not marked as removed, with their place."""
        table = Table(self.bundle, name, self.found.limits)
        shown = table.shown
        for line, row in table.read(("status", *wanted), self.found.reporter(shown)):
            status = row.get("status", "")
            if status == "active" or status.strip().lower() not in _REMOVED:
                yield Source(shown, line), row
            elif on_removed:
                on_removed(row)

    def read_ground(self) -> Ground:
        self._organisations()
        self._sessions()
        self._classes()
        self._enrolments()
        self._births()
        return self.ground

    def _organisations(self) -> None:
        parents: dict[str, str] = {}
        for source, row in self.rows(
            "orgs.csv", "sourcedid", "name", "type", "identifier", "parentsourcedid"
        ):
            key = values.tidy(row.get("sourcedid", ""))
            if not key:
                self.found.problem(source, "Het nummer van de school ontbreekt.")
                continue
            parents[key] = row.get("parentsourcedid", "").strip()
            if row.get("type", "").strip().lower() in _SCHOOL_TYPES:
                brin, location = brin_in(row.get("identifier", ""), key)
                name = values.tidy(row.get("name", ""))[:120]
                self.found.add_school(RosterSchool(key, name, brin, location, source))
        for key in parents:
            self.ground.school_of[key] = self._nearest_school(key, parents)

    def _nearest_school(self, key: str, parents: dict[str, str]) -> str:
        """The school itself, or the one that a department belongs to; empty for what stands above schools."""
        seen: set[str] = set()
        while key and key not in seen:
            if key in self.found.schools:
                return key
            seen.add(key)
            key = parents.get(key, "")
        return ""

    def _sessions(self) -> None:
        """The school year that runs today, else the last one; from its dates, for its number is counted in two ways."""
        best: tuple[bool, date] | None = None
        today = self.found.today
        for _, row in self.rows("academicsessions.csv", "type", "startdate", "enddate"):
            start, end = iso_date(row.get("startdate", "")), iso_date(row.get("enddate", ""))
            if row.get("type", "").strip().lower() != "schoolyear" or start is None or end is None:
                continue
            rank = (start <= today <= end, start)
            if best is None or rank > best:
                best, self.day = rank, min(today, end)
                self.ground.school_year = years.school_year_of(start + (end - start) / 2)

    def _classes(self) -> None:
        wanted = ("sourcedid", "title", "grades", "classtype", "schoolsourcedid", "orgsourcedid")
        groups: list[tuple[RosterGroup, str, bool]] = []
        for source, row in self.rows("classes.csv", *wanted):
            key = values.tidy(row.get("sourcedid", ""))
            school = self.ground.school_for(
                row.get("schoolsourcedid") or row.get("orgsourcedid") or ""
            )
            if not key or not school:
                self.found.problem(source, "Deze groep heeft geen nummer of geen school.")
                continue
            group = RosterGroup(key, school[0], values.tidy(row.get("title", "")), "", source)
            grades = row.get("grades", "")
            groups.append((group, grades, row.get("classtype", "").strip().lower() == "homeroom"))
        self._keep_home_classes(groups)

    def _keep_home_classes(self, groups: list[tuple[RosterGroup, str, bool]]) -> None:
        """Where a school marks its home classes, its lesson groups are left out: they are no group of the school."""
        with_home = {group.school_key for group, _, home in groups if home}
        for group, grades, home in groups:
            if home or group.school_key not in with_home:
                year = "" if "," in grades else self.grade(grades, group.source)
                year = year or years.year_in_group_name(group.name)
                self.found.add_group(
                    RosterGroup(group.key, group.school_key, group.name, year, group.source)
                )
            else:
                self.ground.lessons.add(group.key)

    def grade(self, cell: str, source: Source) -> str:
        """A year group. One grade of another country tells that all of the file are counted that way."""
        if years.is_foreign(cell):
            self.found.foreign_grades = self.found.foreign_grades or source
            return ""
        return self.found.year_group(cell, source)

    def _enrolments(self) -> None:
        wanted = ("classsourcedid", "usersourcedid", "role", "begindate", "enddate")
        for source, row in self.rows("enrollments.csv", *wanted):
            group, user = (
                row.get("classsourcedid", "").strip(),
                row.get("usersourcedid", "").strip(),
            )
            if group in self.ground.lessons or is_over(row.get("enddate", ""), self.day):
                continue
            if not group or not user:
                self.found.problem(
                    source, "Op deze regel ontbreekt het nummer van de groep of van de persoon."
                )
                continue
            role = row.get("role", "").strip().lower()
            if role == "student":
                self.ground.follows[user].append(group)
            elif role in {"teacher", "professor", "lecturer", "faculty", "instructor"}:
                self.ground.teaches[user].append(group)

    def _births(self) -> None:
        for source, row in self.rows("demographics.csv", "sourcedid", "usersourcedid", "birthdate"):
            user = (row.get("usersourcedid") or row.get("sourcedid") or "").strip()
            if cell := row.get("birthdate", "").strip():
                self.ground.births[user] = self.found.birth_date(cell, source)


def brin_in(*cells: str) -> tuple[str, str]:
    """(BRIN, two digits of the location) out of the first cell that holds one."""
    for cell in cells:
        if match := _BRIN.match(cell.strip().upper()):
            return match[1], match[2] or ""
    return "", ""


def iso_date(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell.strip()[:10])
    except ValueError:
        return None


def is_over(cell: str, today: date) -> bool:
    """Whether a last day has passed; an empty or odd cell has not."""
    day = iso_date(cell)
    return day is not None and day < today
