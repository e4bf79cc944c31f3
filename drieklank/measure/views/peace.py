"""Stopping messages about measurements: from a link in a mail, or from the answering page.

No GET changes anything: programs that read mail open every link. A program that offers a button of
its own (RFC 8058) posts to the same address, and so does the button on our page.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from drieklank.access.doors import invited
from drieklank.measure.actions.peace import be_asked_again, stop_messages
from drieklank.measure.models import Invitation
from drieklank.measure.queries import is_stop_token, parent_by_stop
from drieklank.measure.queries.peace import stop_token
from drieklank.measure.views import pages
from drieklank.measure.views.answering import _find as find_invitation
from drieklank.measure.views.standing import texts_for, with_frame
from drieklank.people.models import Parent

REASON = "een ondertekende link stopt de berichten aan één ouder"


def _find(request: HttpRequest) -> Parent | None:
    assert request.resolver_match is not None  # noqa: S101 -- narrows the type; a view was found
    return parent_by_stop(request.resolver_match.kwargs["token"])


@csrf_exempt  # the signature in the address is the proof; a mail program sends no cookie
@require_http_methods(["GET", "HEAD", "POST"])
@invited(REASON, find=_find)
def leave_in_peace(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; a press stops the messages, another one starts them again.

    A parent who is gone gets the same pages: there is nothing left to stop.
    """
    if not is_stop_token(token):
        return pages.message(request, "mistyped", status=404)
    parent: Parent | None = request.invited  # type: ignore[attr-defined] # set by the door
    is_stopped = parent is not None and parent.no_measure_mail
    if request.method == "POST":
        is_stopped = "again" not in request.POST
        if parent is not None:
            (stop_messages if is_stopped else be_asked_again)(parent)
    texts = texts_for(request)
    context = with_frame(texts, texts["stop_done_heading" if is_stopped else "stop_heading"])
    return HttpResponse(
        render_to_string("measure/answer/stop.html", context | {"is_stopped": is_stopped})
    )


@require_safe
@invited(
    "wie de eigen vragenlijst open heeft, vindt daar hoe de berichten stoppen", find_invitation
)
def leave_from_here(request: HttpRequest) -> HttpResponse:
    """From the answering page, where a text message has no room for a link of its own."""
    invitation: Invitation | None = request.invited  # type: ignore[attr-defined] # set by the door
    if invitation is None or invitation.parent is None:
        return pages.message(request, "expired", status=404)
    return HttpResponseRedirect(reverse("measure:stop", args=[stop_token(invitation.parent)]))
