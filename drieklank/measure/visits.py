"""One visit to an answering page: which invitation, which language, what was filled in so far."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from drieklank.base.clock import today
from drieklank.content.queries import snapshot
from drieklank.content.schema import Questionnaire
from drieklank.content.texts import SOURCE_LANGUAGE
from drieklank.measure.cookies import Ticket
from drieklank.measure.envelopes import RoundKey, Unreadable
from drieklank.measure.keys import store
from drieklank.measure.layout import languages
from drieklank.measure.models import Invitation
from drieklank.measure.queries import draft_of
from drieklank.measure.rules import Door, door
from drieklank.measure.sheets import Sheet, empty, unpack_draft


@dataclass(frozen=True)
class Progress:
    """Answers so far, the page (from 1) somebody was at, and the language; started: a draft exists."""

    sheet: Sheet
    part: int = 1
    language: str = ""
    is_started: bool = False


@dataclass
class Visit:
    """What a view needs to know. Reads the draft at most once, and only when asked."""

    request: HttpRequest
    ticket: Ticket
    invitation: Invitation

    @cached_property
    def door(self) -> Door:
        """Which page this invitation opens today; who came with paper never learns of an answer."""
        measured = self.invitation.round
        is_known = self.invitation.answered and not self.ticket.is_paper
        return door(
            measured.state,
            measured.opens_on,
            measured.closes_on,
            is_known,
            today(),
        )

    @cached_property
    def version_id(self) -> int:
        """The stored questionnaire that this invitation is about."""
        version = self.invitation.round.version_id(self.invitation.role)
        assert version is not None  # noqa: S101 -- only roles that are asked are invited
        return version

    @cached_property
    def asked(self) -> Questionnaire:
        """The questionnaire itself, from memory."""
        return snapshot(self.version_id)

    @cached_property
    def key(self) -> RoundKey:
        """The round's key. Raises KeyMissing."""
        return store().load(self.invitation.round.public_id)

    @cached_property
    def token(self) -> str:
        """What a form must carry to show that it was made for this invitation."""
        return self.key.form_token(self.invitation.pk)

    @cached_property
    def progress(self) -> Progress:
        """What was saved before; an empty sheet where nothing was. At most one statement."""
        ticket = self.ticket
        link = "" if ticket.is_paper else ticket.secret
        sealed = draft_of(
            self.invitation, self.key.draft_id(self.invitation.pk, ticket.holder), link
        )
        if sealed is None:
            return Progress(empty(self.asked))
        try:
            packed = self.key.open_draft(self.ticket.holder, sealed)
        except Unreadable:
            # Changed in the database by somebody: begin anew rather than fail.
            return Progress(empty(self.asked))
        sheet, part, language = unpack_draft(self.asked, packed)
        return Progress(sheet, min(max(part, 1), len(self.asked.parts)), language, True)

    @cached_property
    def language(self) -> str:
        """The language of this visit: chosen, saved, the family's, the browser's, Dutch."""
        available = languages(self.asked)
        saved = "" if self.ticket.language in available else self.progress.language
        wishes = (
            self.ticket.language,
            saved,
            self.invitation.language,
            *accepted(self.request),
        )
        return next((wish for wish in wishes if wish in available), SOURCE_LANGUAGE)


def accepted(request: HttpRequest) -> list[str]:
    """Return the languages that the browser asks for, the best first, without region."""
    header = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
    return [name.partition("-")[0] for name, _ in parse_accept_lang_header(header)]
