"""Requests about somebody's own data: a file with everything, or everything gone."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Model

from drieklank.audit.actions import Who, note
from drieklank.audit.erasure import erase_person
from drieklank.office.queries.privacy import KINDS, kept_about
from drieklank.people.actions.forgetting import forget_in_imports
from drieklank.people.models import Parent, Pupil
from drieklank.schools.actions import Refused
from drieklank.schools.models import School, User
from drieklank.schools.queries import has_other_roles


@transaction.atomic
def export_for(kind: str, person: Model, school: School, asker: str, *, by: Who) -> dict[str, Any]:
    """The file for whoever asks, with a line that it was made."""
    found = kept_about(kind, person, school, asker)
    rows = sum(len(table["rows"]) for table in found["tables"])
    _note("exported", kind, person, school, by=by, rows=rows)
    return found


def note_viewed(kind: str, person: Model, school: School, *, by: Who) -> None:
    """The line that somebody looked at all that is kept about a person."""
    if kind == "medewerker":
        note("privacy.viewed", school, by=by, user=person.pk)
    else:
        note("privacy.viewed", person, by=by, school_id=school.pk)


def _note(done: str, kind: str, person: Model, school: School, *, by: Who, rows: int) -> None:
    verb = f"{KINDS[kind]}.{done}"
    if kind == "medewerker":
        note(verb, school, by=by, rows=rows, user=person.pk)
    else:
        note(verb, person, by=by, school_id=school.pk, rows=rows)


@transaction.atomic
def erase(kind: str, person: Model, school: School, *, by: Who, reason: str) -> dict[str, int]:
    """Erase a person, or say in Dutch why that cannot be done here. Raises Refused."""
    if isinstance(person, User):
        _staff_can_go(person)
    if isinstance(person, Parent):
        _parent_can_go(person, school)
    if isinstance(person, Parent | Pupil):
        forget_in_imports(person)
    return erase_person(KINDS[kind], person.pk, by, school, reason)


def _staff_can_go(user: User) -> None:
    if user.is_administrator or has_other_roles(user):
        raise Refused(
            f"{user} heeft nog een rol, hier of op een andere school. Beëindig die eerst; "
            "zonder rol wordt het account vanzelf na een jaar gewist."
        )


def _parent_can_go(parent: Parent, school: School) -> None:
    elsewhere = parent.relations.exclude(pupil__school=school)
    if elsewhere.exists():
        raise Refused(
            f"{parent} hoort ook bij een andere school van het bestuur. Beëindig hier de relatie "
            "met het kind, en laat het bestuur de rest doen."
        )
    if parent.user_id is not None:
        raise Refused(
            f"{parent} werkt ook op school. Beëindig eerst de rol als medewerker, of de relatie met "
            "het kind."
        )
