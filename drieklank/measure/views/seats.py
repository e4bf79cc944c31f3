"""What differs for who came with paper: saving under a word, the school's tablet."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from drieklank.measure import cookies
from drieklank.measure.actions import drop_draft, save_draft
from drieklank.measure.cookies import SHORTEST_WORD, sitting_of
from drieklank.measure.guesses import guesses, visitor_address
from drieklank.measure.queries import saved_draft
from drieklank.measure.views import pages
from drieklank.measure.visits import Visit

LONGEST_WORD: Final = 80
CLEAR: Final = '"cache"'  # so that the browser's way back finds no page of whoever sat here before


def keep_under_word(visit: Visit) -> HttpResponse:
    """Ask for a word, and move the answers so far under it."""
    if visit.request.method != "POST":
        kind = "saved_word" if "bewaard" in visit.request.GET else ""
        return pages.message(visit.request, kind, visit=visit) if kind else pages.word(visit)
    posted = visit.request.POST
    if posted.get("language", "") in visit.asked.languages:
        ticket = replace(visit.ticket, language=posted["language"])
        return cookies.give(HttpResponseRedirect(reverse("measure:saved")), ticket)
    word = posted.get("word", "")[:LONGEST_WORD]
    if len(word.strip()) < SHORTEST_WORD:
        return pages.word(visit, word, status=422)
    ticket = replace(visit.ticket, sitting=sitting_of(word))
    progress = visit.progress
    save_draft(visit.invitation, ticket, visit.asked, progress.sheet, progress.part, visit.language)
    if ticket.holder != visit.ticket.holder:
        drop_draft(visit.invitation, visit.ticket)
    return cookies.give(HttpResponseRedirect(f"{reverse('measure:saved')}?bewaard=1"), ticket)


def resume(visit: Visit, word: str) -> HttpResponse:
    """Open what was saved under a word. A wrong word and none at all look the same."""
    who = f"woord {visit.invitation.pk}"
    address = visitor_address(visit.request)
    if guesses.is_blocked(who) or guesses.is_blocked(address):
        return pages.message(visit.request, "too_many", status=429)
    ticket = replace(visit.ticket, sitting=sitting_of(word))
    if saved_draft(visit.key.draft_id(visit.invitation.pk, ticket.holder)) is None:
        if word.strip():
            guesses.wrong(who)
        return pages.start(visit, word=word, is_unknown=True)
    found = Visit(visit.request, ticket, visit.invitation)
    url = reverse("measure:part", args=[found.progress.part])
    return cookies.give(HttpResponseRedirect(url), ticket)


def leave_tablet(visit: Visit) -> HttpResponse:
    """Stop at the tablet: nothing of this person stays behind."""
    drop_draft(visit.invitation, visit.ticket)
    response = cookies.take(HttpResponseRedirect(reverse("measure:tablet")))
    response["Clear-Site-Data"] = CLEAR
    return response
