"""Looking up parents and codes, before anybody is signed in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.office.queries.sign_in import running
from drieklank.office.rules.sign_in import MAX_ATTEMPTS
from drieklank.people.models import AccessCode, Parent, ParentChildRelation, Pupil


def hash_code(code: str) -> str:
    """A keyed hash: a code is short enough to be guessed from a plain one by who reads the database."""
    return salted_hmac("drieklank.access-code", code, algorithm="sha256").hexdigest()


def parents_with(email: str) -> QuerySet[Parent]:
    """Parents with this address who have a running relation with a child that is at school."""
    if not email:
        return Parent.objects.none()
    relations = ParentChildRelation.objects.filter(
        running(), started_on__lte=today(), pupil__left_on__isnull=True
    )
    return (
        Parent.objects.filter(email__iexact=email, pk__in=relations.values("parent_id"))
        .select_related("board")
        .order_by("id")
    )


def living_codes(*purposes: str) -> QuerySet[AccessCode]:
    """Codes that still work: not used, not too old, not guessed at too often."""
    return AccessCode.objects.filter(
        purpose__in=purposes,
        used_at__isnull=True,
        expires_at__gt=now(),
        attempts__lt=MAX_ATTEMPTS,
    )


def still_related(code: AccessCode) -> Parent | Pupil | None:
    """The person of a printed code, if the relation it was printed for still runs."""
    if code.pupil is not None:
        return code.pupil if code.pupil.left_on is None else None
    relation = code.relation
    if relation is None or (relation.ended_on is not None and relation.ended_on < today()):
        return None
    return relation.parent


def parents_of_choice(ids: list[int]) -> list[Parent]:
    """The parents that one address stands for, with their boards, in the order of the ids."""
    with open_every_tenant("showing who shares an address, after its code was typed"):
        return list(Parent.objects.filter(pk__in=ids).select_related("board").order_by("id"))
