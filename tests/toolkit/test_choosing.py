"""Filters, and three activities for a goal."""

from __future__ import annotations

import pytest

from drieklank.content.schema.activity import Pillar, Sector
from drieklank.toolkit import queries
from drieklank.toolkit.forms import FindForm
from drieklank.toolkit.rules import MOST, QUICK, Filters

GOALS = ("welcome", "conversation", "learning", "advocacy", "deciding", "community")


@pytest.mark.parametrize("goal", GOALS)
@pytest.mark.parametrize("sector", Sector)
def test_three_for_a_goal_serve_it_in_that_sector(goal: str, sector: Sector) -> None:
    chosen = queries.activities_for(goal, sector.value)
    assert len(chosen) <= MOST
    assert len({one.key for one, _ in chosen}) == len(chosen)
    for one, _ in chosen:
        assert goal in one.head.goals
        assert sector in one.head.sectors
    quick = [
        one
        for one in queries.activities()
        if goal in one.head.goals
        and sector in one.head.sectors
        and one.head.minutes.preparation + one.head.minutes.doing <= QUICK
    ]
    if quick:
        assert any(
            one.head.minutes.preparation + one.head.minutes.doing <= QUICK for one, _ in chosen
        )


def test_indicator_that_stood_lowest_comes_first() -> None:
    (first, choice), *_ = queries.activities_for("deciding", "po", ["deciding.6"])
    assert "deciding.6" in first.head.indicators
    assert choice.serves_indicator


def test_filters_narrow_and_words_order() -> None:
    found = queries.find("", Filters(pillar=Pillar.BOND))
    assert {one.head.pillar for one in found.activities} == {Pillar.BOND}
    assert queries.find("belronde", Filters()).activities[0].key == "positive-phone-round"


def test_nothing_for_words_and_filter_gives_the_nearest_and_says_so() -> None:
    found = queries.find("belronde", Filters(pillar=Pillar.VISION))
    assert found.is_near
    assert found.activities[0].key == "positive-phone-round"
    nothing = queries.find("xqzvw", Filters(pillar=Pillar.BOND))
    assert nothing.is_near
    assert {one.head.pillar for one in nothing.activities} == {Pillar.BOND}


def test_made_up_filter_is_passed_over() -> None:
    form = FindForm({"pijler": "liefde", "duur": "30"})
    assert form.filters == Filters(minutes=30)
