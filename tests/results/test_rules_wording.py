"""Numbers in Dutch: a figure must read the same on page, PDF and command line."""

from drieklank.results.rules.wording import capital, counted, decimal, listed, points, signed, whole


def test_numbers_follow_dutch_notation() -> None:
    assert (decimal(7.44), decimal(7.0), decimal(0.125, 2)) == ("7,4", "7,0", "0,12")
    assert (signed(12.2), signed(-8), signed(0.3), signed(-0.4)) == ("+12", "−8", "0", "0")
    assert (whole(12.5), whole(13.5), whole(-12.5)) == (13, 14, -13)


def test_counts_agree_with_their_noun() -> None:
    assert counted(1, "ouder", "ouders") == "één ouder"
    assert counted(10, "ouder", "ouders") == "tien ouders"
    assert counted(11, "ouder", "ouders") == "11 ouders"
    assert (points(1.2), points(-8)) == ("1 punt", "8 punten")


def test_lists_end_with_en() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a en b",
        "a, b en c",
    ]
    assert (capital("het team"), capital("")) == ("Het team", "")
