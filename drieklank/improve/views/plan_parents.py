"""What parents see of a plan: the leader chooses, everyone may read."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from drieklank.access.doors import actor_of, fetch, public, requires
from drieklank.access.rules import Right
from drieklank.content.queries import interface_texts
from drieklank.content.reader import language_links, reader_language
from drieklank.content.texts import direction
from drieklank.improve.actions.plan_parents import choose_shown
from drieklank.improve.queries.plan import current_plan
from drieklank.improve.queries.plan_parents import INTERFACE, parents_page, show_lines
from drieklank.schools.queries import schools

ACTIONS = "acties"


@requires(Right.PLAN_MANAGE)
def choose(request: HttpRequest, code: str) -> HttpResponse:
    """Tick what parents may see of the plan of now."""
    school = fetch(request, schools(), code=code)
    plan = current_plan(school)
    if plan is None:
        raise Http404
    if request.method == "POST":
        shown = choose_shown(plan, _ids(request.POST.getlist(ACTIONS)), by=actor_of(request))
        said = "Ouders zien nu niets van het plan."
        if shown:
            said = "Ouders zien nu één actie." if shown == 1 else f"Ouders zien nu {shown} acties."
        messages.success(request, said)
        return redirect("improve:plan_for_parents", code)
    shown_lines = show_lines(plan)
    link = f"{settings.BASE_URL}{reverse('improve:plan_shown', args=[code])}"
    page = {"school": school, "plan": plan, "lines": shown_lines, "link": link}
    return render(request, "improve/plan_for_parents.html", page)


@require_safe
@public("wat een school aan alle ouders laat zien: acties die zij zelf aanwijst, zonder namen")
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """What the school does, for parents: in their language, without signing in."""
    language = reader_language(request, INTERFACE)
    page = parents_page(code, language)
    if page is None:
        raise Http404
    words: dict[str, Any] = {
        "page": page,
        "t": interface_texts(INTERFACE, language),
        "lang": language,
        "dir": direction(language),
        "languages": language_links(request, INTERFACE, language),
        "school_name": page.school.name,
        "school_phone": page.school.phone,
    }
    with translation.override(language):
        return render(request, "improve/plan_shown.html", words)


def _ids(given: list[str]) -> set[UUID]:
    """What was ticked; what is no id was not ticked by our page."""
    found = set()
    for one in given:
        try:
            found.add(UUID(one))
        except ValueError:
            continue
    return found
