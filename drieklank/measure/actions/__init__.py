"""Writes of measuring: a round from plan to close, and answering. One function is one transaction."""

from drieklank.measure.actions.answers import drop_draft, save_draft, submit
from drieklank.measure.actions.archiving import archive, forget_texts
from drieklank.measure.actions.carrying import (
    invite_newcomers,
    read_paper_until,
    send_announcements,
    send_test,
    withdraw,
)
from drieklank.measure.actions.closing import (
    NotOpenError,
    close_round,
    destroy_left_over_keys,
    give_up_round,
    remove_stragglers,
)
from drieklank.measure.actions.mailing import invite, send_reminders
from drieklank.measure.actions.publishing import NotClosedError, mark_published
from drieklank.measure.actions.rounds import (
    NoSchoolYearError,
    WrongStateError,
    drop_plan,
    extend_round,
    open_round,
    plan_round,
    refresh_counts,
)

__all__ = [
    "NoSchoolYearError",
    "NotClosedError",
    "NotOpenError",
    "WrongStateError",
    "archive",
    "close_round",
    "destroy_left_over_keys",
    "drop_draft",
    "drop_plan",
    "extend_round",
    "forget_texts",
    "give_up_round",
    "invite",
    "invite_newcomers",
    "mark_published",
    "open_round",
    "plan_round",
    "read_paper_until",
    "refresh_counts",
    "remove_stragglers",
    "save_draft",
    "send_announcements",
    "send_reminders",
    "send_test",
    "submit",
    "withdraw",
]
