"""The key store: one secret key per round, kept outside database, backups and logs.

A key is a file of 32 random bytes in a directory that only the service can read. As long as it
exists, the round's answers can be counted; when the round closes it is destroyed, and every copy
of the database made before stays shut for ever. Losing it early has the same effect: the round
cannot be read any more. A second directory on another disk may therefore hold a copy until close.

Besides the round keys there is one look-up key. It only serves to find an invitation by the hash
of its link or code in one indexed look-up, whatever the number of rounds; it opens nothing.

Overwriting helps on a plain disk; on a disk that moves its blocks (SSD, copy-on-write) only an
encrypted volume or a memory file system makes destroying certain: the operations pages say so.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from drieklank.measure.envelopes import KEY_BYTES, RoundKey

_LOOKUP = "lookup"


class KeyMissing(LookupError):
    """The round has no key here: its links cannot be made and its answers cannot be read."""


class KeyNotDestroyed(OSError):
    """A copy of a key could not be reached; the round must not be called destroyed."""


def store() -> KeyStore:
    """Return the key store of this installation (settings KEYS_DIR and, optional, KEYS_COPY_DIR)."""
    copy = getattr(settings, "KEYS_COPY_DIR", None)
    return _store(str(settings.KEYS_DIR), str(copy) if copy else "")


@lru_cache(maxsize=8)
def _store(directory: str, copy: str) -> KeyStore:
    return KeyStore(Path(directory), Path(copy) if copy else None)


@dataclass(frozen=True, slots=True)
class KeyStore:
    """Keys as files of mode 0600 in `directory` (0700), and in `copy` if there is one."""

    directory: Path
    copy: Path | None = None
    _cache: dict[Path, tuple[tuple[int, int], bytes]] = field(
        default_factory=dict, repr=False, compare=False
    )
    _files: dict[str, tuple[Path, ...]] = field(default_factory=dict, repr=False, compare=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def create(self, round_id: UUID) -> RoundKey:
        """Make the key of a round, or return the one that is there: opening twice is harmless."""
        return RoundKey(self._create(round_id.hex))

    def load(self, round_id: UUID) -> RoundKey:
        """Return the key of a round.

        Raises:
            KeyMissing: no directory holds it.
        """
        return RoundKey(self._load(round_id.hex))

    def has(self, round_id: UUID) -> bool:
        """Say whether any copy of the key still exists."""
        return any(path.exists() for path in self._paths(round_id.hex))

    def is_gone(self, round_id: UUID) -> bool:
        """Say whether the key is certainly nowhere: each directory is there, and none holds it."""
        paths = self._paths(round_id.hex)
        return all(path.parent.is_dir() for path in paths) and not self.has(round_id)

    def destroy(self, round_id: UUID) -> None:
        """Overwrite and remove every copy of the key. Doing it twice is harmless.

        Raises:
            KeyNotDestroyed: a directory of the store is absent, so a copy may live on.
        """
        for path in self._paths(round_id.hex):
            if not path.parent.is_dir():
                raise KeyNotDestroyed(f"the key directory is not there: {path.parent}")
            with self._lock:
                self._cache.pop(path, None)
            _shred(path)

    def lookup_key(self) -> bytes:
        """Return the key under which links and codes are hashed; made at first use."""
        with contextlib.suppress(KeyMissing):
            return self._load(_LOOKUP)
        return self._create(_LOOKUP)

    def _paths(self, name: str) -> tuple[Path, ...]:
        """The files of a key. Remembered, since every page of every answer asks for them."""
        if (known := self._files.get(name)) is None:
            folders = (self.directory, self.copy) if self.copy is not None else (self.directory,)
            known = self._files[name] = tuple(folder / f"{name}.key" for folder in folders)
        return known

    def _create(self, name: str) -> bytes:
        first, *others = self._paths(name)
        material = _write_once(first, secrets.token_bytes(KEY_BYTES))
        for other in others:
            _write_once(other, material)
        return material

    def _load(self, name: str) -> bytes:
        for path in self._paths(name):
            with contextlib.suppress(FileNotFoundError):
                return self._read(path)
        raise KeyMissing(f"the key store holds no key {name}")

    def _read(self, path: Path) -> bytes:
        """Read a key, from memory while its file is unchanged; a destroyed file ends that too."""
        try:
            status = os.stat(path)
        except FileNotFoundError:
            with self._lock:
                self._cache.pop(path, None)
            raise
        stamp = (status.st_ino, status.st_mtime_ns)
        known = self._cache.get(path)
        if known is not None and known[0] == stamp:
            return known[1]
        material = path.read_bytes()
        if len(material) != KEY_BYTES:
            raise KeyMissing(f"the key file {path.name} is damaged")
        with self._lock:
            self._cache[path] = (stamp, material)
        return material


def _write_once(path: Path, material: bytes) -> bytes:
    """Write a file that appears whole or not at all; return what stands there in the end."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.parent.chmod(0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(material)
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)  # unlike rename, never replaces: the first one wins
    finally:
        os.unlink(temporary)
    _sync_directory(path.parent)
    return path.read_bytes()


def _shred(path: Path) -> None:
    try:
        with path.open("r+b", buffering=0) as stream:
            stream.write(secrets.token_bytes(max(KEY_BYTES, path.stat().st_size)))
            os.fsync(stream.fileno())
    except FileNotFoundError:
        return
    path.unlink(missing_ok=True)
    _sync_directory(path.parent)


def _sync_directory(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
