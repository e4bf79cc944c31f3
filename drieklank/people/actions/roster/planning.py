"""From a snapshot to a change set, and the change set kept until someone decides."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from drieklank.audit.actions import Who, note
from drieklank.base.clock import now, today
from drieklank.base.text import slug
from drieklank.people.models import ImportState, RosterChange, RosterImport
from drieklank.people.queries.roster import existing_roster, schools_of_board
from drieklank.people.roster import placing, years
from drieklank.people.roster.changes import Change, ChangeSet, Decisions, Doubt
from drieklank.people.roster.comparing import compare
from drieklank.people.roster.existing import ExistingSchool
from drieklank.people.roster.snapshot import Kind, RosterSchool, Snapshot
from drieklank.schools.models import Board, Location, School, Sector, User

_AT_ONCE = 2000


@dataclass(frozen=True)
class Target:
    """Where a file may go. school: what the file was given for; allowed: ids, None for the whole board."""

    board: Board
    school: School | None = None
    allowed: Collection[int] | None = None


@dataclass(frozen=True)
class Planned:
    """A comparison that is not kept. `new_schools` are those that would be made."""

    changes: ChangeSet
    school_ids: tuple[int, ...]
    school_year: str
    new_schools: tuple[RosterSchool, ...] = ()


def compare_roster(
    target: Target, snap: Snapshot, *, decisions: Decisions | None = None, new_schools: bool = False
) -> Planned:
    """Hold a snapshot against the database; nothing is written. Raises RosterRefused.

    new_schools: count schools that the board does not have as if they were made first.
    """
    schools = schools_of_board(target.board.pk)
    chosen = target.school.pk if target.school else None
    placed = placing.place(snap, schools, chosen=chosen, allowed=target.allowed)
    extra: list[ExistingSchool] = []
    unknown = tuple(placed.unknown)
    if new_schools:
        for number, school in enumerate(unknown, start=1):
            extra.append(_yet_to_be(school, snap, -number))
            placed.ids[school.key] = -number
        placed.unknown = []
    else:
        unknown = ()
    placing.leave_out_unknown(placed)
    year = snap.school_year or years.school_year_of(today())
    existing = existing_roster(
        target.board.pk,
        (*schools, *extra),
        [pk for pk in placed.ids.values() if pk > 0],
        year,
        (person.email for person in snap.staff),
        whole_board=snap.board_wide,
    )
    found = compare(snap, existing, placed.ids, today=today(), decisions=decisions)
    problems = tuple(sorted({*found.problems, *placed.problems}))
    changes = ChangeSet(found.changes, found.doubts, problems, found.pupils_before)
    return Planned(changes, tuple(sorted(set(placed.ids.values()))), year, unknown)


def _yet_to_be(school: RosterSchool, snap: Snapshot, number: int) -> ExistingSchool:
    return ExistingSchool(
        number, slug(_name(school)), _name(school), school.brin, _sector(school, snap)
    )


def _name(school: RosterSchool) -> str:
    return school.name or f"School {school.brin}{school.location}".strip() or school.key[:120]


def _sector(school: RosterSchool, snap: Snapshot) -> str:
    """Secondary if a group counts years 11-16, special for S and V, else primary."""
    found = {group.year_group for group in snap.groups if group.school_key == school.key}
    found |= {pupil.year_group for pupil in snap.pupils if pupil.school_key == school.key}
    if any(len(code) == 2 for code in found):
        return Sector.SECONDARY
    return Sector.SPECIAL if found & {"S", "V"} else Sector.PRIMARY


@transaction.atomic
def plan_import(
    target: Target,
    snap: Snapshot,
    file_name: str,
    *,
    by: Who,
    user: User | None = None,
    decisions: Decisions | None = None,
    new_schools: bool = False,
) -> RosterImport:
    """Compare, and keep the change set. Schools are made only where `new_schools` says so. Raises RosterRefused."""
    if new_schools:
        _make_schools(target, snap, by=by)
    planned = compare_roster(target, snap, decisions=decisions)
    row: RosterImport = RosterImport.objects.create(
        board=target.board,
        school=target.school,
        school_ids=list(planned.school_ids),
        state=ImportState.PLANNED,
        format=snap.format,
        file_name=file_name[:120],
        school_year=planned.school_year,
        counts=planned.changes.counts(),
        pupils_before=planned.changes.pupils_before,
        problems=[[p.file, p.line, p.message] for p in planned.changes.problems],
        by_user=user,
        created_at=now(),
    )
    _keep(row, [_change_row(row, change) for change in planned.changes.changes])
    _keep(row, [_doubt_row(row, doubt) for doubt in planned.changes.doubts])
    note(
        "roster.planned",
        target.school or target.board,
        by=by,
        format=snap.format,
        counts=row.counts,
    )
    return row


def _make_schools(target: Target, snap: Snapshot, *, by: Who) -> None:
    chosen = target.school.pk if target.school else None
    placed = placing.place(snap, schools_of_board(target.board.pk), chosen=chosen)
    for school in placed.unknown:
        name = _name(school)
        if School.objects.filter(board=target.board, name=name).exists():
            name = f"{name} ({school.brin}{school.location})"
        row: School = School.objects.create(
            board=target.board,
            code=_free_code(name),
            name=name,
            brin=school.brin,
            sector=_sector(school, snap),
        )
        Location.objects.create(
            board=target.board, school=row, number=school.location or "00", name=name
        )
        note("school.created", row, by=by)


def _free_code(name: str) -> str:
    """Codes are unique over all boards, of which only one is open here; the table itself says what is free."""
    base = slug(name, 34) or "school"
    taken = set(School._base_manager.filter(code__startswith=base).values_list("code", flat=True))
    return next(
        code for n in range(1, 1000) if (code := base if n == 1 else f"{base}-{n}") not in taken
    )


def _keep(row: RosterImport, rows: Iterable[RosterChange]) -> None:
    RosterChange.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _change_row(row: RosterImport, change: Change) -> RosterChange:
    ids = {
        Kind.PUPILS: "pupil_id",
        Kind.PARENTS: "parent_id",
        Kind.STAFF: "user_id",
        Kind.GROUPS: "class_group_id",
        Kind.RELATIONS: "relation_id",
    }
    return RosterChange(
        board_id=row.board_id,
        roster_import=row,
        kind=change.kind.value,
        way=change.way.value,
        school_id=change.school_id or None,
        key=change.key[:300],
        label=change.label[:260],
        values=change.values,
        before=change.before,
        file=change.source.file[:160],
        line=change.source.line,
        **{ids[change.kind]: change.row_id or None},
    )


def _doubt_row(row: RosterImport, doubt: Doubt) -> RosterChange:
    return RosterChange(
        board_id=row.board_id,
        roster_import=row,
        kind="doubts",
        way="new",
        school_id=doubt.school_id or None,
        key=doubt.values["parent"][:300],
        label=f"{doubt.adult} – {doubt.pupil}"[:260],
        values=doubt.values,
        before={"adult": doubt.adult, "pupil": doubt.pupil, "role": doubt.role},
        file=doubt.source.file[:160],
        line=doubt.source.line,
    )


@transaction.atomic
def decide(row: RosterImport, choices: Mapping[int, bool | None]) -> None:
    """Say of adults in doubt whether they are a parent. choices: id of the line -> yes, no, or nothing decided."""
    for pk, chosen in choices.items():
        RosterChange.objects.filter(roster_import=row, kind="doubts", pk=pk).update(chosen=chosen)


@transaction.atomic
def drop_plan(row: RosterImport) -> None:
    """Throw a plan away, with everything that was read; what was applied stays."""
    RosterImport.objects.filter(
        pk=row.pk, state__in=[ImportState.PLANNED, ImportState.MAPPING, ImportState.FAILED]
    ).delete()
