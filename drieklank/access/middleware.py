"""Puts the actor on the request, opens its boards, and closes every view that declares nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import urlencode

from drieklank.access.actor import NOBODY, Actor, actor_of_session, actor_of_user
from drieklank.access.declared import access_of
from drieklank.access.models import StaffSession
from drieklank.access.person_session import (
    PERSON_COOKIE,
    find_session,
    hash_secret,
    prolong,
    set_cookie,
)
from drieklank.audit.actions import note
from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.schools.models import User

__all__ = ["PERSON_COOKIE", "STAFF_SESSION_KEY", "ActorMiddleware", "hash_secret"]

STAFF_SESSION_KEY: Final = "staff_session"
# Answer pages and phones at a brainstorm: no sign-in session is read or set, no actor exists, nothing
# is logged (architecture, section 4).
QUIET_PATHS: Final = ("/v/", "/b/", "/meedoen", "/static/", "/healthz", "/readyz")


def is_quiet(request: HttpRequest) -> bool:
    return request.path.startswith(QUIET_PATHS)


class _PassesQuietPages(MiddlewareMixin):
    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request) if is_quiet(request) else super().__call__(request)


class QuietSessionMiddleware(_PassesQuietPages, SessionMiddleware):
    pass


class QuietAuthenticationMiddleware(_PassesQuietPages, AuthenticationMiddleware):
    pass


class QuietMessageMiddleware(_PassesQuietPages, MessageMiddleware):
    pass


def read_actor(request: HttpRequest) -> Actor:
    """The actor behind the cookies. A member of staff goes before a parent's session in the same
    browser.
    """
    user = request.user
    if user.is_authenticated and user.is_active:
        return actor_of_user(user, _staff_session(request, user))
    if PERSON_COOKIE not in request.COOKIES:
        return NOBODY
    with open_every_tenant("looking up a parent's or pupil's session by its secret"):
        session = find_session(request)
        if session is None:
            return NOBODY
        request.prolonged = prolong(session)  # type: ignore[attr-defined] # read in __call__
    return actor_of_session(session)


def _staff_session(request: HttpRequest, actor_user: User) -> StaffSession | None:
    session_id = request.session.get(STAFF_SESSION_KEY)
    if not session_id:
        return None
    with open_every_tenant("looking up a running staff session"):
        row: StaffSession | None = StaffSession.objects.filter(
            pk=session_id, user__id=actor_user.pk, expires_at__gt=now()
        ).first()
        return row


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        actor = NOBODY if is_quiet(request) else read_actor(request)
        request.actor = actor  # type: ignore[attr-defined] # read by doors.actor_of
        with open_tenant(*actor.board_ids):
            response = self.get_response(request)
            # Templates render here, inside the open tenant; later it would be closed.
            render = getattr(response, "render", None)
            if callable(render) and not getattr(response, "is_rendered", True):
                response = render()
            if getattr(request, "prolonged", False) and PERSON_COOKIE not in response.cookies:
                set_cookie(response, request.COOKIES[PERSON_COOKIE])
            return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        access = access_of(view, match.view_name if match else "")
        if access is None:
            raise Http404
        if access.kind != "right":
            return None
        actor: Actor = request.actor  # type: ignore[attr-defined] # set in __call__
        request.right = access.right  # type: ignore[attr-defined] # read by doors.fetch
        if actor.is_nobody:
            return _to_sign_in(request)
        assert access.right is not None  # noqa: S101 -- narrows the type; Access("right") always has one
        if not actor.has(access.right):
            raise Http404
        if wall := _second_factor_wall(request, actor):
            return wall
        if actor.staff_session is not None:
            note(
                "staff_session.request",
                actor.staff_session,
                by=actor,
                path=request.path,
                method=request.method or "",
            )
        return None


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    url = resolve_url(settings.LOGIN_URL)
    return HttpResponseRedirect(f"{url}?{query}" if query else url)


def _second_factor_wall(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """Leaders, care coordinators, board members and administrators set up a second factor before
    anything else.
    """
    from drieklank.access.second_factor import needs_second_factor  # noqa: PLC0415 -- allauth's models load after this

    if needs_second_factor(actor) and not request.path.startswith("/account/"):
        return HttpResponseRedirect(resolve_url("mfa_index"))
    return None
