"""The signed statement of a certificate: one canonical file, signed with Ed25519 (RFC 8032).

Knows no Django, no settings, no database: whoever has this module and a public key can check a
statement on any machine. A file is accepted only in its one canonical form, so any changed byte is
either another content, which the signature does not cover, or another form, which is refused.

Who signed follows from the key that the reader trusts already (`trusted`), never from the key that
stands in the file: anybody can make a file that agrees with itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

FORMAT: Final = "drieklank-certificate/1"
ALGORITHM: Final = "Ed25519"
_FINGERPRINT_BYTES: Final = 16  # 128 bits: nobody finds a second key with the same
_LONGEST: Final = 1_000_000

Json = dict[str, Any]


class Finding(StrEnum):
    """GENUINE: signed by a trusted key. UNKNOWN_KEY: whole, by a key that the reader does not know."""

    GENUINE = "genuine"
    UNKNOWN_KEY = "unknown_key"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `content` is None where the file was changed or is no statement at all."""

    finding: Finding
    content: Mapping[str, Any] | None = None
    fingerprint: str = ""

    @property
    def first_day(self) -> date:
        return date.fromisoformat(self._text("issued_on"))

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self._text("ends_on"))

    def _text(self, name: str) -> str:
        return str((self.content or {})[name])


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one form of a statement: UTF-8, keys sorted, two spaces, a line end; text, lists, blocks only.

    Raises:
        TypeError: a value is a number, a truth value or nothing; those have more than one spelling.
    """
    _only_text(content)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, indent=2)
    return f"{text}\n".encode()


def _only_text(value: object) -> None:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _only_text(key)
            _only_text(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _only_text(inner)
    elif not isinstance(value, str):
        raise TypeError(f"a statement holds text only, not {type(value).__name__}")


def raw(key: Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def fingerprint(key: Ed25519PublicKey) -> str:
    """The first 128 bits of sha256 over the key's 32 bytes, as 32 hexadecimal characters."""
    return sha256(raw(key)).digest()[:_FINGERPRINT_BYTES].hex()


def spoken(mark: str) -> str:
    """A fingerprint in groups of four, to compare by eye."""
    return " ".join(mark[place : place + 4] for place in range(0, len(mark), 4))


def read_fingerprint(typed: str) -> str:
    """A fingerprint as somebody typed it. Raises ValueError where it is none."""
    mark = "".join(typed.split()).replace(":", "").replace("-", "").lower()
    if len(mark) != 2 * _FINGERPRINT_BYTES or set(mark) - set("0123456789abcdef"):
        raise ValueError("a fingerprint is 32 characters, 0-9 and a-f")
    return mark


def read_public_key(pem: bytes) -> Ed25519PublicKey:
    """A public key out of a PEM file. Raises ValueError where it is none, or of another kind."""
    key = load_pem_public_key(pem)
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 key")
    return key


def sign(content: Mapping[str, Any], key: Ed25519PrivateKey) -> bytes:
    """The statement as a file. The signature covers the canonical form of all but itself."""
    public = key.public_key()
    body = {
        **content,
        "format": FORMAT,
        "key": {
            "algorithm": ALGORITHM,
            "fingerprint": fingerprint(public),
            "public": raw(public).hex(),
        },
    }
    return canonical({**body, "signature": key.sign(canonical(body)).hex()})


def check(file: bytes, trusted: Collection[str]) -> Checked:
    """Check a file. `trusted`: fingerprints of keys that the reader got from elsewhere."""
    content = _read(file)
    if content is None:
        return Checked(Finding.CHANGED)
    try:
        written = content.pop("signature")
        signature = bytes.fromhex(written)
        if signature.hex() != written:  # capitals and spaces would be other files that pass
            return Checked(Finding.CHANGED)
        key = cast("Json", content["key"])
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key["public"]))
        public.verify(signature, canonical(content))
        found = Checked(Finding.GENUINE, content, fingerprint(public))
        _ = found.first_day, found.last_day, content["school"]["name"], content["school"]["brin"]
    except (InvalidSignature, KeyError, TypeError, ValueError, AttributeError):
        return Checked(Finding.CHANGED)
    if content.get("format") != FORMAT or key.get("fingerprint") != found.fingerprint:
        return Checked(Finding.CHANGED)
    if found.fingerprint not in trusted:
        return Checked(Finding.UNKNOWN_KEY, content, found.fingerprint)
    return found


def _read(file: bytes) -> Json | None:
    """The content of a file in canonical form; None where it is anything else."""
    if len(file) > _LONGEST:
        return None
    try:
        content = json.loads(file.decode("utf-8"))
        if not isinstance(content, dict) or canonical(content) != file:
            return None
    except (ValueError, TypeError, RecursionError):
        return None
    return content
