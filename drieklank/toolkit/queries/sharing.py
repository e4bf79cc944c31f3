"""Whom an activity can be sent to, and whether it was sent today."""

from __future__ import annotations

from django.db.models import QuerySet

from drieklank.base.clock import today
from drieklank.schools.models import Membership, School, User
from drieklank.schools.queries import running
from drieklank.toolkit.models import TeamShare


def colleagues_of(school: School, user: User | None) -> QuerySet[User]:
    """Who works at the school today and can be mailed, but for this user; by name."""
    working = Membership.objects.filter(running(today()), school=school).values("user_id")
    rows = User.objects.filter(pk__in=working, is_active=True).exclude(email="")
    others = rows.exclude(pk=user.pk) if user else rows
    return others.order_by("name", "pk")


def shared_today(school: School, key: str) -> TeamShare | None:
    """The message about an activity that went to colleagues today; None: none yet."""
    rows = TeamShare.objects.filter(school=school, key=key, shared_on=today())
    return rows.select_related("shared_by").first()
