"""Rounds in waves: a few people are asked after each event, and added up over a term."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Max

from drieklank.audit.actions import Who, note
from drieklank.base.clock import today
from drieklank.measure.actions.mailing import invite
from drieklank.measure.actions.rounds import (
    add_secrets,
    locked,
    open_round,
    parents_to_invite,
    plan_round,
    team_to_invite,
)
from drieklank.measure.models import Invitation, Role, Round, RoundState
from drieklank.measure.queries.instruments import is_in_waves
from drieklank.schools.models import School


@transaction.atomic
def begin_waves(school: School, instrument: str, topic: str, closes_on: date, *, by: Who) -> Round:
    """Open a round that invites nobody yet. It says nothing per group, and never reminds.

    Raises:
        KeyError: there is no such instrument.
        NoSchoolYearError: today lies in no school year of the board.
        IntegrityError: a round about this topic runs.
        ValueError: the instrument asks everybody at once.
    """
    row = plan_round(school, instrument, today(), closes_on, by=by, topic=topic)
    if not is_in_waves(row):
        raise ValueError(instrument)
    row.strata, row.remind_on, row.announce_on = {role: [] for role in row.roles}, [], None
    row.save(update_fields=["strata", "remind_on", "announce_on"])
    return open_round(row, by=by)


@transaction.atomic
def invite_wave(running: Round, groups: Collection[int], *, by: Who) -> int:
    """Invite the parents of these groups, or the whole team, after one event; return how many.

    Raises:
        WrongStateError: the round does not run (any more).
        ValueError: the round asks everybody at once.
    """
    row = locked(running, RoundState.OPEN)
    if not is_in_waves(row):
        raise ValueError(row.instrument)
    day, chosen = today(), set(groups)
    fresh = [one for one in parents_to_invite(row, day) if chosen & set(one.groups)]
    fresh += team_to_invite(row, day)
    last = Invitation.objects.filter(round=row).aggregate(last=Max("wave"))["last"] or 0
    for one in fresh:
        one.wave = last + 1
    add_secrets(row, fresh)
    Invitation.objects.bulk_create(fresh, batch_size=500)
    invite(row, only=[one.pk for one in fresh])
    note("round.wave", row, by=by, invited=len(fresh))
    return len(fresh)


def asks_parents(measured: Round) -> bool:
    """Say whether a wave is of parents, and so of chosen groups."""
    return measured.version_id(Role.PARENTS) is not None
