"""From a secret to an invitation and back; the secrets themselves are stored nowhere."""

from __future__ import annotations

import hmac
import logging
from typing import Any, Final, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import ForeignKey, Model
from django.db.models.base import ModelState

from drieklank.base import codes
from drieklank.base.clock import today
from drieklank.measure import envelopes
from drieklank.measure.keys import KeyMissing, store
from drieklank.measure.models import Draft, Invitation, Role, Round
from drieklank.measure.prepared import Prepared
from drieklank.measure.queries.peace import stop_link
from drieklank.measure.queries.people import relations_at
from drieklank.measure.rules import may_be_invited
from drieklank.schools.models import School

log = logging.getLogger("drieklank.measure")
M = TypeVar("M", bound=Model)


def _columns(model: type[Model], *names: str) -> tuple[str, ...]:
    """Return names of columns in the order of the table, which is how rows become objects."""
    return tuple(f.attname for f in model._meta.concrete_fields if f.attname in names)


# What an answering page needs; other columns are read when somebody asks for them.
_INVITATION: Final = _columns(
    Invitation,
    *("id", "board_id", "round_id", "role", "groups", "family_size", "language", "answered"),
)
_ROUND: Final = _columns(
    Round,
    *("id", "board_id", "public_id", "code", "school_id", "state", "opens_on", "closes_on"),
    *("parents_questionnaire_id", "team_questionnaire_id"),
)
_SCHOOL: Final = _columns(School, "id", "name", "phone", "email")
_ROUND_OF: Final = cast("ForeignKey[Any, Any]", Invitation._meta.get_field("round"))
_SCHOOL_OF: Final = cast("ForeignKey[Any, Any]", Round._meta.get_field("school"))
_COLUMNS: Final = (
    *_INVITATION,
    *(f"round__{name}" for name in _ROUND),
    *(f"round__school__{name}" for name in _SCHOOL),
)
_DRAFT: Final = Prepared(Draft, "id", ("sealed",))
_BY_LINK: Final = Prepared(Invitation, "link_hash", _COLUMNS, beside=_DRAFT)
_BY_CODE: Final = Prepared(Invitation, "code_hash", _COLUMNS)

# Which draft belongs to a link can only be computed once its invitation is known: a second
# statement. Whose link was seen before in this process gets both in one. Nothing rests on it: the
# id is computed again at each visit, and what was found under another one is passed over.
_draft_of_link: Final[dict[bytes, UUID]] = {}
_MOST_REMEMBERED: Final = 4096
_UNKNOWN: Final = UUID(int=0)


def invitation_by_link(link: str) -> Invitation | None:
    """Return the invitation that a link's secret belongs to, with its round and school.

    One statement, by an indexed hash, however many rounds are open. A closed round has none left.
    """
    if not envelopes.is_link(link):
        return None
    hashed = envelopes.link_hash(store().lookup_key(), link)
    draft = _draft_of_link.get(hashed, _UNKNOWN)
    values = _BY_LINK.one(draft, hashed)
    if values is None:
        return None
    invitation = _invitation(values[1:])
    if draft is not _UNKNOWN:
        invitation.draft_seen = (draft, values[0])
    return invitation


def invitation_by_code(text: str) -> Invitation | None:
    """Return the invitation that a typed code belongs to.

    Raises:
        CodeError: the text cannot be a code at all; says nothing about which codes are in use.
    """
    values = _BY_CODE.one(envelopes.code_hash(store().lookup_key(), codes.read(text)))
    return None if values is None else _invitation(values)


def invitation_by_paper(paper: str) -> Invitation | None:
    """Return the invitation that the QR code of a letter or form belongs to. One statement.

    Raises:
        KeyMissing: the round's key is gone.
    """
    if not envelopes.is_paper(paper):
        return None
    try:
        invitation = invitation_by_code(paper[: codes.LENGTH])
    except codes.CodeError:
        return None
    if invitation is None:
        return None
    expected = store().load(invitation.round.public_id).paper(invitation.pk)
    return invitation if hmac.compare_digest(expected, paper) else None


def _invitation(values: list[Any]) -> Invitation:
    of_school = len(_INVITATION) + len(_ROUND)
    invitation = _made(Invitation, _INVITATION, values[: len(_INVITATION)])
    measured = _made(Round, _ROUND, values[len(_INVITATION) : of_school])
    _SCHOOL_OF.set_cached_value(measured, _made(School, _SCHOOL, values[of_school:]))
    _ROUND_OF.set_cached_value(invitation, measured)
    return invitation


def _made(model: type[M], names: tuple[str, ...], values: list[Any]) -> M:
    """Return what `Model.from_db` does, without the signals that nobody hears: a third of the time."""
    row = model.__new__(model)
    row._state = ModelState()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    row.__dict__.update(zip(names, values, strict=True))
    return row


def draft_of(invitation: Invitation, identity: UUID, link: str = "") -> bytes | None:
    """Return the sealed draft with this id; None: nothing was saved. One statement, or none where
    the invitation was found together with it.

    link: the secret that the invitation was found by, for the next time.
    """
    if invitation.draft_seen is not None and invitation.draft_seen[0] == identity:
        sealed = invitation.draft_seen[1]
        return None if sealed is None else bytes(sealed)
    if link:
        if len(_draft_of_link) >= _MOST_REMEMBERED:
            _draft_of_link.clear()
        _draft_of_link[envelopes.link_hash(store().lookup_key(), link)] = identity
    return saved_draft(identity)


def saved_draft(identity: UUID) -> bytes | None:
    """Return the sealed draft with this id; None: nothing was saved. One statement."""
    values = _DRAFT.one(identity)
    return None if values is None else bytes(values[0])


def link_of(invitation: Invitation) -> str:
    """Return the full address for an invitation: for a mail or text message while sending.

    Raises:
        KeyMissing: the round's key is gone.
    """
    key = store().load(invitation.round.public_id)
    return f"{settings.BASE_URL}/v/{key.link(invitation.pk)}"


def paper_link_of(invitation: Invitation) -> str:
    """Return the full address in the QR code of a letter.

    Raises:
        KeyMissing: the round's key is gone.
    """
    key = store().load(invitation.round.public_id)
    return f"{settings.BASE_URL}/v/{key.paper(invitation.pk)}"


def code_of(invitation: Invitation) -> str:
    """Return the typable code of an invitation as it is printed: `XXXXX-XXXXX`.

    Raises:
        KeyMissing: the round's key is gone.
    """
    return codes.show(store().load(invitation.round.public_id).code(invitation.pk))


def secret_fields(ref: str) -> dict[str, str] | None:
    """Return the secret fields of a message about an invitation, at the moment of sending.

    None: nothing is to be sent any more, since the round closed, the parent asked to be left in
    peace, or has no longer a child here whom the school may tell about.
    """
    return _secret_fields(ref, is_asked=False)


def asked_fields(ref: str) -> dict[str, str] | None:
    """The same for a parent who asked for the link, who may be left in peace otherwise."""
    return _secret_fields(ref, is_asked=True)


def _secret_fields(ref: str, *, is_asked: bool) -> dict[str, str] | None:
    rows = Invitation.objects.select_related("round__school", "parent")
    invitation = rows.filter(pk=ref).first()
    if invitation is None or not _still_invited(invitation):
        return None
    parent = invitation.parent
    if parent is not None and parent.no_measure_mail and not is_asked:
        return None
    try:
        link = {"link": link_of(invitation)}
    except KeyMissing:
        log.error("the key of round %s is gone; its messages are cancelled", invitation.round.code)
        return None
    return link if parent is None else link | {"stop": stop_link(parent)}


def _still_invited(invitation: Invitation) -> bool:
    if invitation.role != Role.PARENTS:
        return True
    day = today()
    relations = relations_at(invitation.round.school, day, invitation.parent_id)
    return any(may_be_invited(relation, day) for relation in relations)
