"""Files that nobody here wrote: what comes over and what does not, counted exactly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from drieklank.measure.importing import QuestionsRefused, read_questions

# file -> (questions per kind, what was left out, what needs a look)
EXPECTED: dict[str, tuple[dict[str, int], dict[str, int], dict[str, int]]] = {
    "limesurvey/blank-survey.lss": ({"open": 1}, {}, {"dutch": 1}),
    "limesurvey/survey-one-question-two-languages.lss": ({}, {"language": 1, "text": 1}, {}),
    "surveyjs/survey.json": (
        {"single": 3},
        {"type": 1, "text": 1, "double": 3, "correct": 3, "order": 2, "page": 1, "timer": 1},
        {"language": 1},
    ),
    "xlsform/case_insensitivity.csv": ({"single": 1}, {"type": 2, "sheet": 3}, {"dutch": 1}),
    "xlsform/choice_filter_test.xlsx": ({"single": 3}, {"filter": 2}, {"language": 1}),
    "xlsform/or_other.xlsx": ({"single": 2}, {"other": 1, "filter": 1}, {"language": 1}),
    "xlsform/specify_other.csv": ({"single": 1}, {"other": 1}, {"dutch": 1}),
    "xlsform/tutorial.xls": (
        {"single": 7, "open": 1},
        {"repeat": 1, "type": 2, "condition": 2},
        {"language": 1},
    ),
    "xlsform/yes_or_no_question.xlsx": ({"single": 1}, {}, {"dutch": 1}),
    "../excel/mixed_sheets.xlsx": ({}, {"type": 1}, {"language": 1}),
}


@pytest.fixture
def folder(fixtures_dir: Path) -> Path:
    return fixtures_dir / "vragenlijsten"


@pytest.mark.parametrize("name", EXPECTED)
def test_sample_file_comes_over_with_exactly_these_counts(folder: Path, name: str) -> None:
    with (folder / name).open("rb") as file:
        found = read_questions(file, name)

    kinds = Counter(item.kind for item in found.draft.items)
    left_out = Counter(note.what for note in found.left_out)
    remarks = Counter(note.what for note in found.remarks)
    assert (dict(kinds), dict(left_out), dict(remarks)) == EXPECTED[name]
    assert found.carried == sum(kinds.values())
    assert all(note.sentence.endswith((".", "?")) for note in (*found.left_out, *found.remarks))


def test_every_sample_of_a_questionnaire_is_counted_here(folder: Path) -> None:
    files = {
        f"{path.parent.name}/{path.name}"
        for path in folder.glob("*/*")
        if not path.name.startswith("LICENSE")
    }
    assert files == {name for name in EXPECTED if not name.startswith("..")}


def test_first_question_of_limesurvey_comes_over_whole(folder: Path) -> None:
    with (folder / "limesurvey" / "blank-survey.lss").open("rb") as file:
        found = read_questions(file, "blank-survey.lss")

    assert found.draft.title == {"en": "blank survey one question one language"}
    assert [part.title for part in found.draft.parts] == [{"en": "My first question group"}]
    assert [item.text for item in found.draft.items] == [{"en": "this is an example question"}]


def test_options_that_stand_twice_in_a_form_come_over_once(folder: Path) -> None:
    with (folder / "xlsform" / "choice_filter_test.xlsx").open("rb") as file:
        found = read_questions(file, "choice_filter_test.xlsx")

    county = found.draft.items[1]
    assert [option.text for option in county.options] == [
        {"nl": "King"},
        {"nl": "Pierce"},
        {"nl": "Cameron"},
    ]


REFUSED = {
    "vijandig/xmlbomb.xml": "DOCTYPE",
    "vijandig/external.xml": "DOCTYPE",
    "vijandig/dtd.xml": "DOCTYPE",
    "vijandig/simple.xml": "geen vragenlijst van LimeSurvey",
    "vijandig/blns.json": "geen vragenlijst van SurveyJS",
    "vijandig/blns.txt": "geen XLSForm",
    "excel/password_2002_40_xor.xls": "wachtwoord",
    "excel/interview.xlsx": "geen XLSForm",
    "excel/merge_cells.xlsx": "geen XLSForm",
    "excel/LONumbers.xlsx": "geen XLSForm",
}


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_or_wrong_file_is_refused_with_a_reason(fixtures_dir: Path, name: str) -> None:
    with (fixtures_dir / name).open("rb") as file, pytest.raises(QuestionsRefused) as refused:
        read_questions(file, name)

    assert REFUSED[name] in refused.value.reason
    assert refused.value.reason.endswith(".")
