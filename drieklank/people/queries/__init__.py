"""Reads of pupils, parents and how they belong together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Prefetch, Q, QuerySet

from drieklank.base.clock import today
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, Pupil
from drieklank.people.rules import ADULT_AT, found, sort_key, years_ago
from drieklank.schools.models import ClassGroup, School, SchoolYear

PAGE_SIZE = 50
RUNNING_FIRST = F("ended_on").asc(nulls_first=True)


class Somebody(Protocol):
    """Who asks: an actor with a parent or a pupil behind it, or neither."""

    @property
    def parent(self) -> Parent | None: ...

    @property
    def pupil(self) -> Pupil | None: ...


def pupils() -> QuerySet[Pupil]:
    return Pupil.objects.select_related("school")


def parents() -> QuerySet[Parent]:
    return Parent.objects.all()


def relations() -> QuerySet[ParentChildRelation]:
    return ParentChildRelation.objects.select_related("parent", "pupil", "pupil__school")


def holding(on: date) -> Q:
    """Relations and places that hold on that day."""
    return Q(started_on__lte=on) & (Q(ended_on__isnull=True) | Q(ended_on__gte=on))


def relations_now() -> Q:
    """Relations that hold today."""
    return holding(today())


def relations_that_hold(parent_id: int) -> QuerySet[ParentChildRelation]:
    """Relations over which a parent sees a child today: not ended, full information, and under 18
    or the child shares.
    """
    day = today()
    return ParentChildRelation.objects.filter(
        Q(pupil__birth_date__isnull=True)
        | Q(pupil__birth_date__gt=years_ago(day, ADULT_AT))
        | Q(pupil__shares_with_parents=True),
        holding(day),
        parent_id=parent_id,
        information_right="full",
    )


# -- lists -----------------------------------------------------------------------------------------
def enrolled(school: School, on: date | None = None) -> QuerySet[Pupil]:
    """The pupils of a school who have not left."""
    day = on or today()
    return pupils().filter(Q(left_on__isnull=True) | Q(left_on__gt=day), school=school)


def with_groups(rows: QuerySet[Pupil]) -> QuerySet[Pupil]:
    """Each pupil with the places of now as `places_now`, in one statement for all."""
    places = Enrolment.objects.filter(ended_on__isnull=True).select_related("class_group")
    return rows.prefetch_related(Prefetch("enrolments", queryset=places, to_attr="places_now"))


def with_children(rows: QuerySet[Parent]) -> QuerySet[Parent]:
    """Each parent with the relations of now as `relations_now`, in one statement for all."""
    now = relations().filter(holding(today()))
    return rows.prefetch_related(Prefetch("relations", queryset=now, to_attr="relations_now"))


def find_page(rows: QuerySet[Any], search: str, number: str | int, *extra: str) -> Page[Any]:
    """One page of pupils or parents, searched and sorted the Dutch way.

    Names are compared without accents and capitals, which databases do each in their own way: so
    the names of all rows are read, and the rows of one page. extra: more columns to search in.
    Three statements, and those of the prefetches.
    """
    names = rows.values_list("pk", "first_name", "name_prefix", "last_name", *extra)
    hits = sorted(
        (sort_key(*name[1:4]), name[0]) for name in names if found(search, *map(str, name[1:]))
    )
    page = Paginator([key for _, key in hits], PAGE_SIZE).get_page(number)
    by_key = rows.in_bulk(list(page.object_list))
    page.object_list = [by_key[key] for key in page.object_list if key in by_key]
    return page


def group_lists(school: School, year: SchoolYear | None) -> QuerySet[ClassGroup]:
    """The groups of a year with their number of pupils of now, as `pupil_count`."""
    return (
        ClassGroup.objects.filter(school=school, school_year=year)
        .select_related("location")
        .annotate(pupil_count=Count("enrolments", filter=Q(enrolments__ended_on__isnull=True)))
    )


def pupils_in(group: ClassGroup) -> QuerySet[Pupil]:
    """Who sits in a group now; of a year that is over, who sat there at the end."""
    places = Enrolment.objects.filter(class_group=group)
    if group.school_year.ends_on >= today():
        places = places.filter(ended_on__isnull=True)
    return pupils().filter(pk__in=places.values("pupil_id"))


def sorted_by_name(rows: Iterable[Any]) -> list[Any]:
    """Pupils or parents the Dutch way."""
    return sorted(rows, key=lambda row: sort_key(row.first_name, row.name_prefix, row.last_name))


def year_in_use(school: School) -> SchoolYear | None:
    """The year of the groups in which pupils sit now; else of today; else the last one known."""
    own = SchoolYear.objects.filter(board_id=school.board_id).order_by("-starts_on")
    sitting = Enrolment.objects.filter(ended_on__isnull=True, class_group__school=school)
    filled = own.filter(pk__in=sitting.values("class_group__school_year_id"))
    if (year := filled.first()) is not None:
        return year
    grouped = own.filter(pk__in=ClassGroup.objects.filter(school=school).values("school_year_id"))
    current = own.filter(starts_on__lte=today(), ends_on__gte=today())
    return grouped.first() or current.first() or own.first()


# -- one person ------------------------------------------------------------------------------------
def places_of(pupil: Pupil) -> QuerySet[Enrolment]:
    """All groups of a pupil, newest first: the history."""
    return (
        Enrolment.objects.filter(pupil=pupil)
        .select_related("class_group", "class_group__school_year")
        .order_by("-class_group__school_year__starts_on", "-started_on", "-pk")
    )


def relations_of(pupil: Pupil) -> QuerySet[ParentChildRelation]:
    """All relations of a pupil, those of now first, in order of calling."""
    return relations().filter(pupil=pupil).order_by(RUNNING_FIRST, "contact_priority", "pk")


def children_of(parent: Parent) -> QuerySet[ParentChildRelation]:
    """All relations of a parent, with the pupil's group of now as `pupil.places_now`."""
    places = Enrolment.objects.filter(ended_on__isnull=True).select_related("class_group")
    return (
        relations()
        .filter(parent=parent)
        .prefetch_related(Prefetch("pupil__enrolments", queryset=places, to_attr="places_now"))
        .order_by(RUNNING_FIRST, "pupil__first_name", "pk")
    )


# -- parents and pupils themselves -----------------------------------------------------------------
def language_of(parent: Parent) -> str:
    """The language to speak to a parent in: that of the relation that runs, Dutch where none does."""
    return languages_of([parent.pk])[parent.pk]


def languages_of(parent_ids: Iterable[int]) -> dict[int, str]:
    """Parent id -> language, for many at once in one statement."""
    ids = list(parent_ids)
    found_languages = dict.fromkeys(ids, "nl")
    rows = ParentChildRelation.objects.filter(holding(today()), parent_id__in=ids)
    # The oldest relation is written last, so that it wins: a younger child changes no language.
    for parent_id, language in rows.order_by("-started_on", "-pk").values_list(
        "parent_id", "preferred_language"
    ):
        found_languages[parent_id] = language or "nl"
    return found_languages


def channels_of(parent_ids: Iterable[int]) -> dict[int, str]:
    """Parent id -> preferred channel (`models.Channel`), for many at once in one statement.

    As with the language, the oldest relation that holds decides.
    """
    rows = ParentChildRelation.objects.filter(holding(today()), parent_id__in=list(parent_ids))
    return dict(rows.order_by("-started_on", "-pk").values_list("parent_id", "preferred_channel"))


def has_running(parent: Parent, pupil: Pupil) -> bool:
    """Whether the two have a relation that is not over."""
    rows = ParentChildRelation.objects.filter(parent=parent, pupil=pupil)
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today())).exists()
