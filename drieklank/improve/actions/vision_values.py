"""Opening a choice of core values, counting what people chose, closing it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.base.codes import PAYLOAD_BITS, encode
from drieklank.improve.models import ValueChoice, ValueCount
from drieklank.improve.queries.vision_values import open_choice
from drieklank.improve.rules.vision_values import MOST_CHOSEN, Chooser
from drieklank.schools.models import School


class ClosedError(ValueError):
    """Choosing is over."""


@transaction.atomic
def open_values(school: School, *, by: Actor) -> ValueChoice:
    """Begin a choice, or give the one that runs."""
    School.objects.select_for_update().get(pk=school.pk)
    running = open_choice(school)
    if running is not None:
        return running
    row: ValueChoice = ValueChoice.objects.create(
        board_id=school.board_id,
        school=school,
        team_code=_code(),
        parents_code=_code(),
        opened_on=today(),
    )
    note("values.opened", row, by=by)
    return row


def _code() -> str:
    return encode(secrets.randbits(PAYLOAD_BITS))


@transaction.atomic
def choose(known: ValueChoice, side: str, keys: Iterable[str], word: str = "") -> None:
    """Count what one person chose. Who it was is kept nowhere, so it cannot be changed later.

    Raises ClosedError; ValueError where it is nothing, or more than five.
    """
    wanted = list(dict.fromkeys(keys))
    if not 1 <= len(wanted) + bool(word) <= MOST_CHOSEN:
        raise ValueError("One to five values.")
    choice = _locked(known)
    for key in wanted:
        _add(choice, side, 1, key=key)
    if word:
        _add(choice, side, 1, word=word)
    _people(choice, side, 1)


@transaction.atomic
def count_table(
    known: ValueChoice, side: str, people: int, times: Mapping[str, int], *, by: Actor
) -> None:
    """Add what was chosen on paper and counted: how many people, and how often each card.

    The form refuses what cannot be. Raises ClosedError.
    """
    choice = _locked(known)
    for key, number in times.items():
        if number:
            _add(choice, side, number, key=key)
    _people(choice, side, people)
    note("values.counted", choice, by=by, people=people, side=side)


def _locked(known: ValueChoice) -> ValueChoice:
    choice: ValueChoice = ValueChoice.objects.select_for_update().get(pk=known.pk)
    if choice.closed_on is not None:
        raise ClosedError
    return choice


def _add(choice: ValueChoice, side: str, times: int, *, key: str = "", word: str = "") -> None:
    row, _ = ValueCount.objects.get_or_create(
        choice=choice,
        side=side,
        key=key,
        word=word,
        defaults={"board_id": choice.board_id, "is_shown": not word},
    )
    ValueCount.objects.filter(pk=row.pk).update(times=F("times") + times)


def _people(choice: ValueChoice, side: str, number: int) -> None:
    field = "team_people" if side == Chooser.TEAM else "parents_people"
    ValueChoice.objects.filter(pk=choice.pk).update(**{field: F(field) + number})


@transaction.atomic
def close_values(known: ValueChoice, *, by: Actor) -> ValueChoice:
    """Nobody chooses any more; from now on the result may be shown. Closed already: nothing happens."""
    row: ValueChoice = ValueChoice.objects.select_for_update().get(pk=known.pk)
    if row.closed_on is None:
        row.closed_on = today()
        row.save(update_fields=["closed_on"])
        note("values.closed", row, by=by, team=row.team_people, parents=row.parents_people)
    return row


@transaction.atomic
def show_word(row: ValueCount, *, by: Actor) -> None:
    """Let the team see own words that the leader read."""
    ValueCount.objects.filter(pk=row.pk).update(is_shown=True)
    note("values.word_shown", row.choice, by=by)
