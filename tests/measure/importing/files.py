"""Small questionnaires of other systems, made here, with what the sample files do not hold."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

Rows = Sequence[Mapping[str, object]]


def lss(**lists: Rows) -> bytes:
    """A LimeSurvey file: list name -> rows."""
    body = "".join(
        f"<{name}><fields><fieldname>x</fieldname></fields><rows>"
        + "".join(
            "<row>"
            + "".join(f"<{column}>{escape(str(cell))}</{column}>" for column, cell in row.items())
            + "</row>"
            for row in rows
        )
        + f"</rows></{name}>"
        for name, rows in lists.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><document>'
        "<LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>366</DBVersion>"
        f"<languages><language>nl</language></languages>{body}</document>"
    ).encode()


def asked(qid: int, kind: str, text: str, **more: object) -> dict[str, object]:
    """A row of the list `questions`, with its text in the row as before version 400."""
    row: dict[str, object] = {
        "qid": qid,
        "parent_qid": 0,
        "gid": 1,
        "type": kind,
        "title": f"Q{qid}",
        "question": text,
        "question_order": qid,
        "language": "nl",
        "relevance": "1",
    }
    return row | more


def under(qid: int, parent: int, text: str, order: int = 1) -> dict[str, object]:
    """A row of the list `subquestions`."""
    return asked(qid, "T", text, parent_qid=parent, title=f"SQ{order}", question_order=order)


def answers(qid: int, *texts: str, weights: Sequence[int] = ()) -> list[dict[str, object]]:
    """Rows of the list `answers`, in order."""
    return [
        {
            "qid": qid,
            "code": f"A{order}",
            "answer": text,
            "sortorder": order,
            "language": "nl",
            "assessment_value": weights[order - 1] if weights else 0,
            "scale_id": 0,
        }
        for order, text in enumerate(texts, 1)
    ]


def surveyjs(*elements: Mapping[str, Any], **survey: Any) -> bytes:
    """A SurveyJS file in Dutch with these elements on one page."""
    return json.dumps({"locale": "nl", "pages": [{"elements": elements}], **survey}).encode()


def workbook(**sheets: Sequence[Sequence[str]]) -> bytes:
    """A workbook with these sheets."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return made.getvalue()
