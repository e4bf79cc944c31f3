"""Asking for guidance: send, note the answer, take it back. One function is one transaction."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.content.queries import message
from drieklank.content.schema.wording import Filled
from drieklank.improve.models import GuidanceRequest, GuidanceState
from drieklank.improve.rules.guidance import part_names
from drieklank.outbox.actions import queue
from drieklank.schools.models import School
from drieklank.ui.parts.words import day

REQUEST, WITHDRAWN = "guidance-request", "guidance-withdrawn"


class RequestEndedError(ValueError):
    """The request was answered or withdrawn already."""


@dataclass(frozen=True, slots=True)
class GuidanceWish:
    """What a school asks, of whom. `parts`: keys of `rules.guidance.PARTS`, in their order."""

    provider: str
    provider_mail: str
    parts: tuple[str, ...]
    period: str
    contact_name: str
    contact_mail: str
    words: str = ""


def letter_of(school: School, wish: GuidanceWish) -> Filled:
    """The mail as the provider will read it."""
    return message(REQUEST).fill("nl", _fields(school, wish))


def _fields(school: School, wish: GuidanceWish) -> dict[str, str]:
    return {
        "provider": wish.provider,
        "school": school.name,
        "parts": "\n".join(f"- {name}" for name in part_names(wish.parts)),
        "period": wish.period,
        "words": wish.words.strip() or "geen",
        "contact": wish.contact_name,
        "contact_mail": wish.contact_mail,
    }


@transaction.atomic
def ask_guidance(school: School, wish: GuidanceWish, *, by: Actor) -> GuidanceRequest:
    """Keep the request and put its mail ready."""
    row: GuidanceRequest = GuidanceRequest.objects.create(
        board_id=school.board_id,
        school=school,
        provider=wish.provider,
        provider_mail=wish.provider_mail,
        parts=list(wish.parts),
        period=wish.period,
        contact_name=wish.contact_name,
        contact_mail=wish.contact_mail,
        words=wish.words,
        sent_on=today(),
        asked_by=by.user,
    )
    queue(
        REQUEST,
        board_id=school.board_id,
        school_id=school.pk,
        to=wish.provider_mail,
        fields=_fields(school, wish),
        topic=f"guidance:{row.pk}",
    )
    note("guidance.asked", row, by=by, parts=len(wish.parts))
    return row


@transaction.atomic
def note_answer(known: GuidanceRequest, answer: str, *, by: Actor) -> GuidanceRequest:
    """Write down what came of a request. Raises RequestEndedError."""
    return _end(known, GuidanceState.ANSWERED, by, answer)


@transaction.atomic
def withdraw(known: GuidanceRequest, *, by: Actor) -> GuidanceRequest:
    """Take a request back, and tell the provider. Raises RequestEndedError."""
    row = _end(known, GuidanceState.WITHDRAWN, by)
    queue(
        WITHDRAWN,
        board_id=row.board_id,
        school_id=row.school_id,
        to=row.provider_mail,
        fields={
            "provider": row.provider,
            "school": row.school.name,
            "asked_on": day(row.sent_on),
            "contact": row.contact_name,
            "contact_mail": row.contact_mail,
        },
        topic=f"guidance:{row.pk}",
    )
    return row


def _end(known: GuidanceRequest, state: str, by: Actor, answer: str = "") -> GuidanceRequest:
    row: GuidanceRequest = GuidanceRequest.objects.select_for_update().get(pk=known.pk)
    if row.state != GuidanceState.SENT:
        raise RequestEndedError
    row.state, row.ended_on, row.answer = state, today(), answer
    row.save(update_fields=["state", "ended_on", "answer"])
    note("guidance.ended", row, by=by, state=str(state))
    return row
