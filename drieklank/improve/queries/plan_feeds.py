"""Reads of calendars: who reads which plan, and its days."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from drieklank.access.actor import actor_of_user
from drieklank.access.doors import may
from drieklank.access.person_session import hash_secret
from drieklank.access.rules import Right
from drieklank.base.clock import now
from drieklank.improve.models import ActionState, CalendarFeed, FeedKind, PlanAction
from drieklank.improve.queries.plan import actions_of, current_plan
from drieklank.improve.rules.plan_calendar import Entry, calendar_of
from drieklank.schools.models import School, User


def feeds_of(user: User, school: School) -> QuerySet[CalendarFeed]:
    """The addresses that this person made for a school; at most one of a kind."""
    return CalendarFeed.objects.filter(user=user, school=school)


def feed_by(secret: str) -> CalendarFeed | None:
    """The feed behind a secret; None: there is none, or not any more."""
    found = CalendarFeed.objects.select_related("user", "school", "board")
    return found.filter(secret_hash=hash_secret(secret)).first()


def feed_address(secret: str) -> str:
    """The full address that a calendar program asks."""
    return f"{settings.BASE_URL}{reverse('improve:plan_feed', args=[secret])}"


def may_still_read(feed: CalendarFeed) -> bool:
    """Whether the person behind a feed may read the plan today: leaving the school ends the feed."""
    user = feed.user
    return user.is_active and may(actor_of_user(user), Right.PLAN_VIEW, feed.school)


def calendar_for(school: School, kind: str, user: User) -> bytes:
    """The plan of now as a calendar; without a plan an empty one.

    Only titles and days: no owner, no outcome, nothing about a family.
    """
    plan = current_plan(school)
    rows = list(actions_of(plan).exclude(due_on=None)) if plan is not None else []
    if kind == FeedKind.OWN:
        rows = [row for row in rows if row.owner_id == user.pk]
    name = f"{'Mijn acties' if kind == FeedKind.OWN else 'Plan'} {school.name}"
    return calendar_of(name, [one for row in rows for one in _entries(row, school)], now())


def _entries(row: PlanAction, school: School) -> list[Entry]:
    """The day on which an action is to be done, and the day on which it begins where that is another."""
    if row.due_on is None:
        return []
    host = urlsplit(settings.BASE_URL).hostname or "drieklank"
    url = f"{settings.BASE_URL}{reverse('improve:plan', args=[school.code])}"
    dropped = row.state == ActionState.DROPPED
    found = [
        Entry(
            f"{row.public_id}@{host}",
            f"Klaar: {row.title}",
            row.due_on,
            row.due_on,
            row.version,
            dropped,
            url,
        )
    ]
    if row.starts_on is not None and row.starts_on < row.due_on:
        found.append(
            Entry(
                f"{row.public_id}-begin@{host}",
                f"Begin: {row.title}",
                row.starts_on,
                row.starts_on,
                row.version,
                dropped,
                url,
            )
        )
    return found
