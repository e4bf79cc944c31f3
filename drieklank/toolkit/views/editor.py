"""The editor: stories that schools offer, and yearly editions to look for. No page of any school."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.actor import Actor
from drieklank.access.doors import actor_of, fetch, requires
from drieklank.access.rules import Right
from drieklank.toolkit.actions import stories as actions
from drieklank.toolkit.forms.stories import JudgeForm
from drieklank.toolkit.models import SharedStory
from drieklank.toolkit.queries.directory import editions_to_look_for, gone_supports
from drieklank.toolkit.queries.links import state_of
from drieklank.toolkit.queries.stories import users, waiting_for
from drieklank.toolkit.reading import own_html
from drieklank.toolkit.rules.links import all_links
from drieklank.toolkit.rules.stories import text_print

_LATE = "Dit verhaal wacht niet meer: iemand was je voor, of de school trok het terug."


def _editor(request: HttpRequest) -> Actor:
    """Who asks, if an editor; the row is the person, since an editor is of no school."""
    actor = actor_of(request)
    fetch(request, users(), pk=actor.user.pk if actor.user else None)
    return actor


@require_safe
@requires(Right.TOOLKIT_EDIT)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, and which yearly editions may have a new one."""
    actor = _editor(request)
    shown = {
        "waiting": waiting_for(actor),
        "editions": editions_to_look_for(),
        "gone": gone_supports(),
    }
    return render(request, "toolkit/editor.html", shown)


@require_safe
@requires(Right.TOOLKIT_EDIT)
def offered(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One story, word for word as it would be read."""
    return _page(request, _offered(_editor(request), public_id), JudgeForm())


@require_POST
@requires(Right.TOOLKIT_EDIT)
def approve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let other schools read it."""
    actor = _editor(request)
    row = _offered(actor, public_id)
    if request.POST.get("text") != _print(row):
        messages.error(request, "De school schreef het verhaal intussen anders. Lees het opnieuw.")
        return redirect("toolkit:offered", public_id)
    try:
        actions.approve_story(row, by=actor)
        messages.success(request, "Andere scholen lezen het nu.")
    except actions.JudgedAlreadyError:
        messages.error(request, _LATE)
    return redirect("toolkit:editor")


@require_POST
@requires(Right.TOOLKIT_EDIT)
def back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give it back, with why."""
    actor = _editor(request)
    row = _offered(actor, public_id)
    form = JudgeForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form)
    try:
        actions.send_back(row, form.cleaned_data["reason"], by=actor)
        messages.success(request, "De school leest wat er anders moet.")
    except actions.JudgedAlreadyError:
        messages.error(request, _LATE)
    return redirect("toolkit:editor")


def _page(request: HttpRequest, row: SharedStory, form: JudgeForm) -> HttpResponse:
    html = own_html(state_of(all_links([row.done, row.changed])))
    shown = {
        "row": row,
        "form": form,
        "done": html(row.done),
        "changed": html(row.changed),
        "print": _print(row),
    }
    return render(request, "toolkit/editor_story.html", shown)


def _print(row: SharedStory) -> str:
    """Tells whether what the editor read still stands there: all that other schools would read."""
    return text_print(row.title, row.activity, row.for_whom, row.done, row.changed)


def _offered(actor: Actor, public_id: UUID) -> SharedStory:
    row = waiting_for(actor).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row
