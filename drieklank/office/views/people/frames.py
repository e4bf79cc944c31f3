"""The two frames that these pages share: a form, and the question before something ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from drieklank.schools.models import School


@dataclass(frozen=True)
class Back:
    """The place where somebody came from: what it is called, and its address."""

    label: str
    url: str


@dataclass(frozen=True)
class Question:
    """What somebody is about to end: says in `points` what happens, the button says the result."""

    title: str
    points: Sequence[str]
    button: str
    lead: str = ""
    refused: str = ""


def form_page(
    request: HttpRequest,
    school: School,
    form: BaseForm,
    *,
    title: str,
    back: Back,
    lead: str = "",
    button: str = "Bewaar",
) -> HttpResponse:
    """A page with one form; what was typed stays in it when something is not right yet."""
    shown = {
        "school": school,
        "form": form,
        "title": title,
        "back": back,
        "lead": lead,
        "button": button,
    }
    return render(request, "office/people/form.html", shown)


def question_page(
    request: HttpRequest,
    school: School,
    question: Question,
    *,
    back: Back,
    form: BaseForm | None = None,
) -> HttpResponse:
    """A page that says what will happen, and asks."""
    shown = {"school": school, "question": question, "back": back, "form": form}
    return render(request, "office/people/question.html", shown)
