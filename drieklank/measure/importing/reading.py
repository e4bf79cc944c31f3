"""The one way in: a file of whatever kind becomes a draft with a report, or is refused with a reason."""

from __future__ import annotations

import codecs
import io
from typing import BinaryIO, Final

from drieklank.measure.importing import limesurvey_questions, surveyjs, xlsform
from drieklank.measure.importing.report import Imported, QuestionsRefused
from drieklank.people.roster import workbook

LARGEST: Final = 5 * 1024**2
_UNKNOWN: Final = (
    "Dit soort bestand kennen wij niet. "
    "Stuur een .lss van LimeSurvey, een XLSForm (Excel of csv) of de JSON van SurveyJS."
)
_BINARY: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"7z\xbc",
    b"Rar!",
)


def read_questions(file: BinaryIO, name: str) -> Imported:
    """Return what a questionnaire of another system says. The file can be rewound, and is not closed.

    What it is, is seen from the content; the name only helps to say what is wrong.
    Raises QuestionsRefused with a reason in Dutch.
    """
    data = _whole(file)
    if name.lower().endswith(".lsa"):
        raise QuestionsRefused(
            "Dit is een archief van LimeSurvey, met antwoorden erin. "
            "Exporteer alleen de vragenlijst (.lss)."
        )
    if data.startswith(b"PK") or workbook.is_ole(data):
        return xlsform.read_workbook(io.BytesIO(data))
    if data.startswith(_BINARY):
        raise QuestionsRefused(_UNKNOWN)
    start = _text_start(data)
    if start.startswith(b"<"):
        return limesurvey_questions.read(io.BytesIO(data))
    text = _decoded(data)
    if start.startswith((b"{", b"[")):
        return surveyjs.read(text)
    if name.lower().endswith((".csv", ".txt")):
        return xlsform.read_csv(text)
    raise QuestionsRefused(_UNKNOWN)


def _whole(file: BinaryIO) -> bytes:
    size = file.seek(0, io.SEEK_END)
    if size == 0:
        raise QuestionsRefused("Dit bestand is leeg.")
    if size > LARGEST:
        raise QuestionsRefused(f"Dit bestand is groter dan {LARGEST // 1024**2} MB.")
    file.seek(0)
    data = file.read(LARGEST + 1)
    file.seek(0)
    return data


def _text_start(data: bytes) -> bytes:
    return data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\x00", b"").lstrip()


def _decoded(data: bytes) -> str:
    """A byte order mark is believed, then strict UTF-8, then Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if data.count(0) > 8:
        raise QuestionsRefused(_UNKNOWN)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
