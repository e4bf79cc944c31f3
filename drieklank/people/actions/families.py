"""Parents and their relation to a child, mended by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from drieklank.audit import ledger
from drieklank.audit.actions import Who, note
from drieklank.base.clock import today
from drieklank.people.models import (
    AccessCode,
    Authority,
    InformationRight,
    Parent,
    ParentChildRelation,
    PersonSession,
    Pupil,
)
from drieklank.people.queries import holding
from drieklank.schools.actions import changed_fields
from drieklank.schools.models import School

PARENT_FIELDS = (
    "first_name",
    "name_prefix",
    "last_name",
    "email",
    "phone",
    "street",
    "postcode",
    "town",
    "no_measure_mail",
    "user",
)
DECISIONS = ("authority", "information_right", "blocked_reason", "review_on")
RELATION_FIELDS = (
    "kind",
    *DECISIONS,
    "contact_priority",
    "preferred_language",
    "preferred_channel",
    "started_on",
)
# What a restored backup shows instead of the reason, which is not written down in the ledger.
REASON_AFTER_RESTORE = "Vastgelegd vóór het terugzetten van een reservekopie. Vraag de reden na."


@transaction.atomic
def add_parent(school: School, values: Mapping[str, Any], *, by: Who) -> Parent:
    """A new parent of the school's board. Without a relation nobody can reach it: add one next."""
    own = {name: values[name] for name in PARENT_FIELDS if name in values}
    parent: Parent = Parent.objects.create(board_id=school.board_id, **own)
    note("parent.added", parent, by=by, school_id=school.pk)
    return parent


@transaction.atomic
def change_parent(
    parent: Parent, values: Mapping[str, Any], *, school: School, by: Who
) -> list[str]:
    """Mend a parent's data; another e-mail address closes codes that were sent to the old one."""
    changed = changed_fields(parent, values, PARENT_FIELDS)
    if not changed:
        return []
    parent.save(update_fields=changed)
    if "no_measure_mail" in changed:
        remember_peace(parent, is_quiet=parent.no_measure_mail)
    if "user" in changed:
        # Written outside the database too: an older backup may not give the rights back.
        ledger.append("revoke", "people.Parent", parent.pk, user_id=parent.user_id)
    if "email" in changed:
        AccessCode.objects.filter(parent=parent, purpose="mail").delete()
        PersonSession.objects.filter(parent=parent).delete()
    note("parent.changed", parent, by=by, school_id=school.pk, fields=changed)
    return changed


def remember_peace(parent: Parent, *, is_quiet: bool) -> None:
    """Written outside the database too: an older backup may not start the messages again."""
    ledger.append("revoke", "people.Parent", parent.pk, no_measure_mail=is_quiet)


@transaction.atomic
def add_relation(
    parent: Parent, pupil: Pupil, values: Mapping[str, Any], *, by: Who
) -> ParentChildRelation:
    """Who is parent of whom, from a day on. Parent and pupil belong to one board."""
    own = {name: values[name] for name in RELATION_FIELDS if name in values}
    relation = ParentChildRelation(
        board_id=pupil.board_id, parent=parent, pupil=pupil, **({"started_on": today()} | own)
    )
    relation.decided_by_hand = (
        relation.authority != Authority.UNKNOWN
        or relation.information_right != InformationRight.FULL
    )
    relation.save()
    note("relation.added", relation, by=by, school_id=pupil.school_id)
    return relation


@transaction.atomic
def change_relation(
    relation: ParentChildRelation, values: Mapping[str, Any], *, by: Who
) -> list[str]:
    """Mend a relation. What is said about authority or information is from then on decided by hand."""
    changed = changed_fields(relation, values, RELATION_FIELDS)
    if not changed:
        return []
    decided = any(name in DECISIONS for name in changed)
    if decided and not relation.decided_by_hand:
        relation.decided_by_hand = True
        relation.save(update_fields=[*changed, "decided_by_hand"])
    else:
        relation.save(update_fields=changed)
    if "information_right" in changed and relation.information_right != InformationRight.FULL:
        _revoke_information(relation)
    school_id = relation.pupil.school_id
    if decided:
        note("relation.decided", relation, by=by, school_id=school_id, fields=changed)
    else:
        note("relation.changed", relation, by=by, school_id=school_id, fields=changed)
    return changed


def _revoke_information(relation: ParentChildRelation) -> None:
    """Written outside the database too: an older backup may not give the right back."""
    ledger.append(
        "revoke",
        "people.ParentChildRelation",
        relation.pk,
        information_right=relation.information_right,
        blocked_reason=REASON_AFTER_RESTORE,
        decided_by_hand=True,
    )
    AccessCode.objects.filter(relation=relation).delete()


@transaction.atomic
def end_relation(relation: ParentChildRelation, *, by: Who, last_day: date | None = None) -> None:
    """The relation holds up to and including this day; without one it is over at once.

    Printed codes for it stop working; a parent without any other child here is signed out.
    """
    relation.ended_on = last_day or today() - timedelta(days=1)
    relation.save(update_fields=["ended_on"])
    ledger.append(
        "revoke", "people.ParentChildRelation", relation.pk, ended_on=relation.ended_on.isoformat()
    )
    AccessCode.objects.filter(relation=relation).delete()
    others = ParentChildRelation.objects.filter(holding(today()), parent_id=relation.parent_id)
    if not others.exists():
        PersonSession.objects.filter(parent_id=relation.parent_id).delete()
        AccessCode.objects.filter(parent_id=relation.parent_id).delete()
    note("relation.ended", relation, by=by, school_id=relation.pupil.school_id)
