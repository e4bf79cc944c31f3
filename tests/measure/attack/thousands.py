"""Thousands of rounds on a real database file; run by test_thousands in a process of its own.

Usage: python -m tests.measure.attack.thousands DIRECTORY ROUNDS SEED. Leaves `result.json` in DIRECTORY.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

BATCH = 125


def main(directory: Path, rounds: int, seed: int) -> None:
    os.environ |= {
        "DRIEKLANK_HOME": str(directory / "home"),
        "DRIEKLANK_TEST": "1",
        "DJANGO_SETTINGS_MODULE": "drieklank.config.settings",
        "SECRET_KEY": "only-for-tests",
        "BASE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver",
        "LOG_LEVEL": "ERROR",
    }
    for name in ("DATABASE_URL", "DB_HOST", "DB_NAME", "DRIEKLANK_KEYS", "DRIEKLANK_DATA"):
        os.environ.pop(name, None)
    import django  # noqa: PLC0415 -- the settings above come first

    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- as above
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    from tests.seed import lay_seed  # noqa: PLC0415 -- as above

    lay_seed(directory / "home")
    call_command("migrate", verbosity=0)
    from tests.cast import make_cast  # noqa: PLC0415 -- after setup
    from tests.measure.attack.series import MOST, World  # noqa: PLC0415 -- after setup

    world = World(make_cast(), seed)
    thief = Thief(directory / "stolen", Path(settings.DATABASES["default"]["NAME"]))
    done = 0
    while done < rounds:
        sizes = [1 + (done + place) % MOST for place in range(min(BATCH, rounds - done))]
        played = world.batch(sizes, thief.look)
        thief.judge(played)
        done += len(sizes)
    (directory / "result.json").write_text(json.dumps(thief.result()))


class Thief:
    """Takes the database file with its log at every moment, and reads it without the program."""

    def __init__(self, directory: Path, database: Path) -> None:
        from tests.measure.attack.guessing import Scores, Seen  # noqa: PLC0415 -- after setup

        self.directory, self.database = directory, database
        self.seen: dict[int, Seen] = {}
        self.scores: Scores = {}
        self.facts: Counter[str] = Counter()
        self.pieces: dict[str, bytes] = {}  # of envelopes, by id; emptied with each batch

    def look(self, tick: int, played: list[Any]) -> None:
        from tests.measure.attack.guessing import Seen  # noqa: PLC0415 -- after setup

        if tick == 0:
            self.seen, self.pieces = {one.round.pk: Seen() for one in played}, {}
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir(parents=True)
        for suffix in ("", "-wal"):
            source = self.database.with_name(self.database.name + suffix)
            if source.exists():
                shutil.copy(source, self.directory / source.name)
        self.facts["copies"] += 1
        if tick < 0:
            self._bytes_after(played)
        with closing(sqlite3.connect(self.directory / self.database.name)) as stolen:
            if tick >= 0:
                self._before(stolen)
                self._secrets_before(played)
            else:
                self._after(stolen, played)

    # -- while the rounds run ----------------------------------------------------------------------

    def _before(self, stolen: sqlite3.Connection) -> None:
        """Who answered since the last copy, and which envelope is new: so whose it is."""
        for seen in self.seen.values():
            seen.invited = []
        fresh: dict[int, int] = {}
        for at, parent, answered in stolen.execute(
            "SELECT round_id, parent_id, answered FROM measure_invitation"
        ):
            seen = self.seen[at]
            seen.invited.append(parent)
            if answered and parent not in seen.arrived:
                assert at not in fresh, "one look shows one answer"
                fresh[at] = parent
                seen.arrived.append(parent)
        drawer: dict[int, list[str]] = {}
        for identity, at, sealed in stolen.execute(
            "SELECT id, round_id, sealed FROM measure_envelope"
        ):
            drawer.setdefault(at, []).append(identity)
            if identity not in self.pieces:
                self.owners[at][identity] = fresh.pop(at)
                self.pieces[identity] = sealed
        assert not fresh, "a mark without an envelope"
        for at, identities in drawer.items():
            self.seen[at].drawer = [self.owners[at][identity] for identity in identities]
            self.seen[at].by_id = [self.owners[at][identity] for identity in sorted(identities)]

    @property
    def owners(self) -> dict[int, dict[str, int]]:
        if not self.pieces:
            self._owners: dict[int, dict[str, int]] = {at: {} for at in self.seen}
        return self._owners

    def _stolen_bytes(self) -> bytes:
        return b"".join(path.read_bytes() for path in sorted(self.directory.iterdir()))

    def _secrets_before(self, played: list[Any]) -> None:
        """No word, link, code or key of a sample of the rounds stands in file, free pages or log."""
        from drieklank.measure.keys import store  # noqa: PLC0415 -- after setup

        data = self._stolen_bytes()
        for one in played[:: len(played) // 5 or 1]:
            key = store().load(one.round.public_id)
            words = [text.encode() for text in one.texts.values()][-2:]
            assert [word for word in [key.material, *words] if word in data] == []
            self.facts["searched before"] += 1 + len(words)

    # -- when they are closed ------------------------------------------------------------------------

    def _bytes_after(self, played: list[Any]) -> None:
        """Nothing that was sealed is left in file, free pages or log; and no key opens an old copy."""
        from uuid import UUID  # noqa: PLC0415 -- only the attacker builds ids from text

        from drieklank.measure.envelopes import RoundKey, Unreadable  # noqa: PLC0415 -- as above
        from drieklank.measure.keys import store  # noqa: PLC0415 -- as above

        self.data = self._stolen_bytes()
        left = [path for path in store().directory.iterdir() if path.is_file()]
        assert [path.name for path in left] == ["lookup.key"]
        for identity, sealed in list(self.pieces.items())[::15]:
            pieces = [sealed[at : at + 20] for at in range(0, len(sealed) - 20, 256)]
            assert [piece for piece in [*pieces, identity.encode()] if piece in self.data] == []
            for material in (bytes(32), left[0].read_bytes()):
                try:
                    RoundKey(material).open_envelope(UUID(identity), sealed)
                except Unreadable:
                    self.facts["did not open"] += 1
            self.facts["envelopes searched"] += 1
        assert len({len(sealed) for sealed in self.pieces.values()}) == 1
        self.facts["envelopes"] += len(self.pieces)

    def _after(self, stolen: sqlite3.Connection, played: list[Any]) -> None:
        for table in ("invitation", "envelope", "draft"):
            assert stolen.execute(f"SELECT count(*) FROM measure_{table}").fetchone() == (0,)
        for at, stratum, counts in self._mine(stolen, "stratum, counts FROM measure_tally"):
            self.seen[at].tallies[stratum] = json.loads(counts)
        for at, identity, text in self._mine(stolen, "id, text FROM measure_opentext"):
            self.seen[at].texts.append((identity, text))
        for at, *count in self._mine(stolen, "invited, answered FROM measure_responsecount"):
            self.seen[at].counts.append((count[0], count[1]))
        for seen in self.seen.values():
            texts = [text for _, text in seen.texts]
            seen.in_file = sorted(texts, key=lambda text: self.data.index(text.encode()))
        self.audit = stolen.execute(
            "SELECT object_id, facts FROM audit_auditevent WHERE verb = 'round.close'"
        ).fetchall()

    def _mine(self, stolen: sqlite3.Connection, rest: str) -> list[Any]:
        """Rows of the rounds of this batch: the round first, then what is asked."""
        rows = stolen.execute(f"SELECT round_id, {rest}")
        return [row for row in rows if row[0] in self.seen]

    def judge(self, played: list[Any]) -> None:
        """Let every way of guessing try at each round of this batch."""
        from tests.measure.attack.guessing import guess  # noqa: PLC0415 -- after setup

        lines = dict(self.audit)
        for number, one in enumerate(played):
            seen = self.seen[one.round.pk]
            assert seen.arrived == one.arrived
            self.facts["rounds"] += 1
            if one.size < 5:
                said = [answered for _, answered in seen.counts if answered is not None]
                assert (seen.tallies, seen.texts, said) == ({}, [], [])
                assert "answers" not in lines[str(one.round.pk)]
                self.facts["too small"] += 1
                continue
            guess(one, seen, self.scores, self.facts["rounds"] + number)

    def result(self) -> dict[str, Any]:
        scores = [[name, k, s.hits, s.tries, s.bound(k)] for (name, k), s in self.scores.items()]
        return {"scores": sorted(scores), "facts": self.facts}


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
