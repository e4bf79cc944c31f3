"""Pupils of an import, and their places in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from drieklank.people.actions.roster.work import AT_ONCE, Work, as_column, as_kept, chunks, known
from drieklank.people.models import Enrolment, PersonSession, Pupil, RosterChange
from drieklank.people.queries.roster import referring_rows

_FIELDS = ("first_name", "name_prefix", "last_name", "birth_date", "year_group", "email")
_COLUMNS = {name: name for name in (*_FIELDS, "left_on", "school_id")} | {"key": "external_id"}
_WITH_A_PUPIL = {"people.RosterChange", "people.Enrolment", "people.ParentChildRelation"}


def apply(work: Work) -> None:
    lines = work.lines("pupils", "new")
    total = len(lines)
    for number, chunk in enumerate(chunks(lines)):
        work.tell("pupils", number * AT_ONCE, total)
        _new(work, list(chunk))
    for chunk in chunks(work.lines("pupils", "changed")):
        _changed(work, list(chunk), forward=True)
    for chunk in chunks(work.lines("pupils", "leaving")):
        _leave(work, list(chunk))


def _new(work: Work, lines: list[RosterChange]) -> None:
    keys = [line.key for line in lines]
    there = set(
        Pupil.objects.filter(school_id__in=work.row.school_ids, external_id__in=keys).values_list(
            "school_id", "external_id"
        )
    )
    waiting = [line for line in lines if (line.school_id, line.key) not in there]
    work.stays(line for line in lines if (line.school_id, line.key) in there)
    rows = [
        Pupil(
            board_id=work.board_id,
            school_id=line.school_id or 0,
            external_id=line.key,
            **{name: as_column(name, line.values[name]) for name in _FIELDS},
        )
        for line in waiting
    ]
    made = Pupil.objects.bulk_create(rows, batch_size=AT_ONCE)
    work.link("pupil_id", [(row.pk, line.pk) for row, line in zip(made, waiting, strict=True)])
    places = {
        row.pk: _wanted(work, row.school_id, line.values.get("groups", ()))
        for row, line in zip(made, waiting, strict=True)
    }
    _start(work, places)


def _wanted(work: Work, school_id: int, names: Iterable[str]) -> set[int]:
    found = (work.groups.get((school_id, name.casefold())) for name in names)
    return {group.pk for group in found if group}


def _start(work: Work, places: dict[int, set[int]]) -> None:
    Enrolment.objects.bulk_create(
        [
            Enrolment(
                board_id=work.board_id, pupil_id=pupil, class_group_id=group, started_on=work.first
            )
            for pupil, groups in places.items()
            for group in sorted(groups)
        ],
        batch_size=AT_ONCE,
    )


def _changed(work: Work, lines: list[RosterChange], *, forward: bool) -> None:
    """Set values where the other ones still stand there; forward applies, backward undoes."""
    rows = Pupil.objects.in_bulk([line.pupil_id for line in lines])
    touched, stays, moved = [], [], []
    for line in lines:
        row = rows.get(line.pupil_id or 0)
        new, old = (line.values, line.before) if forward else (line.before, line.values)
        if row is None or not _still(row, old):
            stays.append(line)
            continue
        for name, value in new.items():
            if name != "groups":
                setattr(row, _COLUMNS[name], as_column(name, value))
        touched.append(row)
        if "groups" in new:
            moved.append((row, line))
    columns = [column for column in _COLUMNS.values() if column != "school_id"]
    Pupil.objects.bulk_update(touched, [*columns, "school"], batch_size=200)
    work.stays(stays)
    if forward:
        _move(work, moved)
    else:
        _move_back(work, moved)


def _still(row: Pupil, values: dict[str, Any]) -> bool:
    return all(
        as_kept(getattr(row, _COLUMNS[name])) == value
        for name, value in values.items()
        if name != "groups"
    )


def _open_places(pupils: Collection[int]) -> dict[int, list[Enrolment]]:
    found: dict[int, list[Enrolment]] = defaultdict(list)
    for place in Enrolment.objects.filter(pupil_id__in=pupils, ended_on__isnull=True):
        found[place.pupil_id].append(place)
    return found


def _move(work: Work, moved: list[tuple[Pupil, RosterChange]]) -> None:
    """End the places that the file no longer tells and start the new ones."""
    open_places = _open_places([row.pk for row, _ in moved])
    ended: list[Enrolment] = []
    started: dict[int, set[int]] = {}
    for row, line in moved:
        wanted = _wanted(work, row.school_id, line.values["groups"])
        now = {place.class_group_id for place in open_places[row.pk]}
        ended += [place for place in open_places[row.pk] if place.class_group_id not in wanted]
        started[row.pk] = wanted - now
    _end(work, ended)
    _start(work, started)


def _end(work: Work, places: list[Enrolment]) -> None:
    """The last day is yesterday; a place that began today was a slip and is taken away."""
    slips = [place.pk for place in places if place.started_on > work.last]
    ended = [place.pk for place in places if place.started_on <= work.last]
    for chunk in chunks(slips):
        Enrolment.objects.filter(pk__in=chunk).delete()
    for chunk in chunks(ended):
        Enrolment.objects.filter(pk__in=chunk).update(ended_on=work.last)


def _leave(work: Work, lines: list[RosterChange]) -> None:
    """From today no longer at school: places end, relations stay for as long as the file is kept."""
    ids = known(line.pupil_id for line in lines)
    there = set(Pupil.objects.filter(pk__in=ids, left_on__isnull=True).values_list("pk", flat=True))
    Pupil.objects.filter(pk__in=there).update(left_on=work.first)
    _end(work, [place for places in _open_places(there).values() for place in places])
    PersonSession.objects.filter(pupil_id__in=there).delete()
    work.stays(line for line in lines if line.pupil_id not in there)


# -- the way back --------------------------------------------------------------------------------------------
def undo(work: Work) -> None:
    for chunk in chunks(work.lines("pupils", "changed")):
        _changed(work, [line for line in chunk if not line.stayed], forward=False)
    for chunk in chunks(work.lines("pupils", "leaving")):
        _come_back(work, [line for line in chunk if not line.stayed])
    for chunk in chunks(work.lines("pupils", "new")):
        _take_away(work, [line for line in chunk if line.pupil_id])


def _move_back(work: Work, moved: list[tuple[Pupil, RosterChange]]) -> None:
    """Places that the import started are taken away, those that it ended are opened again."""
    day = work.first
    ids = [row.pk for row, _ in moved]
    for chunk in chunks(ids):
        Enrolment.objects.filter(pupil_id__in=chunk, started_on=day, ended_on__isnull=True).delete()
    _reopen(work, ids, day)
    open_places = _open_places(ids)
    missing = {
        row.pk: _wanted(work, row.school_id, line.before["groups"])
        - {place.class_group_id for place in open_places[row.pk]}
        for row, line in moved
    }
    _start(work, missing)


def _reopen(work: Work, pupils: Collection[int], day: date) -> None:
    for chunk in chunks(sorted(pupils)):
        places = Enrolment.objects.filter(pupil_id__in=chunk)
        taken = set(places.filter(ended_on__isnull=True).values_list("pupil_id", "class_group_id"))
        ended = places.filter(ended_on=work.last)
        back = [p.pk for p in ended if (p.pupil_id, p.class_group_id) not in taken]
        Enrolment.objects.filter(pk__in=back).update(ended_on=None)


def _come_back(work: Work, lines: list[RosterChange]) -> None:
    ids = known(line.pupil_id for line in lines)
    rows = Pupil.objects.filter(pk__in=ids, left_on=work.first)
    there = set(rows.values_list("pk", flat=True))
    rows.update(left_on=None)
    _reopen(work, there, work.first)
    work.stays(line for line in lines if line.pupil_id not in there)


def _take_away(work: Work, lines: list[RosterChange]) -> None:
    """New pupils go, unless somebody mended them or something refers to them."""
    rows = Pupil.objects.in_bulk([line.pupil_id for line in lines])
    same = {
        line.pupil_id
        for line in lines
        if line.pupil_id in rows
        and _still(rows[line.pupil_id], {name: line.values[name] for name in _FIELDS})
    }
    ids = {pk for pk in same if pk}
    used = (
        referring_rows(Pupil, ids, _WITH_A_PUPIL) | _with_relations(ids) | _moved_by_hand(work, ids)
    )
    work.stays(line for line in lines if line.pupil_id not in ids - used)
    Pupil.objects.filter(pk__in=ids - used).delete()


def _with_relations(ids: Collection[int]) -> set[int]:
    """Pupils who still have a parent: those of the import have been undone by now."""
    return set(
        Pupil.objects.filter(pk__in=ids, relations__isnull=False).values_list("pk", flat=True)
    )


def _moved_by_hand(work: Work, ids: Collection[int]) -> set[int]:
    """Pupils whose places are no longer those of the import's day."""
    rows = Enrolment.objects.filter(pupil_id__in=ids).exclude(
        started_on=work.first, ended_on__isnull=True
    )
    return set(rows.values_list("pupil_id", flat=True))
