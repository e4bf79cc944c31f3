"""Plain lists: pupils with their parents on one row, or parents with the numbers of their children (Zermelo)."""

import re
from collections.abc import Mapping
from typing import Final

from drieklank.people.roster import dates, finishing, headings, names, values, years
from drieklank.people.roster.building import Faulty, Gathering, Person
from drieklank.people.roster.exchange_ground import brin_in
from drieklank.people.roster.grid import Grid
from drieklank.people.roster.refusal import RosterRefused
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

_TIES: Final = {
    **dict.fromkeys(("ouder", "vader", "moeder", "parent", "father", "mother"), Tie.PARENT),
    **dict.fromkeys(
        (
            "voogd",
            "verzorger",
            "pleegouder",
            "pleegvader",
            "pleegmoeder",
            "guardian",
            "adoptieouder",
        ),
        Tie.GUARDIAN,
    ),
    **dict.fromkeys(
        ("stiefouder", "stiefvader", "stiefmoeder", "partner van ouder"), Tie.STEP_PARENT
    ),
}
Row = dict[str, str]


def read(
    grid: Grid, found: Gathering, mapping: Mapping[str, str] | None, format_name: str
) -> Snapshot:
    """The Snapshot of a list. Without a mapping the headings must speak for themselves; else RosterRefused."""
    if mapping is None:
        guess = headings.guess(grid.headings)
        if not guess.is_complete:
            raise RosterRefused(
                f"{headings.missing(guess.mapping)} {_unknown(guess.unknown)}".strip()
            )
        chosen = dict(guess.mapping)
    else:
        chosen = headings.checked(mapping, grid.headings)
    reader = _Reader(grid, found, chosen)
    reader.read()
    return finishing.finish(found, format_name, reader.covers, board_wide=False)


def _unknown(columns: tuple[str, ...]) -> str:
    """The columns that were not recognised. A list without headings starts with a person: no such cell is repeated."""
    known = [f"“{heading[:40]}”" for heading in columns if not re.search(r"\d{4}|@", heading)][:8]
    return f"Niet herkende kolommen: {', '.join(known)}." if known else ""


class _Reader:
    def __init__(self, grid: Grid, found: Gathering, mapping: dict[str, str]) -> None:
        self.grid = grid
        self.found = found
        self.mapping = mapping
        fields = set(mapping.values())
        self.adults = sorted(
            {field.split("_")[0] for field in fields if re.match(r"(parent|contact)\d_", field)}
        )
        self.is_parent_list = "pupil_keys" in fields
        self.covers = {Kind.PARENTS, Kind.RELATIONS} if self.is_parent_list else {Kind.PUPILS}
        if not self.is_parent_list:
            self.covers |= {Kind.GROUPS} if "group" in fields else set()
            self.covers |= {Kind.PARENTS, Kind.RELATIONS} if self.adults else set()
            self.covers |= {Kind.STAFF} if "mentor_email" in fields else set()
        # Who has an address already: two people can share one, but only one can sign in with it.
        self.owner_of: dict[str, str] = {}
        self.order = dates.Order.DAY_FIRST

    def read(self) -> None:
        rows = list(self.grid.rows(self.mapping, self.found))
        self.order = dates.order_of([row.get("birth_date", "") for _, row in rows])
        for source, row in rows:
            try:
                school = self._school(row, source)
                if self.is_parent_list:
                    self._parent_of_many(row, source)
                else:
                    self._pupil(row, school, source)
            except Faulty as fault:
                self.found.problem(source, str(fault))

    def _school(self, row: Row, source: Source) -> str:
        """Key of the school on this row: what the cell says, or empty where the list has no such column."""
        key = values.tidy(row.get("school", ""))
        if key and key not in self.found.schools:
            brin, location = brin_in(key)
            self.found.add_school(
                RosterSchool(key, "" if brin else key[:120], brin, location, source)
            )
        if not key and "school" in self.mapping.values():
            raise Faulty("De school ontbreekt op deze regel.")
        return key

    def _pupil(self, row: Row, school: str, source: Source) -> None:
        key = self.found.key(row["pupil_key"], "de leerling")
        person = _person(row, "name", "first_name", "name_prefix", "last_name")
        if key in self.found.pupils:
            raise Faulty("Deze leerling staat er meer dan een keer in; de eerste regel telt.")
        group = self._group(row, school, source)
        year = (
            self.found.year_group(row["year_group"], source)
            if row.get("year_group", "").strip()
            else ""
        )
        self.found.add_pupil(
            RosterPupil(
                key,
                school,
                person.first_name,
                person.name_prefix,
                person.last_name,
                self.found.birth_date(
                    row.get("birth_date", ""), source, self.order, self.grid.epoch
                ),
                year or years.year_in_group_name(group.name if group else ""),
                self.found.email(row.get("email", ""), source),
                (group.key,) if group else (),
                source,
            )
        )
        self._mentor(row, school, group, source)
        for adult in self.adults:
            self._adult(adult, row, key, source)

    def _group(self, row: Row, school: str, source: Source) -> RosterGroup | None:
        name = values.tidy(row.get("group", ""))
        if not name:
            return None
        key = f"{school}/{name}" if school else name
        if key not in self.found.groups:
            self.found.add_group(
                RosterGroup(key, school, name, years.year_in_group_name(name), source)
            )
        return self.found.groups.get(key)

    def _mentor(self, row: Row, school: str, group: RosterGroup | None, source: Source) -> None:
        """The teacher of the row's group; without an address nobody can sign in, so none is made."""
        if "mentor" in row and "mentor_email" not in row and row["mentor"].strip():
            message = "Van de mentor staat geen e-mailadres in het bestand. Voeg de mentor zelf toe bij medewerkers."
            self.found.problem_once(Source(source.file, source.line), "mentor", message)
        email = self.found.email(row.get("mentor_email", ""), source)
        if not email or group is None:
            return
        known = self.found.staff.get(email)
        groups = tuple(dict.fromkeys((*(known.groups if known else ()), group.key)))
        duties = {*(known.duties if known else ()), (school, Duty.TEACHER)}
        first, prefix, last = names.split_full_name(
            values.tidy(row.get("mentor", "")) or email.partition("@")[0]
        )
        person = Person(first, prefix, last)
        names_of = (person.first_name, person.name_prefix, person.last_name)
        if known:
            names_of = (known.first_name, known.name_prefix, known.last_name)
        self.found.staff[email] = RosterStaff(
            email, *names_of, email, tuple(sorted(duties)), groups, source
        )

    def _adult(self, slot: str, row: Row, pupil: str, source: Source) -> None:
        """One adult on a pupil's row. A faulty adult does not cost the pupil."""
        part = {name: row.get(f"{slot}_{name}", "") for name in ("key", "email", "phone", "role")}
        if not any(
            row.get(f"{slot}_{name}", "").strip() for name in ("key", "name", "last", "email")
        ):
            return
        try:
            person = _person(row, f"{slot}_name", f"{slot}_first", f"{slot}_prefix", f"{slot}_last")
        except Faulty:
            self.found.problem(
                source, "De naam van een ouder ontbreekt; deze ouder is niet overgenomen."
            )
            return
        email = self.found.email(part["email"], source)
        key = values.tidy(part["key"])[:256] or _made_key(person, email, pupil)
        self._keep_parent(key, person, email, part["phone"], source)
        tie, doubt = _tie_of(part["role"], is_contact=slot.startswith("contact"))
        self.found.add_relation(RosterRelation(key, pupil, tie, doubt, source))

    def _keep_parent(
        self, key: str, person: Person, email: str, phone: str, source: Source
    ) -> None:
        if key in self.found.parents:
            return
        if email and self.owner_of.setdefault(email, key) != key:
            self.found.problem(
                source,
                "Dit e-mailadres is ook dat van een andere ouder. Bij deze ouder blijft het leeg.",
            )
            email = ""
        names_of = (person.first_name, person.name_prefix, person.last_name)
        self.found.parents[key] = RosterParent(
            key, *names_of, email, self.found.phone(phone, source), source
        )

    def _parent_of_many(self, row: Row, source: Source) -> None:
        """A row of a list of parents: the parent, and the numbers of the children in one cell."""
        person = _person(row, "parent1_name", "parent1_first", "parent1_prefix", "parent1_last")
        email = self.found.email(row.get("parent1_email", ""), source)
        children = [
            child for part in re.split(r"[,;|\s]+", row["pupil_keys"]) if (child := part.strip())
        ]
        key = values.tidy(row.get("parent1_key", ""))[:256] or _made_key(person, email, "")
        if not children:
            raise Faulty("Bij deze ouder staan geen leerlingnummers.")
        if key in self.found.parents:
            raise Faulty("Deze ouder staat er meer dan een keer in; de eerste regel telt.")
        self._keep_parent(key, person, email, row.get("parent1_phone", ""), source)
        tie, doubt = _tie_of(row.get("parent1_role", ""), is_contact=False)
        for child in children:
            self.found.add_relation(RosterRelation(key, child, tie, doubt, source))


def _person(row: Row, whole: str, first: str, prefix: str, last: str) -> Person:
    """Names out of separate columns, or out of one. Raises Faulty."""
    if row.get(last, "").strip():
        return Person(row.get(first, ""), row.get(prefix, ""), row[last])
    return Person(*names.split_full_name(values.tidy(row.get(whole, ""))))


def _made_key(person: Person, email: str, pupil: str) -> str:
    """A key for an adult without a number. Another name is another person, so that no decision passes to a stranger."""
    name = f"{person.first_name} {person.name_prefix} {person.last_name}".casefold()
    return f"{email or pupil}|{' '.join(name.split())}"[:256]


def _tie_of(cell: str, *, is_contact: bool) -> tuple[Tie, str]:
    """(tie, doubt): a contact is a parent only if the role says so; someone in a parent's column unless it says not."""
    word = values.tidy(cell).lower()
    if word in _TIES:
        return _TIES[word], ""
    if not word:
        return Tie.PARENT, "contactpersoon" if is_contact else ""
    shown = word if re.fullmatch(r"[a-zà-ÿ /-]{2,30}", word) else "onbekende rol"
    return Tie.GUARDIAN, shown
