"""From a line of the table to a condition on rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from drieklank.access.rules import REACH, RULES, Reach, Right, Role, Rule, Scope
from drieklank.base.clock import today
from drieklank.people.models import ParentChildRelation

if TYPE_CHECKING:
    from drieklank.access.actor import Actor

ADULT_AT = 18
NOTHING = Q(pk__in=())


def years_ago(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def relations_that_hold(parent_id: int) -> Any:
    """Relations over which a parent sees a child today: not ended, full information, and under 18
    or the child shares.
    """
    day = today()
    return ParentChildRelation.objects.filter(
        Q(pupil__birth_date__isnull=True)
        | Q(pupil__birth_date__gt=years_ago(day, ADULT_AT))
        | Q(pupil__shares_with_parents=True),
        Q(ended_on__isnull=True) | Q(ended_on__gte=day),
        parent_id=parent_id,
        information_right="full",
        started_on__lte=day,
    )


def rules_of(actor: Actor, right: Right) -> list[Rule]:
    """The lines of the table that count for this actor and right."""
    roles = actor.roles
    return [rule for rule in RULES if rule.right is right and rule.role in roles]


def condition(actor: Actor, rule: Rule, label: str) -> Q:
    """Rows of table `label` that one line gives this actor."""
    reach = REACH[label]
    if rule.scope is Scope.SELF:
        where = _self(actor, reach)
    elif rule.scope is Scope.OWN:
        where = _own(actor, rule.role, reach)
    else:
        where = _by_grants(actor, rule, reach)
        if reach.pupil and actor.own_pupil_ids:
            # A teacher who is a parent here: no staff rights over the own child.
            where &= ~Q(**{f"{reach.pupil}__in": sorted(actor.own_pupil_ids)})
    return where & Q(**rule.when)


def _self(actor: Actor, reach: Reach) -> Q:
    if actor.user is None or not reach.user:
        return NOTHING
    return Q(**{reach.user: actor.user.pk})


def _own(actor: Actor, role: Role, reach: Reach) -> Q:
    if role is Role.PUPIL and actor.pupil is not None and reach.pupil:
        return Q(**{reach.pupil: actor.pupil.pk})
    if role is Role.PARENT and actor.parent is not None:
        where = Q()
        if not (reach.parent or reach.pupil):
            return NOTHING
        if reach.parent:
            where &= Q(**{reach.parent: actor.parent.pk})
        if reach.pupil and reach.parent != "id":
            where &= Q(
                **{f"{reach.pupil}__in": relations_that_hold(actor.parent.pk).values("pupil_id")}
            )
        return where
    return NOTHING


def _by_grants(actor: Actor, rule: Rule, reach: Reach) -> Q:
    grants = [grant for grant in actor.grants if grant.role is rule.role]
    if not grants:
        return NOTHING
    if rule.scope is Scope.BOARD:
        return (
            Q(**{f"{reach.board}__in": sorted({g.board_id for g in grants})})
            if reach.board
            else NOTHING
        )
    if rule.scope in {Scope.SCHOOL, Scope.ASSIGNED}:
        schools = sorted({g.school_id for g in grants if g.school_id})
        return Q(**{f"{reach.school}__in": schools}) if reach.school and schools else NOTHING
    groups = sorted(set().union(*(g.group_ids for g in grants)))
    return Q(**{f"{reach.group}__in": groups}) if reach.group and groups else NOTHING
