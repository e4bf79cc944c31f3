"""Charts: the numbers come out right, in both directions, safely, and Typst accepts them."""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typst
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from drieklank.documents.characters import FONTS
from drieklank.documents.charts import (
    Drawing,
    DumbbellRow,
    GrowthRow,
    LikertRow,
    StripRow,
    Words,
    ink,
    page,
    paper,
)
from drieklank.documents.charts.rows import agreement, number, place, reach, segments
from drieklank.documents.charts.widths import lines, width

HOSTILE = "<script>alert(1)</script> & \"co\" 'x'"
SHARES = (10.0, 20.0, 40.0, 30.0)
DUMBBELLS = [
    DumbbellRow("In gesprek", "ook als het goed gaat", 57, 53, 62, 80, "team +23"),
    DumbbellRow("Omgeving", team=70),
    DumbbellRow(HOSTILE, HOSTILE, 40, 35, 45, 40, HOSTILE),
]
LIKERTS = [
    LikertRow("Ik voel me welkom.", SHARES, (0.0, 0.0, 50.0, 50.0), "4% weet het niet"),
    LikertRow(HOSTILE, None, SHARES, HOSTILE),
    LikertRow("Niemand genoeg", None),
]
GROWTHS = [GrowthRow("Welkom", 60, 71, "+11"), GrowthRow(HOSTILE, None, 50)]
STRIPS = [StripRow(HOSTILE, 57, (50, 57, 57, 62.4, 70), 60, "wij 57")]


def papers(*, rtl: bool = False) -> dict[str, Drawing]:
    said = {"title": HOSTILE, "description": HOSTILE, "rtl": rtl}
    return {
        "dumbbell": paper.dumbbell(DUMBBELLS, **said),
        "likert": paper.likert(LIKERTS, **said),
        "growth": paper.growth(GROWTHS, **said),
        "strip": paper.strip(STRIPS, **said),
        "coverage": paper.coverage((5, 2, 1), **said),
        "legend-who": paper.legend("who", rtl=rtl),
        "legend-likert": paper.legend("likert", rtl=rtl),
        "legend-growth": paper.legend("growth", rtl=rtl),
        "legend-coverage": paper.legend("coverage", rtl=rtl),
    }


def pages(*, rtl: bool = False) -> dict[str, Drawing]:
    return {
        "dumbbell": page.dumbbell(DUMBBELLS, caption=HOSTILE, rtl=rtl),
        "likert": page.likert(LIKERTS, caption=HOSTILE, rtl=rtl),
        "growth": page.growth(GROWTHS, caption=HOSTILE, rtl=rtl),
        "strip": page.strip(STRIPS[0], label=HOSTILE, rtl=rtl),
        "coverage": page.coverage((5, 2, 1)),
        "highlight": page.highlight(DUMBBELLS[0], title=HOSTILE, label=HOSTILE, rtl=rtl),
        "likert-key": page.likert_key(),
        "who-key": page.who_key(97, 17),
        "growth-key": page.growth_key(),
    }


def tree(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("name", sorted(papers()))
def test_paper_drawing_is_strict_xml_with_title_and_description(name: str, rtl: bool) -> None:
    root = tree(papers(rtl=rtl)[name])
    ns = "{http://www.w3.org/2000/svg}"
    ids = [root[0].get("id"), root[1].get("id")]
    assert [child.tag for child in root[:2]] == [f"{ns}title", f"{ns}desc"]
    assert root.get("aria-labelledby") == " ".join(str(own) for own in ids)
    assert "script" not in {element.tag.removeprefix(ns) for element in root.iter()}


@pytest.mark.parametrize("name", sorted(papers()))
def test_paper_drawing_uses_no_style_sheet_because_typst_knows_none(name: str) -> None:
    svg = papers()[name]
    assert "var(" not in svg
    assert " class=" not in svg
    assert " style=" not in svg


@pytest.mark.parametrize("name", sorted(pages()))
def test_page_drawing_writes_texts_as_text_and_has_no_inline_style(name: str) -> None:
    html = pages()[name]
    assert "<script" not in html
    assert " style=" not in html
    assert tree(html) is not None


@pytest.mark.parametrize("rtl", [False, True])
def test_typst_takes_every_drawing_into_an_accessible_document(tmp_path: Path, rtl: bool) -> None:
    source = ['#set document(title: "Grafieken")', "#set page(width: 720pt, height: auto)"]
    arabic = DumbbellRow("التواصل معًا", "نتحدث", 57, 53, 62, 80, "الفريق +23")
    drawings = papers(rtl=rtl) | {
        "plot": paper.dumbbell_plot(arabic, rtl=True),
        "bars": paper.likert_plot(LIKERTS[0], (30, 100), rtl=True),
        "nothing": paper.likert_plot(LIKERTS[2], (30, 100)),
    }
    for name, svg in drawings.items():
        (tmp_path / f"{name}.svg").write_text(svg, encoding="utf-8")
        source.append(f'#image("{name}.svg", alt: "x")')
    (tmp_path / "sheet.typ").write_text("\n".join(source), encoding="utf-8")
    made, warnings = typst.compile_with_warnings(
        tmp_path / "sheet.typ",
        root=tmp_path,
        ignore_system_fonts=True,
        font_paths=[FONTS],
        pdf_standards=["ua-1", "a-2a"],
    )
    assert warnings == []
    assert made.startswith(b"%PDF-")


def test_arabic_words_are_drawn_from_right_to_left_in_a_plain_document(tmp_path: Path) -> None:
    words = Words(parents="أولياء الأمور", team="الفريق")
    row = DumbbellRow("التواصل معًا", "نتحدث", 57, 53, 62, 80, "الفريق +23")
    svg = paper.dumbbell([row], title="t", description="d", rtl=True, words=words)
    (tmp_path / "a.svg").write_text(svg, encoding="utf-8")
    (tmp_path / "a.typ").write_text('#image("a.svg", alt: "x")', encoding="utf-8")
    made = typst.compile(tmp_path / "a.typ", font_paths=[FONTS], ignore_system_fonts=True)
    assert isinstance(made, bytes)
    assert '<text x="680.0" y="18.0" font-size="10.5" fill="#4B5469" text-anchor="end"' in svg


def test_drawing_goes_into_a_template_as_it_is() -> None:
    template = engines["django"].from_string("{{ drawing }}{{ text }}")
    assert template.render({"drawing": Drawing("<b>x</b>"), "text": "<b>"}) == "<b>x</b>&lt;b&gt;"


def test_dumbbell_puts_scores_where_they_belong_and_says_them() -> None:
    html = page.dumbbell([DUMBBELLS[0]], caption="Doelen")
    assert 'x1="53.0%" x2="62.0%"' in html  # the band
    assert '<line class="g-line" x1="57.0%" x2="80.0%"' in html
    assert '<td role="cell" class="n" data-l="Ouders"><b>57</b></td>' in html
    assert '<td role="cell" class="n" data-l="Verschil">team +23</td>' in html


def test_dumbbell_from_right_to_left_counts_from_the_right() -> None:
    html = page.dumbbell([DUMBBELLS[0]], caption="Doelen", rtl=True)
    assert '<line class="g-line" x1="43.0%" x2="20.0%"' in html


def test_dumbbell_with_too_few_parents_draws_only_the_team() -> None:
    html = page.dumbbell([DUMBBELLS[1]], caption="Doelen")
    assert "g-school" in html
    assert "g-ouder" not in html
    assert "g-ci-ouder" not in html
    assert "g-line" not in html
    assert "te weinig antwoorden" in html
    svg = paper.dumbbell([DUMBBELLS[1]], title="t", description="d")
    assert "#E2553A" not in svg
    assert "#0E7A75" in svg


def test_highlight_says_both_scores_and_stays_away_when_one_is_missing() -> None:
    html = page.highlight(DUMBBELLS[0], title="In gesprek", label="Ouders 57, team 80.")
    assert ">57</text>" in html
    assert ">80</text>" in html
    assert 'aria-label="Ouders 57, team 80."' in html
    assert page.highlight(DUMBBELLS[1], title="Omgeving", label="x") == ""


def test_likert_bar_turns_round_zero_and_has_no_middle() -> None:
    assert reach([LIKERTS[0]]) == (30, 100)
    pieces = segments(SHARES, (30, 100))
    assert [(answer, round(start, 2), round(length, 2)) for answer, start, length in pieces] == [
        (0, 0.0, 7.69),
        (1, 7.69, 15.38),
        (2, 23.08, 30.77),
        (3, 53.85, 23.08),
    ]


def test_likert_gives_disagreement_one_grey_and_agreement_the_colour_of_who_answers() -> None:
    html = page.likert([LIKERTS[0]], caption="x")
    assert re.findall(r'class="seg (\w+)"', html) == ["n1", "n2", "o4", "o5", "t4", "t5"]
    assert "<b>70%</b>" in html
    assert ">100%<" in html


def test_likert_with_too_few_answers_says_so_and_draws_nothing() -> None:
    html = page.likert([LIKERTS[2]], caption="x")
    assert "te weinig antwoorden" in html
    assert "seg " not in html


@given(
    st.lists(st.floats(0, 100), min_size=4, max_size=4).filter(lambda raw: sum(raw) > 1),
    st.booleans(),
)
def test_segments_add_up_stay_inside_and_mirror(raw: list[float], rtl: bool) -> None:
    total = sum(raw)
    shares = (
        raw[0] / total * 100,
        raw[1] / total * 100,
        raw[2] / total * 100,
        raw[3] / total * 100,
    )
    span = reach([LikertRow("x", shares)])
    pieces = segments(shares, span, rtl=rtl)
    assert sum(length for _, _, length in pieces) == pytest.approx(100 * 100 / sum(span))
    assert all(start >= -1e-6 and start + length <= 100 + 1e-6 for _, start, length in pieces)
    mirrored = [100 - start - length for _, start, length in segments(shares, span, rtl=not rtl)]
    assert [start for _, start, _ in pieces] == pytest.approx(mirrored)


@pytest.mark.parametrize(("score", "rtl", "at"), [(0, False, 0), (25, True, 75), (120, False, 100)])
def test_score_outside_the_scale_stays_on_the_paper(score: float, rtl: bool, at: float) -> None:
    assert place(score, rtl=rtl) == at


def test_coverage_draws_one_dot_per_family_in_the_order_of_contact() -> None:
    html = page.coverage((2, 1, 1), columns=3)
    assert re.findall(r'class="(g-[a-z]+)"', html) == ["g-ouder", "g-ouder", "g-half", "g-none"]
    assert 'viewBox="0 0 60 40"' in html
    assert len(re.findall("<circle", paper.coverage((2, 1, 1), title="t", description="d"))) == 4


def test_coverage_of_nobody_is_an_empty_drawing() -> None:
    assert tree(page.coverage((0, 0, 0))).get("viewBox") == "0 0 240 20"


def test_strip_shows_every_school_once_and_ours_as_the_square() -> None:
    html = page.strip(STRIPS[0], label="wij 57, midden 60")
    assert html.count("g-other") == 5
    assert html.count("g-school") == 1
    assert 'x1="60.0%"' in html


def test_chart_speaks_the_language_it_is_given() -> None:
    words = Words(parents="أولياء الأمور", too_few="إجابات قليلة")
    html = page.dumbbell([DUMBBELLS[1]], caption="x", rtl=True, words=words)
    assert 'data-l="أولياء الأمور"' in html
    assert "إجابات قليلة" in html
    assert "te weinig" not in html


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [(57.4, 0, "57"), (3.26, 1, "3,3"), (-2, 0, "−2"), (None, 0, "–")],
)
def test_number_is_written_the_dutch_way(value: float | None, decimals: int, said: str) -> None:
    assert number(value, decimals) == said


def test_agreement_is_what_the_two_best_answers_add_up_to() -> None:
    assert agreement(SHARES) == 70


def test_lines_break_before_the_room_is_full() -> None:
    broken = lines("School vraagt mijn mening voordat er iets verandert", 12, 120)
    assert " ".join(broken) == "School vraagt mijn mening voordat er iets verandert"
    assert len(broken) > 1
    assert max(width(line, 12) for line in broken) <= 120


def grey(colour: str) -> float:
    """The relative luminance (0-1) of a colour, as WCAG 2.2 defines it: what a grey printer leaves."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("side", ["parent", "school"])
def test_answers_beside_each_other_can_be_told_apart_when_read_in_grey(side: str) -> None:
    fills = [grey(fill) for fill, _ in ink.ANSWERS[side]]
    for one, other in pairwise(fills):
        lighter, darker = max(one, other), min(one, other)
        # The two middle answers lie on both sides of zero and have edges of their own.
        if {one, other} != {fills[1], fills[2]}:
            assert (lighter + 0.05) / (darker + 0.05) >= 2.5


def test_parents_and_team_are_told_apart_by_shape_and_not_only_by_colour() -> None:
    assert "<circle" in ink.mark(10, 10, "parent", 1)
    assert "<rect" in ink.mark(10, 10, "school", 1)
    assert "<rect" not in ink.mark(10, 10, "then", 1)
