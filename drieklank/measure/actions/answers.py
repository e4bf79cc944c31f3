"""Answering. Deliberately without audit line, task, session or message: each would be a clock."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Field, Model

from drieklank.content.schema import Questionnaire
from drieklank.measure.cookies import Ticket
from drieklank.measure.envelopes import RoundKey
from drieklank.measure.keys import store
from drieklank.measure.models import Draft, Envelope, Invitation
from drieklank.measure.prepared import cursor_of
from drieklank.measure.sheets import Answerer, Sheet, pack_answer, pack_draft, places

# Statements written out, the same on both databases: every page of every answer runs them, and to
# have Django build them costs more than to run them. They go past the tenant net: the id of the
# invitation comes from the door (`@invited`), which found it by a secret.

# It saves nothing for whose round was closed, or who has answered meanwhile; but for who came with
# paper it does, or a page that forgets would tell that somebody answered.
_UPSERT: Final = (
    "INSERT INTO measure_draft (id, sealed, board_id, round_id) "
    "SELECT %s, %s, board_id, round_id FROM measure_invitation WHERE id = %s AND (NOT answered OR %s) "
    "ON CONFLICT (id) DO UPDATE SET sealed = EXCLUDED.sealed"
)
_MARK: Final = "UPDATE measure_invitation SET answered = TRUE WHERE id = %s AND NOT answered"
_KEEP: Final = "INSERT INTO measure_envelope (id, board_id, round_id, role, sealed) VALUES (%s, %s, %s, %s, %s)"
_DROP: Final = "DELETE FROM measure_draft WHERE id = %s"
# The same three in one statement, where the database can: one round trip in place of five. It is a
# transaction of its own, or part of the one around it.
_ALL: Final = (
    "WITH marked AS (UPDATE measure_invitation SET answered = TRUE WHERE id = %s AND NOT answered "
    "RETURNING id), kept AS (INSERT INTO measure_envelope (id, board_id, round_id, role, sealed) "
    "SELECT %s, %s, %s, %s, %s FROM marked), "
    "dropped AS (DELETE FROM measure_draft WHERE id = ANY(%s)) SELECT count(*) FROM marked"
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
    draft = _prepared(Draft, "id", key.draft_id(invitation.pk, ticket.holder))
    values = [draft, _prepared(Draft, "sealed", sealed), _prepared(Invitation, "id", invitation.pk)]
    with cursor_of(connection) as cursor:
        cursor.execute(_UPSERT, [*values, ticket.is_paper])


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
    values = [
        _prepared(Envelope, "id", envelope),
        invitation.board_id,
        invitation.round_id,
        invitation.role,
        _prepared(Envelope, "sealed", sealed),
    ]
    mark = _prepared(Invitation, "id", invitation.pk)
    drafts = [_prepared(Draft, "id", draft) for draft in _drafts(invitation, key, ticket)]
    if connection.vendor == "postgresql":
        with cursor_of(connection) as cursor:
            cursor.execute(_ALL, [mark, *values, drafts])
            return bool(cursor.fetchone() == (1,))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_MARK, [mark])
        is_first = bool(cursor.rowcount == 1)
        if is_first:
            cursor.execute(_KEEP, values)
        for draft in drafts:
            cursor.execute(_DROP, [draft])
    return is_first


def drop_draft(invitation: Invitation, ticket: Ticket) -> None:
    """Throw away the answers so far of one ticket.

    Raises:
        KeyMissing: the round's key is gone.
    """
    key = store().load(invitation.round.public_id)
    Draft.objects.filter(pk=key.draft_id(invitation.pk, ticket.holder)).delete()


def _drafts(invitation: Invitation, key: RoundKey, ticket: Ticket | None) -> list[UUID]:
    holders = {key.link(invitation.pk)} | ({ticket.holder} if ticket else set())
    return sorted(key.draft_id(invitation.pk, holder) for holder in holders)


def _prepared(model: type[Model], column: str, value: object) -> Any:
    """Return a value as this kind of database takes it: SQLite has no type for an id."""
    found = model._meta.get_field(column)
    assert isinstance(found, Field)  # noqa: S101 -- narrows the type; a column is no relation
    return found.get_db_prep_value(value, connection)
