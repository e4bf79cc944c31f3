"""The drawing of a situation: on a page in the colours of the reader's theme, on paper in those of the house."""

from __future__ import annotations

import re
from typing import Final

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from drieklank.content.schema.situation import Situation

_COLOUR: Final = re.compile(r"var\(--[a-z0-9-]+,(#[0-9A-F]{6})\)")
_WHOLE: Final = re.compile(r"<svg [^>]*>(.*)</svg>", re.DOTALL)


def on_page(found: Situation, svg: str) -> SafeString:
    """The drawing with its name and what there is to see in words, as wide as its place."""
    inner = _WHOLE.fullmatch(svg)
    return format_html(
        '<svg role="img" aria-labelledby="{0}-naam {0}-ziet" viewBox="0 0 480 280" width="100%"'
        ' fill="none" stroke="var(--ink)" stroke-width="6" stroke-linecap="round"'
        ' stroke-linejoin="round"><title id="{0}-naam">{1}</title><desc id="{0}-ziet">{2}</desc>'
        "{3}</svg>",
        f"tekening-{found.key}",
        found.title,
        found.drawing,
        mark_safe(inner[1] if inner else ""),  # noqa: S308 - a file of our own, looked over at loading
    )


def on_paper(svg: str) -> str:
    """The drawing in fixed colours: the typesetter knows no themes."""
    return _COLOUR.sub(r"\1", svg)
