"""Reads: the own child over a relation that holds, the own record without the other parent, lists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.people.models import Enrolment, ParentChildRelation, Pupil
from drieklank.people.queries import (
    enrolled,
    find_page,
    has_running,
    language_of,
    languages_of,
    with_groups,
    year_in_use,
)
from drieklank.schools.models import ClassGroup, SchoolYear
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _all_boards(db: None):
    with open_every_tenant("test"):
        yield


def test_the_language_is_that_of_the_oldest_relation_and_dutch_without_any(cast: Cast) -> None:
    mother, father = cast.parents["mother"], cast.parents["father"]
    ParentChildRelation.objects.create(
        board=cast.board, parent=mother, pupil=cast.pupils["own_child"], preferred_language="en",
        started_on=today(),
    )  # fmt: skip

    assert language_of(mother) == "ar"
    assert languages_of([mother.pk, father.pk]) == {mother.pk: "ar", father.pk: "nl"}
    ParentChildRelation.objects.filter(parent=mother).update(ended_on=today() - timedelta(days=1))
    assert language_of(mother) == "nl"


def test_has_running_counts_the_last_day(cast: Cast) -> None:
    father, yara = cast.parents["father"], cast.pupils["yara"]

    assert has_running(father, yara) is True
    ParentChildRelation.objects.filter(parent=father).update(ended_on=today() - timedelta(days=1))
    assert has_running(father, yara) is False


def pupil(cast: Cast, first: str, prefix: str, last: str) -> Pupil:
    return Pupil.objects.create(
        board=cast.board, school=cast.school, first_name=first, name_prefix=prefix, last_name=last
    )


def test_a_list_is_searched_and_sorted_the_dutch_way_and_paged(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr("drieklank.people.queries.PAGE_SIZE", 3)
    for name in (("Jan", "van den", "Berg"), ("Ayşe", "", "Özdemir"), ("Piet", "", "aalders")):
        pupil(cast, *name)

    page = find_page(enrolled(cast.school), "", 1)

    assert [str(row) for row in page.object_list] == [
        "Piet aalders",
        "Jan van den Berg",
        "Yara Haddad",
    ]
    assert page.paginator.count == 5
    assert [str(row) for row in find_page(enrolled(cast.school), "ozd ays", 1)] == ["Ayşe Özdemir"]
    assert [str(row) for row in find_page(enrolled(cast.school), "", "999")][-1] == "Ayşe Özdemir"


def test_a_list_costs_the_same_with_one_and_with_three_rows(cast: Cast) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            for row in find_page(with_groups(enrolled(cast.school)), "", 1).object_list:
                [place.class_group.name for place in row.places_now]
        return len(caught)

    Pupil.objects.filter(pk=cast.pupils["own_child"].pk).update(left_on=today())
    assert statements() == 3
    for name in ("A", "B"):
        row = pupil(cast, name, "", name)
        Enrolment.objects.create(
            board=cast.board, pupil=row, class_group=cast.group, started_on=today()
        )
    assert statements() == 3


def test_who_left_is_not_enrolled_from_that_day(cast: Cast) -> None:
    yara = cast.pupils["yara"]
    Pupil.objects.filter(pk=yara.pk).update(left_on=today())

    assert yara not in enrolled(cast.school)
    assert yara in enrolled(cast.school, today() - timedelta(days=1))


def test_the_year_in_use_is_where_pupils_sit_even_when_the_next_was_prepared(cast: Cast) -> None:
    current = cast.group.school_year
    following = SchoolYear.objects.create(
        board=cast.board,
        name="2099-2100",
        starts_on=current.starts_on.replace(year=2099),
        ends_on=current.ends_on.replace(year=2100),
    )
    ClassGroup.objects.create(
        board=cast.board, school=cast.school, school_year=following, name="7a", year_group="7"
    )

    assert year_in_use(cast.school) == current
    Enrolment.objects.all().delete()
    assert year_in_use(cast.school) == following
