"""Typing the code of a letter: `/meedoen/`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from drieklank.access.doors import invited
from drieklank.base.codes import CodeError
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import survey_texts
from drieklank.content.texts import SOURCE_LANGUAGE
from drieklank.measure import cookies
from drieklank.measure.cookies import Seat
from drieklank.measure.guesses import guesses, visitor_address
from drieklank.measure.keys import KeyMissing, store
from drieklank.measure.layout import code_context, languages
from drieklank.measure.queries import invitation_by_code
from drieklank.measure.views import pages
from drieklank.measure.visits import accepted


@csrf_exempt  # no cookie stands behind this form, so there is nothing to ride on; see _is_from_here
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@invited("een code uit een brief opent de eigen vragenlijst")
@sensitive_variables()
def enter_code(request: HttpRequest, seat: Seat = Seat.OWN) -> HttpResponse:
    """Show the field; a right code becomes a cookie. The same at home, on the school's tablet, and
    for who fills in by telephone."""
    if request.method != "POST" or not _is_from_here(request):
        # Who left the tablet halfway left a cookie: the next person starts clean.
        page = _page(request, seat)
        return page if seat is Seat.OWN else cookies.take(page)
    address = visitor_address(request)
    if guesses.is_blocked(address):
        return pages.message(request, "too_many", status=429)
    typed = request.POST.get("code", "")[:80]
    try:
        with open_every_tenant("looking up an invitation by its typed code"):
            invitation = invitation_by_code(typed)
        if invitation is not None:
            paper = store().load(invitation.round.public_id).paper(invitation.pk)
            response = HttpResponseRedirect(reverse("measure:start"))
            ticket = cookies.of_paper(paper, _language(request, chosen=True), seat)
            return cookies.give(response, ticket)
    except CodeError as error:
        return _page(request, seat, f"code_slip_{error.slip}", typed)
    except KeyMissing:
        return pages.message(request, "failure", status=503)
    guesses.wrong(address)
    return pages.message(request, "expired", status=404)


def _is_from_here(request: HttpRequest) -> bool:
    """Refuse a form that another site sent: it could seat somebody before a stranger's sheet."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def _language(request: HttpRequest, *, chosen: bool = False) -> str:
    asked_for = request.GET.get("taal", "")
    wishes = (asked_for,) if chosen else (asked_for, *accepted(request))
    fallback = "" if chosen else SOURCE_LANGUAGE
    return next((wish for wish in wishes if wish in languages(None)), fallback)


def _page(request: HttpRequest, seat: Seat, slip: str = "", typed: str = "") -> HttpResponse:
    texts = survey_texts(_language(request))
    context = code_context(texts) | {
        "typed": typed,
        "error": texts[slip] if slip else "",
        "over": {Seat.TABLET: texts["tablet_heading"], Seat.PHONE: texts["phone_heading"]}.get(
            seat
        ),
        "text": texts["phone_text"] if seat is Seat.PHONE else "",
    }
    html = render_to_string("measure/answer/code.html", context)
    return HttpResponse(html, status=422 if slip else 200)
