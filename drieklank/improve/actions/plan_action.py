"""One action of a plan: changing it, saying how far it is, what was done, and what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.improve.actions.plan import ActionWish, add_action, check_hours, fields_of
from drieklank.improve.actions.plan_change import ActionChangedError, drop_for_hours
from drieklank.improve.models import ActionDone, ActionState, Plan, PlanAction
from drieklank.improve.queries.plan import actions_of
from drieklank.improve.rules.plan import state_faults
from drieklank.measure.queries import Round
from drieklank.results.actions.commitments import Wish, make_commitment
from drieklank.schools.models import User


class StateFaultsError(ValueError):
    """A step that may not be; `faults` holds field -> Dutch sentence."""

    def __init__(self, found: dict[str, str]) -> None:
        super().__init__("; ".join(found.values()))
        self.faults = found


@transaction.atomic
def add_to_plan(plan: Plan, wish: ActionWish, *, drop: Sequence[int] = (), by: Actor) -> PlanAction:
    """Add an action; `drop`: ids of actions that go to make room.

    Raises:
        TooManyHoursError: the plan would ask more hours than the school set.
    """
    drop_for_hours(plan, drop, by=by)
    return add_action(plan, wish, by=by)


@transaction.atomic
def change_action(
    known: PlanAction, wish: ActionWish, *, version: int, drop: Sequence[int] = (), by: Actor
) -> PlanAction:
    """Let an action stand as wished; `drop`: ids of actions that go to make room.

    Raises:
        ActionChangedError: `version` is not that of the row.
        StateFaultsError: a step that cannot be, or dropped without a reason.
        TooManyHoursError: the plan would ask more hours than the school set.
    """
    row = _locked_in_plan(known)
    if row.version != version:
        raise ActionChangedError(row)
    _check_state(row, wish.state, wish.outcome)
    drop_for_hours(row.plan, [pk for pk in drop if pk != row.pk], by=by)
    check_hours(row.plan, wish, row)
    for name, value in fields_of(wish).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    _noted(row, by)
    return row


@transaction.atomic
def set_state(
    known: PlanAction, state: str, outcome: str, *, version: int | None = None, by: Actor
) -> PlanAction:
    """Say how far an action is, and what came of it.

    version: of the action as it was read; None: whatever it is now.

    Raises:
        ActionChangedError: the action has another version.
        StateFaultsError: a step that cannot be, or dropped without a reason.
        TooManyHoursError: it was dropped, and its hours are not there any more.
    """
    row = _locked_in_plan(known)
    if version not in {None, row.version}:
        raise ActionChangedError(row)
    _check_state(row, state, outcome)
    if (row.state, row.outcome) == (state, outcome.strip()):
        return row
    if row.state == ActionState.DROPPED:
        again = ActionWish(row.title, activity=row.activity, hours=row.hours, state=state)
        check_hours(row.plan, again, row)
    row.state, row.outcome, row.version = state, outcome.strip(), row.version + 1
    row.save(update_fields=["state", "outcome", "version"])
    _noted(row, by)
    return row


@transaction.atomic
def move_action(known: PlanAction, *, up: bool, by: Actor) -> None:
    """One place up or down among the actions of the same priority; at the end nothing happens."""
    rows = list(actions_of(known.plan).select_for_update(of=("self",)))
    near = [row for row in rows if row.priority_id == known.priority_id]
    at = next(place for place, row in enumerate(near) if row.pk == known.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(near):
        return
    first, second = rows.index(near[at]), rows.index(near[to])
    rows[first], rows[second] = rows[second], rows[first]
    for place, row in enumerate(rows, start=1):
        if row.place != place:
            PlanAction.objects.filter(pk=row.pk).update(place=place)
    note("plan.action_moved", known, by=by, school_id=known.plan.school_id)


@dataclass(frozen=True, slots=True)
class DoneWish:
    """What was done on a day. groups: names; empty: the whole school. hours, euros: whole."""

    on: date
    what: str
    fidelity: str
    groups: Sequence[str] = ()
    hours: int = 0
    euros: int = 0


@transaction.atomic
def log_done(known: PlanAction, wish: DoneWish, *, by: Actor) -> ActionDone:
    """Write down what was done. A planned action is busy from then on."""
    row = _locked(known)
    if row.state == ActionState.PLANNED:
        row.state, row.version = ActionState.BUSY, row.version + 1
        row.save(update_fields=["state", "version"])
    done: ActionDone = ActionDone.objects.create(
        board_id=row.board_id,
        action=row,
        on=wish.on,
        what=wish.what,
        fidelity=wish.fidelity,
        groups=list(wish.groups),
        hours=wish.hours,
        euros=wish.euros,
        written_by=by.user,
    )
    note("plan.action_done", row, by=by, school_id=row.plan.school_id, hours=wish.hours)
    return done


@transaction.atomic
def choose_items(known: PlanAction, keys: Sequence[str], *, by: Actor) -> PlanAction:
    """Say which questions of the measured round an action should move."""
    row = _locked(known)
    row.items, row.version = list(keys), row.version + 1
    row.save(update_fields=["items", "version"])
    _noted(row, by)
    return row


@transaction.atomic
def ask_parents(known: PlanAction, pulse: Round | None, *, by: Actor) -> PlanAction:
    """Say which short measurement asks parents about an action; None: none any more.

    Raises:
        ValueError: the round is of another school.
    """
    row = _locked(known)
    if pulse is not None and pulse.school_id != row.plan.school_id:
        raise ValueError("A pulse of another school cannot tell about this action.")
    row.pulse, row.version = pulse, row.version + 1
    row.save(update_fields=["pulse", "version"])
    _noted(row, by)
    return row


@transaction.atomic
def promise(known: PlanAction, measured: Round, owner: User, *, by: Actor) -> PlanAction:
    """Promise an action to everyone who was asked (U zei, wij doen). Promised already: nothing.

    Raises:
        CommitmentFaultsError: the day is over.
        ValueError: the action has no day, or the round is of another school.
    """
    row = _locked(known)
    if row.commitment_id is not None:
        return row
    if row.due_on is None or measured.school_id != row.plan.school_id:
        raise ValueError("Only an action with a day is promised, after a round of its school.")
    goal = row.priority.goal if row.priority else ""
    text = row.for_parents or row.title
    row.commitment = make_commitment(measured, Wish(text, owner, row.due_on, goal), by=by)
    row.version += 1
    row.save(update_fields=["commitment", "version"])
    _noted(row, by)
    return row


def _locked_in_plan(known: PlanAction) -> PlanAction:
    """With its plan, so that two changes at once do not both fit in the same hours."""
    Plan.objects.select_for_update().get(pk=known.plan_id)
    return _locked(known)


def _locked(known: PlanAction) -> PlanAction:
    rows = PlanAction.objects.select_related("plan", "priority").select_for_update(of=("self",))
    row: PlanAction = rows.get(pk=known.pk)
    return row


def _check_state(row: PlanAction, state: str, outcome: str) -> None:
    found = state_faults(row.state, state, outcome)
    if found:
        raise StateFaultsError(found)


def _noted(row: PlanAction, by: Actor) -> None:
    note("plan.action_changed", row, by=by, school_id=row.plan.school_id, state=row.state)
