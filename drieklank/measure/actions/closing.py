"""Closing a round: every envelope is opened once, in memory, and then nothing of them is left."""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from drieklank.audit.actions import SYSTEM, Who, note
from drieklank.base.clock import today
from drieklank.base.statistics import Answer, add_up
from drieklank.base.statistics import Tally as Counted
from drieklank.base.statistics.many import add_up_cells
from drieklank.content.queries import snapshot
from drieklank.content.schema import Questionnaire
from drieklank.measure.actions.paper import submit_waiting
from drieklank.measure.actions.rounds import write_counts
from drieklank.measure.cells import cells_apart, crossings, one_group_each, told_apart, weights_told
from drieklank.measure.envelopes import RoundKey, Unreadable
from drieklank.measure.keys import store
from drieklank.measure.models import (
    Draft,
    Envelope,
    Invitation,
    OpenText,
    PaperDoubt,
    PaperSheet,
    Role,
    Round,
    RoundState,
    Tally,
)
from drieklank.measure.rules import (
    MINIMUM_ANSWERS,
    MINIMUM_WEIGHT,
    cells_of,
    may_be_opened,
    texts_kept,
    weight,
)
from drieklank.measure.sheets import Answerer, Sheet, places, sheet_spec, unpack_answer
from drieklank.measure.storage import empty_write_ahead_log

log = logging.getLogger("drieklank.measure")


class NotOpenError(ValueError):
    """The round is not open (any more): there is nothing to close."""


@dataclass(frozen=True)
class _Opened:
    """The answers of one role, in memory only."""

    sheets: list[tuple[Sheet, Answerer]]
    unreadable: int


def close_round(running: Round, *, by: Who = SYSTEM) -> Round:
    """Count a round and destroy what the counts came from.

    One transaction opens all envelopes, writes tallies and shuffled open answers, and removes
    envelopes, drafts, invitations with their marks and hashes. Then the write-ahead log is emptied
    and the key destroyed: from there on every older copy of the database stays shut. A role with
    fewer answers than its minimum is destroyed unopened.

    Raises:
        NotOpenError: it was closed before, or never opened.
        KeyMissing: the key is gone, so the round cannot be read; see `give_up_round`.
    """
    with transaction.atomic():
        row = _lock_open(running)
        key = store().load(row.public_id)
        submit_waiting(row, key)
        # Locks every mark: who was just submitting is counted, who comes later finds a closed round.
        totals = write_counts(row, is_closed=True)
        texts: list[OpenText] = []
        facts: dict[str, int] = {}
        for role in row.roles:
            texts += _count_role(row, role, key, facts)
        _store_texts(texts)
        _remove_answers(row)
        row.state, row.closed_on, row.remind_on = RoundState.CLOSED, today(), []
        row.taken_back = []
        row.save(update_fields=["state", "closed_on", "remind_on", "taken_back"])
        invited = {role: marks.invited for role, marks in totals.items()}
        note("round.close", row, by=by, invited=invited, counted=facts)
        _destroy_after_commit(row)
    return row


def give_up_round(running: Round, *, by: Who) -> Round:
    """Close a round whose key is lost: nothing of it can be read, so everything goes.

    Raises:
        NotOpenError: it was closed before, or never opened.
    """
    with transaction.atomic():
        row = _lock_open(running)
        _remove_answers(row)
        row.state, row.closed_on, row.remind_on = RoundState.LOST, today(), []
        row.taken_back = []
        row.save(update_fields=["state", "closed_on", "remind_on", "taken_back"])
        note("round.give_up", row, by=by)
        _destroy_after_commit(row)
    return row


def destroy_left_over_keys(closed: Round) -> bool:
    """Finish a close that was cut off between saving and destroying; True where a key was left."""
    if closed.state not in {RoundState.CLOSED, RoundState.PUBLISHED, RoundState.LOST}:
        return False
    if store().is_gone(closed.public_id):
        return False
    _destroy(closed)
    return True


def remove_stragglers() -> int:
    """Remove drafts that were saved in the very moment of a close; return how many rows went."""
    over = [RoundState.CLOSED, RoundState.PUBLISHED, RoundState.LOST]
    return sum(
        table.objects.filter(round__state__in=over).delete()[0]
        for table in (Draft, Envelope, PaperDoubt, PaperSheet, Invitation)
    )


def _destroy_after_commit(row: Round) -> None:
    """Only what is saved for good may lose its key. A failure is logged; the daily task tries again."""
    transaction.on_commit(lambda: _destroy(row), robust=True)


def _destroy(row: Round) -> None:
    empty_write_ahead_log()
    store().destroy(row.public_id)


def _lock_open(running: Round) -> Round:
    # "No key": who is handing in holds a share of the round's key, and we wait for its mark.
    row: Round = Round.objects.select_for_update(no_key=True).get(pk=running.pk)
    if row.state != RoundState.OPEN:
        raise NotOpenError(row.state)
    return row


def _count_role(row: Round, role: Role, key: RoundKey, facts: dict[str, int]) -> list[OpenText]:
    """Write the tally of a role and return its open answers; nothing where too few answered."""
    envelopes = Envelope.objects.filter(round=row, role=role)
    # Counted no further than it matters: to count all would read them all.
    if not may_be_opened(role, envelopes[: MINIMUM_ANSWERS[role]].count()):
        return []
    version = row.version_id(role)
    assert version is not None  # noqa: S101 -- narrows the type; `roles` lists only those
    asked = snapshot(version)
    opened = _open_all(envelopes, key, asked)
    if not may_be_opened(role, len(opened.sheets)):
        return []
    minimum = MINIMUM_ANSWERS[role]
    places = _places(row, role, opened.sheets)
    written = cells_apart(places, minimum)
    weights = weights_told(
        [weight(who.family_size) for _, who in opened.sheets],
        max(minimum, MINIMUM_WEIGHT),
        told_apart(places, written),
    )
    answers = [
        Answer(sheet.closed, float(own))
        for (sheet, _), own in zip(opened.sheets, weights, strict=True)
    ]
    spec, crossed = sheet_spec(asked), crossings(places, written)
    counts = {"": add_up(spec, answers, with_products=True)}
    for cells in (*places.values(), crossed):
        found = _by_cell(answers, cells, written | set(crossed) - {""})
        tallies = add_up_cells(spec, list(found.values()))
        counts |= dict(zip(found, tallies, strict=True))
    _store_tallies(row, role, counts)
    facts[f"answers_{role}"] = len(answers)
    if opened.unreadable:
        facts[f"unreadable_{role}"] = opened.unreadable
    return _texts(row, asked, opened.sheets)


def _places(row: Round, role: Role, sheets: list[tuple[Sheet, Answerer]]) -> dict[str, list[str]]:
    """Return per dimension that the round reports on the cell of each answer."""
    groups = one_group_each([who.groups for _, who in sheets])
    return {
        dimension: [
            "".join(cells_of(dimension, own, who.language))
            for own, (_, who) in zip(groups, sheets, strict=True)
        ]
        for dimension in row.strata.get(role, [])
    }


def _by_cell(answers: list[Answer], cells: list[str], written: set[str]) -> dict[str, list[bytes]]:
    """Return the sheets in each written cell of a dimension, in one pass.

    Everybody weighs the same there: few have a family of a certain size in one cell.
    """
    found: dict[str, list[bytes]] = {cell: [] for cell in sorted(written.intersection(cells))}
    # No cells at all: a role without dimensions has no crossings.
    for answer, cell in zip(answers, cells, strict=bool(cells)):
        if cell in found:
            found[cell].append(answer.codes)
    return found


def _store_tallies(row: Round, role: Role, counts: Mapping[str, Counted]) -> None:
    Tally.objects.bulk_create(
        [
            Tally(
                board_id=row.board_id,
                round=row,
                role=role,
                stratum=stratum,
                counts=counted.as_json(),
            )
            for stratum, counted in counts.items()
        ],
        batch_size=100,
    )


def _open_all(envelopes: QuerySet[Envelope], key: RoundKey, asked: Questionnaire) -> _Opened:
    sheets, unreadable = [], 0
    for envelope, sealed in envelopes.values_list("pk", "sealed"):
        try:
            sheets.append(unpack_answer(asked, key.open_envelope(envelope, bytes(sealed))))
        except Unreadable:
            # Somebody changed the row in the database. It is not counted; the others are.
            unreadable += 1
    if unreadable:
        log.error("%d envelopes of a round did not open and were left out", unreadable)
    # The last digit of a sum of fractions depends on their order; as stored it may be that of arriving.
    secrets.SystemRandom().shuffle(sheets)
    return _Opened(sheets, unreadable)


def _texts(
    row: Round, asked: Questionnaire, sheets: list[tuple[Sheet, Answerer]]
) -> list[OpenText]:
    languages = Counter(who.language for _, who in sheets)
    return [
        OpenText(board_id=row.board_id, round=row, item=item.key, text=text, closed_on=today())
        for item in places(asked).open_items
        for text in texts_kept(
            ((who.language, sheet.texts.get(item.key, "")) for sheet, who in sheets), languages
        )
    ]


def _store_texts(texts: list[OpenText]) -> None:
    """Store the texts of all roles in one shuffled heap, each under a key drawn at random."""
    secrets.SystemRandom().shuffle(texts)
    OpenText.objects.bulk_create(texts)


def _remove_answers(row: Round) -> None:
    for table in (Draft, Envelope, PaperDoubt, PaperSheet, Invitation):
        table.objects.filter(round=row).delete()
