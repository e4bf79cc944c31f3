"""A parent who lost the link: `/meedoen/kwijt/`.

Every address and number gets the same answer in the same time, so that nobody learns from it who is
a parent here, or who was asked. No session, no log; what was typed is kept nowhere.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from drieklank.access.doors import invited
from drieklank.base.evenly import evenly
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.actions.mailing import address_of, send_lost_links
from drieklank.measure.guesses import asked_for, askers, visitor_address
from drieklank.measure.views import pages
from drieklank.measure.views.standing import is_from_here, texts_for, with_frame

LONGEST = 254


@csrf_exempt  # no cookie stands behind this form, so there is nothing to ride on; see is_from_here
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@invited("wie de link kwijt is, krijgt hem op het adres dat de school heeft")
@sensitive_variables()
def lost_link(request: HttpRequest) -> HttpResponse:
    """Ask for an address; send the links of open rounds to it if it is on file."""
    if request.method != "POST" or not is_from_here(request):
        return _page(request)
    visitor = visitor_address(request)
    if askers.is_blocked(visitor):
        return pages.message(request, "too_many", status=429)
    typed = request.POST.get("address", "")[:LONGEST].strip()
    address = address_of(typed)
    if not address:
        return _page(request, typed=typed, is_slip=True)
    askers.count(visitor)
    with evenly():
        if not asked_for.is_blocked(address):
            asked_for.count(address)
            with open_every_tenant("sending a lost link to the address on file"):
                send_lost_links(address)
        return _page(request, is_sent=True)


def _page(
    request: HttpRequest, *, typed: str = "", is_slip: bool = False, is_sent: bool = False
) -> HttpResponse:
    texts = texts_for(request)
    heading = texts["lost_sent_heading" if is_sent else "lost_heading"]
    context = with_frame(texts, heading) | {
        "typed": typed,
        "error": texts["lost_slip"] if is_slip else "",
        "is_sent": is_sent,
    }
    html = render_to_string("measure/answer/lost.html", context)
    return HttpResponse(html, status=422 if is_slip else 200)
