"""Sealing: what an answer, a draft and an invitation look like to somebody without the key.

Everything secret about a round is computed from its one key, with a label per purpose:

| label      | gives                                          | stands in                     |
|------------|------------------------------------------------|-------------------------------|
| link       | the 128 bits in a mailed link                  | nowhere; made while sending   |
| code       | the 40 bits in a typable code                  | nowhere; made while printing  |
| paper      | 80 bits more, behind that code in a QR code    | nowhere; made while printing  |
| envelope   | the primary key of the invitation's envelope   | the envelope                  |
| draft      | the primary key of the invitation's draft      | the draft                     |
| seal-…     | the key that one envelope or draft is sealed by| nowhere                       |
| form       | the token in the answering form                | the page                      |

A link goes to one mailbox; a code on paper passes through the school. So they are two secrets, and
who comes with paper is never told whether the invitation was answered (architecture, section 4).

An envelope is tied to its invitation by a unique key that only the holder of the round's key can
compute: one answer per invitation by constraint, and no reference that anybody could follow.

Sealing is AES-256-GCM. Every text is first padded to one size, so that length says nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from drieklank.base import codes

KEY_BYTES: Final = 32
LINK_BYTES: Final = 16
LINK_LENGTH: Final = 22
HASH_BYTES: Final = 16
PAPER_LENGTH: Final = codes.LENGTH + 16
_PAPER_BYTES: Final = 10
# The last character has four bits to spare: only one spelling of a secret is accepted.
_LINK: Final = re.compile(rf"[A-Za-z0-9_-]{{{LINK_LENGTH - 1}}}[AQgw]")
_NONCE: Final = 12
_TAG: Final = 16
_PREFIX: Final = 4


class TooLarge(ValueError):
    """The text does not fit the size that all texts of this questionnaire are padded to."""


class Unreadable(ValueError):
    """A sealed text was changed, moved to another place, or sealed under another key."""


@dataclass(frozen=True, slots=True, repr=False)
class RoundKey:
    """The key of one round and all that is computed from it. Never printed, never stored."""

    material: bytes

    def link(self, invitation: UUID) -> str:
        """Return the secret of a link: 22 characters that are safe in an address."""
        secret = self._derive("link", invitation.bytes)[:LINK_BYTES]
        return base64.urlsafe_b64encode(secret).rstrip(b"=").decode("ascii")

    def code(self, invitation: UUID) -> str:
        """Return the typable code of an invitation: ten characters without a dash."""
        digest = self._derive("code", invitation.bytes)
        return codes.encode(int.from_bytes(digest[:5], "big"))

    def paper(self, invitation: UUID) -> str:
        """Return what a QR code on paper carries: the typable code and 16 characters that prove it."""
        proof = int.from_bytes(self._derive("paper", invitation.bytes)[:_PAPER_BYTES], "big")
        tail = (codes.ALPHABET[proof >> shift & 31] for shift in range(75, -1, -5))
        return self.code(invitation) + "".join(tail)

    def envelope_id(self, invitation: UUID) -> UUID:
        """Return the primary key that this invitation's envelope has, and no other can have."""
        return UUID(bytes=self._derive("envelope", invitation.bytes)[:16])

    def draft_id(self, invitation: UUID, holder: str) -> UUID:
        """Return the primary key of the draft that this holder of the invitation keeps."""
        context = invitation.bytes + holder.encode()
        return UUID(bytes=self._derive("draft", context)[:16])

    def form_token(self, invitation: UUID) -> str:
        """Return what the answering form carries to prove that it came from our own page."""
        return self._derive("form", invitation.bytes)[:HASH_BYTES].hex()

    def seal_envelope(self, envelope: UUID, text: bytes, size: int) -> bytes:
        """Seal answers into the envelope with this primary key; it opens in no other place."""
        return seal(self._derive("seal-envelope", envelope.bytes), text, size, envelope.bytes)

    def open_envelope(self, envelope: UUID, sealed: bytes) -> bytes:
        """Return the answers in an envelope, without padding."""
        return open_sealed(self._derive("seal-envelope", envelope.bytes), sealed, envelope.bytes)

    def seal_draft(self, holder: str, text: bytes, size: int) -> bytes:
        """Seal a draft under this key and its holder's secret together: see `cookies.Ticket`."""
        return seal(self._derive("seal-draft", holder.encode()), text, size, b"draft")

    def open_draft(self, holder: str, sealed: bytes) -> bytes:
        """Return a draft, for who comes with the secret it was sealed under."""
        return open_sealed(self._derive("seal-draft", holder.encode()), sealed, b"draft")

    def paper_id(self, invitation: UUID) -> UUID:
        """Return the primary key of what was read so far of this invitation's form on paper."""
        return UUID(bytes=self._derive("paper-sheet", invitation.bytes)[:16])

    def seal_paper(self, row: UUID, text: bytes, size: int) -> bytes:
        """Seal what was read from paper into the row with this primary key."""
        return seal(self._derive("seal-paper", row.bytes), text, size, row.bytes)

    def open_paper(self, row: UUID, sealed: bytes) -> bytes:
        """Return what was read from paper, for the row with this primary key."""
        return open_sealed(self._derive("seal-paper", row.bytes), sealed, row.bytes)

    def _derive(self, label: str, context: bytes) -> bytes:
        """Return 32 bytes for one purpose. The label's length comes first: no two can overlap."""
        message = bytes([len(label)]) + label.encode("ascii") + context
        return hmac.digest(self.material, b"drieklank-1" + message, hashlib.sha256)


def is_link(text: str) -> bool:
    """Say whether a text has the form of a link's secret, without asking the database."""
    return _LINK.fullmatch(text) is not None


def is_paper(text: str) -> bool:
    """Say whether a text has the form of what a QR code on paper carries."""
    return len(text) == PAPER_LENGTH and all(character in codes.ALPHABET for character in text)


def link_hash(lookup_key: bytes, link: str) -> bytes:
    """Return the 16 bytes under which an invitation is found by its link."""
    return hmac.digest(lookup_key, b"link:" + link.encode(), hashlib.sha256)[:HASH_BYTES]


def code_hash(lookup_key: bytes, payload: int) -> bytes:
    """Return the 16 bytes under which an invitation is found by its typable code."""
    return hmac.digest(lookup_key, b"code:%d" % payload, hashlib.sha256)[:HASH_BYTES]


def sealed_size(size: int) -> int:
    """Return the bytes that a text padded to `size` takes once sealed."""
    return size + _PREFIX + _NONCE + _TAG


def seal(key: bytes, text: bytes, size: int, bound_to: bytes) -> bytes:
    """Pad a text to `size` bytes and seal it. Every result for one size is equally long.

    Raises:
        TooLarge: the text is longer than `size`.
    """
    if len(text) > size:
        raise TooLarge(f"{len(text)} bytes do not fit in {size}")
    padded = len(text).to_bytes(_PREFIX, "big") + text.ljust(size, b"\0")
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, padded, bound_to)


def open_sealed(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Return the text that was sealed, without its padding.

    Raises:
        Unreadable: other key, other place, or a changed byte.
    """
    try:
        padded = AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("the sealed text does not open") from error
    length = int.from_bytes(padded[:_PREFIX], "big")
    return padded[_PREFIX : _PREFIX + length]
