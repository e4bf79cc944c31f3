"""What parents read of a plan: only actions that the school chose to show, and nothing of who does them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.content.queries import interface_texts
from drieklank.content.texts import written_day
from drieklank.improve.models import ActionState, Plan, PlanAction, PlanState, ShownAction
from drieklank.improve.queries.plan import actions_of, plans_of
from drieklank.improve.rules.plan import is_late
from drieklank.schools.models import School
from drieklank.schools.queries import schools

INTERFACE: Final = "plan-interface"


@dataclass(frozen=True)
class ParentsAction:
    """One action as parents read it. `says`: what they notice, in the school's own Dutch. The title
    is not told: it was written for colleagues.
    """

    says: str
    state: str
    kind: str
    by: str


@dataclass(frozen=True)
class ParentsPage:
    """What a school does, in words of a language; `now`: to come or busy, `done`: over."""

    school: School
    now: tuple[ParentsAction, ...]
    done: tuple[ParentsAction, ...]


@dataclass(frozen=True)
class ShowLine:
    """An action on the page where the leader chooses. can_show: it says what parents notice."""

    row: PlanAction
    is_shown: bool
    can_show: bool


def show_lines(plan: Plan) -> tuple[ShowLine, ...]:
    """The actions of a plan, and whether parents see them."""
    shown = set(ShownAction.objects.filter(action__plan=plan).values_list("action_id", flat=True))
    return tuple(
        ShowLine(row, row.pk in shown, bool(row.for_parents.strip())) for row in actions_of(plan)
    )


def parents_page(code: str, language: str) -> ParentsPage | None:
    """What a school shows, in a language; None: there is no such school. Needs no open board: the
    page is for everyone.
    """
    with open_every_tenant("a page on which a school shows everyone what it does"):
        school = schools().filter(code=code).first()
    if school is None:
        return None
    with open_tenant(school.board_id):
        found = [(row, _action(row, language)) for row in _shown(school)]
    ended = {ActionState.DONE, ActionState.DROPPED}
    return ParentsPage(
        school,
        tuple(one for row, one in found if row.state not in ended),
        tuple(one for row, one in found if row.state in ended),
    )


def schools_that_show(school_ids: Collection[int]) -> list[School]:
    """Those of these schools that show parents something now. One statement for each school."""
    rows = schools().filter(pk__in=school_ids).order_by("name", "pk")
    return [school for school in rows if _shown(school)]


def _shown(school: School) -> Sequence[PlanAction]:
    """The chosen actions of the newest plan that is no concept any more, the first due on top."""
    plan = plans_of(school).exclude(state=PlanState.DRAFT).first()
    if plan is None:
        return ()
    rows = actions_of(plan).filter(shown__isnull=False).exclude(for_parents="")
    return list(rows.order_by("due_on", "place", "pk"))


def _action(row: PlanAction, language: str) -> ParentsAction:
    words = interface_texts(INTERFACE, language)
    by = ""
    if row.due_on is not None and row.state not in {ActionState.DONE, ActionState.DROPPED}:
        late = is_late(row.state, row.due_on, today())
        by = words.fill("late" if late else "by", day=written_day(row.due_on, words.lang))
    kind = {"done": "ok", "dropped": "bad"}.get(row.state, "wait")
    return ParentsAction(row.for_parents, words[f"state_{row.state}"], kind, by)
