"""One action of a plan as its page shows it: what was done, what parents said, and what moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from drieklank.base.clock import today
from drieklank.improve.models import ActionDone, Plan, PlanAction
from drieklank.improve.queries.plan import actions_of
from drieklank.improve.queries.plan_page import ActionLine
from drieklank.improve.rules.plan import ActionState, is_late
from drieklank.measure.queries import Round, rounds_of
from drieklank.results.queries import PlainReport, published
from drieklank.results.queries.choosing import Moved, asked_items, moved_items, round_after
from drieklank.results.queries.parts import day_words, round_title
from drieklank.schools.models import School
from drieklank.toolkit.queries.own import activity_at

_PULSE = "pulse"


def action_at(school: School, public_id: UUID) -> PlanAction | None:
    """One action of a school's plans; None: the school has none of that id."""
    rows = PlanAction.objects.select_related(
        "plan", "plan__round", "plan__school", "priority", "owner", "commitment", "pulse"
    )
    return rows.filter(plan__school=school, public_id=public_id).first()


def done_of(action: PlanAction) -> QuerySet[ActionDone]:
    """What was done, newest first."""
    return ActionDone.objects.filter(action=action).select_related("written_by")


def done_at(action: PlanAction, pk: int) -> ActionDone | None:
    """One line of what was done of this action; None: it has none of that number."""
    return done_of(action).filter(pk=pk).first()


def line_of(row: PlanAction, done: Sequence[ActionDone]) -> ActionLine:
    """An action as lists show it."""
    late = is_late(row.state, row.due_on, today())
    return ActionLine(row, late, sum(one.hours for one in done))


@dataclass(frozen=True)
class Costs:
    """What an action cost so far."""

    times: int
    hours: int
    euros: int

    @property
    def words(self) -> str:
        """2 keer, 5 uur en 30 euro."""
        said = f"{self.times} keer, {self.hours} uur"
        return f"{said} en {self.euros} euro" if self.euros else said


def costs_of(done: Sequence[ActionDone]) -> Costs:
    """All that was written down, added up."""
    return Costs(len(done), sum(row.hours for row in done), sum(row.euros for row in done))


@dataclass(frozen=True)
class Wanted:
    """A question that an action should move, and (measured again) whether it did."""

    key: str
    text: str
    sentence: str = ""
    kind: str = ""


def wanted_of(action: PlanAction, minimum: int) -> tuple[Wanted, ...]:
    """The questions that an action should move, in the order asked."""
    return _wanted_by(action.plan, [action], minimum)[action.pk]


def _wanted_by(
    plan: Plan, rows: Sequence[PlanAction], minimum: int
) -> dict[int, tuple[Wanted, ...]]:
    """The same for several actions at once: the two rounds are read one time."""
    keys = {key for row in rows for key in row.items}
    found = _told_of(plan.round, keys, minimum) if plan.round and keys else ()
    return {row.pk: tuple(one for one in found if one.key in row.items) for row in rows}


def _told_of(first: Round, keys: set[str], minimum: int) -> tuple[Wanted, ...]:
    second = round_after(first)
    if second is None:
        return tuple(Wanted(key, text) for key, text, _, _ in asked_items(first) if key in keys)
    return tuple(_wanted(one) for one in moved_items(first, second, keys, minimum))


def _wanted(found: Moved) -> Wanted:
    return Wanted(found.key, found.text, found.sentence, found.kind)


@dataclass(frozen=True)
class MovedBlock:
    """An action and what its questions did. `times`: how often something was done of it."""

    action: PlanAction
    wanted: tuple[Wanted, ...]
    times: int


@dataclass(frozen=True)
class MovedPage:
    """first, since: the rounds in words; second None: not measured again yet."""

    first: str
    second: str
    blocks: tuple[MovedBlock, ...]

    @property
    def finding(self) -> str:
        """What it comes to, without adding anything up."""
        told = [one for block in self.blocks for one in block.wanted]
        up = len({one.key for one in told if one.kind == "up"})
        down = len({one.key for one in told if one.kind == "down"})
        every = len({one.key for one in told})
        if not every:
            return "Kies per actie op welke vragen je betere antwoorden hoopt"
        if not up and not down:
            return "Nog geen vraag ging duidelijk omhoog of omlaag"
        said = f"{up} van de {every} vragen {'ging' if up == 1 else 'gingen'} omhoog"
        return f"{said}, {down} omlaag" if down else said


def moved_page(plan: Plan, minimum: int) -> MovedPage | None:
    """What moved since the round that a plan answers; None: the plan answers none."""
    first = plan.round
    if first is None:
        return None
    second = round_after(first)
    counts: dict[int, int] = {}
    for pk in ActionDone.objects.filter(action__plan=plan).values_list("action_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    rows = list(actions_of(plan).exclude(state=ActionState.DROPPED))
    wanted = _wanted_by(plan, rows, minimum)
    blocks = tuple(MovedBlock(row, wanted[row.pk], counts.get(row.pk, 0)) for row in rows)
    return MovedPage(_named(first), _named(second) if second else "", blocks)


def _named(measured: Round) -> str:
    return f"{round_title(measured)} van {day_words(measured.opens_on)}"


def item_choices(action: PlanAction) -> list[tuple[str, str]]:
    """The questions to choose from: of the priority or the activity, else all of the round."""
    measured = action.plan.round
    if measured is None:
        return []
    asked = asked_items(measured)
    found = activity_at(action.plan.school, action.activity) if action.activity else None
    prefixes = {f"{goal}." for goal in (found.head.goals if found else ())}
    if action.priority and action.priority.goal:
        prefixes.add(f"{action.priority.goal}.")
    near = [one for one in asked if one[0] in action.items or one[3].startswith(tuple(prefixes))]
    return [(key, f"{text} ({goal})" if goal else text) for key, text, goal, _ in near or asked]


@dataclass(frozen=True)
class PulseView:
    """A short measurement beside an action. `lines`: what parents said; empty: not told (yet)."""

    row: Round
    title: str
    state: str
    lines: tuple[tuple[str, str], ...]


def pulses_of(school: School) -> QuerySet[Round]:
    """The short measurements of a school, newest first."""
    return rounds_of(school).filter(instrument=_PULSE)


def pulse_view(measured: Round, minimum: int, *, may_read: bool) -> PulseView:
    """What parents said in a short measurement, only as it was released to this reader."""
    found = published(measured, minimum) if may_read else None
    lines = _told(found) if isinstance(found, PlainReport) else ()
    title = (
        f"{round_title(measured)}: {measured.topic}" if measured.topic else round_title(measured)
    )
    return PulseView(measured, title, measured.get_state_display(), lines)


def _told(found: PlainReport) -> tuple[tuple[str, str], ...]:
    return tuple(
        (item.text, item.figures)
        for role in found.shown
        for part in role.parts
        for item in part.items
        if item.n
    )
