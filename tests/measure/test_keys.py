"""The key store: as long as a key is there answers can be counted, and not a moment longer."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest

from drieklank.measure.keys import KeyMissing, KeyNotDestroyed, KeyStore

ROUND = uuid4()


def contents(directory: Path) -> list[bytes]:
    return [path.read_bytes() for path in directory.rglob("*") if path.is_file()]


def test_key_made_once_is_the_same_for_every_process(tmp_path: Path) -> None:
    key = KeyStore(tmp_path / "keys").create(ROUND)
    assert KeyStore(tmp_path / "keys").load(ROUND) == key
    assert KeyStore(tmp_path / "keys").create(ROUND) == key
    assert len(key.material) == 32


def test_keys_of_two_rounds_differ_and_only_the_owner_can_read_them(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys")
    assert store.create(ROUND) != store.create(uuid4())
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys").iterdir()} == {0o600}


def test_missing_key_is_said_clearly(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys")
    with pytest.raises(KeyMissing, match=ROUND.hex):
        store.load(ROUND)
    assert store.has(ROUND) is False


def test_damaged_key_file_counts_as_missing_rather_than_sealing_with_a_weak_key(
    tmp_path: Path,
) -> None:
    store = KeyStore(tmp_path / "keys")
    store.create(ROUND)
    (tmp_path / "keys" / f"{ROUND.hex}.key").write_bytes(b"short")
    with pytest.raises(KeyMissing, match="damaged"):
        store.load(ROUND)


def test_destroyed_key_is_gone_from_disk_and_from_every_process(tmp_path: Path) -> None:
    here, there = KeyStore(tmp_path / "keys"), KeyStore(tmp_path / "keys")
    material = here.create(ROUND).material
    there.load(ROUND)
    here.destroy(ROUND)
    here.destroy(ROUND)
    assert [data for data in contents(tmp_path) if material in data] == []
    for store in (here, there):
        with pytest.raises(KeyMissing):
            store.load(ROUND)


def test_lost_directory_is_made_good_by_the_second_copy_until_close(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys", tmp_path / "copy")
    key = store.create(ROUND)
    (tmp_path / "keys" / f"{ROUND.hex}.key").unlink()
    assert KeyStore(tmp_path / "keys", tmp_path / "copy").load(ROUND) == key
    store.destroy(ROUND)
    assert store.has(ROUND) is False
    assert contents(tmp_path) == []


def test_key_whose_copy_cannot_be_reached_is_not_called_destroyed(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys", tmp_path / "copy")
    store.create(ROUND)
    (tmp_path / "copy").rename(tmp_path / "unplugged")
    with pytest.raises(KeyNotDestroyed):
        store.destroy(ROUND)
    assert (store.has(ROUND), store.is_gone(ROUND)) == (False, False)
    (tmp_path / "unplugged").rename(tmp_path / "copy")
    assert (store.has(ROUND), store.is_gone(ROUND)) == (True, False)
    store.destroy(ROUND)
    assert store.is_gone(ROUND) is True


def test_lookup_key_stays_the_same_and_opens_no_round(tmp_path: Path) -> None:
    store = KeyStore(tmp_path / "keys")
    first = store.lookup_key()
    assert KeyStore(tmp_path / "keys").lookup_key() == first
    assert store.create(ROUND).material != first
