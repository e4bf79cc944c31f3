"""What happens to a round after its report: its texts were read over, and it goes to the archive."""

from __future__ import annotations

from django.db import transaction

from drieklank.base.clock import today
from drieklank.measure.actions.publishing import NotClosedError
from drieklank.measure.models import OpenText, Round, RoundState


def archive(published: Round) -> Round:
    """Put a round whose report is out in the archive; whether it may, results decides. Call in a
    transaction. A second time changes nothing.

    Raises:
        NotClosedError: its report is not out.
    """
    row: Round = Round.objects.select_for_update(of=("self",)).get(pk=published.pk)
    if row.state != RoundState.PUBLISHED:
        raise NotClosedError(row.state)
    if row.archived_on is None:
        row.archived_on = today()
        row.save(update_fields=["archived_on"])
    return row


@transaction.atomic
def forget_texts(closed: Round) -> int:
    """Remove the open answers as they were written, once somebody read them over; return how many.

    What may be read then stands in results; what was left out stands nowhere.

    Raises:
        NotClosedError: the round still runs.
    """
    if closed.state not in {RoundState.CLOSED, RoundState.PUBLISHED}:
        raise NotClosedError(closed.state)
    return OpenText.objects.filter(round=closed).delete()[0]
