"""The portal: each parent the own child over a relation that holds, and nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.homes.queries import child_cards
from drieklank.people.models import ParentChildRelation, Pupil
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _all_boards(db: None):
    with open_every_tenant("test"):
        yield


def children(cast: Cast, who: str) -> list[Pupil]:
    return [card.pupil for card in child_cards(cast.actor(who), today())]


def test_each_separated_parent_has_the_child_and_a_teacher_has_nobody_this_way(cast: Cast) -> None:
    yara = cast.pupils["yara"]

    assert children(cast, "mother") == [yara]
    assert children(cast, "father") == [yara]
    assert children(cast, "pupil") == [cast.pupils["pupil"]]
    assert children(cast, "teacher") == []
    assert children(cast, "nobody") == []


@pytest.mark.parametrize(
    "change",
    [
        {"information_right": "blocked", "blocked_reason": "uitspraak"},
        {"information_right": "on_request"},
        {"ended_on": "yesterday"},
        {"started_on": "tomorrow"},
    ],
)
def test_a_relation_that_does_not_hold_shows_no_child(cast: Cast, change: dict[str, str]) -> None:
    days = {"yesterday": today() - timedelta(days=1), "tomorrow": today() + timedelta(days=1)}
    values = {name: days.get(value, value) for name, value in change.items()}
    ParentChildRelation.objects.filter(parent=cast.parents["father"]).update(**values)

    assert children(cast, "father") == []
    assert children(cast, "mother") == [cast.pupils["yara"]]


def test_at_eighteen_a_pupil_who_shares_nothing_leaves_the_parents_page(cast: Cast) -> None:
    child = cast.pupils["pupil"]
    birthday = child.birth_date.replace(year=child.birth_date.year + 18)

    with time_machine.travel(birthday - timedelta(days=1)):
        assert children(cast, "parent_of_sixteen") == [child]
    with time_machine.travel(birthday):
        assert children(cast, "parent_of_sixteen") == []


def test_a_card_names_group_and_teachers_of_now(cast: Cast) -> None:
    (card,) = child_cards(cast.actor("mother"), today())

    assert (card.group, set(card.teachers)) == ("6a", {"Teun Leraar", "Petra Ouder"})
