"""The editor of an own questionnaire: its questions and its pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, requires
from drieklank.access.rules import Right
from drieklank.measure.actions import own as actions
from drieklank.measure.forms_own import ItemForm, PartForm, ScaleForm
from drieklank.measure.models_own import OwnQuestionnaire
from drieklank.measure.own.draft import DUTCH, OwnItem, OwnPart, Words
from drieklank.measure.queries import own as queries
from drieklank.measure.reading_level import advise
from drieklank.measure.views.own import FIXED, row_of, unless_fixed


@require_safe
@requires(Right.ROUND_MANAGE)
def own_edit(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """All questions, with what is still needed and what could be easier."""
    row = row_of(request, code, public_id)
    context = {"school": row.school, "row": row, "edited": queries.edited(row)}
    page = "fixed" if row.is_fixed else "edit"
    return render(request, f"measure/own/{page}.html", context)


def _item(row: OwnQuestionnaire, key: str) -> OwnItem:
    item = row.draft.item(key)
    if item is None:
        raise Http404
    return item


@requires(Right.ROUND_MANAGE)
def item_new(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Write a question."""
    return _item_page(request, row_of(request, code, public_id), None)


@requires(Right.ROUND_MANAGE)
def item_edit(request: HttpRequest, code: str, public_id: UUID, key: str) -> HttpResponse:
    """Change a question."""
    row = row_of(request, code, public_id)
    return _item_page(request, row, _item(row, key))


def _item_page(request: HttpRequest, row: OwnQuestionnaire, item: OwnItem | None) -> HttpResponse:
    code, public_id = row.school.code, row.public_id
    if row.is_fixed:
        messages.info(request, FIXED)
        return redirect("measure:own", code, public_id)
    form = _item_form(request, row, item)
    if request.method == "POST" and "switch" not in request.POST and form.is_valid():
        made, part, by = form.made(), form.cleaned_data["part"], actor_of(request)
        unless_fixed(request, lambda: actions.save_item(row, made, part, by=by))
        if "another" in request.POST:
            return redirect("measure:own_item_new", code, public_id)
        return redirect(f"{reverse('measure:own', args=[code, public_id])}#vragen")
    text = form["text"].value() or ""
    context = {
        "school": row.school,
        "row": row,
        "item": item,
        "form": form,
        "advice": advise(text, row.audience),
        "has_text": bool(text.strip()),
        "others": _others(item),
    }
    return render(request, "measure/own/item.html", context)


def _item_form(request: HttpRequest, row: OwnQuestionnaire, item: OwnItem | None) -> ItemForm:
    """Switching to another kind shows what was typed again, without a word about faults."""
    given: dict[str, Any] = {
        "body": row.draft,
        "item": item,
        "four": " · ".join(answer.text.text() for answer in queries.standard_scale().answers),
        "advice_url": reverse("measure:own_advice", args=[row.school.code, row.public_id]),
    }
    if request.method == "POST" and "switch" in request.POST:
        return ItemForm(initial=request.POST.dict(), **given)
    return ItemForm(request.POST or None, **given)


def _others(item: OwnItem | None) -> list[tuple[str, str, list[str]]]:
    """The question and its options in other languages, to write the Dutch by."""
    if item is None:
        return []
    return [
        (lang, text, [option.text.get(lang, "") for option in item.options])
        for lang, text in item.text.items()
        if lang != DUTCH
    ]


@require_POST
@requires(Right.ROUND_MANAGE)
def advice(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """What could be easier in a text that is being typed; nothing is kept."""
    row = row_of(request, code, public_id)
    text = request.POST.get("text", "")
    context = {"advice": advise(text, row.audience), "has_text": bool(text.strip())}
    return render(request, "measure/own/advice.html", context)


@require_POST
@requires(Right.ROUND_MANAGE)
def item_move(request: HttpRequest, code: str, public_id: UUID, key: str) -> HttpResponse:
    """One place up or down."""
    row = row_of(request, code, public_id)
    step, by = -1 if "up" in request.POST else 1, actor_of(request)
    unless_fixed(request, lambda: actions.move_item(row, key, step, by=by))
    return redirect(f"{reverse('measure:own', args=[code, public_id])}#vraag-{key}")


@requires(Right.ROUND_MANAGE)
def item_remove(request: HttpRequest, code: str, public_id: UUID, key: str) -> HttpResponse:
    """Ask, then take a question out."""
    row = row_of(request, code, public_id)
    item = _item(row, key)
    if request.method == "POST":
        by = actor_of(request)
        if unless_fixed(request, lambda: actions.remove_item(row, key, by=by)) is not None:
            messages.success(request, "De vraag is weg.")
        return redirect("measure:own", code, public_id)
    text = item.text.get(DUTCH) or next(iter(item.text.values()), "")
    context = {"school": row.school, "row": row, "text": text}
    return render(request, "measure/own/item_remove.html", context)


@requires(Right.ROUND_MANAGE)
def scale_edit(request: HttpRequest, code: str, public_id: UUID, key: str) -> HttpResponse:
    """Change the answers of a scale that came out of a file, for all its questions."""
    row = row_of(request, code, public_id)
    scale = row.draft.scale(key)
    if scale is None:
        raise Http404
    form = ScaleForm(request.POST or None, scale=scale)
    if request.method == "POST" and form.is_valid():
        by = actor_of(request)
        unless_fixed(request, lambda: actions.save_scale(row, form.made(), by=by))
        return redirect("measure:own", code, public_id)
    answers = (*scale.answers, *filter(None, (scale.no_opinion,)))
    context = {
        "school": row.school,
        "row": row,
        "form": form,
        "others": _translations([answer.text for answer in answers]),
    }
    return render(request, "measure/own/scale.html", context)


def _translations(texts: list[Words]) -> list[tuple[str, list[str]]]:
    """Texts per other language, to write the Dutch by."""
    langs = dict.fromkeys(lang for text in texts for lang in text if lang != DUTCH)
    return [(lang, [text.get(lang, "–") for text in texts]) for lang in langs]


@requires(Right.ROUND_MANAGE)
def part_new(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Add a page at the end."""
    row = row_of(request, code, public_id)
    form = PartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title, by = form.cleaned_data["title"], actor_of(request)
        unless_fixed(request, lambda: actions.add_part(row, title, by=by))
        return redirect("measure:own", code, public_id)
    return _part_page(request, row, form, None)


@requires(Right.ROUND_MANAGE)
def part_edit(request: HttpRequest, code: str, public_id: UUID, key: str) -> HttpResponse:
    """Change the title of a page, or take it out while it is empty."""
    row = row_of(request, code, public_id)
    part = next((each for each in row.draft.parts if each.key == key), None)
    if part is None:
        raise Http404
    form = PartForm(request.POST or None, initial={"title": part.title.get(DUTCH, "")})
    if request.method == "POST" and ("remove" in request.POST or form.is_valid()):
        by = actor_of(request)
        if "remove" in request.POST:
            unless_fixed(request, lambda: actions.remove_part(row, key, by=by))
        else:
            title = form.cleaned_data["title"]
            unless_fixed(request, lambda: actions.rename_part(row, key, title, by=by))
        return redirect("measure:own", code, public_id)
    return _part_page(request, row, form, part)


def _part_page(
    request: HttpRequest, row: OwnQuestionnaire, form: PartForm, part: OwnPart | None
) -> HttpResponse:
    context = {"school": row.school, "row": row, "form": form, "part": part}
    return render(request, "measure/own/part.html", context)
