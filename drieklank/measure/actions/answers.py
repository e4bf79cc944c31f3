"""Answering. Deliberately without audit line, task, session or message: each would be a clock."""

from __future__ import annotations

from typing import Final

from django.db import connection, transaction

from drieklank.content.schema import Questionnaire
from drieklank.measure.keys import store
from drieklank.measure.models import Draft, Envelope, Invitation
from drieklank.measure.sheets import Answerer, Sheet, pack_answer, pack_draft, places

# One statement, the same on both databases: every page of every answer runs it. It saves nothing
# for who has answered meanwhile, or whose round was closed.
_UPSERT: Final = (
    "INSERT INTO measure_draft (id, sealed, board_id, round_id) "
    "SELECT %s, %s, board_id, round_id FROM measure_invitation WHERE id = %s AND NOT answered "
    "ON CONFLICT (id) DO UPDATE SET sealed = EXCLUDED.sealed"
)


def save_draft(
    invitation: Invitation, asked: Questionnaire, sheet: Sheet, part: int, language: str
) -> None:
    """Keep answers half way, sealed so that only the link and the round's key open them together.

    Raises:
        KeyMissing: the round's key is gone.
    """
    key = store().load(invitation.round.public_id)
    packed = pack_draft(asked, sheet, part, language)
    sealed = key.seal_draft(key.link(invitation.pk), packed, places(asked).capacity)
    columns = (Draft._meta.pk, Draft._meta.get_field("sealed"), Invitation._meta.pk)
    values = (key.draft_id(invitation.pk), sealed, invitation.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            _UPSERT,
            [
                column.get_db_prep_value(value, connection)
                for column, value in zip(columns, values, strict=True)
            ],
        )


def submit(invitation: Invitation, asked: Questionnaire, sheet: Sheet, language: str) -> bool:
    """Save the mark "answered" and the sealed envelope together, or neither.

    Returns False where this invitation was answered before, or its round was closed meanwhile:
    then nothing changes. The mark is set by one conditional statement and the envelope's primary
    key is computed from the invitation, so two can never exist, whatever arrives at once.

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
            return False
        Envelope.objects.create(
            id=envelope,
            board_id=invitation.board_id,
            round_id=invitation.round_id,
            role=invitation.role,
            sealed=sealed,
        )
        Draft.objects.filter(pk=key.draft_id(invitation.pk)).delete()
    return True
