"""Reading over open answers from outside the school: put ready, judged, and finished once."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.base.text import enumerate_nl
from drieklank.measure.actions import forget_texts
from drieklank.measure.queries import Round
from drieklank.outbox.actions import queue
from drieklank.results.actions.publishing import publish_again
from drieklank.results.models import CheckedText, TextsCheck
from drieklank.results.queries.names import book_of
from drieklank.results.queries.texts import (
    check_of,
    checkers_of,
    raw_texts,
    rounds_to_check,
    texts_of,
)
from drieklank.results.rules.names import Masker
from drieklank.results.rules.texts import Verdict, all_handled, is_only_blacked_out
from drieklank.schools.models import User

ASK_AGAIN_AFTER: Final = timedelta(days=7)


class CheckFinishedError(ValueError):
    """The reading over is done; nothing changes any more."""


class NotAllReadError(ValueError):
    """Some answers have no verdict yet."""


class RewrittenError(ValueError):
    """More was done than taking words out."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about one answer. `edited` counts with CHANGED, `reason` with LEFT_OUT."""

    verdict: Verdict
    edited: str = ""
    reason: str = ""


@transaction.atomic
def prepare_texts(closed: Round) -> TextsCheck | None:
    """Put the open answers of a round ready to be read over, names replaced by rule.

    None: no question has ten answers. What was put ready before stays as it is.
    """
    if (known := check_of(closed)) is not None:
        return known
    raw = raw_texts(closed)
    if not raw:
        return None
    check, is_new = TextsCheck.objects.get_or_create(
        round=closed, defaults={"board_id": closed.board_id, "prepared_on": today()}
    )
    if is_new:
        book = book_of(closed.school)
        masker = Masker(book.names, book.groups)
        rows = [
            CheckedText(
                board_id=closed.board_id,
                check_of=check,
                item=item,
                text=masker.mask(text),
                closed_on=closed.closed_on or today(),
            )
            for item, texts in raw.items()
            for text in texts
        ]
        random.SystemRandom().shuffle(rows)
        CheckedText.objects.bulk_create(rows)
    return check


@transaction.atomic
def save_verdicts(check: TextsCheck, decisions: Mapping[UUID, Decision]) -> int:
    """Keep what was decided about these answers; return how many there were.

    No line in the log: when which answer was read is nobody's business.

    Raises:
        CheckFinishedError: the reading over is done.
        RewrittenError: an edited text is more than the original with words taken out.
    """
    if _locked(check).finished_on is not None:
        raise CheckFinishedError
    rows = list(texts_of(check).filter(pk__in=decisions))
    for row in rows:
        _decide(row, decisions[row.pk])
    CheckedText.objects.bulk_update(rows, ["verdict", "shown", "reason"])
    return len(rows)


def _decide(row: CheckedText, decision: Decision) -> None:
    row.verdict, row.reason, row.shown = decision.verdict, "", row.text
    if decision.verdict is Verdict.LEFT_OUT:
        row.shown, row.reason = "", decision.reason
    elif decision.verdict is Verdict.CHANGED:
        if not is_only_blacked_out(row.text, decision.edited):
            raise RewrittenError
        row.shown = decision.edited.strip()


def _locked(check: TextsCheck) -> TextsCheck:
    row: TextsCheck = TextsCheck.objects.select_for_update().get(pk=check.pk)
    return row


@transaction.atomic
def finish_check(check: TextsCheck, *, by: Actor) -> TextsCheck:
    """Say that every answer was read: what may leave can now be published, the rest is wiped.

    Where the report was out already, a new version with the texts is published.

    Raises:
        CheckFinishedError: it was done before.
        NotAllReadError: some answers have no verdict yet.
    """
    row, measured = _locked(check), check.round
    if row.finished_on is not None:
        raise CheckFinishedError
    verdicts = list(texts_of(row).values_list("verdict", flat=True))
    if not all_handled(verdicts):
        raise NotAllReadError
    row.finished_on, row.finished_by = today(), by.user
    row.save(update_fields=["finished_on", "finished_by"])
    texts_of(row).update(text="")
    forget_texts(measured)
    left_out = verdicts.count(Verdict.LEFT_OUT)
    note("texts.checked", measured, by=by, texts=len(verdicts), left_out=left_out)
    if measured.state == "published":
        publish_again(measured, by=by)
    return row


@transaction.atomic
def ask_checkers() -> int:
    """Mail whoever may read over that there is something to read; return how many mails.

    One mail per person for all schools: when something new waits, and again after a week. Of the
    open boards.
    """
    waiting: dict[int, list[TextsCheck]] = {}
    people: dict[int, User] = {}
    for measured in rounds_to_check():
        check = prepare_texts(measured)
        for person in checkers_of(measured) if check else ():
            people[person.pk] = person
            waiting.setdefault(person.pk, []).append(check)  # type: ignore[arg-type] # not None here
    asked: set[int] = set()
    mails = 0
    for key, checks in sorted(waiting.items()):
        if any(_is_due(check) for check in checks) and people[key].email:
            _ask(people[key], checks)
            asked |= {check.pk for check in checks}
            mails += 1
    TextsCheck.objects.filter(pk__in=asked).update(asked_on=today())
    return mails


def _is_due(check: TextsCheck) -> bool:
    return check.asked_on is None or today() - check.asked_on >= ASK_AGAIN_AFTER


def _ask(person: User, checks: list[TextsCheck]) -> None:
    schools = sorted({check.round.school.name for check in checks})
    queue(
        "texts-to-check",
        board_id=checks[0].board_id,
        to=person.email,
        user_id=person.pk,
        fields={
            "name": next(iter(str(person).split()), ""),
            "schools": enumerate_nl(schools),
            "link": f"{settings.BASE_URL}{reverse('results:texts_waiting')}",
        },
    )
