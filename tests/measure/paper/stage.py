"""Printed forms to write on, and the ways to scan them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from drieklank.content.queries import questionnaire
from drieklank.measure.paper.form import About, Printed, forms_pdf
from drieklank.measure.paper.layout import Form, layout
from tests.measure.paper.rougher import rougher
from tests.measure.paper.simulator import Picture, Random, phone, printed_pages, scanner

TOKEN = "K7QM2XJ9RT4WBD8PNC5H"
CODE = "K7QM2-XJ9RT"
ABOUT = About(
    school="De Klimop",
    typed_at="drieklank.example/code",
    contact="Bel Marieke: 012 345 67 89.",
    closes_on={"nl": "4 december 2026", "en": "4 December 2026", "ar": "٤ ديسمبر ٢٠٢٦"},
)
SCANS: dict[str, Callable[[Picture, Random], bytes]] = {
    "scanner": scanner,
    "phone": phone,
    "rougher": rougher,
}


@dataclass(frozen=True)
class Print:
    """A form of the baseline, and its clean pages."""

    form: Form
    pages: list[Picture]


@cache
def printed(lang: str, key: str = "baseline-parents") -> Print:
    form = layout(questionnaire(key, 1), lang)
    pdf = forms_pdf([Printed(form, TOKEN, CODE)], ABOUT)
    pages = printed_pages(pdf)
    return Print(form, pages[: len(form.pages)])
