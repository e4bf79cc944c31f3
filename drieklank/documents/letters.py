"""Letters on paper: an invitation or an activation code for many families in one PDF.

The bytes are made while they are sent to the browser and stored nowhere: they hold secrets.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import segno

from drieklank.content.queries import interface_texts
from drieklank.content.texts import RIGHT_TO_LEFT, written_day
from drieklank.documents.pdf import render


@dataclass(frozen=True)
class Letter:
    """One letter to one family, in its own language.

    `to` are the lines in the window of the envelope; `sender` the school's name and what stands
    beside it (address, telephone). `paragraphs` come before the block with the codes, `after`
    below it. `link` goes into the QR code; `typed_at` is the address where `code` is typed.
    """

    to: tuple[str, ...]
    sender: tuple[str, ...]
    lang: str
    written_on: date
    subject: str
    paragraphs: tuple[str, ...]
    link: str
    typed_at: str
    code: str
    after: tuple[str, ...] = ()


def qr_svg(link: str) -> str:
    """A QR code as strict SVG; level M reads well from a folded letter.

    The mask is given, since weighing all eight takes most of the time of hundreds of letters; a
    reader finds out from the code itself which one it is.
    """
    out = io.BytesIO()
    segno.make(link, error="m", mask=3, micro=False).save(
        out, kind="svg", border=2, dark="#16213A", light="#FFFFFF", xmldecl=False, svgns=True
    )
    return out.getvalue().decode()


def _plain(letter: Letter) -> dict[str, Any]:
    labels = interface_texts("post-interface", letter.lang)
    return {
        "to": letter.to,
        "sender": letter.sender,
        "lang": letter.lang,
        "rtl": letter.lang in RIGHT_TO_LEFT,
        "date": written_day(letter.written_on, letter.lang),
        "subject": letter.subject,
        "before": letter.paragraphs,
        "after": letter.after,
        "qr": qr_svg(letter.link),
        "qr_alt": labels["letter_qr_alt"],
        "scan_label": labels["letter_scan"],
        "type_label": labels["letter_type"],
        "code_label": labels["letter_code"],
        "typed_at": letter.typed_at,
        "code": letter.code,
    }


def _letters(title: str, letters: Iterable[Letter], two_sided: bool) -> bytes:
    data = {"title": title, "two_sided": two_sided, "letters": [_plain(one) for one in letters]}
    if not data["letters"]:
        raise ValueError("there is no letter to print")
    return render("letters", data)


def invitation_letters(letters: Iterable[Letter], *, two_sided: bool = True) -> bytes:
    """All invitations in one PDF, each on its own sheet.

    `two_sided` leaves the back of every letter empty, so that a printer that prints on both sides
    never puts two families on one sheet. Raises ValueError where there are no letters.
    """
    return _letters("Uitnodigingen voor de vragenlijst", letters, two_sided)


def activation_letters(letters: Iterable[Letter], *, two_sided: bool = True) -> bytes:
    """All letters with an activation code for the parents' portal, as `invitation_letters`."""
    return _letters("Codes voor de ouderpagina", letters, two_sided)
