"""Pages of what is filled in under the own name: list, fill in, read."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.actor import Actor
from drieklank.access.conditions import rules_of
from drieklank.access.doors import actor_of, fetch, may, requires, visible
from drieklank.access.rules import Right
from drieklank.content.schema import Questionnaire
from drieklank.measure.actions.signed import AlreadySignedError, begin_sheet, save_sheet
from drieklank.measure.forms_signed import PartForm
from drieklank.measure.models_signed import SignedSheet
from drieklank.measure.queries.instruments import instrument_name
from drieklank.measure.queries.signed import sheets_of, signed_instruments, signed_sheets
from drieklank.schools.models import School
from drieklank.schools.queries import schools


def _school(request: HttpRequest, code: str) -> School:
    return fetch(request, schools(), Right.SCHOOL_VIEW, code=code)


def _may_begin(actor: Actor, school: School, key: str) -> bool:
    """Whether to offer an instrument: a sheet that does not exist yet has no row to ask of."""
    return any(
        school.pk in actor.schools(rule.role) and rule.when.get("instrument") == key
        for rule in rules_of(actor, Right.SIGNED_FILL)
    )


@require_safe
@requires(Right.SIGNED_VIEW)
def signed_list(request: HttpRequest, code: str) -> HttpResponse:
    """What was signed at a school, and what this person may fill in."""
    school, actor = _school(request, code), actor_of(request)
    seen = visible(actor, Right.SIGNED_VIEW, sheets_of(school))
    mine = visible(actor, Right.SIGNED_FILL, sheets_of(school)).filter(
        signed_on__isnull=True, filled_by=actor.user
    )
    begun = {sheet.instrument: sheet for sheet in mine}
    context = {
        "school": school,
        "signed": [
            (sheet, instrument_name(sheet.instrument))
            for sheet in seen.filter(signed_on__isnull=False)
        ],
        "offered": [
            (found, begun.get(found.key))
            for found in signed_instruments()
            if _may_begin(actor, school, found.key)
        ],
    }
    return render(request, "measure/signed/list.html", context)


@require_POST
@requires(Right.SIGNED_FILL)
def signed_begin(request: HttpRequest, code: str, instrument: str) -> HttpResponse:
    """Begin, or go on with what this person began."""
    school, actor = _school(request, code), actor_of(request)
    if actor.user is None:
        raise Http404
    with transaction.atomic():
        try:
            sheet = begin_sheet(school, instrument, actor.user)
        except KeyError as unknown:
            raise Http404 from unknown
        if not may(actor, Right.SIGNED_FILL, sheet):
            raise Http404
    return redirect("measure:signed", code, sheet.public_id)


@requires(Right.SIGNED_VIEW)
def signed_sheet(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Fill in while it is not signed; read what was signed."""
    sheet = fetch(
        request, signed_sheets(), Right.SIGNED_VIEW, school__code=code, public_id=public_id
    )
    actor = actor_of(request)
    asked = sheet.questionnaire.questionnaire
    context = {
        "school": sheet.school,
        "sheet": sheet,
        "name": instrument_name(sheet.instrument),
        "asked": asked,
    }
    if sheet.signed_on is not None:
        context["parts"] = [(part, _said(asked, sheet, part.key)) for part in asked.parts]
        return render(request, "measure/signed/read.html", context)
    if sheet.filled_by_id != (actor.user.pk if actor.user else None):
        raise Http404  # an unfinished sheet is its writer's alone
    is_signing = "sign" in request.POST
    forms = _forms(request, asked, sheet, must_be_whole=is_signing)
    if request.method == "POST":
        done = _save(request, sheet, forms, sign=is_signing)
        if done is not None:
            return done
    return render(request, "measure/signed/fill.html", context | {"forms": forms})


def _forms(
    request: HttpRequest, asked: Questionnaire, sheet: SignedSheet, *, must_be_whole: bool
) -> list[PartForm]:
    data = request.POST if request.method == "POST" else None
    return [
        PartForm(
            data,
            asked=asked,
            part=part,
            must_be_whole=must_be_whole,
            initial=sheet.answers,
        ).add_questions()
        for part in asked.parts
    ]


def _save(
    request: HttpRequest, sheet: SignedSheet, forms: list[PartForm], *, sign: bool
) -> HttpResponse | None:
    """Keep what is right; None where something is wrong or open, and the page says what."""
    wrong = [form for form in forms if not form.is_valid()]  # each of them, so that all tell
    answers = {key: value for form in forms for key, value in form.cleaned_data.items() if value}
    try:
        saved = save_sheet(sheet, answers, sign=sign and not wrong, by=actor_of(request))
    except AlreadySignedError:
        messages.info(request, "Dit was al ondertekend. Er is niets veranderd.")
        return redirect("measure:signed", sheet.school.code, sheet.public_id)
    if wrong:
        return None
    if saved.signed_on:
        messages.success(request, "Ondertekend en bewaard.")
        return redirect("measure:signed", sheet.school.code, sheet.public_id)
    messages.success(request, "Bewaard. Je kunt later verder.")
    return redirect("measure:signed_list", sheet.school.code)


def _said(asked: Questionnaire, sheet: SignedSheet, part: str) -> list[tuple[str, str]]:
    """Return the questions of a part with what was answered, in words."""
    return [(str(item.text), asked.said(item, sheet.answers)) for item in asked.part(part).items]
