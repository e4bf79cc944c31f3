"""What is left of a person in the lines of imports, which name people that they do not point to."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from drieklank.audit import ledger
from drieklank.people.models import Parent, ParentChildRelation, Pupil, RosterChange


@transaction.atomic
def forget_in_imports(person: Pupil | Parent) -> int:
    """Remove the lines of imports about this person or one of its relations; returns how many.

    A line of somebody of the same name goes along: it would be kept for thirty days at the most.
    """
    kind = "parent" if isinstance(person, Parent) else "pupil"
    own = ParentChildRelation.objects.filter(**{kind: person}).values_list("pk", flat=True)
    rows = RosterChange.objects.filter(board_id=person.board_id).filter(
        Q(relation_id__in=list(own)) | Q(label__icontains=str(person)) | Q(**{kind: person})
    )
    keys = list(rows.values_list("pk", flat=True))
    for key in keys:
        ledger.append("erase", "people.RosterChange", key)
    RosterChange.objects.filter(pk__in=keys).delete()
    return len(keys)
