"""Groups of an import."""

from __future__ import annotations

from drieklank.people.actions.roster.work import AT_ONCE, Work, known
from drieklank.people.models import RosterChange
from drieklank.people.queries.roster import referring_rows
from drieklank.schools.models import ClassGroup

_COLUMNS = {"key": "external_id", "name": "name", "year_group": "year_group"}


def apply(work: Work) -> None:
    work.tell("groups", 0, 1)
    _new(work, work.lines("groups", "new"))
    _changed(work, work.lines("groups", "changed"), forward=True)
    # A group that is no longer in the file stays, for its history; from now on it is the school's own.
    gone = known(line.class_group_id for line in work.lines("groups", "leaving"))
    ClassGroup.objects.filter(pk__in=gone).update(external_id="")
    work.__dict__.pop("groups", None)


def _new(work: Work, lines: list[RosterChange]) -> None:
    there = work.groups
    rows = []
    for line in lines:
        if (line.school_id, line.values["name"].casefold()) not in there:
            row = ClassGroup(
                board_id=work.board_id,
                school_id=line.school_id or 0,
                school_year=work.year,
                name=line.values["name"],
                year_group=line.values["year_group"],
                external_id=line.key,
            )
            rows.append((line, row))
    made = ClassGroup.objects.bulk_create([row for _, row in rows], batch_size=AT_ONCE)
    pairs = zip(made, rows, strict=True)
    work.link("class_group_id", [(row.pk, line.pk) for row, (line, _) in pairs])


def _changed(work: Work, lines: list[RosterChange], *, forward: bool) -> None:
    """Set values where the other ones still stand there; forward applies, backward undoes."""
    rows = ClassGroup.objects.in_bulk([line.class_group_id for line in lines])
    stays, touched = [], []
    for line in lines:
        row = rows.get(line.class_group_id or 0)
        new, old = (line.values, line.before) if forward else (line.before, line.values)
        if row is None or any(getattr(row, _COLUMNS[name]) != old[name] for name in old):
            stays.append(line)
            continue
        for name, value in new.items():
            setattr(row, _COLUMNS[name], value)
        touched.append(row)
    ClassGroup.objects.bulk_update(touched, list(_COLUMNS.values()), batch_size=AT_ONCE)
    work.stays(stays)


def undo(work: Work) -> None:
    """Take away groups in which nobody is or was; the others stay and are marked."""
    lines = [line for line in work.lines("groups", "new") if line.class_group_id]
    ids = {line.class_group_id for line in lines if line.class_group_id}
    used = referring_rows(ClassGroup, ids, {"people.RosterChange"})
    work.stays(line for line in lines if line.class_group_id in used)
    ClassGroup.objects.filter(pk__in=ids - used).delete()
    _changed(work, work.lines("groups", "changed"), forward=False)
    for line in work.lines("groups", "leaving"):
        ClassGroup.objects.filter(pk=line.class_group_id or 0, external_id="").update(
            external_id=line.key
        )
