"""Writes the line of what happened or who looked."""

from __future__ import annotations

from typing import Any, Protocol

from django.db.models import Model

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import now


class Who(Protocol):
    """Anyone who acts: an access.Actor, or SYSTEM."""

    @property
    def kind_and_id(self) -> tuple[str, int | None]: ...


class _System:
    kind_and_id: tuple[str, int | None] = ("system", None)


SYSTEM: Who = _System()


def note(
    verb: str, obj: Model, *, by: Who, reason: str = "", school_id: int | None = None, **facts: Any
) -> AuditEvent:
    """One line about `obj`, whose board (or self, for a board) it belongs to.

    school_id: at which school it happened, where `obj` itself does not say so (a parent).
    facts: counts, field names, page addresses; never a value of personal data.
    """
    kind, actor_id = by.kind_and_id
    label = obj._meta.label
    return AuditEvent.objects.create(
        board_id=obj.pk if label == "schools.Board" else obj.board_id,  # type: ignore[attr-defined] # tenant tables only
        at=now(),
        actor_kind=kind,
        actor_id=actor_id,
        verb=verb,
        object_type=label,
        object_id=str(obj.pk),
        school_id=school_id if school_id is not None else _school_of(obj),
        pupil_id=obj.pk if label == "people.Pupil" else getattr(obj, "pupil_id", None),
        parent_id=obj.pk if label == "people.Parent" else getattr(obj, "parent_id", None),
        reason=reason,
        facts=facts,
    )


def _school_of(obj: Model) -> int | None:
    return obj.pk if obj._meta.label == "schools.School" else getattr(obj, "school_id", None)
