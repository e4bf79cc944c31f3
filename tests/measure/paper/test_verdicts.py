"""What is decided by the computer, and what a person gets to see."""

from dataclasses import dataclass

from drieklank.measure.paper.layout import Circle, Row
from drieklank.measure.paper.verdicts import Why, judge


@dataclass(frozen=True)
class Ink:
    ink: float
    covered: float = 0.3
    around: float = 0.02


PAPER, CROSS, FAINT, DARK = Ink(0.01, 0.0), Ink(0.3), Ink(0.09, 0.1), Ink(0.8, 0.95)

FAINT_STAIN = Ink(0.08, 0.0, around=0.2)


def page(*rows: list[Ink], boxes: tuple[Ink, ...] = ()) -> tuple[list[Row], dict[Circle, Ink]]:
    laid, measured = [], {}
    for number, inks in enumerate([*rows, *([box] for box in boxes)]):
        circles = tuple(Circle(10.0 * x, 10.0 * number, x + 1) for x in range(len(inks)))
        laid.append(Row(f"row{number}", number, len(inks) == 1, circles))
        measured |= dict(zip(circles, inks, strict=True))
    return laid, measured


def marked(place: int, ink: Ink = CROSS) -> list[Ink]:
    return [ink if number == place else PAPER for number in range(1, 6)]


USUAL = [marked(1), marked(3), marked(5), marked(2), marked(4)]


def verdicts(*rows: list[Ink], boxes: tuple[Ink, ...] = ()) -> list[tuple[int, Why | None]]:
    return [(one.value, one.why) for one in judge(*page(*rows, boxes=boxes))]


def test_plain_crosses_and_a_plain_blank_are_read_without_anyone() -> None:
    read = verdicts(*USUAL, [PAPER] * 5)
    assert read == [(1, None), (3, None), (5, None), (2, None), (4, None), (0, None)]


def test_two_crosses_go_to_a_person() -> None:
    both = [CROSS, PAPER, CROSS, PAPER, PAPER]
    assert verdicts(*USUAL, both)[-1][1] is Why.TWO


def test_a_dark_circle_beside_a_cross_suggests_the_cross_and_decides_nothing() -> None:
    mended = [DARK, PAPER, PAPER, CROSS, PAPER]
    assert verdicts(*USUAL, mended)[-1] == (4, Why.TWO)


def test_an_answer_taken_back_by_a_writer_of_crosses_goes_to_a_person() -> None:
    assert verdicts(*USUAL, marked(2, DARK))[-1] == (0, Why.FILLED)


def test_a_writer_who_always_fills_circles_is_simply_read() -> None:
    rows = [marked(place, DARK) for place in (1, 3, 5, 2, 4)]
    assert verdicts(*rows) == [(1, None), (3, None), (5, None), (2, None), (4, None)]


def test_a_faint_mark_goes_to_a_person_with_its_place() -> None:
    assert verdicts(*USUAL, marked(3, FAINT))[-1] == (3, Why.FAINT)


def test_a_blank_of_a_writer_with_weak_pencil_goes_to_a_person() -> None:
    weak = Ink(0.05, 0.1)
    rows = [marked(place, weak) for place in (1, 3, 5, 2, 4)]
    assert verdicts(*rows, [PAPER] * 5) == [
        (1, None), (3, None), (5, None), (2, None), (4, None), (0, Why.WEAK_BLANK),
    ]  # fmt: skip


def test_a_page_with_one_mark_goes_to_a_person_whole_and_an_untouched_page_does_not() -> None:
    empty = [[PAPER] * 5] * 4
    assert {why for _, why in verdicts(marked(2), *empty)} == {Why.NEARLY_EMPTY}
    assert verdicts(*empty) == [(0, None)] * 4


def test_boxes_are_ticked_empty_or_for_a_person() -> None:
    read = verdicts(*USUAL, boxes=(CROSS, PAPER, FAINT, DARK))
    assert read[5:] == [(1, None), (0, None), (0, Why.FAINT), (0, Why.FILLED)]


def test_a_stain_over_a_blank_row_is_no_answer_but_something_to_look_at() -> None:
    coffee = Ink(0.25, 0.5, around=0.18)
    assert verdicts(*USUAL, marked(1, coffee))[-1] == (1, Why.STAIN)


def test_weak_pencil_that_stands_out_is_read_and_its_boxes_never_pass_as_empty() -> None:
    """A copied page of pencil once lost four ticks in silence."""
    usual, less, trace = Ink(0.055, 0.2), Ink(0.03, 0.15), Ink(0.02, 0.12)
    rows = [marked(place, usual) for place in (1, 3, 5, 2)]
    read = verdicts(*rows, marked(4, less), [PAPER] * 5, boxes=(trace, PAPER))
    assert read == [
        (1, None), (3, None), (5, None), (2, None), (4, None),
        (0, Why.WEAK_BLANK), (0, Why.WEAK_BLANK), (0, None),
    ]  # fmt: skip


def test_pale_ink_beside_a_plain_cross_is_no_second_cross() -> None:
    """A ring of coffee over a page of crosses would send every row it touches to a person."""
    coffee = Ink(0.2, 0.0, around=0.1)
    touched = [PAPER, coffee, FAINT_STAIN, CROSS, PAPER]
    assert verdicts(*USUAL, touched)[-1] == (4, None)


def test_a_lighter_cross_beside_a_dark_one_still_goes_to_a_person() -> None:
    lighter = [PAPER, Ink(0.15, 0.1), PAPER, CROSS, PAPER]
    assert verdicts(*USUAL, lighter)[-1][1] is Why.TWO


def test_coffee_beside_a_cross_that_is_unlike_the_writers_own_goes_to_a_person() -> None:
    coffee = Ink(0.2, 0.0, around=0.1)
    assert verdicts(*USUAL, [PAPER, coffee, PAPER, Ink(0.2, 0.15), PAPER])[-1][1] is Why.TWO


def test_pale_ink_alone_in_a_row_is_no_answer_but_something_to_look_at() -> None:
    """A fold leaves no ink around the circle; it must not become an answer to a blank row."""
    fold = Ink(0.2, 0.0)
    assert verdicts(*USUAL, marked(2, fold))[-1] == (2, Why.STAIN)
    assert verdicts(*USUAL, boxes=(CROSS, fold))[-1] == (1, Why.STAIN)


def test_a_row_that_lies_elsewhere_than_it_should_goes_to_a_person() -> None:
    rows, measured = page(*USUAL)
    lost = frozenset({rows[1].circles[4]})
    read = [(one.value, one.why) for one in judge(rows, measured, lost)]
    assert read == [(1, None), (3, Why.LOST), (5, None), (2, None), (4, None)]
