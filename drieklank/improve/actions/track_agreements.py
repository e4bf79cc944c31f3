"""What is agreed becomes an action of the plan; where the plan has no hours left, it stays with the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.improve.actions.plan import (
    ActionWish,
    TooManyHoursError,
    add_action,
    ensure_plan,
)
from drieklank.improve.models import ActionSource, StepAgreement, TrackStep
from drieklank.schools.models import User


class InPlanError(ValueError):
    """It stands in the plan: there it is changed."""


class AgreementChangedError(ValueError):
    """Somebody else changed the agreement meanwhile; nothing was written."""


@dataclass(frozen=True, slots=True)
class AgreementWish:
    """What is agreed: what, who, when, and hours of the team."""

    title: str
    due_on: date
    owner: User | None = None
    owner_words: str = ""
    hours: int = 0


@transaction.atomic
def agree(step: TrackStep, wish: AgreementWish, *, by: Actor) -> StepAgreement:
    """Agree on something, and put it into the plan of the school."""
    row: StepAgreement = StepAgreement.objects.create(
        board_id=step.board_id,
        step=step,
        title=wish.title,
        owner=wish.owner,
        owner_words=wish.owner_words,
        due_on=wish.due_on,
        hours=wish.hours,
    )
    _into_plan(row, by)
    note("track.agreed", row, by=by, school_id=step.school_id, in_plan=row.action_id is not None)
    return row


@transaction.atomic
def change_agreement(
    known: StepAgreement, wish: AgreementWish, seen: int, *, by: Actor
) -> StepAgreement:
    """Change an agreement that is not in the plan, and try the plan again.

    Raises:
        InPlanError: it became an action; there it is changed.
        AgreementChangedError: somebody else was first.
    """
    row: StepAgreement = StepAgreement.objects.select_for_update().get(pk=known.pk)
    if row.action_id is not None:
        raise InPlanError
    if row.version != seen:
        raise AgreementChangedError
    row.title, row.due_on, row.hours = wish.title, wish.due_on, wish.hours
    row.owner, row.owner_words, row.version = wish.owner, wish.owner_words, row.version + 1
    row.save()
    _into_plan(row, by)
    note("track.agreed", row, by=by, school_id=row.step.school_id, in_plan=bool(row.action_id))
    return row


@transaction.atomic
def finish_agreement(row: StepAgreement, *, done: bool, by: Actor) -> None:
    """Something that is not in the plan is done, or not after all."""
    row.done_on = today() if done else None
    row.save(update_fields=["done_on"])
    note("track.agreed", row, by=by, school_id=row.step.school_id, done=done)


def _into_plan(row: StepAgreement, by: Actor) -> None:
    plan = ensure_plan(row.step.school, by=by)
    wish = ActionWish(
        row.title,
        owner=row.owner,
        owner_words=row.owner_words,
        due_on=row.due_on,
        hours=row.hours,
        source=ActionSource.TRACK,
        source_ref=str(row.public_id),
    )
    try:
        with transaction.atomic():
            row.action, row.refused = add_action(plan, wish, by=by), ""
    except TooManyHoursError as refusal:
        row.refused = _why(refusal)
    row.save(update_fields=["action", "refused"])


def _why(refusal: TooManyHoursError) -> str:
    """The reason that stays beside the agreement."""
    hours = "één uur" if refusal.over == 1 else f"{refusal.over} uur"
    said = f"Dit past niet in de uren van het plan: het is {hours} te veel."
    if not refusal.to_drop:
        return f"{said} Kies minder uren."
    names = ", ".join(f"‘{row.title}’" for row in refusal.to_drop[:2])
    return f"{said} Schrap eerst {names}, of kies minder uren."[:300]
