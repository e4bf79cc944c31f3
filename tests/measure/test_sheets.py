"""A sheet as bytes: what was filled in comes back, and always fits the size it is padded to."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import DONT_KNOW
from drieklank.content.queries import questionnaire
from drieklank.content.schema import Kind
from drieklank.measure import sheets
from drieklank.measure.sheets import Answerer, Sheet, TooLong

PARENTS = questionnaire("baseline-parents", 1)
TEAM = questionnaire("baseline-team", 1)


@st.composite
def filled(draw: st.DrawFn) -> Sheet:
    spec = sheets.sheet_spec(PARENTS)
    closed = bytes(draw(st.sampled_from([0, 255, *range(1, i.steps + 1)])) for i in spec.items)
    # A form sends no NUL and no half of a character.
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
    return Sheet(closed, {"closing.open": draw(st.text(letters, max_size=1000))})


@given(filled(), st.lists(st.integers(1, 2**40), max_size=20), st.integers(1, 9))
def test_what_goes_into_an_envelope_comes_out_and_fits(
    sheet: Sheet, groups: list[int], family: int
) -> None:
    who = Answerer(tuple(groups), family, "ar")
    packed = sheets.pack_answer(PARENTS, sheet, who)
    assert len(packed) <= sheets.places(PARENTS).capacity
    assert sheets.unpack_answer(PARENTS, packed) == (sheet, who)
    draft = sheets.pack_draft(PARENTS, sheet, 4, "ar")
    assert sheets.unpack_draft(PARENTS, draft) == (sheet, 4, "ar")


def test_longest_text_in_the_widest_letters_still_fits() -> None:
    closed = sheets.empty(PARENTS).closed
    sheet = Sheet(closed, {"closing.open": "👩" * 1000})
    who = Answerer(tuple(range(10**12, 10**12 + 20)), 99, "ar")
    assert len(sheets.pack_answer(PARENTS, sheet, who)) <= sheets.places(PARENTS).capacity


def test_bytes_stand_in_the_order_of_the_questionnaire_with_a_byte_per_box() -> None:
    spec = sheets.sheet_spec(PARENTS)
    keys = [item.key for item in spec.items]
    assert keys[:2] == ["welcome.greeted", "welcome.known"]
    assert keys[24:28] == ["closing.heard", "closing.connected", "closing.serious", "closing.grade"]
    assert keys[28:] == [
        f"closing.barriers.{option.key}" for option in PARENTS.item("closing.barriers").options
    ]
    assert [item.steps for item in spec.items[24:30]] == [4, 4, 4, 10, 1, 1]
    assert [scale.key for scale in spec.scales][-2:] == ["community", "closing"]


@pytest.mark.parametrize(
    ("posted", "chosen"),
    [
        ("closing.grade=7", {"7"}),
        ("closing.grade=none", {"none"}),
        ("closing.grade=11", set()),
        ("closing.grade=7&closing.grade=8", {"8"}),
        ("", set()),
    ],
)
def test_grade_is_read_from_what_a_form_can_send(posted: str, chosen: set[str]) -> None:
    part = PARENTS.parts[-1]
    sheet, faults = sheets.with_part(PARENTS, part, sheets.empty(PARENTS), QueryDict(posted))
    assert (sheets.chosen(PARENTS, PARENTS.item("closing.grade"), sheet), faults) == (chosen, [])


def test_answers_boxes_and_no_opinion_are_kept_apart() -> None:
    part = PARENTS.parts[-1]
    posted = QueryDict(
        "closing.heard=unknown&closing.barriers=time&closing.barriers=transport&closing.barriers=x"
    )
    sheet, _ = sheets.with_part(PARENTS, part, sheets.empty(PARENTS), posted)
    assert sheet.closed[24] == DONT_KNOW
    barriers = PARENTS.item("closing.barriers")
    assert sheets.chosen(PARENTS, barriers, sheet) == {"time", "transport"}
    assert sheets.skipped(PARENTS, part, sheet) == 3


def test_page_replaces_its_own_answers_and_no_others() -> None:
    first, second = PARENTS.parts[:2]
    sheet, _ = sheets.with_part(
        PARENTS, first, sheets.empty(PARENTS), QueryDict("welcome.greeted=yes")
    )
    sheet, _ = sheets.with_part(PARENTS, second, sheet, QueryDict("welcome.greeted=no"))
    assert sheets.chosen(PARENTS, PARENTS.item("welcome.greeted"), sheet) == {"yes"}
    sheet, _ = sheets.with_part(PARENTS, first, sheet, QueryDict(""))
    assert sheet.is_empty


def test_text_over_its_length_stays_whole_and_is_told() -> None:
    posted = QueryDict(mutable=True)
    posted["closing.open"] = "a\r\nb" + "x" * 1000
    sheet, faults = sheets.with_part(PARENTS, PARENTS.parts[-1], sheets.empty(PARENTS), posted)
    assert faults == [TooLong("closing.open", 1003, 1000)]
    assert sheet.texts["closing.open"] == "a\nb" + "x" * 1000


@pytest.mark.parametrize("text", ["   ", "\r\n\t", "\x00"])
def test_text_of_nothing_but_space_is_no_text(text: str) -> None:
    posted = QueryDict(mutable=True)
    posted["closing.open"] = text
    sheet, _ = sheets.with_part(PARENTS, PARENTS.parts[-1], sheets.empty(PARENTS), posted)
    assert sheet.is_empty


def test_team_and_parents_have_capacities_of_their_own() -> None:
    assert sheets.places(PARENTS).capacity == 4864
    assert sheets.places(TEAM).capacity == 768


def test_one_option_out_of_several_is_kept_in_one_byte_and_read_back() -> None:
    """Without it a parent could not open the questionnaire about a pleasant school at all."""
    asked = questionnaire("fijne-school-parents", 1)
    (item,) = (item for item in asked.items if item.kind is Kind.SINGLE)
    (spec,) = (one for one in sheets.sheet_spec(asked).items if one.key == item.key)
    assert spec.steps == len(item.options) == 7
    part, blank = asked.parts[-1], sheets.empty(asked)
    sheet, faults = sheets.with_part(asked, part, blank, QueryDict(f"{item.key}=leader"))
    assert faults == []
    assert sheets.chosen(asked, item, sheet) == {"leader"}
    assert sheets.skipped(asked, part, sheet) == 0
    other, _ = sheets.with_part(asked, part, blank, QueryDict(f"{item.key}=nobody"))
    assert sheets.chosen(asked, item, other) == frozenset()
    assert sheets.skipped(asked, part, other) == 1
