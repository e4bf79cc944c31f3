"""The plan as a document for school plan and board: one shape for Word and PDF.

It leaves the school, so what parents said stands in it only from ten answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from drieklank.access.roles import ROLE_NAMES
from drieklank.access.rules import Role
from drieklank.base.clock import today
from drieklank.documents.blocks import Block, Bullets, Document, Grid, Heading, Paragraph
from drieklank.improve.models import ActionDone, Plan, PlanAction, PlanState
from drieklank.improve.queries.plan_action import moved_page, pulse_view
from drieklank.improve.queries.plan_page import ActionLine, PlanBlock, PlanPage, plan_page
from drieklank.improve.rules.plan import is_late
from drieklank.results.queries.parts import day_words
from drieklank.schools.models import Membership, School, User
from drieklank.schools.queries import running

# The least of answers of which figures may leave the school.
MINIMUM: Final = 10
_HEADS: Final = ("Wat", "Wie", "Klaar op", "Uren", "Stand")
_WIDTHS: Final = (34, 25, 20, 7, 14)


@dataclass(frozen=True)
class _Facts:
    """What stands beside the actions. moved: action -> sentences. who: the owner in words."""

    done: Mapping[int, tuple[ActionDone, ...]]
    moved: Mapping[int, tuple[str, ...]]
    who: Callable[[PlanAction], str]


def plan_document(plan: Plan, *, with_names: bool) -> Document:
    """The whole plan. with_names False: functions in place of names, for who is not of the school."""
    page = plan_page(plan)
    facts = _facts(plan, with_names=with_names)
    blocks = [*_summary(page), *_parts(page, facts), *_dropped(page, facts), *_made(page)]
    return Document(plan.title, plan.school.name, _lead(page), tuple(blocks))


def _facts(plan: Plan, *, with_names: bool) -> _Facts:
    done: dict[int, list[ActionDone]] = defaultdict(list)
    for row in ActionDone.objects.filter(action__plan=plan).order_by("on", "pk"):
        done[row.action_id].append(row)
    moved = moved_page(plan, MINIMUM)
    sentences = {
        block.action.pk: tuple(f"{one.text} {one.sentence}" for one in block.wanted if one.sentence)
        for block in (moved.blocks if moved else ())
    }
    return _Facts(
        {key: tuple(rows) for key, rows in done.items()},
        sentences,
        _by_name if with_names else _by_role(plan.school),
    )


def _by_name(row: PlanAction) -> str:
    names = [str(row.owner) if row.owner else "", row.owner_words]
    return " met ".join(name for name in names if name) or "nog niemand"


def _by_role(school: School) -> Callable[[PlanAction], str]:
    held = Membership.objects.filter(running(today()), school=school).order_by("-role")
    roles = {user: ROLE_NAMES[Role(role)] for user, role in held.values_list("user_id", "role")}

    def said(row: PlanAction) -> str:
        owner = _role_words(row.owner, roles)
        if owner and owner in row.owner_words:
            return row.owner_words
        return " met ".join(name for name in (owner, row.owner_words) if name) or "nog niemand"

    return said


def _role_words(owner: User | None, roles: Mapping[int, str]) -> str:
    return "" if owner is None else roles.get(owner.pk, "een medewerker")


def _lead(page: PlanPage) -> str:
    plan = page.plan
    state = {
        PlanState.DRAFT: "Dit plan is nog een concept.",
        PlanState.RUNNING: "Dit plan loopt.",
        PlanState.CLOSED: "Dit plan is afgesloten.",
    }[PlanState(plan.state)]
    return (
        f"Van {day_words(plan.starts_on)} tot en met {day_words(plan.ends_on)}. {state} "
        f"Zo stond het op {day_words(today())}."
    )


def _summary(page: PlanPage) -> list[Block]:
    found: list[Block] = [Heading("In het kort")]
    priorities = [block.priority for block in page.blocks if block.priority is not None]
    if priorities:
        found.append(Paragraph("Dit willen we beter maken:"))
        found.append(Bullets(tuple(one.title for one in priorities)))
    many = len(page.lines)
    actions = f"{many} {'actie' if many == 1 else 'acties'}, waarvan {page.done} gedaan."
    hours = f"Samen {page.hours} uur"
    limit = page.plan.hours_limit
    hours += f" van de {limit} uur die het team heeft." if limit is not None else "."
    spent = f" Er is {page.spent} uur opgeschreven." if page.spent else ""
    cost = f" Het kostte {page.euros} euro." if page.euros else ""
    found.append(Paragraph(f"{actions} {hours}{spent}{cost}"))
    return found


def _parts(page: PlanPage, facts: _Facts) -> list[Block]:
    found: list[Block] = []
    for number, block in enumerate(page.blocks, start=1):
        if block.priority is None:
            title = "Voor het hele plan" if number > 1 else "Wat we gaan doen"
            found.append(Heading(title))
        else:
            found.append(Heading(f"{number}. {block.priority.title}"))
            if block.priority.why:
                found.append(Paragraph(block.priority.why))
        found += _actions(block, facts)
    return found


def _actions(block: PlanBlock, facts: _Facts) -> list[Block]:
    if not block.lines:
        return [Paragraph("Hier staan geen acties.")]
    name = block.priority.title if block.priority else "voor het hele plan"
    found: list[Block] = [
        Grid(
            f"Acties: {name}",
            _HEADS,
            tuple(_row(line, facts) for line in block.lines),
            _WIDTHS,
        )
    ]
    for line in block.lines:
        found += _told(line.row, facts)
    return found


def _row(line: ActionLine, facts: _Facts) -> tuple[str, ...]:
    row = line.row
    state = row.get_state_display()
    if is_late(row.state, row.due_on, today()):
        state = f"{state}, te laat"
    due = day_words(row.due_on) if row.due_on else "nog geen dag"
    return (row.title, facts.who(row), due, str(row.hours) if row.hours else "–", state)


def _told(row: PlanAction, facts: _Facts) -> list[Block]:
    """What was done, what came of it and what parents said; nothing where there is nothing."""
    lines = [_done_words(one) for one in facts.done.get(row.pk, ())]
    pulse = pulse_view(row.pulse, MINIMUM, may_read=True) if row.pulse is not None else None
    said = [f"{text} {figures}" for text, figures in (pulse.lines if pulse else ())]
    said += facts.moved.get(row.pk, ())
    found: list[Block] = []
    if lines:
        found += [Paragraph("Wat er gedaan is:"), Bullets(tuple(lines))]
    if row.outcome:
        found.append(Paragraph(f"Wat ervan kwam: {row.outcome}"))
    if said:
        found += [Paragraph("Wat ouders zeiden:"), Bullets(tuple(said))]
    return [Heading(row.title, 2), *found] if found else []


def _done_words(row: ActionDone) -> str:
    whom = f"voor {', '.join(row.groups)}" if row.groups else "voor de hele school"
    cost = f"; {row.hours} uur" if row.hours else ""
    cost += f", {row.euros} euro" if row.euros else ""
    how = row.get_fidelity_display()
    return f"{day_words(row.on)}: {row.what} ({whom}; {how}{cost})"


def _dropped(page: PlanPage, facts: _Facts) -> list[Block]:
    if not page.dropped:
        return []
    lines = [f"{line.row.title}. {line.row.outcome}".strip() for line in page.dropped]
    return [Heading("Wat niet doorgaat"), Bullets(tuple(lines))]


def _made(page: PlanPage) -> list[Block]:
    found: list[Block] = []
    if page.plan.look_back:
        found.append(Heading("Terugblik"))
        found += [Paragraph(part) for part in page.plan.look_back.split("\n") if part.strip()]
    said = (
        f"Dit plan rust op een meting: {page.round_title}. De cijfers komen uit het rapport daarvan."
        if page.round_title
        else "Bij dit plan hoort nog geen meting. Wat beter kan, koos de school zelf."
    )
    found += [Heading("Waar dit plan op rust"), Paragraph(said)]
    found.append(
        Paragraph(
            "Wat ouders zeiden, staat er alleen als minstens tien mensen antwoordden. Dat een cijfer "
            "veranderde, bewijst niet dat de actie dat deed.",
            is_quiet=True,
        )
    )
    return found
