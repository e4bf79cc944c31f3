"""Parents and relations of an import. Authority stays unknown until a person decides about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from drieklank.audit import ledger
from drieklank.people.actions.roster.work import AT_ONCE, Work, chunks, known
from drieklank.people.models import (
    AccessCode,
    Parent,
    ParentChildRelation,
    PersonSession,
    Pupil,
    RosterChange,
)
from drieklank.people.queries import holding
from drieklank.people.queries.roster import referring_rows

_FIELDS = ("first_name", "name_prefix", "last_name", "email", "phone")
_COLUMNS = {name: name for name in _FIELDS} | {"key": "external_id"}


def apply(work: Work) -> None:
    doubts = [line for line in work.lines("doubts", "new") if line.chosen]
    lines = work.lines("parents", "new")
    for number, chunk in enumerate(chunks(lines)):
        work.tell("parents", number * AT_ONCE, len(lines))
        _new_parents(work, list(chunk))
    _new_parents(work, doubts)
    for chunk in chunks(work.lines("parents", "changed")):
        _changed_parents(work, list(chunk), forward=True)
    _new_relations(work, [*work.lines("relations", "new"), *doubts])
    _changed_relations(work, work.lines("relations", "changed"), forward=True)
    _end_relations(work, work.lines("relations", "leaving"))


def _new_parents(work: Work, lines: list[RosterChange]) -> None:
    known = set(
        Parent.objects.filter(
            board_id=work.board_id, external_id__in=[line.key for line in lines]
        ).values_list("external_id", flat=True)
    )
    waiting = []
    for line in lines:
        if line.key not in known:
            known.add(line.key)
            waiting.append(line)
    rows = [
        Parent(
            board_id=work.board_id,
            external_id=line.key,
            **{name: line.values[name] for name in _FIELDS},
        )
        for line in waiting
    ]
    made = Parent.objects.bulk_create(rows, batch_size=AT_ONCE)
    work.link("parent_id", [(row.pk, line.pk) for row, line in zip(made, waiting, strict=True)])


def _changed_parents(work: Work, lines: list[RosterChange], *, forward: bool) -> None:
    """Set values where the other ones still stand there. Another address closes what hung on the old one."""
    rows = Parent.objects.in_bulk([line.parent_id for line in lines])
    touched, stays, readdressed = [], [], []
    for line in lines:
        row = rows.get(line.parent_id or 0)
        new, old = (line.values, line.before) if forward else (line.before, line.values)
        if row is None or any(getattr(row, _COLUMNS[name]) != value for name, value in old.items()):
            stays.append(line)
            continue
        for name, value in new.items():
            setattr(row, _COLUMNS[name], value)
        touched.append(row)
        if "email" in new:
            readdressed.append(row.pk)
    Parent.objects.bulk_update(touched, list(_COLUMNS.values()), batch_size=200)
    AccessCode.objects.filter(parent_id__in=readdressed, purpose="mail").delete()
    PersonSession.objects.filter(parent_id__in=readdressed).delete()
    work.stays(stays)


# -- relations -----------------------------------------------------------------------------------------------
def _new_relations(work: Work, lines: list[RosterChange]) -> None:
    parents = dict(
        Parent.objects.filter(board_id=work.board_id)
        .exclude(external_id="")
        .values_list("external_id", "pk")
    )
    pupils = {
        (school_id, key): pk
        for pk, school_id, key in Pupil.objects.filter(school_id__in=work.row.school_ids)
        .exclude(external_id="")
        .values_list("pk", "school_id", "external_id")
    }
    now = ParentChildRelation.objects.filter(
        ended_on__isnull=True, pupil__school_id__in=work.row.school_ids
    )
    there = set(now.values_list("parent_id", "pupil_id"))
    order = Counter(pupil_id for _, pupil_id in there)
    stays = []
    for number, chunk in enumerate(chunks(lines)):
        work.tell("relations", number * AT_ONCE, len(lines))
        waiting = []
        for line in chunk:
            parent = line.values.get("parent_id") or parents.get(line.key)
            pupil = pupils.get((line.school_id or 0, line.values["pupil"]))
            if parent is None or pupil is None or (parent, pupil) in there:
                stays.append(line)
                continue
            there.add((parent, pupil))
            order[pupil] += 1
            waiting.append((line, parent, pupil, min(order[pupil], 9)))
        _make_relations(work, waiting)
    work.stays(stays)


def _make_relations(work: Work, waiting: list[tuple[RosterChange, int, int, int]]) -> None:
    rows = [
        ParentChildRelation(
            board_id=work.board_id,
            parent_id=parent,
            pupil_id=pupil,
            kind=line.values["kind"],
            contact_priority=priority,
            started_on=work.first,
        )
        for line, parent, pupil, priority in waiting
    ]
    made = ParentChildRelation.objects.bulk_create(rows, batch_size=AT_ONCE)
    pairs = list(zip(made, waiting, strict=True))
    work.link("relation_id", [(row.pk, line.pk) for row, (line, *_) in pairs])
    work.link("parent_id", [(parent, line.pk) for _, (line, parent, _, _) in pairs])
    work.link("pupil_id", [(pupil, line.pk) for _, (line, _, pupil, _) in pairs])


def _changed_relations(work: Work, lines: list[RosterChange], *, forward: bool) -> None:
    for line in lines:
        new, old = (line.values, line.before) if forward else (line.before, line.values)
        rows = ParentChildRelation.objects.filter(
            pk=line.relation_id or 0, kind=old["kind"], decided_by_hand=False
        )
        if not rows.update(kind=new["kind"]):
            work.stays([line])


def _end_relations(work: Work, lines: list[RosterChange]) -> None:
    """Over since yesterday; what a person decided about stays, also when that was after the plan was made."""
    rows = ParentChildRelation.objects.filter(
        pk__in=known(line.relation_id for line in lines),
        decided_by_hand=False,
        ended_on__isnull=True,
    )
    ended = dict(rows.values_list("pk", "parent_id"))
    day = work.last.isoformat()
    for chunk in chunks(sorted(ended)):
        ParentChildRelation.objects.filter(pk__in=chunk).update(ended_on=work.last)
        AccessCode.objects.filter(relation_id__in=chunk).delete()
    for pk in ended:
        ledger.append("revoke", "people.ParentChildRelation", pk, ended_on=day)
    _sign_out(work, set(ended.values()))
    work.stays(line for line in lines if line.relation_id not in ended)


def _sign_out(work: Work, parents: Collection[int]) -> None:
    """Whoever has no child here any more is signed out."""
    held = ParentChildRelation.objects.filter(holding(work.first), parent_id__in=parents)
    gone = set(parents) - set(held.values_list("parent_id", flat=True))
    for chunk in chunks(sorted(gone)):
        PersonSession.objects.filter(parent_id__in=chunk).delete()
        AccessCode.objects.filter(parent_id__in=chunk).delete()


# -- the way back --------------------------------------------------------------------------------------------
def undo(work: Work) -> None:
    doubts = [line for line in work.lines("doubts", "new") if line.chosen]
    _reopen_relations(work, [x for x in work.lines("relations", "leaving") if not x.stayed])
    _changed_relations(
        work, [x for x in work.lines("relations", "changed") if not x.stayed], forward=False
    )
    for chunk in chunks([*work.lines("relations", "new"), *doubts]):
        _take_relations_away(work, [line for line in chunk if line.relation_id])
    changed = [line for line in work.lines("parents", "changed") if not line.stayed]
    for chunk in chunks(changed):
        _changed_parents(work, list(chunk), forward=False)
    for chunk in chunks([*work.lines("parents", "new"), *doubts]):
        _take_parents_away(work, [line for line in chunk if line.parent_id])


def _reopen_relations(work: Work, lines: list[RosterChange]) -> None:
    for line in lines:
        row = ParentChildRelation.objects.filter(
            pk=line.relation_id or 0, ended_on=work.last
        ).first()
        if row is None or _runs_again(row):
            work.stays([line])
            continue
        ParentChildRelation.objects.filter(pk=row.pk).update(ended_on=None)
        ledger.append("revoke", "people.ParentChildRelation", row.pk, ended_on=None)


def _runs_again(row: ParentChildRelation) -> bool:
    rows = ParentChildRelation.objects.filter(parent_id=row.parent_id, pupil_id=row.pupil_id)
    return rows.filter(ended_on__isnull=True).exists()


def _take_relations_away(work: Work, lines: list[RosterChange]) -> None:
    """New relations go, unless someone decided about them, they ended, or a printed code hangs on them."""
    ids = {line.relation_id for line in lines if line.relation_id}
    rows = ParentChildRelation.objects.filter(
        pk__in=ids,
        decided_by_hand=False,
        ended_on__isnull=True,
        started_on=work.first,
        authority="unknown",
        preferred_language="nl",
        preferred_channel="email",
    )
    free = set(rows.values_list("pk", flat=True))
    free -= referring_rows(ParentChildRelation, free, {"people.RosterChange"})
    work.stays(line for line in lines if line.relation_id not in free)
    for pk in sorted(free):
        ledger.append("erase", "people.ParentChildRelation", pk)
    ParentChildRelation.objects.filter(pk__in=free).delete()


def _take_parents_away(work: Work, lines: list[RosterChange]) -> None:
    """New parents go, unless somebody mended them, they came in, or something refers to them."""
    rows = Parent.objects.in_bulk([line.parent_id for line in lines])
    same = {
        pk
        for line in lines
        if (pk := line.parent_id) and pk in rows and _is_as_made(rows[pk], line.values)
    }
    used = referring_rows(Parent, same, {"people.RosterChange"})
    work.stays(
        line for line in lines if line.parent_id in rows and line.parent_id not in same - used
    )
    Parent.objects.filter(pk__in=same - used).delete()


def _is_as_made(row: Parent, values: dict[str, Any]) -> bool:
    return all(getattr(row, name) == values[name] for name in _FIELDS) and not row.street
