"""A rehearsal of the day that the disk breaks: backup, go on, restore. With real files and the real command."""

import json
import os
import tarfile
from pathlib import Path

import pytest

from drieklank.base.clock import now
from drieklank.config import backup
from tests.config.conftest import START, House

PEOPLE = """
from drieklank.schools.models import Board, User
from drieklank.people.models import Parent
board = Board.objects.get()
rows = [Parent.objects.create(board=board, first_name=name, last_name="Proef") for name in ("Erased", "Kept")]
from django.contrib.sessions.backends.db import SessionStore
from drieklank.outbox.actions import queue
from drieklank.people.models import PersonSession
from drieklank.base.clock import now, today
SessionStore().save()
PersonSession.objects.create(board=board, parent=rows[1], secret_hash="x", last_seen_on=today(), expires_at=now())
queue("reminder", board_id=board.pk, to="ouder@proef.example")
"""

AFTER = """
from django.apps import apps
from drieklank.audit import ledger
from drieklank.base.clock import today
from drieklank.people.models import Parent
from drieklank.schools.models import Membership
parent = Parent.objects.get(first_name="Erased")
ledger.append("erase", "people.Parent", parent.pk)
parent.delete()
membership = Membership.objects.get()
ledger.append("revoke", "schools.Membership", membership.pk, ended_on=str(today()))
Membership.objects.filter(pk=membership.pk).update(ended_on=today())
Parent.objects.filter(first_name="Kept").delete()
"""

STATE = """
from django.contrib.sessions.models import Session
from drieklank.outbox.models import Message
from drieklank.people.models import Parent, PersonSession
from drieklank.schools.models import Membership
result = {
    "parents": sorted(Parent.objects.values_list("first_name", flat=True)),
    "open memberships": Membership.objects.filter(ended_on=None).count(),
    "sessions": Session.objects.count() + PersonSession.objects.count(),
    "mail": list(Message.objects.values_list("state", flat=True)),
}
"""


def test_a_restore_brings_back_the_data_but_not_who_was_erased_or_sent_away_since(
    house: House,
) -> None:
    before = house.run(PEOPLE + STATE)
    (house.home / "data" / "logo.png").write_bytes(b"picture")
    file = json.loads(house.call("backup", "--json"))["file"]
    assert before == {
        "parents": ["Erased", "Kept"],
        "open memberships": 1,
        "sessions": 2,
        "mail": ["waiting"],
    }

    after = house.run(AFTER + STATE)
    (house.home / "data" / "logo.png").unlink()
    assert after == {"parents": [], "open memberships": 0, "sessions": 1, "mail": ["waiting"]}
    assert "niet leeg" in house.call("restore", file, code=1)

    done = json.loads(house.call("restore", file, "--replace", "--json"))

    counts = {key: done[key] for key in ("erase", "revoke", "sessions", "mail")}
    assert counts == {"erase": 1, "revoke": 1, "sessions": 2, "mail": 1}
    assert Path(done["saved"]).is_file()
    assert house.run(STATE) == {
        "parents": ["Kept"], "open memberships": 0, "sessions": 0, "mail": ["cancelled"],
    }  # fmt: skip
    assert (house.home / "data" / "logo.png").read_bytes() == b"picture"


def test_a_copy_holds_no_key_and_no_ledger_and_is_for_its_owner_only(house: House) -> None:
    (house.home / "keys" / "round-1").write_bytes(b"very secret key of a round")
    (house.home / "ledger" / "ledger.jsonl").write_text("{}\n")

    file = Path(json.loads(house.call("backup", "--json"))["file"])

    with tarfile.open(file) as tar:
        names = tar.getnames()
        database = tar.extractfile("database")
        assert database is not None
        content = database.read()
    assert names == ["manifest.json", "database"]
    assert b"very secret key" not in content
    assert file.stat().st_mode & 0o077 == 0


def test_the_start_gives_two_links_and_is_refused_on_a_filled_database(house: House) -> None:
    assert sorted(house.links) == ["administrator", "leader"]
    assert all(
        link.startswith("http") and "/password/reset/key/" in link for link in house.links.values()
    )
    assert "niet leeg" in house.call(*START, code=1)


def test_a_file_that_is_no_copy_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "holiday.tar.gz"
    wrong.write_bytes(b"not a backup")
    with pytest.raises(backup.BackupRefused, match="geen reservekopie"):
        backup._unpack(wrong, tmp_path)


def test_a_copy_that_writes_outside_its_folder_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("harm")
    file, work = tmp_path / "copy.tar.gz", tmp_path / "work"
    work.mkdir()
    with tarfile.open(file, "w:gz") as tar:
        tar.add(outside, "../escaped.txt")

    with pytest.raises(backup.BackupRefused, match="geen reservekopie"):
        backup._unpack(file, work)
    assert not (tmp_path / "escaped.txt").exists()


def test_a_damaged_copy_is_refused_before_anything_changes(tmp_path: Path) -> None:
    (tmp_path / "database").write_bytes(b"half of it")
    manifest = tmp_path / "manifest.json"
    manifest.write_text(backup.Manifest(now(), backup._engine(), "0" * 64).dumps())
    file = tmp_path / "copy.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        tar.add(manifest, "manifest.json")
        tar.add(tmp_path / "database", "database")

    with pytest.raises(backup.BackupRefused, match="controlesom"):
        backup.put_back(file)


def test_old_copies_go_so_that_who_was_erased_leaves_them_too(tmp_path: Path) -> None:
    old, young = (
        tmp_path / f"drieklank-{day}.tar.gz" for day in ("20250101-000000", "20261122-000000")
    )
    other = tmp_path / "holiday.tar.gz"
    for path in (old, young, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (0, 0))

    assert backup.clean_up(tmp_path, keep_days=30) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, other.name]


def test_a_second_copy_of_the_keys_inside_the_data_folder_stays_out_and_outlives_a_restore(
    house: House,
) -> None:
    second = house.home / "data" / "second"
    second.mkdir()
    (second / "round-1.key").write_bytes(b"key")
    house.env["DRIEKLANK_KEYS_COPY"] = str(second)

    file = json.loads(house.call("backup", "--json"))["file"]

    with tarfile.open(file) as tar:
        assert tar.getnames() == ["manifest.json", "database"]
    house.call("restore", file, "--replace")
    assert (second / "round-1.key").read_bytes() == b"key"
