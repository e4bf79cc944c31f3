"""What school and parents expect of each other, the yearly look back, and where the vision shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.improve.models import Expectation, ExpectationReview, VisionPlace
from drieklank.schools.models import School


class ExpectationClashError(ValueError):
    """Somebody changed this expectation since it was opened; `latest` holds it."""

    def __init__(self, latest: Expectation) -> None:
        super().__init__("A newer text exists.")
        self.latest = latest


@dataclass(frozen=True, slots=True)
class Place:
    """Since when the vision shows somewhere, and where exactly."""

    since: date
    where: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A look back: when, with whom, how it went, what changes next year."""

    held_on: date
    with_whom: str
    went: str
    next_year: str = ""


@transaction.atomic
def add_expectation(
    school: School, side: str, text: str, agreed_on: date, *, by: Actor
) -> Expectation:
    """Something that one side may expect of the other."""
    row: Expectation = Expectation.objects.create(
        board_id=school.board_id, school=school, side=side, text=text, agreed_on=agreed_on
    )
    note("expectation.added", row, by=by, side=side)
    return row


@transaction.atomic
def change_expectation(
    known: Expectation, text: str, agreed_on: date, *, base: int, by: Actor
) -> Expectation:
    """Change words or date. `base`: the edit the writer began from. Raises ExpectationClashError."""
    row = _locked(known)
    if row.edit != base:
        raise ExpectationClashError(row)
    if (row.text, row.agreed_on) == (text, agreed_on):
        return row
    row.text, row.agreed_on, row.edit = text, agreed_on, row.edit + 1
    row.save(update_fields=["text", "agreed_on", "edit"])
    note("expectation.changed", row, by=by)
    return row


@transaction.atomic
def end_expectation(known: Expectation, *, by: Actor) -> None:
    """It holds no more; it stays to be read."""
    row = _locked(known)
    if row.ended_on is None:
        row.ended_on = today()
        row.save(update_fields=["ended_on"])
        note("expectation.ended", row, by=by)


def _locked(known: Expectation) -> Expectation:
    found: Expectation = Expectation.objects.select_for_update().get(pk=known.pk)
    return found


@transaction.atomic
def review_expectations(school: School, review: Review, *, by: Actor) -> ExpectationReview:
    """Keep the yearly look back."""
    row: ExpectationReview = ExpectationReview.objects.create(
        board_id=school.board_id,
        school=school,
        held_on=review.held_on,
        with_whom=review.with_whom,
        went=review.went,
        next_year=review.next_year,
        written_by=by.user,
    )
    note("expectation.reviewed", row, by=by)
    return row


@transaction.atomic
def set_places(school: School, places: Mapping[str, Place], *, by: Actor) -> None:
    """Keep where the vision shows; a place that is not named shows it no more."""
    rows = VisionPlace.objects.filter(school=school)
    gone, _ = rows.exclude(place__in=places).delete()
    changed = gone
    known = {row.place: row for row in rows}
    for key, place in places.items():
        row = known.get(key)
        if row is not None and (row.since, row.where) == (place.since, place.where):
            continue
        VisionPlace.objects.update_or_create(
            school=school,
            place=key,
            defaults={"board_id": school.board_id, "since": place.since, "where": place.where},
        )
        changed += 1
    if changed:
        note("vision.places_changed", school, by=by, places=len(places))
