"""Whatever is sent: a draft with a report, or a refusal with a reason. Never anything else."""

from __future__ import annotations

import io
import json
import string
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drieklank.measure.importing import QuestionsRefused, read_questions
from drieklank.measure.own.draft import MOST_ITEMS, MOST_OPTIONS, MOST_PARTS, Draft
from tests.measure.importing.files import lss

KEYS = st.sampled_from(
    """title name type elements pages questions choices rows columns items text value html locale
    visibleIf rateValues rateMin rateMax min max inputType description visible""".split()
)
KINDS = st.sampled_from(
    """text comment radiogroup dropdown checkbox boolean rating matrix multipletext panel html
    file""".split()
)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), KINDS)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=25,
)
ELEMENTS = st.dictionaries(KEYS, VALUES, max_size=6)
FEW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read(data: bytes, name: str) -> bool:
    """Whether a file is refused with a sentence, or gives a sound draft that survives being stored."""
    found, reason = None, ""
    try:
        found = read_questions(io.BytesIO(data), name)
    except QuestionsRefused as refusal:
        reason = refusal.reason
    if found is None:
        return reason.endswith(".")
    draft = found.draft
    assert found.carried == len(draft.items) <= MOST_ITEMS
    assert 1 <= len(draft.parts) <= MOST_PARTS
    assert len({item.key for item in draft.items}) == found.carried
    scales = {scale.key for scale in draft.scales}
    for item in draft.items:
        assert item.text
        assert len(item.options) <= MOST_OPTIONS
        assert (item.kind == "scale") == (item.scale in scales)
    return Draft.from_json(json.loads(json.dumps(draft.as_json()))) == draft


@FEW
@given(st.lists(ELEMENTS, max_size=6), ELEMENTS)
def test_any_surveyjs_is_read_or_refused(elements: list[Any], survey: dict[str, Any]) -> None:
    assert read(json.dumps({**survey, "pages": [{"elements": elements}]}).encode(), "x.json")


CELLS = st.text(alphabet=string.printable + "éü™مТ", max_size=12).map(
    lambda text: "".join(sign for sign in text if sign in "\t\n" or sign >= " ")
)
QUESTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "qid": st.integers(0, 5),
            "parent_qid": st.integers(0, 5),
            "gid": st.integers(0, 2),
            "type": st.sampled_from([*"STULOMPYQFHABCE5NKDRIX*1;:G|", "", "?"]),
            "question": CELLS,
            "question_order": CELLS,
            "language": st.sampled_from(["nl", "en", "et", "", "nl-informal"]),
        }
    ),
    max_size=12,
)
ANSWERS = st.lists(
    st.fixed_dictionaries(
        {"qid": st.integers(0, 5), "code": CELLS, "answer": CELLS, "assessment_value": CELLS}
    ),
    max_size=8,
)


@FEW
@given(QUESTIONS, ANSWERS)
def test_any_limesurvey_is_read_or_refused(questions: list[Any], answers: list[Any]) -> None:
    assert read(lss(questions=questions, answers=answers), "x.lss")


@FEW
@given(st.lists(st.lists(CELLS, max_size=6), max_size=15), st.sampled_from(["survey", "choices"]))
def test_any_csv_is_read_or_refused(rows: list[list[str]], sheet: str) -> None:
    head = "survey,\n,type,name,label,hint\n,text,a,Hallo?,\nchoices,\n,list_name,name,label\n"
    body = "\n".join(",".join(["", *row]) for row in rows)
    assert read(f"{head}{sheet},\n{body}".encode(), "x.csv")


@FEW
@given(st.binary(max_size=200), st.sampled_from(["x.lss", "x.json", "x.xlsx", "x.csv", "x"]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    for start in (b"", b"<document>", b"{", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert read(start + data, name)
