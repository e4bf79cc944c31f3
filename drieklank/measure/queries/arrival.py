"""Whom the invitations of a round did not reach. Reads the outbox, never a mark or an answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from drieklank.measure.models import Invitation, Role, Round
from drieklank.measure.queries.people import ways_to
from drieklank.outbox.queries import not_arrived
from drieklank.outbox.rules import failure_words
from drieklank.people.models import Parent
from drieklank.people.queries import sorted_by_name


def topic_of(row: Round) -> str:
    """Return under what the outbox remembers the invitations of a round."""
    return f"round:{row.pk}"


@dataclass(frozen=True)
class Missed:
    """A parent whose invitation did not arrive. why: one sentence. can_send: there is a way now."""

    parent: Parent
    why: str
    can_send: bool


def not_reached(row: Round, seen: QuerySet[Parent]) -> list[Missed]:
    """Return the parents among `seen` whose last invitation to this round failed, by name.

    Four statements, whatever the number.
    """
    failed = not_arrived(topic_of(row))
    invited = Invitation.objects.filter(round=row, role=Role.PARENTS, parent_id__in=list(failed))
    found = sorted_by_name(seen.filter(pk__in=invited.values("parent_id")))
    ways = ways_to(found)
    return [
        Missed(parent, failure_words(failed[parent.pk]), ways[parent.pk] is not None)
        for parent in found
    ]


def count_missed(row: Round) -> int:
    """Return how many invitations to parents did not arrive. One statement."""
    return len(not_arrived(topic_of(row)))
