"""Answering a questionnaire: plain forms, one page per part, no session, no script needed.

No GET answers, consumes or signs in. The first GET moves the secret from the address into a cookie
for these pages only. A form proves with its token that it was made for the invitation in that
cookie: another site does not know it, and neither does a form that was open while a second parent
opened a link on the same phone. That is the CSRF protection of these pages; Django's own would set
a cookie for the whole site (docs/decisions/0003-envelopes.md).
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import lru_cache, wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from drieklank.access.doors import invited
from drieklank.measure import cookies
from drieklank.measure.actions import save_draft, submit
from drieklank.measure.cookies import Seat, Ticket
from drieklank.measure.envelopes import is_link, is_paper
from drieklank.measure.keys import KeyMissing
from drieklank.measure.models import Invitation
from drieklank.measure.queries import invitation_by_link, invitation_by_paper
from drieklank.measure.rules import Door
from drieklank.measure.sheets import Sheet, empty, merged, with_part
from drieklank.measure.views import pages
from drieklank.measure.views.seats import LONGEST_WORD, keep_under_word, leave_tablet, resume
from drieklank.measure.visits import Visit

REASON = "een persoonlijke link of code opent de eigen vragenlijst"
Answering = Callable[..., HttpResponse]


def _find(request: HttpRequest) -> Invitation | None:
    ticket = cookies.read(request)
    if ticket is None:
        return None
    if not ticket.is_paper:
        return invitation_by_link(ticket.secret)
    with suppress(KeyMissing):
        return invitation_by_paper(ticket.secret)
    return None


def answering(view: Answering) -> Answering:
    """Give the view a visit whose door is open; every other visitor gets a page that helps."""

    @csrf_exempt
    @sensitive_post_parameters()
    @require_http_methods(["GET", "HEAD", "POST"])
    @invited(REASON, find=_find)
    @wraps(view)
    @sensitive_variables()
    def inner(request: HttpRequest, **kwargs: int) -> HttpResponse:
        ticket = cookies.read(request)
        invitation: Invitation | None = request.invited  # type: ignore[attr-defined] # set by the door
        if ticket is None:
            return pages.message(request, "cookie", status=404)
        if invitation is None:
            return pages.message(request, "expired", status=404)
        visit = Visit(request, ticket, invitation)
        try:
            if visit.door is not Door.OPEN:
                return pages.shut(visit)
            if request.method == "POST" and not _is_own_form(visit):
                return pages.message(request, "cookie", status=409)
            return view(visit, **kwargs)
        except KeyMissing:
            return pages.message(request, "failure", status=503)

    return inner


def _is_own_form(visit: Visit) -> bool:
    sent = visit.request.POST.get("token", "")
    return hmac.compare_digest(sent.encode(), visit.token.encode())


@require_safe
@invited(REASON)
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """The link of a mail or QR code: move the secret into the cookie and leave the address bar.

    Nothing is looked up here and the answer never is an error, so that no log line of a failed
    request ever holds a secret or a mistyped one.
    """
    asked_for = request.GET.get("taal", "")
    language = asked_for if asked_for.isalpha() and len(asked_for) < 4 else ""
    if is_link(token):
        ticket = Ticket(token, language)
    elif is_paper(token):
        before = cookies.read(request)
        is_same = before is not None and before.secret == token and before.seat is Seat.OWN
        ticket = before if before and is_same else cookies.of_paper(token, language)
    else:
        return HttpResponseRedirect(reverse("measure:mistyped"))
    return cookies.give(HttpResponseRedirect(reverse("measure:start")), ticket)


@require_safe
@invited(REASON)
def mistyped(request: HttpRequest) -> HttpResponse:
    """A link that lost a piece on its way."""
    return pages.message(request, "mistyped", status=404)


@answering
def start(visit: Visit) -> HttpResponse:
    """The first page: what it is about, that it is anonymous, in which language."""
    if visit.request.method != "POST":
        return pages.start(visit)
    posted = visit.request.POST
    if language := posted.get("language"):
        return _switch(visit, "measure:start", language)
    word = posted.get("word", "")[:LONGEST_WORD]
    if visit.ticket.is_paper and ("resume" in posted or word.strip()):
        return resume(visit, word)
    return _to_part(visit.progress.part)


@answering
def part(visit: Visit, number: int) -> HttpResponse:
    """One part: show it, or save it and go where the pressed button says."""
    if not 1 <= number <= len(visit.asked.parts):
        return HttpResponseRedirect(reverse("measure:start"))
    if visit.request.method != "POST":
        return pages.part(visit, number, visit.progress.sheet)
    posted = visit.request.POST
    if "stop" in posted and visit.ticket.seat is Seat.TABLET:
        return leave_tablet(visit)
    shown = visit.asked.parts[number - 1]
    # Who fills in for another sees nothing back, so what is left open on a page stays as it was.
    is_blind = visit.ticket.seat is Seat.PHONE
    before = empty(visit.asked) if is_blind else visit.progress.sheet
    sheet, faults = with_part(visit.asked, shown, before, posted)
    if faults:
        return pages.part(visit, number, sheet, faults, status=422)
    if is_blind:
        sheet = merged(visit.progress.sheet, sheet)
    if number == len(visit.asked.parts) and not posted.keys() & {"back", "save_later", "language"}:
        return _send(visit, number, sheet)
    return _save(visit, number, sheet)


def _save(visit: Visit, number: int, sheet: Sheet) -> HttpResponse:
    """Keep what is there and go on, back, away, or on in another language."""
    posted = visit.request.POST
    language = posted.get("language") or visit.language
    is_moving = not posted.keys() & {"save_later", "language"}
    target = number + (-1 if "back" in posted else 1) if is_moving else number
    save_draft(visit.invitation, visit.ticket, visit.asked, sheet, max(1, target), language)
    if "language" in posted:
        return _switch(visit, "measure:part", language, number)
    if "save_later" in posted:
        return HttpResponseRedirect(reverse("measure:saved"))
    return _keep_dutch(
        visit, _to_part(target) if target else HttpResponseRedirect(reverse("measure:start"))
    )


def _keep_dutch(visit: Visit, response: HttpResponse) -> HttpResponse:
    """Remember whether the reader wants the Dutch beside the questions; most never touch it."""
    wanted = "dutch" in visit.request.POST
    if wanted == visit.ticket.with_dutch:
        return response
    return cookies.give(response, replace(visit.ticket, with_dutch=wanted))


def _send(visit: Visit, number: int, sheet: Sheet) -> HttpResponse:
    """Hand in for good. An empty sheet is no answer: the page says so."""
    if sheet.is_empty:
        return pages.part(visit, number, sheet, is_empty=True, status=422)
    ticket = visit.ticket
    is_first = submit(visit.invitation, visit.asked, sheet, visit.language, ticket=ticket)
    if not is_first and not ticket.is_paper:
        return pages.message(visit.request, "used", visit=visit)
    query = urlencode(
        {
            "taal": visit.language,
            "wie": visit.invitation.role,
            "tot": visit.invitation.round.closes_on.isoformat(),
            "via": (ticket.seat or "papier") if ticket.is_paper else "",
        }
    )
    return cookies.take(HttpResponseRedirect(f"{reverse('measure:thanks')}?{query}"))


@answering
def saved(visit: Visit) -> HttpResponse:
    """Answers were kept: how to come back, until when. From paper only under a chosen word."""
    if not visit.ticket.is_paper:
        return pages.message(visit.request, "saved", visit=visit)
    if visit.ticket.seat is not Seat.OWN:
        return HttpResponseRedirect(reverse("measure:start"))
    return keep_under_word(visit)


@require_safe
@invited(REASON)
def thanks(request: HttpRequest) -> HttpResponse:
    """The end. It knows nobody any more: the cookie is gone."""
    closes_on = None
    with suppress(ValueError):
        closes_on = date.fromisoformat(request.GET.get("tot", ""))
    door = request.GET.get("via", "")
    kind = {"tablet": "thanks_tablet", "telefoon": "thanks_phone", "": "thanks"}
    return pages.message(request, kind.get(door, "thanks_paper"), closes_on=closes_on)


def _to_part(number: int) -> HttpResponse:
    return HttpResponseRedirect(_address_of_part(number))


@lru_cache(maxsize=100)
def _address_of_part(number: int) -> str:
    return reverse("measure:part", args=[number])


def _switch(visit: Visit, name: str, language: str, *args: int) -> HttpResponse:
    """Reload the page in another language; an unknown one changes nothing."""
    response = HttpResponseRedirect(reverse(name, args=args))
    if language not in visit.asked.languages:
        return response
    return cookies.give(response, replace(visit.ticket, language=language))
