"""Who reads open answers over may black out, and write nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.results.rules.texts import MARKS, is_only_blacked_out


@pytest.mark.parametrize(
    ("edited", "fits"),
    [
        ("De [naam] belt [weggehaald].", True),
        ("De juf belt nooit.", True),
        ("[weggehaald]", True),
        ("De juf belt [..]", True),
        ("De juf  belt\nnooit.", True),
        ("De juf belt altijd.", False),
        ("De juf belt nooit. [naam]", False),
        ("De juf belt", False),
        ("De juf belt [altijd].", False),
        ("[naam] De juf belt nooit.", False),
        ("nooit belt De juf.", False),
        ("De ju[naam] belt nooit.", False),
        ("", False),
    ],
)
def test_reader_may_only_black_out(edited: str, fits: bool) -> None:
    assert is_only_blacked_out("De juf belt nooit.", edited) is fits


def test_marks_that_the_rule_left_may_stay_and_go() -> None:
    original = "Juf [naam] van [groep] is streng"
    assert is_only_blacked_out(original, original)
    assert is_only_blacked_out(original, "Juf [naam] van [groep] is [weggehaald]")
    assert is_only_blacked_out(original, "[weggehaald] is streng")


_WORD = st.text(alphabet="abcdé", min_size=1, max_size=3)


@given(st.lists(_WORD, min_size=1, max_size=12), st.data())
def test_any_words_taken_out_are_accepted(words: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.sets(st.integers(0, len(words) - 1)))
    mark = data.draw(st.sampled_from(MARKS))
    edited = [mark if place in gone else word for place, word in enumerate(words)]
    assert is_only_blacked_out(" ".join(words), " ".join(edited))


@given(st.lists(_WORD, min_size=1, max_size=8), st.lists(st.one_of(_WORD, st.sampled_from(MARKS))))
def test_what_is_accepted_holds_no_word_that_was_not_there(
    words: list[str], edited: list[str]
) -> None:
    if is_only_blacked_out(" ".join(words), " ".join(edited)):
        rest = iter(words)
        assert all(word in MARKS or word in rest for word in edited)
