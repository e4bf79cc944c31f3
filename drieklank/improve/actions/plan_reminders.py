"""Reminding owners of their actions, and leaving who wants none in peace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from drieklank.audit.actions import SYSTEM, Who, note
from drieklank.base.clock import today
from drieklank.base.text import enumerate_nl
from drieklank.content.texts import written_day
from drieklank.improve.models import NoPlanMail, PlanAction, PlanReminder
from drieklank.improve.queries.plan_reminders import running_actions, sent_before, terms_of
from drieklank.improve.rules.plan_reminders import Reminder, due, words
from drieklank.outbox.actions import queue
from drieklank.schools.models import Board, User

FILLER = "improve.plan_reminder"
TEMPLATE = "plan-reminder"
TOPIC = "plan"


def send_reminders() -> int:
    """Remind owners of what is nearly due or late, one mail each; return how many mails.

    Of the open boards. Safe to run twice: each term is told once.
    """
    rows = {row.pk: row for row in running_actions()}
    said, last = sent_before(rows)
    found = due(terms_of(rows.values(), today()), said, last, today())
    for reminders in found.values():
        _remind(reminders, rows)
    return len(found)


@transaction.atomic
def _remind(reminders: Sequence[Reminder], rows: Mapping[int, PlanAction]) -> None:
    actions = [rows[one.action] for one in reminders]
    owner, board_id, day = actions[0].owner, actions[0].board_id, today()
    if owner is None:
        return
    for one in reminders:
        PlanReminder.objects.create(
            board_id=board_id,
            user=owner,
            action_id=one.action,
            kind=one.kind,
            due_on=one.due_on,
            sent_on=day,
        )
    schools = {row.plan.school_id: row.plan.school for row in actions}
    first = actions[0].plan.school
    queue(
        TEMPLATE,
        board_id=board_id,
        school_id=first.pk if len(schools) == 1 else None,
        to=owner.email,
        user_id=owner.pk,
        topic=TOPIC,
        fields={
            "name": next(iter(str(owner).split()), ""),
            "school": enumerate_nl([one.name for one in schools.values()]),
            "actions": "\n".join(
                words(
                    one.kind, _title(rows[one.action], len(schools)), written_day(one.due_on, "nl")
                )
                for one in reminders
            ),
            "link": f"{settings.BASE_URL}{reverse('improve:plan', args=[first.code])}",
        },
        filler=FILLER,
        filler_ref=f"{owner.pk}:{board_id}:{day.isoformat()}",
    )
    note("plan.reminded", actions[0].plan, by=SYSTEM, actions=len(reminders))


def _title(row: PlanAction, schools: int) -> str:
    return f"{row.plan.school.name}: {row.title}" if schools > 1 else row.title


@transaction.atomic
def stop_reminders(user: User, board: Board, *, by: Who) -> None:
    """Send this person no reminders of this board any more."""
    row, is_new = NoPlanMail.objects.get_or_create(
        user=user, board=board, defaults={"since": today()}
    )
    if is_new:
        note("plan.mail_off", row, by=by)


@transaction.atomic
def start_reminders(user: User, board: Board, *, by: Who) -> None:
    """Send this person reminders of this board again."""
    row = NoPlanMail.objects.filter(user=user, board=board).first()
    if row is not None:
        note("plan.mail_on", row, by=by)
        row.delete()
