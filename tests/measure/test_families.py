"""New families and others: told where it helps the school, never where it points at the few."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.queries.people import known_before
from drieklank.measure.rules import (
    KNOWN,
    MINIMUM_SHOWN,
    NEW,
    Asked,
    Marks,
    Shown,
    count_families,
    is_shown,
    shown_families,
)
from drieklank.people.models import Enrolment
from tests.cast import Cast


def people(group: int, language: str, is_new: bool, answered: int, silent: int) -> list[Asked]:
    one = [Asked((group,), language, is_new, True)] * answered
    return one + [Asked((group,), language, is_new, False)] * silent


def test_new_and_known_families_are_counted_apart() -> None:
    asked = people(1, "nl", True, 7, 6) + people(2, "nl", False, 12, 8)
    assert count_families(asked) == {NEW: Marks(13, 7), KNOWN: Marks(20, 12)}
    assert shown_families(Shown(33, 19), asked) == {NEW: Shown(13, 7), KNOWN: Shown(20, 12)}


def test_two_new_families_outside_the_first_group_keep_the_count_unsaid() -> None:
    asked = (
        people(1, "nl", True, 7, 6) + people(2, "nl", False, 12, 8) + people(2, "nl", True, 1, 1)
    )
    assert shown_families(Shown(35, 20), asked) == {NEW: Shown(15, None), KNOWN: Shown(20, None)}


def test_new_families_all_but_a_few_of_another_language_keep_the_count_unsaid() -> None:
    asked = (
        people(1, "nl", True, 1, 2) + people(1, "nl", False, 12, 8) + people(1, "ar", True, 8, 8)
    )
    assert shown_families(Shown(39, 21), asked)[NEW] == Shown(19, None)


def test_first_year_in_which_everybody_is_new_says_nothing() -> None:
    asked = people(1, "nl", True, 20, 20)
    assert shown_families(Shown(40, 20), asked) == {NEW: Shown(40, None), KNOWN: Shown(0, None)}


MARKS = st.builds(
    Asked,
    st.integers(1, 3).map(lambda group: (group,)),
    st.sampled_from(["nl", "ar"]),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(MARKS, max_size=120))
def test_what_is_told_less_whole_groups_never_points_at_fewer_than_five(asked: list[Asked]) -> None:
    shown = shown_families(Shown(len(asked), 20), asked)
    for is_new, kind in ((True, NEW), (False, KNOWN)):
        if shown[kind].answered is None:
            continue
        for part_of in (lambda one: one.groups, lambda one: one.language):
            own = [one for one in asked if one.is_new is is_new]
            other = {part_of(one) for one in asked if one.is_new is not is_new}
            rest = [one for one in own if part_of(one) in other]
            answered = sum(one.answered for one in rest)
            assert not rest or is_shown(Marks(len(rest), answered))
            assert not rest or min(answered, len(rest) - answered) >= MINIMUM_SHOWN


def test_family_is_known_where_a_child_was_here_before_the_year_began(cast: Cast) -> None:
    with open_every_tenant("test"):
        place = Enrolment.objects.filter(class_group__school=cast.school).order_by("pk").first()
        assert place is not None
        parents = set(place.pupil.relations.values_list("parent_id", flat=True))
        first_day = today() - timedelta(days=30)
        Enrolment.objects.update(started_on=first_day)
        assert known_before(cast.school.pk, first_day) == set()
        Enrolment.objects.filter(pk=place.pk).update(started_on=first_day - timedelta(days=1))
        assert known_before(cast.school.pk, first_day) == parents
