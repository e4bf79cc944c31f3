"""Where circles stand: what is printed and what is read come from one layout."""

from itertools import combinations

import pytest

from drieklank.base.statistics import DONT_KNOW
from drieklank.content.queries import questionnaire
from drieklank.content.schema import Kind, Questionnaire
from drieklank.measure.paper import geometry as g
from drieklank.measure.paper.layout import Circle, Form, layout, layouts
from drieklank.measure.sheets import places

ASKED = [("baseline-parents", "nl"), ("baseline-parents", "ar"), ("baseline-team", "nl")]


@pytest.fixture(params=ASKED, ids=lambda pair: "-".join(pair))
def laid(request: pytest.FixtureRequest) -> tuple[Questionnaire, Form]:
    key, lang = request.param
    asked = questionnaire(key, 1)
    return asked, layout(asked, lang)


def circles(form: Form) -> list[list[Circle]]:
    return [[circle for row in page.rows for circle in row.circles] for page in form.pages]


def test_every_closed_place_of_the_sheet_stands_on_paper_exactly_once(
    laid: tuple[Questionnaire, Form],
) -> None:
    asked, form = laid
    found = [(row.place, row.name) for page in form.pages for row in page.rows]
    assert found == list(enumerate(item.key for item in places(asked).spec.items))


def test_circles_stay_clear_of_each_other_the_strip_and_the_markers(
    laid: tuple[Questionnaire, Form],
) -> None:
    _, form = laid
    for page in circles(form):
        assert page
        for one, other in combinations(page, 2):
            apart = ((one.x - other.x) ** 2 + (one.y - other.y) ** 2) ** 0.5
            # Ink around a circle is measured to 1.75 of its radius.
            assert apart >= 2 * 1.75 * g.CIRCLE / 2
        for circle in page:
            assert g.STRIP_BOTTOM + 4 < circle.y < g.MARKERS[2][1] - 3
            assert 12 < circle.x < g.WIDTH - 12


def test_a_scale_has_a_circle_for_each_answer_with_the_byte_of_the_sheet(
    laid: tuple[Questionnaire, Form],
) -> None:
    asked, form = laid
    rows = {row.name: row for page in form.pages for row in page.rows}
    for item in asked.items:
        if item.kind in {Kind.SCALE, Kind.PREDICTION}:
            values = [circle.value for circle in rows[item.key].circles]
            answers = asked.scale(item).answers
            steps = iter(range(1, len(answers) + 1))
            assert values == [DONT_KNOW if a.value is None else next(steps) for a in answers]
        if item.kind is Kind.GRADE:
            assert [circle.value for circle in rows[item.key].circles] == list(range(1, 11))


def test_arabic_runs_from_the_right_so_its_first_answer_is_the_rightmost_circle() -> None:
    asked = questionnaire("baseline-parents", 1)
    first = {lang: layout(asked, lang).pages[0].rows[0] for lang in ("nl", "ar")}
    dutch = [circle.x for circle in first["nl"].circles]
    assert dutch == sorted(dutch)
    assert [circle.x for circle in first["ar"].circles] == [g.WIDTH - x for x in dutch]
    assert [c.value for c in first["ar"].circles] == [c.value for c in first["nl"].circles]


def test_each_language_has_a_form_of_its_own_name_so_no_scan_is_read_by_another() -> None:
    asked = questionnaire("baseline-parents", 1)
    forms = layouts(asked)
    assert {form.lang for form in forms.values()} == set(asked.languages)
    assert len(forms) == len(asked.languages)


def test_a_language_without_translation_gets_the_dutch_form() -> None:
    asked = questionnaire("baseline-team", 1)
    assert layout(asked, "ar") == layout(asked, "nl")


def test_the_baseline_for_parents_fits_on_one_sheet() -> None:
    asked = questionnaire("baseline-parents", 1)
    assert [len(layout(asked, lang).pages) for lang in ("nl", "ar")] == [2, 2]


def test_other_wording_of_a_question_never_puts_a_text_on_a_circle(
    laid: tuple[Questionnaire, Form],
) -> None:
    """Boxes are checked, since the typesetter shrinks a text that would leave its box."""
    _, form = laid
    for page in form.pages:
        for text in page.texts:
            for row in page.rows:
                for circle in row.circles:
                    free = g.CIRCLE / 2 + 0.2
                    inside_x = text.x - free < circle.x < text.x + text.width + free
                    inside_y = text.y - free < circle.y < text.y + text.height + free
                    assert not (inside_x and inside_y), (text.text, row.name)
