"""Which boards a member of staff belongs to."""

from __future__ import annotations

from django.db.models import QuerySet

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.office.queries.sign_in import running
from drieklank.schools.models import AdviserAssignment, Board, Membership, User


def running_memberships(user: User) -> QuerySet[Membership]:
    """Roles that hold today, oldest first."""
    return (
        Membership.objects.filter(running(), user=user, started_on__lte=today())
        .select_related("school", "board")
        .order_by("id")
    )


def mail_board(user: User) -> int | None:
    """The board under which a mail to this user is queued: that of a role, else the first there is
    (an administrator belongs to none). None on an empty database.
    """
    with open_every_tenant("a mail to a member of staff is queued under one board"):
        for rows in (
            Membership.objects.filter(user=user),
            AdviserAssignment.objects.filter(user=user),
        ):
            if row := rows.order_by("-id").first():
                return int(row.board_id)
        return Board.objects.order_by("id").values_list("pk", flat=True).first()
