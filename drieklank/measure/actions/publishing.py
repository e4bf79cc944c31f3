"""Marking that the report of a round is out. What it shows is decided above, in results."""

from __future__ import annotations

from drieklank.measure.models import Round, RoundState


class NotClosedError(ValueError):
    """The round still runs, or its report was published before."""


def mark_published(closed: Round) -> Round:
    """Say that the figures of a round are published; call in the transaction that stores them.

    Raises:
        NotClosedError: the round is not closed, or somebody else was quicker.
    """
    row: Round = Round.objects.select_for_update(of=("self",)).get(pk=closed.pk)
    if row.state != RoundState.CLOSED:
        raise NotClosedError(row.state)
    row.state = RoundState.PUBLISHED
    row.save(update_fields=["state"])
    return row
