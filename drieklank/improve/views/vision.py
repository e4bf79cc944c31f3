"""The vision: its page, writing it, its versions, and who agreed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.documents.pdf import render as pdf
from drieklank.improve.actions import vision as actions
from drieklank.improve.forms.vision import SignForm, VisionForm
from drieklank.improve.models import Party, VisionVersion
from drieklank.improve.queries import vision as queries
from drieklank.improve.queries.vision_page import policy_paper, poster_paper, vision_page
from drieklank.improve.queries.vision_values import newest_result
from drieklank.improve.rules.vision import TEXT_RULES
from drieklank.measure.reading_level import Advice, advise
from drieklank.results.queries.readers import reader_minimum
from drieklank.schools.models import School
from drieklank.schools.queries import schools


@require_safe
@requires(Right.VISION_VIEW)
def vision(request: HttpRequest, code: str) -> HttpResponse:
    """The vision as it stands, who agreed, and the next step."""
    school = fetch(request, schools(), code=code)
    actor = actor_of(request)
    shown = {
        "school": school,
        "page": vision_page(school, partial(reader_minimum, actor)),
        "may_manage": may(actor, Right.VISION_MANAGE, school),
        "may_sign": may(actor, Right.VISION_SIGN, school),
    }
    return render(request, "improve/vision.html", shown)


@requires(Right.VISION_MANAGE)
def vision_write(request: HttpRequest, code: str) -> HttpResponse:
    """Write the next version; `step=read` only looks whether it reads easily."""
    school = fetch(request, schools(), code=code)
    newest = queries.newest_version(school)
    form = VisionForm.with_slots(request.POST or None, version=newest)
    shown: dict[str, Any] = {
        "school": school,
        "form": form,
        "newest": newest,
        "chosen": newest_result(school),
    }
    if request.POST.get("step") == "read":
        return render(request, "improve/vision_write.html", shown | _reading(request))
    if request.method == "POST" and form.is_valid():
        try:
            base = form.cleaned_data["base"]
            row = actions.write_version(school, form.wish, base=base, by=actor_of(request))
            messages.success(request, f"Bewaard als versie {row.number}.")
            return redirect("improve:vision", code)
        except actions.ClashError as clash:
            return _clash(request, shown, clash.latest)
    return render(request, "improve/vision_write.html", shown)


def _reading(request: HttpRequest) -> dict[str, Any]:
    text = f"{request.POST.get('sentence', '')}\n{request.POST.get('text', '')}"
    found: list[Advice] = [one for one in advise(text) if one.rule in TEXT_RULES]
    return {"is_read": True, "advice": found}


def _clash(request: HttpRequest, shown: dict[str, Any], latest: VisionVersion) -> HttpResponse:
    """Both texts: the one that was saved meanwhile, and the writer's own to go on with."""
    data = request.POST.copy()
    data["base"] = str(latest.number)
    again = VisionForm.with_slots(data, version=latest)
    shown |= {"form": again, "latest": latest, "takers": queries.takers_of(latest)}
    return render(request, "improve/vision_write.html", shown, status=409)


@require_safe
@requires(Right.VISION_VIEW)
def vision_versions(request: HttpRequest, code: str) -> HttpResponse:
    """All versions, and what changed between two of them (`?van=1&naar=2`)."""
    school = fetch(request, schools(), code=code)
    rows = list(queries.versions_of(school))
    by_number = {str(row.number): row for row in rows}
    after = by_number.get(request.GET.get("naar", "")) or (rows[0] if rows else None)
    before = by_number.get(request.GET.get("van", ""))
    if before is None and after is not None:
        before = by_number.get(str(after.number - 1))
    shown = {"school": school, "rows": rows, "before": before, "after": after}
    if before is not None and after is not None:
        shown["changes"] = queries.compare_versions(before, after)
    return render(request, "improve/vision_versions.html", shown)


@require_POST
@requires(Right.VISION_MANAGE)
def vision_offer(request: HttpRequest, code: str) -> HttpResponse:
    """Put the newest concept before parents."""
    school = fetch(request, schools(), code=code)
    try:
        actions.offer(_newest(school), by=actor_of(request))
        messages.success(request, "Leg de tekst nu voor: aan ouders, aan het team en aan de MR.")
    except actions.NotNowError:
        messages.info(request, "Deze versie is al voorgelegd. Er is niets veranderd.")
    return redirect("improve:vision", code)


@requires(Right.VISION_SIGN)
def vision_sign(request: HttpRequest, code: str, party: str) -> HttpResponse:
    """What a party says of the newest version."""
    school = fetch(request, schools(), code=code)
    version = _newest(school)
    if party not in Party.values:
        raise Http404
    form = SignForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.sign_off(version, form.wish_of(party), by=actor_of(request))
            messages.success(request, "Bewaard.")
        except actions.NotNowError:
            messages.error(request, "Dat kan nu niet. Leg deze versie eerst voor aan ouders.")
        return redirect("improve:vision", code)
    shown = {
        "school": school,
        "version": version,
        "form": form,
        "party": Party(party).label,
        "given": queries.sign_off_of(version, party),
    }
    return render(request, "improve/vision_sign.html", shown)


def _newest(school: School) -> VisionVersion:
    version = queries.newest_version(school)
    if version is None:
        raise Http404
    return version


@require_safe
@requires(Right.VISION_VIEW)
def vision_poster(request: HttpRequest, code: str) -> HttpResponse:
    """The vision on one sheet, for the door."""
    school = fetch(request, schools(), code=code)
    return _file(pdf("vision_poster", poster_paper(_newest(school))), "visie-poster.pdf")


@require_safe
@requires(Right.VISION_VIEW)
def vision_policy(request: HttpRequest, code: str) -> HttpResponse:
    """The policy on working with parents, from what is there; what is missing is said."""
    school = fetch(request, schools(), code=code)
    return _file(pdf("vision_policy", policy_paper(school)), "beleid-samenwerken-met-ouders.pdf")


def _file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
