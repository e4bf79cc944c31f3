"""The key that signs certificates: in the key store, outside database and backups.

`KEYS_DIR/certificate/signing.pem` is made at first use; `public/FINGERPRINT.pem` holds each public
key ever used, so that older certificates can be checked after the key was replaced. Both are written
to the second copy of the key store too, where there is one. Operations: docs/operations/certificate.md.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from drieklank.results.certificate_statement import fingerprint, read_public_key

_SIGNING = "signing.pem"
_PUBLIC = "public"


class SigningKeyDamaged(Exception):
    """The file of the signing key cannot be read as an Ed25519 key."""


@dataclass(frozen=True)
class PublishedKey:
    """A public key as anybody may have it. `signs`: new certificates are signed with it."""

    fingerprint: str
    pem: str
    signs: bool


def folders() -> tuple[Path, ...]:
    """Where the key lies: the key store, and its second copy if there is one."""
    copy = getattr(settings, "KEYS_COPY_DIR", None)
    stores = [Path(settings.KEYS_DIR), *([Path(copy)] if copy else [])]
    return tuple(store / "certificate" for store in stores)


def signing_key() -> Ed25519PrivateKey:
    """The key that signs now; made at first use, brought back from the second copy where it is gone.

    Raises:
        SigningKeyDamaged: there is a file, and it holds no such key.
    """
    for folder in folders():
        with contextlib.suppress(FileNotFoundError):
            key = _private((folder / _SIGNING).read_bytes())
            _keep(key, folders())
            return key
    return _keep(Ed25519PrivateKey.generate(), folders())


def replace_signing_key() -> Ed25519PrivateKey:
    """Make a new key. The old one is thrown away; its public half stays, for what it signed."""
    with contextlib.suppress(SigningKeyDamaged):
        signing_key()  # its public half is on disk from here on
    key = Ed25519PrivateKey.generate()
    for folder in folders():
        _write(folder / _SIGNING, _pem(key), replace=True)
    return _keep(key, folders())


def published_keys() -> tuple[PublishedKey, ...]:
    """Every public key that this installation signed with, the one in use first."""
    now = ""  # a damaged key signs nothing; older certificates can be checked all the same
    with contextlib.suppress(SigningKeyDamaged):
        now = fingerprint(signing_key().public_key())
    found: dict[str, PublishedKey] = {}
    for folder in folders():
        for path in sorted((folder / _PUBLIC).glob("*.pem")):
            pem = path.read_bytes()
            with contextlib.suppress(ValueError):
                mark = fingerprint(read_public_key(pem))
                found[mark] = PublishedKey(mark, pem.decode("ascii"), mark == now)
    return tuple(sorted(found.values(), key=lambda one: (not one.signs, one.fingerprint)))


def _private(pem: bytes) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as failure:
        raise SigningKeyDamaged(str(failure)) from failure
    if not isinstance(key, Ed25519PrivateKey):
        raise SigningKeyDamaged("not an Ed25519 key")
    return key


def _pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _keep(key: Ed25519PrivateKey, places: Iterable[Path]) -> Ed25519PrivateKey:
    """Write a key and its public half wherever they are missing; the key that stands there wins."""
    places = tuple(places)
    first = places[0] / _SIGNING
    if not first.exists():
        _write(first, _pem(key))
    kept = _private(first.read_bytes())  # two processes at once: the first file counts for both
    public = kept.public_key()
    for folder in places:
        if not (folder / _SIGNING).exists():
            _write(folder / _SIGNING, _pem(kept))
        path = folder / _PUBLIC / f"{fingerprint(public)}.pem"
        if not path.exists():
            _write(path, _public_pem(public))
    return kept


def _write(path: Path, content: bytes, *, replace: bool = False) -> None:
    """A file of mode 0600 that appears whole or not at all; without `replace` the first one wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if replace:
            os.replace(temporary, path)
            return
        with contextlib.suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
