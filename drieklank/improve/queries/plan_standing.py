"""Where the plans of schools stand, for start pages: one statement, whatever the number of schools."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from drieklank.improve.models import ActionState, Plan, PlanState
from drieklank.measure.queries import Round
from drieklank.results.queries.change import asks_the_same


@dataclass(frozen=True)
class Standing:
    """The newest plan of a school: draft, running or closed; actions without those dropped."""

    state: str
    actions: int
    done: int
    answers: Round | None

    def is_again(self, last: Round | None) -> bool:
        """Whether the newest round asked the same once more, and was published."""
        return (
            self.answers is not None
            and last is not None
            and last.state == "published"
            and asks_the_same(self.answers, last)
        )

    def is_over(self, last: Round | None) -> bool:
        """Whether the way of this plan was gone to its end: closed, and measured again."""
        return self.state == PlanState.CLOSED and self.is_again(last)


def standings(school_ids: Collection[int]) -> dict[int, Standing]:
    """School id -> where its newest plan stands; schools without a plan left out."""
    kept = ~Q(actions__state=ActionState.DROPPED)
    rows = (
        Plan.objects.filter(school__in=school_ids)
        .select_related("round")
        .annotate(
            all_actions=Count("actions", filter=kept),
            done_actions=Count("actions", filter=Q(actions__state=ActionState.DONE)),
        )
        .order_by("school_year")
    )
    return {
        row.school_id: Standing(row.state, row.all_actions, row.done_actions, row.round)
        for row in rows
    }
