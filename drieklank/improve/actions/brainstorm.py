"""Holding a brainstorm. One function is one transaction that locks the board first, so that two phones
at the same moment come one after the other: nothing is lost and no limit is passed.
"""

from __future__ import annotations

import secrets
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from drieklank.access.actor import Actor
from drieklank.audit.actions import SYSTEM, Who, note
from drieklank.base.clock import now
from drieklank.base.codes import PAYLOAD_BITS
from drieklank.improve.models import (
    Brainstorm,
    BrainstormDot,
    BrainstormGroup,
    BrainstormNote,
)
from drieklank.improve.queries.brainstorm import is_open_now, still_open
from drieklank.improve.rules.brainstorm import (
    DOTS,
    GROUPS,
    NOTES_PER_PHONE,
    NOTES_TOGETHER,
    Phase,
    name_of,
    phase_fault,
    takes_dots,
    takes_notes,
)
from drieklank.schools.models import School

NEW: Final = "nieuw"


class BoardShutError(ValueError):
    """The board is closed, or in a phase in which this cannot be done."""


class TooManyError(ValueError):
    """A limit is reached: notes of this phone or of all, groups, or the three dots."""


class PhaseFaultError(ValueError):
    """The board cannot go there yet; the message is a Dutch sentence."""


@transaction.atomic
def start_brainstorm(school: School, question: str, *, by: Actor, step_ref: str = "") -> Brainstorm:
    """Open a board. step_ref: public id of a step of a trajectory that it belongs to."""
    row: Brainstorm = Brainstorm.objects.create(
        board_id=school.board_id,
        school=school,
        question=question,
        code=secrets.randbits(PAYLOAD_BITS),
        opened_at=now(),
        step_ref=step_ref,
    )
    note("brainstorm.started", row, by=by)
    return row


@transaction.atomic
def write_note(known: Brainstorm, text: str, *, phone: str = "") -> BrainstormNote:
    """Put a note on the board. phone: mark of the phone; empty: typed at the big screen.

    Raises:
        BoardShutError: the board takes no notes now.
        TooManyError: this phone, or everybody together, wrote enough.
    """
    row = _locked(known)
    if not takes_notes(row.phase):
        raise BoardShutError
    notes = BrainstormNote.objects.filter(brainstorm=row)
    if phone and notes.filter(phone=phone).count() >= NOTES_PER_PHONE:
        raise TooManyError
    if notes.count() >= NOTES_TOGETHER:
        raise TooManyError
    made: BrainstormNote = BrainstormNote.objects.create(
        board_id=row.board_id, brainstorm=row, text=text, phone=phone
    )
    _changed(row)
    return made


@transaction.atomic
def withdraw_note(known: Brainstorm, public_id: UUID, *, phone: str) -> bool:
    """Take an own note back; False: it is not of this phone, or gone already.

    Raises:
        BoardShutError: people are choosing, or the board is closed.
    """
    row = _locked(known)
    if not takes_notes(row.phase):
        raise BoardShutError
    own = BrainstormNote.objects.filter(brainstorm=row, public_id=public_id, phone=phone)
    return _gone(row, own.exclude(phone="").delete()[0])


@transaction.atomic
def remove_note(known: Brainstorm, public_id: UUID) -> bool:
    """The holder takes a note off the board, such as one that names a child."""
    row = _locked(known)
    found = BrainstormNote.objects.filter(brainstorm=row, public_id=public_id)
    return _gone(row, found.delete()[0])


@transaction.atomic
def place_note(known: Brainstorm, public_id: UUID, to: str) -> None:
    """Lay a note with a group. to: public id of the group, NEW for one of its own, "" for none.

    What was removed meanwhile is passed over: the page shows how it stands.

    Raises:
        BoardShutError: notes are not being grouped now.
        TooManyError: there are as many groups as one can oversee.
    """
    row = _locked(known, Phase.CLUSTER)
    found = BrainstormNote.objects.filter(brainstorm=row, public_id=public_id).first()
    if found is None:
        return
    groups = BrainstormGroup.objects.filter(brainstorm=row)
    if to == NEW:
        found.group = _new_group(row, name_of(found.text))
    else:
        found.group = next((one for one in groups if str(one.public_id) == to), None)
    found.save(update_fields=["group"])
    _changed(row)


@transaction.atomic
def make_group(known: Brainstorm, name: str) -> BrainstormGroup:
    """A group without notes. Raises BoardShutError and TooManyError as `place_note`."""
    row = _locked(known, Phase.CLUSTER)
    made = _new_group(row, name)
    _changed(row)
    return made


@transaction.atomic
def rename_group(known: Brainstorm, public_id: UUID, name: str) -> None:
    """Give a group another name. Raises BoardShutError."""
    row = _locked(known, Phase.CLUSTER)
    BrainstormGroup.objects.filter(brainstorm=row, public_id=public_id).update(name=name)
    _changed(row)


@transaction.atomic
def remove_group(known: Brainstorm, public_id: UUID) -> None:
    """Take a group apart: its notes lie loose again. Raises BoardShutError."""
    row = _locked(known, Phase.CLUSTER)
    BrainstormGroup.objects.filter(brainstorm=row, public_id=public_id).delete()
    _changed(row)


@transaction.atomic
def give_dot(known: Brainstorm, group_id: UUID, *, phone: str) -> None:
    """Give one of the three dots of a phone to a group; more than one to the same is fine.

    Raises:
        BoardShutError: this is not the moment, or the group is gone.
        TooManyError: all three were given. The table itself holds no fourth either.
    """
    row = _locked(known)
    group = BrainstormGroup.objects.filter(brainstorm=row, public_id=group_id).first()
    if group is None or not takes_dots(row.phase):
        raise BoardShutError
    own = BrainstormDot.objects.filter(brainstorm=row, phone=phone)
    free = set(range(1, DOTS + 1)) - set(own.values_list("place", flat=True))
    if not free:
        raise TooManyError
    BrainstormDot.objects.create(
        board_id=row.board_id, brainstorm=row, group=group, phone=phone, place=min(free)
    )
    _changed(row)


@transaction.atomic
def take_dot(known: Brainstorm, group_id: UUID, *, phone: str) -> None:
    """Take one own dot back from a group; none there: nothing happens. Raises BoardShutError."""
    row = _locked(known)
    if not takes_dots(row.phase):
        raise BoardShutError
    own = BrainstormDot.objects.filter(brainstorm=row, phone=phone, group__public_id=group_id)
    last = own.order_by("place").last()
    if last is not None:
        last.delete()
        _changed(row)


@transaction.atomic
def go_to_phase(known: Brainstorm, phase: Phase, *, by: Actor) -> None:
    """Take everybody to a phase, onward or back. Empty groups do not come along to the choosing.

    Raises:
        BoardShutError: the board is closed.
        PhaseFaultError: there is nothing to group, or nothing to choose from.
    """
    row = _locked(known)
    if row.phase == phase:
        return
    groups = BrainstormGroup.objects.filter(brainstorm=row)
    fault = phase_fault(
        phase,
        notes=BrainstormNote.objects.filter(brainstorm=row).count(),
        filled_groups=groups.filter(notes__isnull=False).distinct().count(),
    )
    if fault:
        raise PhaseFaultError(fault)
    if phase in {Phase.CHOOSE, Phase.ACT}:
        groups.filter(notes__isnull=True).delete()
    row.phase = phase
    row.save(update_fields=["phase"])
    if phase == Phase.ACT:
        _add_up(row)
    _changed(row)
    note("brainstorm.phase", row, by=by, phase=phase)


@transaction.atomic
def close_brainstorm(known: Brainstorm, *, by: Who) -> None:
    """Let no phone in any more; add the dots up, and wipe which phone wrote and chose what."""
    row: Brainstorm = Brainstorm.objects.select_for_update().get(pk=known.pk)
    if row.closed_at is not None:
        return
    _add_up(row)
    BrainstormDot.objects.filter(brainstorm=row).delete()
    BrainstormNote.objects.filter(brainstorm=row).update(phone="")
    row.closed_at = now()
    row.save(update_fields=["closed_at"])
    _changed(row)
    note("brainstorm.closed", row, by=by)


def close_left_open() -> int:
    """Close the boards that nobody closed within a day; how many there were."""
    rows = list(still_open(now()))
    for row in rows:
        close_brainstorm(row, by=SYSTEM)
    return len(rows)


def _locked(known: Brainstorm, only: Phase | None = None) -> Brainstorm:
    row: Brainstorm = Brainstorm.objects.select_for_update().get(pk=known.pk)
    if not is_open_now(row) or (only is not None and row.phase != only):
        raise BoardShutError
    return row


def _changed(row: Brainstorm) -> None:
    row.version += 1
    row.save(update_fields=["version"])


def _gone(row: Brainstorm, number: int) -> bool:
    if number:
        _changed(row)
    return bool(number)


def _new_group(row: Brainstorm, name: str) -> BrainstormGroup:
    if BrainstormGroup.objects.filter(brainstorm=row).count() >= GROUPS:
        raise TooManyError
    made: BrainstormGroup = BrainstormGroup.objects.create(
        board_id=row.board_id, brainstorm=row, name=name
    )
    return made


def _add_up(row: Brainstorm) -> None:
    groups = BrainstormGroup.objects.filter(brainstorm=row).annotate(many=Count("given"))
    for group in groups:
        if group.dots != group.many:
            group.dots = group.many
            group.save(update_fields=["dots"])
