"""Answering. Deliberately without audit line, task, session or message: each would be a clock."""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction

from drieklank.content.schema import Questionnaire
from drieklank.measure.cookies import Ticket
from drieklank.measure.envelopes import RoundKey
from drieklank.measure.keys import store
from drieklank.measure.models import Draft, Envelope, Invitation
from drieklank.measure.sheets import Answerer, Sheet, pack_answer, pack_draft, places

# One statement, the same on both databases: every page of every answer runs it. It saves nothing
# for whose round was closed, or who has answered meanwhile; but for who came with paper it does,
# or a page that forgets would tell that somebody answered.
_UPSERT: Final = (
    "INSERT INTO measure_draft (id, sealed, board_id, round_id) "
    "SELECT %s, %s, board_id, round_id FROM measure_invitation WHERE id = %s AND (NOT answered OR %s) "
    "ON CONFLICT (id) DO UPDATE SET sealed = EXCLUDED.sealed"
)


def save_draft(
    invitation: Invitation,
    ticket: Ticket,
    asked: Questionnaire,
    sheet: Sheet,
    part: int,
    language: str,
) -> None:
    """Keep answers half way, sealed so that only the ticket and the round's key open them together.

    Raises:
        KeyMissing: the round's key is gone.
    """
    key = store().load(invitation.round.public_id)
    packed = pack_draft(asked, sheet, part, language)
    sealed = key.seal_draft(ticket.holder, packed, places(asked).capacity)
    columns = (Draft._meta.pk, Draft._meta.get_field("sealed"), Invitation._meta.pk)
    values = (key.draft_id(invitation.pk, ticket.holder), sealed, invitation.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            _UPSERT,
            [
                *(
                    column.get_db_prep_value(value, connection)
                    for column, value in zip(columns, values, strict=True)
                ),
                ticket.is_paper,
            ],
        )


def submit(
    invitation: Invitation,
    asked: Questionnaire,
    sheet: Sheet,
    language: str,
    *,
    ticket: Ticket | None = None,
) -> bool:
    """Save the mark "answered" and the sealed envelope together, or neither.

    Returns False where this invitation was answered before, or its round was closed meanwhile:
    then nothing changes. The ticket's own draft goes either way, others at the close. The mark is
    set by one conditional statement and the envelope's primary key is computed from the
    invitation, so two can never exist, whatever arrives at once.

    Raises:
        KeyMissing: the round's key is gone.
    """
    key = store().load(invitation.round.public_id)
    envelope = key.envelope_id(invitation.pk)
    who = Answerer(tuple(invitation.groups), invitation.family_size, language)
    packed = pack_answer(asked, sheet, who)
    sealed = key.seal_envelope(envelope, packed, places(asked).capacity)
    with transaction.atomic():
        marked = Invitation.objects.filter(pk=invitation.pk, answered=False).update(answered=True)
        if not marked:
            _drop_drafts(invitation, key, ticket)
            return False
        Envelope.objects.create(
            id=envelope,
            board_id=invitation.board_id,
            round_id=invitation.round_id,
            role=invitation.role,
            sealed=sealed,
        )
        _drop_drafts(invitation, key, ticket)
    return True


def drop_draft(invitation: Invitation, ticket: Ticket) -> None:
    """Throw away the answers so far of one ticket.

    Raises:
        KeyMissing: the round's key is gone.
    """
    key = store().load(invitation.round.public_id)
    Draft.objects.filter(pk=key.draft_id(invitation.pk, ticket.holder)).delete()


def _drop_drafts(invitation: Invitation, key: RoundKey, ticket: Ticket | None) -> None:
    holders = {key.link(invitation.pk)} | ({ticket.holder} if ticket else set())
    kept = [key.draft_id(invitation.pk, holder) for holder in sorted(holders)]
    Draft.objects.filter(pk__in=kept).delete()
