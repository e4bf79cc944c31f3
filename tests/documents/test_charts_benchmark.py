"""The drawing that puts a school beside others: readable without eyes, and no other school in it."""

import re
from xml.etree import ElementTree

from drieklank.documents.charts.benchmark import BesideRow, beside, beside_key

HOSTILE = "</svg><script>alert(1)</script> & \"'"
ROW = BesideRow(
    HOSTILE, "Bij de <middelste> helft.", 57, 58, 52, 64, 55, 63, 59, "58 (52 tot 64)", "55 tot 63"
)


def test_table_says_all_that_the_drawing_shows() -> None:
    html = beside([ROW], caption="Streefdoelen")
    (row,) = re.findall(r"<tbody.*?</tbody>", html)
    said = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", row))
    for words in ("57", "58 (52 tot 64)", "55 tot 63", "Bij de &lt;middelste&gt; helft."):
        assert words in said
    assert html.count('<svg height="34" aria-hidden="true">') == 1
    assert '<caption class="vh">Streefdoelen</caption>' in html


def test_drawing_holds_one_school_and_one_group() -> None:
    html = beside([ROW], caption="x")
    assert (html.count("g-school"), html.count("g-group"), html.count("g-other")) == (1, 1, 0)
    assert re.search(r'<rect x="55\.0%" y="\d+" width="8\.0%"[^>]*class="g-group"', html)
    assert 'x1="52.0%" x2="64.0%"' in html
    assert '<svg x="58.0%"' in html


def test_rows_keep_the_order_they_were_given_in() -> None:
    rows = [
        BesideRow(name, "", value, value, 0, 99, 1, 2, 1, "", "")
        for name, value in (("a", 10), ("b", 90), ("c", 50))
    ]
    html = beside(rows, caption="x")
    assert re.findall(r'scope="row">(\w)', html) == ["a", "b", "c"]


def test_words_from_outside_stay_words_and_the_drawing_is_well_formed() -> None:
    for html in (beside([ROW], caption=HOSTILE, what=HOSTILE), beside_key()):
        assert "<script" not in html
        ElementTree.fromstring(html)


def test_group_without_differences_is_still_seen() -> None:
    narrow = BesideRow("a", "", 50, 50, 40, 60, 59, 59, 59, "", "")
    assert 'width="0.6%"' in beside([narrow], caption="x")
