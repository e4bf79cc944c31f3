"""What the pages about a school's people show, composed within what the reader may see."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest

from drieklank.access.actor import Actor
from drieklank.access.doors import may, visible
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, Pupil
from drieklank.people.queries import (
    children_of,
    enrolled,
    find_page,
    group_lists,
    parents,
    places_of,
    pupils_in,
    relations,
    relations_now,
    relations_of,
    sorted_by_name,
    with_children,
    with_groups,
    year_in_use,
)
from drieklank.people.rules import LANGUAGE_NAMES, runs
from drieklank.schools.models import ClassGroup, Membership, School, SchoolYear
from drieklank.schools.queries import advisers_of, groups_of, team_of


def manages(actor: Actor, right: Right, school: School) -> bool:
    """Whether to offer adding things of this kind at this school."""
    return actor.has(right) and may(actor, Right.SCHOOL_MANAGE, school)


def groups_for_choice(school: School) -> QuerySet[ClassGroup]:
    """The groups of the year in use, to put somebody in."""
    return groups_of(school, year_in_use(school))


def group_rows(actor: Actor, school: School, year: SchoolYear | None) -> list[ClassGroup]:
    """The groups of a year that the reader may see, each with `pupil_count`."""
    return list(visible(actor, Right.GROUP_VIEW, group_lists(school, year)))


def pupils_of_group(actor: Actor, group: ClassGroup) -> list[Pupil]:
    """Those of the group whom the reader may see, the Dutch way."""
    return sorted_by_name(visible(actor, Right.PUPIL_VIEW, pupils_in(group)))


@dataclass(frozen=True)
class PupilSearch:
    """What was asked: words, a group's public id, and whether those who left are asked for."""

    words: str = ""
    group: str = ""
    left: bool = False
    page: str = "1"

    @classmethod
    def of(cls, request: HttpRequest) -> PupilSearch:
        asked = request.GET
        return cls(
            asked.get("zoek", "").strip()[:100],
            asked.get("groep", ""),
            asked.get("vertrokken") == "ja",
            asked.get("pagina", "1"),
        )


def pupil_page(
    actor: Actor, school: School, groups: list[ClassGroup], search: PupilSearch
) -> Page[Any]:
    """One page of pupils that the reader may see."""
    rows = _left(school) if search.left else enrolled(school)
    chosen = next((group for group in groups if str(group.public_id) == search.group), None)
    if chosen is not None:
        rows = rows.filter(enrolments__class_group=chosen, enrolments__ended_on__isnull=True)
    rows = with_groups(visible(actor, Right.PUPIL_VIEW, rows))
    return find_page(rows, search.words, search.page)


def _left(school: School) -> QuerySet[Pupil]:
    here = enrolled(school).values("pk")
    return Pupil.objects.filter(school=school).exclude(pk__in=here).select_related("school")


def parent_page(actor: Actor, school: School, words: str, number: str) -> Page[Any]:
    """One page of parents with a child at this school, whom the reader may see."""
    here = parents().filter(relations__pupil__in=enrolled(school)).distinct()
    rows = with_children(visible(actor, Right.PARENT_VIEW, here))
    return find_page(rows, words, number, "email", "phone")


@dataclass(frozen=True)
class RelationLine:
    """A relation of now, with the name of its language; reason: why this parent is told nothing,
    where the reader may know.
    """

    relation: ParentChildRelation
    language: str
    reason: str = ""


def relation_lines(actor: Actor, rows: list[ParentChildRelation]) -> list[RelationLine]:
    """The relations that are not over, as lines."""
    now = [row for row in rows if runs(row.ended_on, today())]
    blocked = [row.pk for row in now if row.information_right == "blocked"]
    told = visible(actor, Right.RELATION_REASON, relations().filter(pk__in=blocked))
    reasons = dict(told.values_list("pk", "blocked_reason")) if blocked else {}
    return [
        RelationLine(
            row,
            LANGUAGE_NAMES.get(row.preferred_language, row.preferred_language),
            reasons.get(row.pk, ""),
        )
        for row in now
    ]


@dataclass
class PupilView:
    """One pupil as the reader sees it: groups of all years, relations of now and before."""

    pupil: Pupil
    places: list[Enrolment]
    relations: list[RelationLine]
    contacts: frozenset[int] = frozenset()
    former: list[ParentChildRelation] = field(default_factory=list)

    @property
    def place(self) -> Enrolment | None:
        return next((place for place in self.places if place.ended_on is None), None)


def pupil_view(actor: Actor, pupil: Pupil) -> PupilView:
    """Relations that the reader may see; address and telephone only of parents it may see."""
    rows = list(visible(actor, Right.RELATION_VIEW, relations_of(pupil)))
    seen = visible(actor, Right.PARENT_VIEW, parents().filter(relations__pupil=pupil))
    return PupilView(
        pupil,
        list(places_of(pupil)),
        relation_lines(actor, rows),
        frozenset(seen.values_list("pk", flat=True)),
        [row for row in rows if not runs(row.ended_on, today())],
    )


def without_email(actor: Actor, group: ClassGroup) -> list[ParentChildRelation]:
    """Relations, of those the reader may change, of parents of a group who cannot be mailed.

    Only those who are told everything: a letter opens the child's page.
    """
    rows = relations().filter(
        relations_now(),
        pupil__in=pupils_in(group),
        pupil__birth_date__isnull=False,
        parent__email="",
        information_right="full",
    )
    if not actor.has(Right.PARENT_MANAGE):
        return []
    allowed = visible(actor, Right.RELATION_MANAGE, rows)
    return list(allowed.order_by("pupil__last_name", "pupil__first_name", "pk"))


@dataclass
class ParentView:
    parent: Parent
    relations: list[RelationLine]
    former: list[ParentChildRelation]


def parent_view(actor: Actor, parent: Parent) -> ParentView:
    """A parent with the own relations that the reader may see; no other parent stands in it."""
    rows = list(visible(actor, Right.RELATION_VIEW, children_of(parent)))
    return ParentView(
        parent,
        relation_lines(actor, rows),
        [row for row in rows if not runs(row.ended_on, today())],
    )


@dataclass
class TeamView:
    members: list[Membership]
    advisers: list[Any]


def team_view(actor: Actor, school: School) -> TeamView:
    """Who works at the school, and which advisers see it."""
    return TeamView(
        list(visible(actor, Right.STAFF_VIEW, team_of(school))),
        list(visible(actor, Right.ADVISER_MANAGE, advisers_of(school))),
    )
