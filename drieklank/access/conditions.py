"""From a line of the table to a condition on rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from drieklank.access.reach import REACH, Reach
from drieklank.access.rules import RULES, Right, Role, Rule, Scope
from drieklank.people.queries import pupils, relations_that_hold

if TYPE_CHECKING:
    from drieklank.access.actor import Actor

NOTHING = Q(pk__in=())


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
        if rule.outside_only:
            where &= ~_at_home(actor, reach)
    return where & Q(**rule.when)


def _at_home(actor: Actor, reach: Reach) -> Q:
    """Rows of schools where this person works, or is or was a parent."""
    works = actor.schools(Role.SCHOOL_LEADER, Role.TEACHER, Role.CARE_COORDINATOR)
    own = pupils().filter(pk__in=sorted(actor.own_pupil_ids)).values("school_id")
    return Q(**{f"{reach.school}__in": sorted(works)}) | Q(**{f"{reach.school}__in": own})


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
