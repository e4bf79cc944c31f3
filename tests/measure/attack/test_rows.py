"""The same on PostgreSQL, whose rows bear stamps: xmin the transaction, ctid the place on disk."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from drieklank.measure.envelopes import RoundKey, Unreadable
from drieklank.measure.keys import store
from drieklank.measure.models import Envelope
from tests.cast import make_cast
from tests.measure.attack.guessing import COUNTS, TEXTS, Scores, Seen, beyond, guess
from tests.measure.attack.series import MOST, Played, World

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS, BATCH = 204, 68


def ask(sql: str) -> list[Any]:
    """What somebody who can read the database asks it, past the program."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


class Reader:
    """Reads rows with their stamps after every answer."""

    def __init__(self) -> None:
        self.seen: dict[int, Seen] = {}
        self.owner: dict[Any, int] = {}
        self.sealed: dict[Any, bytes] = {}
        self.linked = 0

    def look(self, tick: int, played: list[Played]) -> None:
        if tick == 0:
            self.seen = {one.round.pk: Seen() for one in played}
            self.owner, self.sealed = {}, {}
        if tick >= 0:
            self._before()
        else:
            self._after()

    def _before(self) -> None:
        marks = ask("SELECT xmin::text, round_id, parent_id, answered FROM measure_invitation")
        envelopes = ask("SELECT xmin::text, round_id, id, sealed FROM measure_envelope")
        for seen in self.seen.values():
            seen.invited, seen.drawer = [], []
        stamps: dict[tuple[str, int], int] = {}
        for stamp, at, parent, answered in marks:
            self.seen[at].invited.append(parent)
            if answered:
                stamps[stamp, at] = parent
                if parent not in self.seen[at].arrived:
                    self.seen[at].arrived.append(parent)
        for stamp, at, identity, sealed in envelopes:
            # Mark and envelope are of one transaction: while it runs, stamps join them exactly.
            self.owner[identity] = stamps[stamp, at]
            self.sealed[identity] = bytes(sealed)
            self.seen[at].drawer.append(stamps[stamp, at])
            self.linked += 1
        for at, seen in self.seen.items():
            own = sorted(identity for _, of, identity, _ in envelopes if of == at)
            seen.by_id = [self.owner[identity] for identity in own]

    def _after(self) -> None:
        for at, stratum, counts in ask("SELECT round_id, stratum, counts FROM measure_tally"):
            if at in self.seen:
                self.seen[at].tallies[stratum] = json.loads(counts)
        stamps: dict[int, set[str]] = {}
        for stamp, at, identity, text in ask(
            "SELECT xmin::text, round_id, id::text, text FROM measure_opentext ORDER BY ctid"
        ):
            if at in self.seen:
                self.seen[at].texts.append((identity, text))
                stamps.setdefault(at, set()).add(stamp)
        assert all(len(own) == 1 for own in stamps.values()), "texts of a round are of one moment"
        for at, invited, answered in ask(
            "SELECT round_id, invited, answered FROM measure_responsecount"
        ):
            if at in self.seen:
                self.seen[at].counts.append((invited, answered))
        for table in ("invitation", "envelope", "draft"):
            assert ask(f"SELECT count(*) FROM measure_{table}") == [(0,)]


def plays(world: World, rounds: int) -> tuple[Reader, Scores]:
    scores: Scores = {}
    reader, done = Reader(), 0
    while done < rounds:
        sizes = [1 + (done + place) % MOST for place in range(min(BATCH, rounds - done))]
        for number, one in enumerate(world.batch(sizes, reader.look)):
            seen = reader.seen[one.round.pk]
            assert seen.arrived == one.arrived
            if one.size >= 5:
                guess(one, seen, scores, done + number)
                continue
            said = [answered for _, answered in seen.counts if answered is not None]
            assert (seen.tallies, seen.texts, said) == ({}, [], [])
        done += len(sizes)
    return reader, scores


def test_row_stamps_join_mark_and_envelope_until_the_close_and_nothing_after_it() -> None:
    world = World(make_cast(), 5)
    reader, scores = plays(world, ROUNDS)
    assert reader.linked > 1000
    assert {name for name, _ in scores} == {COUNTS, *TEXTS}
    found = set(beyond(scores))
    if found:  # once in some thirty series by chance; twice the same is none
        found &= set(beyond(plays(world, ROUNDS)[1]))
    assert found == set()
    left = store().lookup_key()
    assert [path.name for path in store().directory.iterdir()] == ["lookup.key"]
    for identity, sealed in list(reader.sealed.items())[::5]:
        for material in (bytes(32), left):
            with pytest.raises(Unreadable):
                RoundKey(material).open_envelope(identity, sealed)


def test_dead_rows_that_can_be_dug_up_stay_shut() -> None:
    """Nothing overwrites a deleted row on PostgreSQL before a vacuum; the destroyed key must do."""
    world, reader = World(make_cast(), 3), Reader()
    played = world.batch([12] * 4, reader.look)
    assert Envelope._base_manager.count() == 0
    try:
        with transaction.atomic():
            ask("CREATE EXTENSION IF NOT EXISTS pageinspect; SELECT 1")
    except DatabaseError:  # a server without the extension: then nobody digs there either
        return
    (pages,) = ask("SELECT pg_relation_size('measure_envelope') / 8192")[0]
    dug = b"".join(
        bytes(data)
        for page in range(pages)
        for (data,) in ask(
            f"SELECT t_data FROM heap_page_items(get_raw_page('measure_envelope', {page}))"
        )
        if data is not None
    )
    texts = [text.encode() for one in played for text in one.texts.values()]
    assert len(dug) > 10_000
    assert [text for text in texts if text in dug] == []
