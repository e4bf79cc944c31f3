"""Comparing a snapshot with what the database holds: groups, pupils and staff. Parents: `comparing_families`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from drieklank.base.text import full_name
from drieklank.people.roster import years
from drieklank.people.roster.changes import Change, ChangeSet, Decisions, Way
from drieklank.people.roster.comparing_families import compare_families
from drieklank.people.roster.comparing_staff import compare_staff
from drieklank.people.roster.existing import ExistingGroup, ExistingPupil, ExistingRoster
from drieklank.people.roster.snapshot import (
    Kind,
    Problem,
    RosterGroup,
    RosterPupil,
    Snapshot,
    Source,
)

_FIELDS = ("first_name", "name_prefix", "last_name", "birth_date", "year_group", "email")
# A prefix that is gone is gone; other empty cells only say that the file does not tell.
MAY_EMPTY = frozenset({"name_prefix"})


class Comparison:
    """What the parts of a comparison share. `schools` is key of the school in the file -> id."""

    def __init__(
        self,
        snap: Snapshot,
        existing: ExistingRoster,
        schools: Mapping[str, int],
        decisions: Decisions,
        today: date,
    ) -> None:
        self.snap = snap
        self.existing = existing
        self.schools = schools
        self.decisions = decisions
        self.today = today
        self.sectors = {school.id: school.sector for school in existing.schools}
        self.codes = {school.id: school.code for school in existing.schools}
        self.changes: list[Change] = []
        self.problems: list[Problem] = list(snap.problems)
        # Key of a group in the file -> (school id, its name).
        self.group_names: dict[str, tuple[int, str]] = {}
        # (school id, name until now) -> new name: who sits there does not change places.
        self.renamed: dict[tuple[int, str], str] = {}
        # Key of a pupil in the file -> id, 0 for a new one; and all pupils who are at school now.
        self.pupil_ids: dict[str, int] = {}
        self.pupil_places: dict[str, int] = {}
        self.pupil_labels: dict[str, str] = {}
        self.staying: set[int] = set()

    def problem(self, source: Source, message: str) -> None:
        self.problems.append(Problem(source.file, source.line, message))

    def year(self, code: str, school_id: int) -> str:
        return years.in_sector(code, self.sectors.get(school_id, ""))


def compare(
    snap: Snapshot,
    existing: ExistingRoster,
    schools: Mapping[str, int],
    *,
    today: date,
    decisions: Decisions | None = None,
) -> ChangeSet:
    """The change set of a snapshot against `existing`, for the schools that have a place in `schools`.

    decisions: (key of the adult, key of the pupil) in the file -> whether this adult is a parent of this child.
    """
    work = Comparison(snap, existing, schools, decisions or {}, today)
    _warn_of_another_year(work)
    _groups(work)
    pupils_before = _pupils(work)
    if Kind.STAFF in snap.covers:
        compare_staff(work)
    doubts = compare_families(work) if Kind.RELATIONS in snap.covers else ()
    return ChangeSet(
        tuple(work.changes), tuple(doubts), tuple(sorted(set(work.problems))), pupils_before
    )


def _warn_of_another_year(work: Comparison) -> None:
    now = years.school_year_of(work.today)
    if work.snap.school_year and work.snap.school_year < now:
        message = f"Dit bestand gaat over schooljaar {work.snap.school_year}; nu is het {now}."
        work.problem(Source("", 0), message)


# -- groups -----------------------------------------------------------------------------------------------------------
def _groups(work: Comparison) -> None:
    by_key = {(g.school_id, g.key): g for g in work.existing.groups if g.key}
    by_name = {(g.school_id, g.name.casefold()): g for g in work.existing.groups}
    taken: set[tuple[int, str]] = set()
    matched: set[int] = set()
    for group in work.snap.groups:
        school_id = work.schools.get(group.school_key)
        if school_id is None:
            continue
        work.group_names[group.key] = (school_id, group.name)
        place = (school_id, group.name.casefold())
        if place in taken:
            work.problem(
                group.source, "Twee groepen hebben dezelfde naam; ze worden samen een groep."
            )
            continue
        taken.add(place)
        known = by_key.get((school_id, group.key)) or by_name.get(place)
        if known and known.id not in matched:
            matched.add(known.id)
            _group_changed(work, group, known)
        else:
            values = {"name": group.name, "year_group": work.year(group.year_group, school_id)}
            change = Change(
                Kind.GROUPS, Way.NEW, group.key, school_id, group.name, values, source=group.source
            )
            work.changes.append(change)
    if Kind.GROUPS in work.snap.covers:
        _groups_that_go(work, matched)


def _group_changed(work: Comparison, group: RosterGroup, known: ExistingGroup) -> None:
    if group.name != known.name:
        work.renamed[known.school_id, known.name] = group.name
    new = {
        "key": group.key,
        "name": group.name,
        "year_group": work.year(group.year_group, known.school_id),
    }
    _changed(work, Kind.GROUPS, new, known, group.name, group.source)


def _groups_that_go(work: Comparison, matched: set[int]) -> None:
    ours = set(work.schools.values())
    for known in work.existing.groups:
        if known.key and known.id not in matched and known.school_id in ours:
            work.changes.append(
                Change(
                    Kind.GROUPS,
                    Way.LEAVING,
                    known.key,
                    known.school_id,
                    known.name,
                    row_id=known.id,
                )
            )


# -- pupils -----------------------------------------------------------------------------------------------------------
class _Known:
    """Pupils of the database, to be found by number, else (added by hand, so without one) by name and birth date."""

    def __init__(self, rows: Iterable[ExistingPupil], *, board_wide: bool) -> None:
        self.by_key = {(row.school_id, row.key): row for row in rows if row.key}
        self.anywhere: dict[str, list[ExistingPupil]] = defaultdict(list)
        self.by_name: dict[tuple[Any, ...], list[ExistingPupil]] = defaultdict(list)
        for row in rows:
            if board_wide and row.key:
                self.anywhere[row.key].append(row)
            elif not row.key and row.birth_date and not row.left_on:
                self.by_name[_identity(row, row.school_id)].append(row)

    def find(self, pupil: RosterPupil, school_id: int) -> ExistingPupil | None:
        if known := self.by_key.get((school_id, pupil.key)):
            return known
        for rows in (self.anywhere.get(pupil.key), self.by_name.get(_identity(pupil, school_id))):
            if rows and len(rows) == 1:
                return rows[0]
        return None


def _identity(person: RosterPupil | ExistingPupil, school_id: int) -> tuple[Any, ...]:
    return (
        school_id,
        person.first_name.casefold(),
        person.last_name.casefold(),
        person.birth_date or object(),
    )


def _pupils(work: Comparison) -> int:
    """Compare the pupils; returns how many are at the schools of the file now."""
    ours = set(work.schools.values())
    here = [row for row in work.existing.pupils if row.school_id in ours and not row.left_on]
    if Kind.PUPILS not in work.snap.covers:
        _pupils_by_number(work, here)
        return len(here)
    known = _Known(work.existing.pupils, board_wide=work.snap.board_wide)
    for pupil in work.snap.pupils:
        school_id = work.schools.get(pupil.school_key)
        if school_id is not None:
            _pupil(work, pupil, school_id, known.find(pupil, school_id))
    for row in here:
        if row.key and row.id not in work.staying:
            label = full_name(row.first_name, row.name_prefix, row.last_name)
            work.changes.append(
                Change(Kind.PUPILS, Way.LEAVING, row.key, row.school_id, label, row_id=row.id)
            )
    return len(here)


def _pupils_by_number(work: Comparison, here: list[ExistingPupil]) -> None:
    """A list of parents refers to pupils who are here already."""
    for row in here:
        if row.key:
            work.pupil_ids[row.key] = row.id
            work.pupil_places[row.key] = row.school_id
            work.pupil_labels[row.key] = full_name(row.first_name, row.name_prefix, row.last_name)
            work.staying.add(row.id)


def _pupil(
    work: Comparison, pupil: RosterPupil, school_id: int, known: ExistingPupil | None
) -> None:
    label = full_name(pupil.first_name, pupil.name_prefix, pupil.last_name)
    work.pupil_ids[pupil.key] = known.id if known else 0
    work.pupil_places[pupil.key] = school_id
    work.pupil_labels[pupil.key] = label
    values: dict[str, Any] = {name: getattr(pupil, name) for name in _FIELDS}
    values["year_group"] = work.year(pupil.year_group, school_id)
    if Kind.GROUPS in work.snap.covers:
        names = (work.group_names[key][1] for key in pupil.groups if key in work.group_names)
        values["groups"] = list(dict.fromkeys(names))
    if known is None:
        work.changes.append(
            Change(Kind.PUPILS, Way.NEW, pupil.key, school_id, label, values, source=pupil.source)
        )
        return
    work.staying.add(known.id)
    values |= {"key": pupil.key, "left_on": "", "school_id": school_id}
    now = work.existing.places.get(known.id, ())
    places = {"groups": [work.renamed.get((known.school_id, name), name) for name in now]}
    _changed(work, Kind.PUPILS, values, known, label, pupil.source, places)


# -- what differs -----------------------------------------------------------------------------------------------------
def _changed(
    work: Comparison,
    kind: Kind,
    values: dict[str, Any],
    known: ExistingGroup | ExistingPupil,
    label: str,
    source: Source,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Add a change where values differ from what is known."""
    old = known._asdict() | dict(more or {})
    new, before = differences(values, old)
    if new:
        school_id = values.get("school_id", known.school_id)
        work.changes.append(
            Change(
                kind, Way.CHANGED, values["key"], school_id, label, new, before, known.id, source
            )
        )


def differences(
    values: Mapping[str, Any], old: Mapping[str, Any], may_empty: frozenset[str] = MAY_EMPTY
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(new, before) of the fields that differ; an empty cell does not differ from anything."""
    names = [
        name
        for name, value in values.items()
        if _differs(value, old[name]) and (value or name in may_empty | {"groups", "left_on"})
    ]
    return {name: values[name] for name in names}, {name: old[name] for name in names}


def _differs(new: Any, old: Any) -> bool:
    if isinstance(new, list):
        return sorted(map(str, new)) != sorted(map(str, old))
    return bool(new != old)
