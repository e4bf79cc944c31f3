"""What the pages of calendar, paper, the year and plans to take over are asked with, at De Vlieger."""

from __future__ import annotations

from typing import Any

from drieklank.access.actor import Actor
from drieklank.improve.actions.plan_feeds import make_feed
from drieklank.improve.models import FeedKind
from drieklank.improve.queries.plan_reminders import stop_link
from tests.cast import Cast


def plan_output_samples(cast: Cast, by: Actor) -> dict[str, dict[str, Any]]:
    """What each of these pages needs. Call with the tenant open."""
    code, leader = cast.school.code, cast.users["leader"]
    secret = make_feed(leader, cast.school, FeedKind.PLAN, by=by)
    token = stop_link(leader.pk, cast.board.pk).rstrip("/").rpartition("/")[2]
    return {
        "improve:plan_calendar_file": {"code": code, "kind": "plan"},
        "improve:plan_feed_make": {"code": code, "kind": "plan"},
        "improve:plan_feed_revoke": {"code": code, "kind": "plan"},
        "improve:plan_feed": {"secret": secret},
        "improve:plan_mail": {"token": token},
        "improve:plan_template": {"code": code, "key": "good-start"},
        "improve:plan_template_take": {"code": code, "key": "good-start"},
    }
