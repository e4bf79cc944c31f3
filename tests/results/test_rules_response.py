"""Response: the label must not promise more than so many answers bear."""

from drieklank.results.rules import Reliability, Response


def test_label_follows_the_margin_of_the_published_sample_sizes() -> None:
    """217 of 500 is ±5, 81 of 500 is ±10 (Krejcie and Morgan 1970)."""
    assert Response(500, 218).reliability() is Reliability.RELIABLE
    assert Response(500, 210).reliability() is Reliability.USABLE
    assert Response(500, 81).reliability() is Reliability.USABLE
    assert Response(500, 79).reliability() is Reliability.INDICATION
    assert Response(500, 4).reliability() is Reliability.TOO_FEW


def test_whole_team_answering_is_reliable_even_when_small() -> None:
    assert Response(6, 6).reliability() is Reliability.RELIABLE
    assert Response(6, 6).margin == 0


def test_nobody_invited_and_more_answers_than_invited_are_no_fall() -> None:
    assert (Response(0, 0).share, Response(0, 0).missing) == (0.0, 0)
    assert (Response(10, 12).share, Response(10, 12).missing) == (1.0, 0)
    assert Response(0, 0).reliability() is Reliability.TOO_FEW
