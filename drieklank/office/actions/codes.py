"""Codes to come in with: asked by mail, printed on paper, used once."""

from __future__ import annotations

import secrets
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse

from drieklank.access.actor import Actor
from drieklank.audit import ledger
from drieklank.audit.actions import note
from drieklank.base import codes
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.office.queries.codes import hash_code, living_codes, parents_with, still_related
from drieklank.office.rules.sign_in import (
    MAIL_CODE_WORKS,
    PAPER_CODE_WORKS,
    pupil_may_sign_in,
    same_birth_year,
)
from drieklank.outbox.actions import queue
from drieklank.people.models import AccessCode, Parent, ParentChildRelation, Pupil

MAIL_FILLER: Final = "office.mail_code"


class CannotGiveCode(Exception):
    """No code can be made for this person; the text says why, in Dutch."""


def new_code() -> str:
    """Ten characters: forty random bits and two check characters."""
    return codes.encode(secrets.randbits(codes.PAYLOAD_BITS))


@transaction.atomic
def request_mail_code(email: str, language: str) -> int:
    """Mail a code to this address if a parent has it; older ones die. Returns the id of the code,
    0 where nobody has the address. The code itself is made while sending.
    """
    with open_every_tenant("looking up a parent by address, to mail a code"):
        parents = list(parents_with(email))
        if not parents:
            return 0
        AccessCode.objects.filter(purpose="mail", parent__email__iexact=email).delete()
        first = parents[0]
        row: AccessCode = AccessCode.objects.create(
            board_id=first.board_id,
            parent=first,
            purpose="mail",
            code_hash=secrets.token_hex(32),  # nobody's, until one is made
            expires_at=now() + MAIL_CODE_WORKS,
        )
        queue(
            "parent-sign-in-code",
            board_id=first.board_id,
            parent_id=first.pk,
            to=first.email,
            language=language,
            fields={"minutes": int(MAIL_CODE_WORKS.total_seconds() // 60)},
            filler=MAIL_FILLER,
            filler_ref=str(row.pk),
            urgent=True,
        )
        return row.pk


def fill_mail_code(ref: str) -> dict[str, str] | None:
    """Makes the code while the mail is sent; only its hash is kept. None where it was replaced or
    is too old.
    """
    code = new_code()
    changed = (
        living_codes("mail")
        .filter(pk=int(ref))
        .update(code_hash=hash_code(code), expires_at=now() + MAIL_CODE_WORKS)
    )
    if not changed:
        return None
    link = f"{settings.BASE_URL}{reverse('office:mail_code')}?code={code}"
    return {"code": codes.show(code), "link": link}


@transaction.atomic
def redeem_mail_code(code: str, asked: int) -> list[Parent]:
    """Use up a code from a mail. Returns everyone who has its address; nobody where it does not
    work. asked: id of the code that this browser asked for (0: none); a wrong one counts there.
    """
    with open_every_tenant("looking up a mailed code"):
        row = (
            living_codes("mail")
            .select_for_update(of=("self",))
            .select_related("parent")
            .filter(code_hash=hash_code(code))
            .first()
        )
        if row is None or row.parent is None:
            living_codes("mail").filter(pk=asked).update(attempts=F("attempts") + 1)
            return []
        email = row.parent.email
        row.delete()
        return list(parents_with(email))


@transaction.atomic
def redeem_paper_code(code: str, year: int) -> Parent | Pupil | None:
    """Use up a printed code, if the year is that in which the child (or pupil) was born. A wrong
    year counts: after five the code is dead.
    """
    with open_every_tenant("looking up a printed code"):
        row = (
            living_codes("print", "pupil")
            .select_for_update(of=("self",))
            .select_related("relation__parent", "relation__pupil", "pupil")
            .filter(code_hash=hash_code(code))
            .first()
        )
        if row is None:
            return None
        child = row.pupil or (row.relation.pupil if row.relation else None)
        if child is None or not same_birth_year(child.birth_date, year):
            AccessCode.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
            return None
        person = still_related(row)
        if person is not None:
            AccessCode.objects.filter(pk=row.pk).update(used_at=now())
            ledger.append("revoke", "people.AccessCode", row.pk, used_at=now())
        return person


@transaction.atomic
def make_activation_code(relation: ParentChildRelation, by: Actor) -> str:
    """A code for the letter to one parent about one child; an older one dies. Returns the code as
    it is printed (`XXXXX-XXXXX`): show it at once, it cannot be asked again.

    Raises CannotGiveCode.
    """
    if relation.ended_on is not None and relation.ended_on < today():
        raise CannotGiveCode("Deze relatie is beëindigd. Er is geen code nodig.")
    if relation.pupil.birth_date is None:
        raise CannotGiveCode(
            "Vul eerst de geboortedatum van het kind in. Daarmee controleren we de code."
        )
    with open_tenant(relation.board_id):
        _kill(AccessCode.objects.filter(purpose="print", relation=relation))
        code = _print(relation, purpose="print")
        note("relation.code_made", relation, by=by)
    return code


@transaction.atomic
def make_pupil_code(pupil: Pupil, by: Actor) -> str:
    """A code for a pupil from group 6; an older one dies. Returns it as printed. Raises
    CannotGiveCode.
    """
    if pupil.birth_date is None:
        raise CannotGiveCode("Vul eerst de geboortedatum in. Daarmee controleren we de code.")
    if not pupil_may_sign_in(pupil.year_group, pupil.birth_date, today()):
        raise CannotGiveCode("Leerlingen krijgen een eigen code vanaf groep 6.")
    with open_tenant(pupil.board_id):
        _kill(AccessCode.objects.filter(purpose="pupil", pupil=pupil))
        code = _print(pupil, purpose="pupil")
        note("pupil.code_made", pupil, by=by)
    return code


def _print(whose: ParentChildRelation | Pupil, *, purpose: str) -> str:
    code = new_code()
    AccessCode.objects.create(
        board_id=whose.board_id,
        relation=whose if isinstance(whose, ParentChildRelation) else None,
        pupil=whose if isinstance(whose, Pupil) else None,
        purpose=purpose,
        code_hash=hash_code(code),
        expires_at=now() + PAPER_CODE_WORKS,
    )
    return codes.show(code)


def _kill(rows: QuerySet[AccessCode]) -> None:
    for row in rows:
        ledger.append("erase", "people.AccessCode", row.pk)
        row.delete()
