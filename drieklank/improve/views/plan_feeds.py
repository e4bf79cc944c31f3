"""The plan in somebody's own calendar, and whether that person is reminded by mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, invited, requires
from drieklank.access.rules import Right
from drieklank.audit.actions import SYSTEM
from drieklank.improve.actions import plan_feeds as actions
from drieklank.improve.actions.plan_reminders import start_reminders, stop_reminders
from drieklank.improve.models import CalendarFeed, FeedKind
from drieklank.improve.queries.plan_feeds import (
    calendar_for,
    feed_address,
    feed_by,
    feeds_of,
    may_still_read,
)
from drieklank.improve.queries.plan_reminders import member_by_stop, wants_no_mail
from drieklank.schools.models import Membership, School, User
from drieklank.schools.queries import schools

_WORDS = {FeedKind.OWN: "mijn-acties", FeedKind.PLAN: "plan"}


@require_safe
@requires(Right.PLAN_VIEW)
def calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Download the days, or have an own calendar follow them."""
    school = fetch(request, schools(), code=code)
    return render(request, "improve/plan_calendar.html", _shown(request, school))


@require_safe
@requires(Right.PLAN_VIEW)
def calendar_file(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The days as a file, once."""
    school = fetch(request, schools(), code=code)
    found = _kind(kind)
    content = calendar_for(school, found, _user(request))
    return _ics(content, f"{_WORDS[found]}-{school.code}.ics")


@require_POST
@requires(Right.PLAN_VIEW)
def make_feed(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Make an address, or a new one in place of the old; it is shown here and never again."""
    school = fetch(request, schools(), code=code)
    secret = actions.make_feed(_user(request), school, _kind(kind), by=actor_of(request))
    shown = _shown(request, school) | {"address": feed_address(secret), "made": _kind(kind)}
    response = render(request, "improve/plan_calendar.html", shown)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@requires(Right.PLAN_VIEW)
def revoke_feed(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Stop an address."""
    school = fetch(request, schools(), code=code)
    actions.revoke_feed(_user(request), school, _kind(kind), by=actor_of(request))
    messages.success(request, "Het adres werkt niet meer.")
    return redirect("improve:plan_calendar", code)


@require_POST
@requires(Right.PLAN_VIEW)
def reminders(request: HttpRequest, code: str) -> HttpResponse:
    """Switch the reminders by mail off, or on again."""
    school = fetch(request, schools(), code=code)
    user = _user(request)
    if "aan" in request.POST:
        start_reminders(user, school.board, by=actor_of(request))
        messages.success(request, "Je krijgt weer herinneringen.")
    else:
        stop_reminders(user, school.board, by=actor_of(request))
        messages.success(request, "Je krijgt geen herinneringen meer.")
    return redirect("improve:plan_calendar", code)


def _find_feed(request: HttpRequest) -> CalendarFeed | None:
    assert request.resolver_match is not None  # noqa: S101 -- narrows the type; a view was found
    return feed_by(request.resolver_match.kwargs["secret"])


@require_safe
@invited("een geheim adres geeft de eigen agenda de dagen van één plan", find=_find_feed)
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What a calendar program reads: titles and days. It stops with the right to see the plan."""
    found: CalendarFeed | None = request.invited  # type: ignore[attr-defined] # set by the door
    if found is None or not may_still_read(found):
        raise Http404
    content = calendar_for(found.school, found.kind, found.user)
    return _ics(content, f"{_WORDS[FeedKind(found.kind)]}.ics")


def _find_member(request: HttpRequest) -> Membership | None:
    assert request.resolver_match is not None  # noqa: S101 -- as above
    return member_by_stop(request.resolver_match.kwargs["token"])


@csrf_exempt  # the signature in the address is the proof; a mail program sends no cookie
@require_http_methods(["GET", "HEAD", "POST"])
@invited("een ondertekende link stopt de herinneringen aan één collega", find=_find_member)
def mail_choice(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; a press stops the reminders, another one starts them again.

    No GET changes anything: programs that read mail open every link.
    """
    member: Membership | None = request.invited  # type: ignore[attr-defined] # set by the door
    if member is None:
        raise Http404
    if request.method == "POST":
        change = start_reminders if "aan" in request.POST else stop_reminders
        change(member.user, member.board, by=SYSTEM)
    shown = {"is_off": wants_no_mail(member.user, member.board_id)}
    return render(request, "improve/plan_mail.html", shown)


def _shown(request: HttpRequest, school: School) -> dict[str, Any]:
    user = _user(request)
    made = {row.kind: row for row in feeds_of(user, school)}
    return {
        "school": school,
        "feeds": [
            {"kind": kind, "word": _WORDS[kind], "label": kind.label, "row": made.get(kind)}
            for kind in FeedKind
        ],
        "is_off": wants_no_mail(user, school.board_id),
    }


def _user(request: HttpRequest) -> User:
    """The person who asks; the right was looked at, so there is one."""
    user = actor_of(request).user
    if user is None:
        raise Http404
    return user


def _kind(word: str) -> FeedKind:
    for kind, known in _WORDS.items():
        if known == word:
            return kind
    raise Http404


def _ics(content: bytes, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
        "X-Robots-Tag": "noindex",
    }
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
