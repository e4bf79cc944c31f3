"""From data to a tagged PDF, by Typst; made to PDF/UA-1 and PDF/A-2a.

Typst itself is the gate: in these standards it refuses a picture without words, a jump in headings
and a character without a shape. Text travels as data and is never read as markup.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst
from django.conf import settings

from drieklank.base.clock import now
from drieklank.documents.characters import FONTS, showable_data

TEMPLATES: Final = Path(__file__).parent / "typst"
# One compiler holds the fonts; it is not safe for two threads at once.
_one_at_a_time = Lock()


class NotRendered(Exception):
    """The typesetter refused a document; the message says why, for the developer."""


@lru_cache(maxsize=1)
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True)


def render(template: str, data: Mapping[str, Any], made_at: datetime | None = None) -> bytes:
    """The PDF of `typst/<template>.typ` over `data` (JSON values).

    In the demonstration every page says on top that its people are made up.

    `made_at` stands in the document as its date (default: now), so equal data and date give equal
    bytes. Raises NotRendered where the typesetter refuses or warns: a warning is a missing font.
    """
    moment = (made_at or now()).astimezone(UTC).replace(microsecond=0)
    given = json.dumps(showable_data(dict(data)), ensure_ascii=False)
    with _one_at_a_time:
        try:
            pdf, warnings = _compiler().compile_with_warnings(
                input=str(TEMPLATES / f"{template}.typ"),
                format="pdf",
                sys_inputs={"data": given, "demo": "yes" if settings.DEMO else ""},
                pdf_standards=["ua-1", "a-2a"],
                timestamp=moment,
            )
        except RuntimeError as refusal:
            said = getattr(refusal, "message", str(refusal))
            raise NotRendered(f"{template}: {said}") from refusal
    if warnings:
        raise NotRendered(f"{template}: {warnings[0].message}")
    if not isinstance(pdf, bytes):
        raise NotRendered(f"{template}: no document came out")
    return pdf
