"""Answering. Deliberately without audit line, task, session or message: each would be a clock."""

from __future__ import annotations

from django.db import transaction

from drieklank.content.schema import Questionnaire
from drieklank.measure.keys import store
from drieklank.measure.models import Draft, Envelope, Invitation
from drieklank.measure.sheets import Answerer, Sheet, pack_answer, pack_draft, places


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
    Draft.objects.bulk_create(
        [
            Draft(
                id=key.draft_id(invitation.pk),
                board_id=invitation.board_id,
                round_id=invitation.round_id,
                sealed=sealed,
            )
        ],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["sealed"],
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
