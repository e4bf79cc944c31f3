"""Who is missing: counts per group must help a leader and give no single family away."""

from hypothesis import given
from hypothesis import strategies as st

from drieklank.results.rules import GroupResponse, Reliability, Response, response_by_group
from drieklank.results.rules.response import REST


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


def test_groups_large_enough_on_both_sides_are_shown_as_they_are() -> None:
    groups = [GroupResponse("1/2", 30, 20), GroupResponse("3", 25, 12)]
    assert response_by_group(groups) == tuple(groups)


def test_one_group_that_is_too_small_takes_a_neighbour_with_it() -> None:
    groups = [
        GroupResponse("1/2", 30, 20),
        GroupResponse("3", 25, 12),
        GroupResponse("4", 28, 25),
        GroupResponse("5", 40, 21),
    ]
    assert response_by_group(groups) == (
        GroupResponse("1/2", 30, 20),
        GroupResponse("5", 40, 21),
        GroupResponse(REST, 53, 37),
    )


def test_school_with_two_groups_of_which_one_is_small_shows_none() -> None:
    assert response_by_group([GroupResponse("a", 30, 20), GroupResponse("b", 8, 2)]) == ()
    assert response_by_group([]) == ()


groups = st.lists(
    st.integers(0, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))), max_size=12
).map(lambda rows: [GroupResponse(f"g{i}", n, a) for i, (n, a) in enumerate(rows)])


@given(groups)
def test_no_group_follows_by_subtracting_the_others_from_the_total(
    rows: list[GroupResponse],
) -> None:
    shown = response_by_group(rows)
    for row in shown:
        assert row.answered >= 5
        assert row.missing >= 5
    if shown:
        assert sum(row.invited for row in shown) == sum(row.invited for row in rows)
        assert sum(row.answered for row in shown) == sum(row.answered for row in rows)
        hidden = [row for row in rows if row not in shown]
        assert len(hidden) != 1
