"""A plan as its page shows it: priorities with their actions, hours, and the one next step."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from drieklank.base.clock import today
from drieklank.improve.models import ActionDone, Plan, PlanAction, PlanState, Priority
from drieklank.improve.queries.plan import actions_of, priorities_of
from drieklank.improve.rules.plan import ENDED, ActionState, is_late
from drieklank.improve.rules.plan_step import PlanFacts, PlanStep, StepPage, plan_heading, plan_step
from drieklank.results.queries.choosing import round_after
from drieklank.results.queries.parts import day_words, round_title
from drieklank.schools.models import School, User


@dataclass(frozen=True)
class ActionLine:
    """One action. `spent`: whole hours written down so far."""

    row: PlanAction
    late: bool
    spent: int

    @property
    def who(self) -> str:
        """Name, a group of people, or both."""
        names = [str(self.row.owner) if self.row.owner else "", self.row.owner_words]
        return " met ".join(name for name in names if name) or "nog niemand"

    @property
    def when(self) -> str:
        """The term in words."""
        start, due = self.row.starts_on, self.row.due_on
        if due is None:
            return "nog geen dag" if start is None else f"vanaf {day_words(start)}"
        return f"klaar op {day_words(due)}"

    @property
    def meta(self) -> str:
        """Who, when and how many hours in one line."""
        said = [self.who, self.when]
        if self.row.hours:
            said.append(f"{self.row.hours} uur")
        if self.spent:
            said.append(f"{self.spent} uur gedaan")
        return ", ".join(said)

    @property
    def state_kind(self) -> str:
        """Which mark the state gets."""
        if self.row.state == ActionState.DONE:
            return "ok"
        return "bad" if self.late else "wait"

    @property
    def is_open(self) -> bool:
        return self.row.state not in ENDED


@dataclass(frozen=True)
class PlanBlock:
    """A priority with its actions; without a priority: what serves the plan as a whole."""

    priority: Priority | None
    lines: tuple[ActionLine, ...]


@dataclass(frozen=True)
class PlanPage:
    """hours: what the actions ask, dropped ones left out. next_line: where the step leads."""

    plan: Plan
    blocks: tuple[PlanBlock, ...]
    dropped: tuple[ActionLine, ...]
    hours: int
    spent: int
    euros: int
    facts: PlanFacts
    step: PlanStep
    next_line: ActionLine | None
    round_title: str

    @property
    def lines(self) -> tuple[ActionLine, ...]:
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def done(self) -> int:
        """How many actions are done."""
        return sum(line.row.state == ActionState.DONE for line in self.lines)

    @property
    def heading(self) -> str:
        """What there is to say first."""
        return plan_heading(self.facts, self.done)

    @property
    def left(self) -> int | None:
        """Hours that are not given away yet; None: no limit was set."""
        limit = self.plan.hours_limit
        return None if limit is None else limit - self.hours

    @property
    def over(self) -> int:
        """Hours too many; 0: it fits, or no limit was set."""
        return max(-(self.left or 0), 0)

    def own(self, user: User | None) -> ActionLine | None:
        """The first open action of this person."""
        mine = (line for line in self.lines if line.is_open and line.row.owner_id is not None)
        return next((line for line in mine if user and line.row.owner_id == user.pk), None)


def plan_page(plan: Plan) -> PlanPage:
    """Everything on the page of a plan. Six statements at most."""
    day = today()
    spent, euros = _spent(plan)
    lines = [
        ActionLine(row, is_late(row.state, row.due_on, day), spent.get(row.pk, 0))
        for row in actions_of(plan)
    ]
    kept = [line for line in lines if line.row.state != ActionState.DROPPED]
    open_lines = sorted((line for line in kept if line.is_open), key=_soonest)
    priorities = list(priorities_of(plan))
    late = next((line for line in open_lines if line.late), None)
    facts = PlanFacts(
        state=plan.state,
        priorities=len(priorities),
        actions=len(kept),
        open_actions=len(open_lines),
        to_assign=sum(_is_unassigned(line.row) for line in open_lines),
        has_limit=plan.hours_limit is not None,
        late=late.row.title if late else "",
        next_title=open_lines[0].row.title if open_lines else "",
        measured=plan.round_id is not None,
        again=_is_again(plan),
        is_over=plan.ends_on < day,
    )
    step = plan_step(facts)
    leads = (late or open_lines[0]) if step.page is StepPage.ACTION else None
    return PlanPage(
        plan,
        _blocks(priorities, kept),
        tuple(line for line in lines if line.row.state == ActionState.DROPPED),
        sum(line.row.hours for line in kept),
        sum(spent.values()),
        euros,
        facts,
        step,
        leads,
        f"{round_title(plan.round)} van {day_words(plan.round.opens_on)}" if plan.round else "",
    )


def own_lines(school: School, user: User) -> tuple[ActionLine, ...]:
    """What this person still has to do in the plan that runs, soonest first. One statement."""
    rows = (
        PlanAction.objects.filter(plan__school=school, plan__state=PlanState.RUNNING, owner=user)
        .exclude(state__in=ENDED)
        .select_related("owner")
    )
    day = today()
    lines = (ActionLine(row, is_late(row.state, row.due_on, day), 0) for row in rows)
    return tuple(sorted(lines, key=_soonest))


def _soonest(line: ActionLine) -> tuple[date, int]:
    return line.row.due_on or date.max, line.row.place


def _is_unassigned(row: PlanAction) -> bool:
    return (row.owner_id is None and not row.owner_words) or row.due_on is None


def _is_again(plan: Plan) -> bool:
    """Whether the round that the plan answers was measured again; asked only where it matters."""
    if plan.round is None or plan.state != PlanState.RUNNING:
        return False
    return round_after(plan.round) is not None


def _spent(plan: Plan) -> tuple[dict[int, int], int]:
    rows = (
        ActionDone.objects.filter(action__plan=plan)
        .values("action_id")
        .annotate(hours_spent=Sum("hours"), euros_spent=Sum("euros"))
        .order_by()
    )
    found = list(rows)
    hours = {row["action_id"]: row["hours_spent"] or 0 for row in found}
    return hours, sum(row["euros_spent"] or 0 for row in found)


def _blocks(priorities: list[Priority], lines: list[ActionLine]) -> tuple[PlanBlock, ...]:
    by_priority: dict[int | None, list[ActionLine]] = defaultdict(list)
    for line in lines:
        by_priority[line.row.priority_id].append(line)
    blocks = [PlanBlock(one, tuple(by_priority[one.pk])) for one in priorities]
    rest = tuple(by_priority[None])
    return (*blocks, PlanBlock(None, rest)) if rest else tuple(blocks)
