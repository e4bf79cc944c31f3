"""SurveyJS: each kind of element, and what stands around it."""

from __future__ import annotations

import io
import json

import pytest

from drieklank.measure.importing import Imported, QuestionsRefused, read_questions
from tests.measure.importing.files import surveyjs


def read(data: bytes) -> Imported:
    return read_questions(io.BytesIO(data), "vragen.json")


def element(kind: str, name: str, **more: object) -> dict[str, object]:
    return {"type": kind, "name": name, "title": f"Vraag {name}", **more}


def test_every_kind_of_surveyjs_ends_in_the_draft_or_in_the_report() -> None:
    choices = ["Lopend", {"value": "bike", "text": "Met de fiets"}]
    found = read(
        surveyjs(
            element("text", "a"),
            element("text", "b", inputType="number", min=1, max=10),
            element("text", "c", inputType="email"),
            element("comment", "d", maxLength=250),
            element("radiogroup", "e", choices=choices),
            element("dropdown", "f", choices=choices),
            element("checkbox", "g", choices=choices),
            element("boolean", "h"),
            element("rating", "i"),
            element("rating", "j", rateMin=0, rateMax=10),
            element("matrix", "k", columns=["Nooit", "Vaak"], rows=["Ik groet", "Ik bel"]),
            element("multipletext", "l", items=[{"name": "een"}, {"name": "twee"}]),
            element("file", "m"),
            element("ranking", "n", choices=choices),
            element("iets-nieuws", "o"),
        )
    )

    assert [(item.text["nl"], item.kind) for item in found.draft.items] == [
        ("Vraag a", "open"),
        ("Vraag b", "grade"),
        ("Vraag d", "open"),
        ("Vraag e", "single"),
        ("Vraag f", "single"),
        ("Vraag g", "choices"),
        ("Vraag h", "single"),
        ("Vraag i", "scale"),
        ("Vraag j", "grade"),
        ("Ik groet", "scale"),
        ("Ik bel", "scale"),
        ("een", "open"),
        ("twee", "open"),
    ]
    assert [(note.where, note.what) for note in found.left_out] == [
        ("Vraag c", "type"),
        ("Vraag m", "type"),
        ("Vraag n", "type"),
        ("Vraag o", "type"),
    ]
    items = {item.text["nl"]: item for item in found.draft.items}
    assert (items["Vraag j"].lowest, items["Vraag j"].highest) == (0, 10)
    assert items["Vraag d"].longest == 250
    assert [each.text for each in items["Vraag h"].options] == [{"nl": "Ja"}, {"nl": "Nee"}]
    assert [each.text["nl"] for each in items["Vraag f"].options] == ["Lopend", "Met de fiets"]
    assert items["Ik groet"].hint == {"nl": "Vraag k"}


def test_ends_of_a_rating_come_over_beside_their_numbers() -> None:
    rating = element(
        "rating", "a", rateMax=3, minRateDescription="slecht", maxRateDescription="goed"
    )
    [scale] = read(surveyjs(rating)).draft.scales

    assert [answer.text["nl"] for answer in scale.answers] == ["1 (slecht)", "2", "3 (goed)"]


def test_texts_per_language_come_over_for_the_languages_we_know() -> None:
    title = {"default": "Welkom?", "ar": "مرحبا؟", "fr": "Bienvenue ?"}
    found = read(surveyjs({"type": "comment", "name": "a", "title": title}))

    assert [item.text for item in found.draft.items] == [{"nl": "Welkom?", "ar": "مرحبا؟"}]
    assert [note.what for note in found.left_out] == ["language"]


def test_conditions_panels_and_references_are_listed() -> None:
    inner = element("comment", "b", visibleIf="{a} = 1", isRequired=True, validators=[{"x": 1}])
    inner["title"] = "En {a}, hoe was dat?"
    found = read(
        surveyjs(
            {"type": "panel", "name": "deel", "visibleIf": "{a} = 2", "elements": [inner]},
            {"type": "paneldynamic", "name": "kinderen", "templateElements": [inner]},
            triggers=[{"type": "complete"}],
        )
    )

    assert found.carried == 1
    assert [(note.where, note.what) for note in found.left_out] == [
        ("deel", "condition"),
        ("En {a}, hoe was dat?", "condition"),
        ("En {a}, hoe was dat?", "check"),
        ("", "required"),
        ("kinderen", "type"),
        ("", "condition"),
    ]
    assert [note.what for note in found.remarks] == ["reference"]


def nested(depth: int) -> bytes:
    element: dict[str, object] = {"type": "comment", "name": "a"}
    for _ in range(depth):
        element = {"type": "panel", "elements": [element]}
    return json.dumps({"pages": [{"elements": [element]}]}).encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", "niet heel"),
        (b"[" * 100_000, "niet heel"),
        (b"[1, 2]", "geen vragenlijst van SurveyJS"),
        (b'{"pages": 3}', "geen vragenlijst van SurveyJS"),
        (nested(60), "te diep"),
        (json.dumps({"elements": [{}] * 2001}).encode(), "te veel vragen"),
    ],
)
def test_json_that_is_no_questionnaire_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(QuestionsRefused) as refused:
        read(data)

    assert reason in refused.value.reason


@pytest.mark.parametrize("junk", [None, 3, [], "x", {"a": []}, [None, 4], float("nan")])
def test_junk_where_a_text_or_list_belongs_breaks_nothing(junk: object) -> None:
    fields = ("title", "choices", "columns", "rows", "items", "rateValues", "rateMax", "maxLength")
    kinds = ("text", "comment", "radiogroup", "matrix", "multipletext", "rating", "boolean")
    elements = [
        {"type": kind, "name": f"{kind}-{field}", field: junk} for kind in kinds for field in fields
    ]
    found = read(surveyjs(*elements, title=junk, description=junk))

    assert found.carried + len(found.left_out) >= len(elements)
