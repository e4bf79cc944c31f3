"""Prints forms: one PDF for many families. Made while it is downloaded; it holds codes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import segno

from drieklank.content.texts import fill
from drieklank.documents.pdf import render
from drieklank.measure.paper import geometry as g
from drieklank.measure.paper.layout import Form, Page
from drieklank.measure.paper.words import words

_INK: Final = "#16213A"
_RING: Final = "#3A4357"


@dataclass(frozen=True, slots=True)
class Printed:
    """One family's form. token: opaque, in capitals and digits; stands in the QR code of each page.

    code: the typable code as people read it. to: name and address for the sheet on top, which the
    family keeps; empty: no such sheet.
    """

    form: Form
    token: str
    code: str
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What all forms of one print have in common; `closes_on` by language, as people read it."""

    school: str
    typed_at: str
    contact: str
    closes_on: dict[str, str]


def forms_pdf(printed: Iterable[Printed], about: About, *, two_sided: bool = True) -> bytes:
    """Return all forms, each family on its own sheets.

    Raises:
        ValueError: there is no form to print.
    """
    sheets = []
    layouts: dict[str, dict[str, Any]] = {}
    for one in printed:
        for page in one.form.pages:
            name = f"{one.form.id}/{page.number}"
            if name not in layouts:
                layouts[name] = _page(page, words(one.form.lang).circles)
        sheets.append(_sheet(one, about))
    if not sheets:
        raise ValueError("there is no form to print")
    title = "Vragenlijsten op papier"
    data = {"title": title, "two_sided": two_sided, "layouts": layouts, "sheets": sheets}
    return render("paper", data)


def payload(token: str, form: Form, page: int) -> str:
    """Return what the QR code of a page says."""
    return f"{token}/{form.id}/{page}"


def _sheet(one: Printed, about: About) -> dict[str, Any]:
    form, said = one.form, words(one.form.lang)
    counted = {"pages": len(form.pages)}
    return {
        "lang": form.lang,
        "rtl": form.is_rtl,
        "school": about.school,
        "code": one.code,
        "cover": _cover(one, about) if one.to else None,
        "faces": [
            {
                "layout": f"{form.id}/{page.number}",
                "title": form.title,
                "pages": fill(said.page, form.lang, counted | {"page": page.number}),
                "code_label": said.code,
                "qr": _qr(payload(one.token, form, page.number)),
                "qr_alt": said.qr,
            }
            for page in form.pages
        ],
    }


def _cover(one: Printed, about: About) -> dict[str, Any]:
    said, lang = words(one.form.lang), one.form.lang
    values: dict[str, str | int] = {
        "school": about.school,
        "typed_at": about.typed_at,
        "code": one.code,
        "contact": about.contact,
        "closes_on": about.closes_on[lang],
    }
    return {
        "to": one.to,
        "subject": said.subject,
        "paragraphs": [fill(paragraph, lang, values) for paragraph in said.explains],
    }


def _page(page: Page, alt: str) -> dict[str, Any]:
    texts = [
        {
            "x": text.x,
            "y": text.y,
            "width": text.width,
            "height": text.height,
            "text": text.text,
            "style": text.style,
            "centred": text.is_centred,
        }
        for text in page.texts
    ]
    return {"drawing": _drawing(page), "alt": alt, "texts": texts}


def _drawing(page: Page) -> str:
    """Markers, circles and examples as one SVG of the whole page, in millimetres."""
    radius = g.CIRCLE / 2
    shapes = [_marker(*at, pattern) for at, pattern in zip(g.MARKERS, g.PATTERNS, strict=True)]
    rings = [(circle.x, circle.y) for row in page.rows for circle in row.circles]
    rings += [(example.x, example.y) for example in page.examples]
    shapes += [
        f'<circle cx="{x:.3f}" cy="{y:.3f}" r="{radius}" fill="none" stroke="{_RING}"'
        f' stroke-width="{g.LINE}"/>'
        for x, y in rings
    ]
    shapes += [_example(example.x, example.y, example.kind) for example in page.examples]
    shapes.append(
        f'<path d="M10 {g.STRIP_BOTTOM}H200" stroke="{_RING}" stroke-width="0.15"'
        ' stroke-dasharray="1.5 1.5"/>'
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm"'
        f' viewBox="0 0 {g.WIDTH:.0f} {g.HEIGHT:.0f}">{"".join(shapes)}</svg>'
    )


def _marker(x: float, y: float, pattern: tuple[str, ...]) -> str:
    cell = g.MARKER_SIZE / len(pattern)
    white = [
        f'<rect x="{x + column * cell:.4f}" y="{y + line * cell:.4f}" width="{cell:.4f}"'
        f' height="{cell:.4f}" fill="#FFFFFF"/>'
        for line, bits in enumerate(pattern)
        for column, bit in enumerate(bits)
        if bit == "1"
    ]
    size = f'width="{g.MARKER_SIZE}" height="{g.MARKER_SIZE}"'
    return f'<rect x="{x}" y="{y}" {size} fill="#000000"/>{"".join(white)}'


def _example(x: float, y: float, kind: str) -> str:
    if kind == "filled":
        return f'<circle cx="{x:.3f}" cy="{y:.3f}" r="{g.CIRCLE / 2}" fill="{_INK}"/>'
    arm = 1.9
    lines = f"M{x - arm:.3f} {y - arm:.3f}L{x + arm:.3f} {y + arm:.3f}"
    lines += f"M{x + arm:.3f} {y - arm:.3f}L{x - arm:.3f} {y + arm:.3f}"
    return f'<path d="{lines}" stroke="{_INK}" stroke-width="0.5" stroke-linecap="round"/>'


def _qr(text: str) -> str:
    """The code of a page as strict SVG, with its quiet zone; Q survives a stain on a quarter of it."""
    out = io.BytesIO()
    segno.make(text, error="q", mask=3, micro=False, boost_error=False).save(
        out, kind="svg", border=4, dark="#000000", light="#FFFFFF", xmldecl=False, svgns=True
    )
    return out.getvalue().decode()
