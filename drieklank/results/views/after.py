"""What stands under a report: open answers that are still read over, and what the school does."""

from __future__ import annotations

from dataclasses import dataclass

from drieklank.access.actor import Actor
from drieklank.access.doors import may
from drieklank.access.rules import Right
from drieklank.measure.queries import Round
from drieklank.results.queries.telling import telling_of
from drieklank.results.queries.texts import TextsState, texts_state


@dataclass(frozen=True)
class After:
    """For templates/results/after.html."""

    texts: TextsState
    may_check: bool
    may_read: bool
    may_manage: bool
    is_told: bool
    may_plan: bool


def after(actor: Actor, measured: Round) -> After:
    """What this reader may do next with a round whose answers are counted."""
    manages = actor.has(Right.COMMITMENT_MANAGE) and may(actor, Right.COMMITMENT_MANAGE, measured)
    texts = texts_state(measured, ask_who=manages)
    is_published = measured.state == "published"
    waits = texts.kind != "none"
    return After(
        texts,
        waits and actor.has(Right.TEXTS_CHECK) and may(actor, Right.TEXTS_CHECK, measured),
        is_published and may(actor, Right.COMMITMENT_VIEW, measured),
        manages,
        is_published and telling_of(measured) is not None,
        is_published and may(actor, Right.PLAN_MANAGE, measured.school),
    )
