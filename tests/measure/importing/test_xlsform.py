"""XLSForm workbooks with traps that the samples do not hold."""

from __future__ import annotations

import io

import pytest

from drieklank.measure.importing import Imported, QuestionsRefused, read_questions
from tests.measure.importing.files import workbook

CHOICES = [
    ["list_name", "name", "label::Nederlands (nl)", "label::Arabic (ar)"],
    ["vaak", "1", "Nooit", "أبدا"],
    ["vaak", "2", "Soms", "أحيانا"],
    ["vaak", "3", "Altijd", "دائما"],
]
HEAD = ["type", "name", "label::Nederlands (nl)", "label::Arabic (ar)", "appearance", "parameters"]


def read(*rows: list[str], **sheets: list[list[str]]) -> Imported:
    data = workbook(survey=[HEAD, *rows], choices=CHOICES, **sheets)
    return read_questions(io.BytesIO(data), "formulier.xlsx")


def test_likert_becomes_a_scale_and_a_range_a_grade_in_both_languages() -> None:
    found = read(
        ["select_one vaak", "a", "Groet u?", "هل تحيون؟", "likert", ""],
        ["range", "b", "Welk cijfer?", "أي درجة؟", "", "start=1 end=10 step=1"],
        ["range", "c", "Hoeveel?", "كم؟", "", "start=0 end=100"],
        ["select_multiple vaak", "d", "Wanneer?", "متى؟", "", ""],
    )

    assert [(item.kind, item.text["ar"]) for item in found.draft.items] == [
        ("scale", "هل تحيون؟"),
        ("grade", "أي درجة؟"),
        ("choices", "متى؟"),
    ]
    [scale] = found.draft.scales
    assert [answer.text["nl"] for answer in scale.answers] == ["Nooit", "Soms", "Altijd"]
    assert [(note.where, note.what) for note in found.left_out] == [("Hoeveel?", "scale")]


def test_groups_become_pages_with_their_title() -> None:
    found = read(
        ["text", "a", "Eerst", "", "", ""],
        ["begin group", "g", "Het plein", "", "", ""],
        ["text", "b", "Dan", "", "", ""],
        ["end group", "", "", "", "", ""],
        ["begin group", "leeg", "Leeg", "", "", ""],
        ["end group", "", "", "", "", ""],
        ["text", "c", "Ten slotte", "", "", ""],
    )

    assert [
        (part.title, [item.text["nl"] for item in part.items]) for part in found.draft.parts
    ] == [
        ({}, ["Eerst"]),
        ({"nl": "Het plein"}, ["Dan"]),
        ({}, ["Ten slotte"]),
    ]


def test_row_without_kind_and_question_without_options_are_listed() -> None:
    found = read(
        ["", "a", "Wat is dit?", "", "", ""],
        ["select_one nergens", "b", "Kies", "", "", ""],
        ["geopoint", "c", "Waar?", "", "", ""],
        ["deviceid", "d", "", "", "", ""],
    )

    assert (found.carried, [(note.where, note.what) for note in found.left_out]) == (
        0,
        [("Wat is dit?", "type"), ("Kies", "options"), ("Waar?", "type")],
    )


def test_naughty_text_in_a_label_comes_over_as_it_is() -> None:
    text = "\u202eDROP TABLE <3 & “q” =1+1 \U0001f468\u200d\U0001f469 {x"
    found = read(["text", "a", text, "", "", ""])

    assert found.draft.items[0].text == {"nl": text}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["naam", "vraag"], ["a", "b"]], "geen XLSForm"),
        ([["type"], *[["text"]] * 6000], "te groot"),
    ],
)
def test_workbook_that_is_no_form_is_refused(rows: list[list[str]], reason: str) -> None:
    with pytest.raises(QuestionsRefused) as refused:
        read_questions(io.BytesIO(workbook(survey=rows)), "x.xlsx")

    assert reason in refused.value.reason


def test_broken_zip_is_refused() -> None:
    with pytest.raises(QuestionsRefused):
        read_questions(io.BytesIO(b"PK\x03\x04" + b"x" * 300), "x.xlsx")
