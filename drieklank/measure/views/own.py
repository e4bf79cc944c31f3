"""A school's own questionnaires as a whole: list, make, read in, preview, fix, copy, throw away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from csp.constants import HEADER as CONTENT_POLICY
from csp.utils import build_policy
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.content.queries import survey_texts
from drieklank.measure.actions import NoSchoolYearError
from drieklank.measure.actions import own as actions
from drieklank.measure.forms import PlanForm
from drieklank.measure.forms_own import ImportForm, OwnForm
from drieklank.measure.importing import QuestionsRefused, read_questions
from drieklank.measure.layout import laid_out_part, languages
from drieklank.measure.models import Role, Round
from drieklank.measure.models_own import OwnQuestionnaire
from drieklank.measure.own.fixing import NotReadyError
from drieklank.measure.queries import own as queries
from drieklank.measure.queries import pupils_reached, reach
from drieklank.schools.models import School

Made = TypeVar("Made")
FIXED = "Deze vragenlijst is vastgesteld. Maak een kopie als je iets wilt veranderen."


def school_of(request: HttpRequest, code: str) -> School:
    """The school, for who leads it: a questionnaire that does not exist yet has no row."""
    return fetch(request, School.objects.all(), Right.SCHOOL_MANAGE, code=code)


def row_of(request: HttpRequest, code: str, public_id: UUID) -> OwnQuestionnaire:
    """The questionnaire, if the actor has the view's right on it; another school's answers 404."""
    return fetch(request, queries.own_questionnaires(), school__code=code, public_id=public_id)


def unless_fixed(request: HttpRequest, change: Callable[[], Made]) -> Made | None:
    """Carry out a change; say so where somebody fixed the questionnaire meanwhile."""
    try:
        return change()
    except actions.FixedError:
        messages.info(request, FIXED)
        return None


@require_safe
@requires(Right.ROUND_MANAGE)
def own_list(request: HttpRequest, code: str) -> HttpResponse:
    """All own questionnaires of a school, and the ways to another."""
    school = school_of(request, code)
    return render(
        request, "measure/own/list.html", {"school": school, "rows": queries.own_of(school)}
    )


@requires(Right.ROUND_MANAGE)
def own_new(request: HttpRequest, code: str) -> HttpResponse:
    """A title and who answers; then the questions."""
    school = school_of(request, code)
    form = OwnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        row = actions.make_own(school, **form.cleaned_data, by=actor_of(request))
        return redirect("measure:own", code, row.public_id)
    return render(request, "measure/own/new.html", {"school": school, "form": form})


@requires(Right.ROUND_MANAGE)
def own_import(request: HttpRequest, code: str) -> HttpResponse:
    """Read a file of another system into a draft; the report comes first."""
    school = school_of(request, code)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = read_questions(upload, upload.name or "")
        except QuestionsRefused as refusal:
            form.add_error("file", refusal.reason)
        else:
            audience = form.cleaned_data["audience"]
            row = actions.import_own(school, found, audience, by=actor_of(request))
            return redirect("measure:own_report", code, row.public_id)
        finally:
            upload.close()
    return render(request, "measure/own/import.html", {"school": school, "form": form})


@require_safe
@requires(Right.ROUND_MANAGE)
def own_report(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """What came over from a file, what did not, and what needs a look."""
    row = row_of(request, code, public_id)
    context = {"school": row.school, "row": row, "carried": len(row.draft.items)}
    return render(request, "measure/own/report.html", context)


@requires(Right.ROUND_MANAGE)
def own_title(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Change the title and who answers."""
    row = row_of(request, code, public_id)
    initial = {"title": row.draft.title.get("nl", ""), "audience": row.audience}
    form = OwnForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        by = actor_of(request)
        unless_fixed(request, lambda: actions.rename_own(row, **form.cleaned_data, by=by))
        return redirect("measure:own", code, public_id)
    context = {"school": row.school, "row": row, "form": form}
    return render(request, "measure/own/title.html", context)


# -- as on a phone ---------------------------------------------------------------------------------------


@require_safe
@requires(Right.ROUND_MANAGE)
def own_preview(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """The questionnaire in a frame as wide as a phone, and the way to open it on one."""
    row = row_of(request, code, public_id)
    asked = queries.as_asked(row)
    wished = request.GET.get("taal", "nl")
    context = {
        "school": row.school,
        "row": row,
        "has_questions": asked is not None,
        "lang": wished if asked is not None and wished in asked.languages else "nl",
        "available": [
            (lang, survey_texts(lang)["language_name"])
            for lang in (languages(asked) if asked is not None else ())
        ],
    }
    response = render(request, "measure/own/preview.html", context)
    response[CONTENT_POLICY] = build_policy(update={"frame-src": ["'self'"]})
    return response


@csrf_exempt  # its form is that of whoever answers, without our token; nothing is ever kept
@xframe_options_sameorigin
@requires(Right.ROUND_MANAGE)
def own_screen(request: HttpRequest, code: str, public_id: UUID, number: int) -> HttpResponse:
    """One page as whoever answers sees it. The buttons turn pages; nothing is ever kept."""
    row = row_of(request, code, public_id)
    asked = queries.as_asked(row)
    if asked is None or not 1 <= number <= len(asked.parts):
        raise Http404
    lang = request.POST.get("language") or request.GET.get("taal", "nl")
    lang = lang if lang in asked.languages else "nl"
    if request.method == "POST":
        is_staying = request.POST.keys() & {"language", "save_later"}
        step = 0 if is_staying else -1 if "back" in request.POST else 1
        target = min(max(1, number + step), len(asked.parts))
        turned = redirect("measure:own_screen", code, public_id, target)
        turned["Location"] += f"?taal={lang}"
        return turned
    page = laid_out_part(asked, row.audience, lang, number)
    response = HttpResponse(page.fill({"school": escape(row.school.name)}))
    response[CONTENT_POLICY] = build_policy(replace={"frame-ancestors": ["'self'"]})
    return response


# -- the end of a draft ----------------------------------------------------------------------------------


@requires(Right.ROUND_MANAGE)
def own_fix(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask, then fix: from then on it can be planned, and not changed."""
    row = row_of(request, code, public_id)
    if request.method == "POST":
        by = actor_of(request)
        try:
            if unless_fixed(request, lambda: actions.fix_own(row, by=by)) is not None:
                messages.success(
                    request, "De vragenlijst is vastgesteld. Je kunt haar nu inplannen."
                )
            return redirect("measure:own", code, public_id)
        except NotReadyError:
            messages.error(request, "Er ontbreekt nog iets. Kijk hieronder wat.")
    context = {"school": row.school, "row": row, "edited": queries.edited(row)}
    return render(request, "measure/own/fix.html", context)


@requires(Right.ROUND_MANAGE)
def own_plan(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Choose the days on which a fixed questionnaire is asked."""
    row = row_of(request, code, public_id)
    if not row.is_fixed:
        messages.info(request, "Stel de vragenlijst eerst vast. Daarna kun je haar inplannen.")
        return redirect("measure:own", code, public_id)
    form = PlanForm(request.POST or None, roles=[Role(row.audience)])
    if request.method == "POST" and form.is_valid():
        planned = _planned(request, row, form)
        if planned is not None:
            messages.success(request, "De meting staat klaar.")
            return redirect("measure:round", code, planned.code)
    context = {
        "school": row.school,
        "row": row,
        "form": form,
        "reach": reach(row.school, today()),
        "pupils": pupils_reached(row.school, today()) if row.audience == Role.PUPILS else 0,
        "asked_roles": [row.audience],
    }
    return render(request, "measure/own/plan.html", context)


def _planned(request: HttpRequest, row: OwnQuestionnaire, form: PlanForm) -> Round | None:
    """Plan the round, or put at the form why it cannot be."""
    days = form.cleaned_data
    try:
        with transaction.atomic():
            return actions.plan_own(row, days["opens_on"], days["closes_on"], by=actor_of(request))
    except NoSchoolYearError:
        form.add_error("opens_on", "Deze dag valt in geen schooljaar. Kies een andere dag.")
    except (actions.RunningError, IntegrityError):
        form.add_error(None, "Deze vragenlijst loopt al, of staat al klaar.")
    return None


@require_POST
@requires(Right.ROUND_MANAGE)
def own_copy(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """A draft with the same questions."""
    row = row_of(request, code, public_id)
    copied = actions.copy_own(row, by=actor_of(request))
    messages.success(
        request, "Dit is een kopie. Verander wat je wilt; het origineel blijft zoals het is."
    )
    return redirect("measure:own", code, copied.public_id)


@requires(Right.ROUND_MANAGE)
def own_remove(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask, then throw a draft away."""
    row = row_of(request, code, public_id)
    if request.method != "POST":
        return render(request, "measure/own/remove.html", {"school": row.school, "row": row})
    by = actor_of(request)

    def remove() -> bool:
        actions.remove_own(row, by=by)
        return True

    if unless_fixed(request, remove) is None:
        return redirect("measure:own", code, public_id)
    messages.success(request, "Het concept is weg.")
    return redirect("measure:own_list", code)
