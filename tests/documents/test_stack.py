"""A bar for any number of answers: the colours say which end is which, the lengths add up."""

import re
from xml.etree import ElementTree as ET

import pytest

from drieklank.documents.charts import stack


@pytest.mark.parametrize(
    ("count", "tones"),
    [
        (2, ("n1", "o5")),
        (3, ("n1", "n3", "o5")),
        (4, ("n1", "n2", "o4", "o5")),
        (5, ("n1", "n2", "n3", "o4", "o5")),
        (7, ("n1", "n2", "n2", "n3", "o4", "o4", "o5")),
    ],
)
def test_lower_half_is_grey_and_upper_half_has_the_colour_of_parents(
    count: int, tones: tuple[str, ...]
) -> None:
    assert stack.tones(count, "parent") == tones


def test_each_side_has_its_own_colour_on_the_upper_half() -> None:
    assert [stack.tones(2, side)[1] for side in ("parent", "school", "child")] == ["o5", "t5", "k5"]


def test_bar_on_a_page_leaves_out_what_nobody_answered_and_fills_the_width() -> None:
    drawn = stack.on_page((25, 0, 15, 60), "child")
    pieces = re.findall(r'<svg x="([\d.]+)%" width="([\d.]+)%"', drawn)
    assert pieces == [("0", "25"), ("25", "15"), ("40", "60")]
    assert 'aria-hidden="true"' in drawn
    assert "style=" not in drawn


@pytest.mark.parametrize("side", ["parent", "school", "child"])
@pytest.mark.parametrize("count", [2, 3, 4, 5, 7])
def test_bar_on_paper_is_strict_svg_with_every_answer(side: str, count: int) -> None:
    drawn = stack.on_paper([100 / count] * count, side, title="Vraag <1>", description="x")
    root = ET.fromstring(drawn)
    assert len(root.findall("{http://www.w3.org/2000/svg}rect")) == count
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Vraag <1>"
