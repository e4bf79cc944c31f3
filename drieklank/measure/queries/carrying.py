"""What helps to carry a round: how far it is, who is missing, who was invited."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from drieklank.measure.models import Invitation, Role, Round
from drieklank.measure.precision import (
    RELIABLE_MARGIN,
    USEFUL_MARGIN,
    Label,
    label,
    margin,
    needed,
)
from drieklank.measure.queries.rounds import Response
from drieklank.people.models import Parent
from drieklank.schools.models import ClassGroup


@dataclass(frozen=True)
class Precision:
    """How good the answers of one role are by now. points: the margin, whole points to either side.

    useful, reliable: how many answers that takes; None: it is reached.
    """

    label: str
    points: int
    useful: int | None
    reliable: int | None


@dataclass(frozen=True)
class Lagging:
    """The group or language from which least answers came, of those that may be shown."""

    name: str
    answered: int
    invited: int


def precision_of(response: Response) -> Precision | None:
    """Return how good a role's answers are by now; None: the number may not be said yet."""
    answered, invited = response.total.answered, response.total.invited
    if not answered:
        return None
    useful, reliable = needed(invited, USEFUL_MARGIN), needed(invited, RELIABLE_MARGIN)
    return Precision(
        label(answered, invited),
        round(margin(answered, invited)),
        useful if answered < useful else None,
        reliable if answered < reliable else None,
    )


def lagging(response: Response) -> Lagging | None:
    """Return where least people answered, if that is clearly less than elsewhere (ten points)."""
    total = response.total.answered
    if not total:
        return None
    share = total / response.total.invited
    known = [
        Lagging(name, count.answered, count.invited)
        for name, count in (*response.groups, *response.languages, *response.families)
        if count.answered is not None
    ]
    least = min(known, key=lambda one: one.answered / one.invited, default=None)
    if least is None or share - least.answered / least.invited < 0.1:
        return None
    return least


def good_enough(response: Response) -> bool:
    """Say whether a role reached what is reliable."""
    found = precision_of(response)
    return found is not None and found.label == Label.RELIABLE


def invited_parents(measured: Round, seen: QuerySet[Parent]) -> list[Invitation]:
    """Return the invitations of parents whom the reader may see, by name. Says nothing of answers."""
    rows = Invitation.objects.filter(round=measured, role=Role.PARENTS, parent__in=seen)
    rows = rows.defer("answered").select_related("parent", "round")
    return list(rows.order_by("parent__last_name", "parent__first_name", "pk"))


def card_groups(measured: Round) -> list[tuple[ClassGroup, int]]:
    """Return the groups with a pile of cards for pupils, and how many cards each has."""
    piles: dict[int, int] = {}
    rows = Invitation.objects.filter(round=measured, role=Role.PUPILS)
    for groups in rows.values_list("groups", flat=True):
        piles[groups[0]] = piles.get(groups[0], 0) + 1
    found = ClassGroup.objects.filter(pk__in=piles).order_by("year_group", "name")
    return [(group, piles[group.pk]) for group in found]
