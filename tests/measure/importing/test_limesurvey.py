"""Kinds of questions of LimeSurvey that the samples do not hold."""

from __future__ import annotations

import io

import pytest

from drieklank.measure.importing import Imported, QuestionsRefused, read_questions
from drieklank.measure.own.draft import Choice
from tests.measure.importing.files import Rows, answers, asked, lss, under

GROUP = [{"gid": 1, "group_order": 1, "group_name": "Op het plein", "language": "nl"}]


def read(questions: Rows, **lists: Rows) -> Imported:
    data = lss(groups=GROUP, questions=questions, **lists)
    return read_questions(io.BytesIO(data), "vragen.lss")


def left_out(found: Imported) -> list[tuple[str, str]]:
    return [(note.where, note.what) for note in found.left_out]


def test_every_kind_of_limesurvey_ends_in_the_draft_or_in_the_report() -> None:
    kinds = [*"STULOMPYQFHABCE5", *"NKDRIX*1;:G|", "?"]
    questions = [asked(number, kind, f"Vraag {kind}") for number, kind in enumerate(kinds, 1)]
    rows = [under(100 + number, number, f"Regel {number}") for number in range(1, len(kinds) + 1)]
    made = [row for number in range(1, len(kinds) + 1) for row in answers(number, "Nooit", "Vaak")]

    found = read(questions, subquestions=rows, answers=made)

    assert [item.kind for item in found.draft.items] == [
        *["open"] * 3,
        *["single"] * 2,
        *["choices"] * 2,
        "single",
        "open",
        *["scale"] * 3,
        "grade",
        "single",
        *["scale"] * 2,
    ]
    assert left_out(found) == [
        (f"Q{number}: Vraag {kind}", "type") for number, kind in enumerate(kinds, 1) if number > 16
    ]


def test_table_of_questions_becomes_questions_on_one_scale() -> None:
    rows = [under(2, 1, "Ik groet ouders", 2), under(3, 1, "Ik ken ouders", 1)]
    texts = ("Altijd", "Soms", "Nooit", "Weet ik niet")

    found = read(
        [asked(1, "F", "Hoe vaak?")],
        subquestions=rows,
        answers=answers(1, *texts, weights=(3, 2, 1, 0)),
    )

    assert [(item.text, item.hint, item.scale) for item in found.draft.items] == [
        ({"nl": "Ik ken ouders"}, {"nl": "Hoe vaak?"}, "s1"),
        ({"nl": "Ik groet ouders"}, {"nl": "Hoe vaak?"}, "s1"),
    ]
    [scale] = found.draft.scales
    # The file weighs downwards: what it gives most stands highest.
    assert [answer.text["nl"] for answer in scale.answers] == ["Nooit", "Soms", "Altijd"]
    assert scale.no_opinion == Choice("unknown", {"nl": "Weet ik niet"})
    assert [note.what for note in found.remarks] == ["scale"]


def test_scale_of_twelve_answers_is_named_and_not_carried() -> None:
    found = read(
        [asked(1, "F", "Hoe vaak?")],
        subquestions=[under(2, 1, "Ik groet")],
        answers=answers(1, *(f"{number} keer" for number in range(12))),
    )

    assert (found.carried, left_out(found)) == (0, [("Q1: Hoe vaak?", "scale")])


def test_what_a_question_had_besides_its_words_is_listed() -> None:
    settings = [
        {"qid": 2, "attribute": "hidden", "value": "1"},
        {"qid": 3, "attribute": "maximum_chars", "value": "200"},
        {"qid": 3, "attribute": "em_validation_q", "value": "strlen(self) > 3"},
    ]
    questions = [
        asked(1, "L", "Hoe kom je?", relevance="Q0 == 'Y'", other="Y", mandatory="Y"),
        asked(2, "S", "Verborgen"),
        asked(3, "T", "Vertel"),
    ]

    found = read(questions, answers=answers(1, "Lopend", "Fiets"), question_attributes=settings)

    assert left_out(found) == [
        ("Q1: Hoe kom je?", "condition"),
        ("Q1: Hoe kom je?", "other"),
        ("", "required"),
        ("Q2: Verborgen", "hidden"),
        ("Q3: Vertel", "check"),
    ]
    assert [item.longest for item in found.draft.items] == [None, 200]


def test_markup_goes_and_words_stay_in_every_language_we_know() -> None:
    texts = [
        {"qid": 1, "language": "nl", "question": "<p>Voelt u zich <b>welkom</b>&nbsp;hier?</p>"},
        {"qid": 1, "language": "ar", "question": "هل تشعرون بالترحيب؟"},
        {"qid": 1, "language": "de-informal", "question": "Willkommen?"},
        {"qid": 1, "language": "nl", "help": "<script>kwaad()</script>Denk aan <i>nu</i>"},
    ]
    bare = {"qid": 1, "parent_qid": 0, "gid": 1, "type": "T", "title": "Q1", "question_order": 1}

    found = read([bare], question_l10ns=texts)

    [item] = found.draft.items
    assert item.text == {"nl": "Voelt u zich welkom hier?", "ar": "هل تشعرون بالترحيب؟"}
    assert item.hint == {"nl": "Denk aan nu"}
    assert left_out(found) == [("", "language")]
    assert "“de-informal”" in found.left_out[0].sentence
    assert [note.what for note in found.remarks] == ["markup"]


@pytest.mark.parametrize(
    ("length", "carried", "left", "remarks"),
    [(300, 1, [], []), (301, 1, [], ["long"]), (1000, 1, [], ["long"]), (1001, 0, ["long"], [])],
)
def test_text_that_is_too_long_is_kept_to_shorten_or_named(
    length: int, carried: int, left: list[str], remarks: list[str]
) -> None:
    found = read([asked(1, "T", "a" * length)])

    assert found.carried == carried
    assert [note.what for note in found.left_out] == left
    assert [note.what for note in found.remarks] == remarks


def test_questionnaire_of_a_hundred_questions_says_which_forty_stayed_behind() -> None:
    found = read([asked(number, "T", f"Vraag {number}") for number in range(1, 101)])

    assert found.carried == 60
    assert left_out(found) == [(f"Q{n}: Vraag {n}", "many") for n in range(61, 101)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>", "los onderdeel"),
        (b"<document>", "niet heel"),
        (b"<html></html>", "geen vragenlijst van LimeSurvey"),
        (b"<document>" + b"<a>" * 50, "te diep"),
        (b'<!DOCTYPE d [<!ENTITY a "b">]><document>&a;</document>', "DOCTYPE"),
        (b"", "leeg"),
        (b"<document>" + b" " * (5 * 1024**2), "groter dan 5 MB"),
        (b"%PDF-1.7", "kennen wij niet"),
    ],
)
def test_file_that_is_no_whole_survey_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(QuestionsRefused) as refused:
        read_questions(io.BytesIO(data), "vragen.lss")

    assert reason in refused.value.reason


def test_archive_with_answers_in_it_is_refused_before_it_is_opened() -> None:
    with pytest.raises(QuestionsRefused) as refused:
        read_questions(io.BytesIO(b"PK\x03\x04"), "alles.lsa")

    assert "met antwoorden erin" in refused.value.reason
