"""What an uploaded sheet is, by its content, and whether it holds anything that acts by itself.

A PDF is looked through as bytes and inside every stream that can be unpacked, so that an object
stream hides nothing. Names are compared after `#xx` is read as the byte it stands for (ISO 32000-2,
7.3.5). What cannot be looked through (encrypted, or packed in a rare way) is refused: a sheet to hand
out needs none of it. Readers repair what is broken, so this looks wherever one of them might: after
each word `stream`, past a wrong end, a wrong sum or a second packing. This is no virus scanner: a
fault in a reader's letters or pictures passes.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from enum import StrEnum
from typing import Final

MOST: Final = 10 * 1024 * 1024
# A picture of more dots than this is a trap, or no sheet.
MOST_PIXELS: Final = 60_000_000
# All that is read and made while unpacking one PDF; a bomb goes past it at once.
_MOST_UNPACKED: Final = 200 * 1024 * 1024
_JPEG_DOTS: Final = frozenset({*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC)}) | {
    0xCD,
    0xCE,
    0xCF,
}
# After these a reader goes on at once; before the size of a photo they are of no use.
_WITHOUT_LENGTH: Final = frozenset({0x00, 0x01, *range(0xD0, 0xDA)})


class Kind(StrEnum):
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"


# Name in a PDF -> what it can do, as the page says it.
_ACTIVE: Final = {
    b"JavaScript": "een script",
    b"JS": "een script",
    b"Launch": "een opdracht om een programma te starten",
    b"OpenAction": "iets wat bij het openen vanzelf gebeurt",
    b"AA": "iets wat vanzelf gebeurt",
    b"EmbeddedFile": "een verstopt bestand",
    b"EmbeddedFiles": "een verstopt bestand",
    b"Filespec": "een verwijzing naar een ander bestand",
    b"RichMedia": "film of geluid",
    b"Movie": "film of geluid",
    b"Sound": "film of geluid",
    b"Rendition": "film of geluid",
    b"XFA": "een formulier dat zichzelf verandert",
    b"SubmitForm": "een formulier dat gegevens verstuurt",
    b"ImportData": "een formulier dat gegevens ophaalt",
    b"GoToE": "een sprong naar een verstopt bestand",
    b"GoToR": "een sprong naar een ander bestand",
}
# Ways of packing under which a name could hide; no program that schools print with uses them.
_PACKED: Final = frozenset(
    {
        *(b"ASCIIHexDecode", b"ASCII85Decode", b"LZWDecode", b"RunLengthDecode", b"Crypt"),
        *(b"AHx", b"A85", b"LZW", b"RL"),
    }
)
# A page to begin at, as word processors write it; anything else at opening may act.
_BEGINS_AT: Final = re.compile(rb"/OpenAction\s*\[")
_OPEN_ACTION: Final = re.compile(rb"/OpenAction")
_NAME: Final = re.compile(rb"/([^\x00\t\n\x0c\r ()<>\[\]{}/%]{1,60})")
_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"(?<!end)stream(?=[\s%])")
_BLANK: Final = re.compile(rb"[\x00\t\n\x0c\r ]*")
_LINE_END: Final = re.compile(rb"\r\n|\r|\n")
# The number of bytes before the first object of an object stream; of an outline it is a reference.
_FIRST: Final = re.compile(rb"/First\s*\d+\b(?!\s+\d+\s*R)")
# Dots of a picture may look like a short name; long ones they never spell by chance.
_LONG: Final = 3
# Bytes that are unpacked at once; so often one packing may stand within another.
_AT_ONCE: Final = 16 * 1024
_MOST_PACKINGS: Final = 3
# Bytes at the head of what was packed.
_HEAD: Final = 2


class UploadRefused(ValueError):
    """A sheet that may not be kept; the message is a Dutch sentence."""


def kind_of(content: bytes) -> Kind:
    """What a file is, by its first bytes; its name says nothing.

    Raises:
        UploadRefused: empty, too large, or none of the three kinds.
    """
    if not content:
        raise UploadRefused("Dit bestand is leeg. Kies een ander bestand.")
    if len(content) > MOST:
        raise UploadRefused("Dit bestand is groter dan 10 MB. Maak het kleiner.")
    if content.startswith(b"%PDF-"):
        return Kind.PDF
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    raise UploadRefused(
        "Dit is geen PDF, PNG of JPEG. Bewaar het blad eerst als PDF, en kies dat bestand."
    )


def refuse_active(content: bytes) -> None:
    """Let a PDF pass that only shows something.

    Raises:
        UploadRefused: it is encrypted, cannot be looked through, or holds something that acts.
    """
    for piece, is_plain in _pieces(content):
        names = {_HEX.sub(_byte, name) for name in _NAME.findall(piece)}
        if not is_plain:
            names = {name for name in names if len(name) >= _LONG}
        if b"Encrypt" in names:
            raise UploadRefused(
                "Dit PDF-bestand is op slot. Bewaar het zonder wachtwoord, en kies het opnieuw."
            )
        if len(_BEGINS_AT.findall(piece)) == len(_OPEN_ACTION.findall(_HEX.sub(_byte, piece))):
            names.discard(b"OpenAction")
        for name, says in _ACTIVE.items():
            if name in names:
                raise UploadRefused(
                    f"In dit PDF-bestand zit {says}. Druk het af naar een nieuwe PDF, en kies die."
                )
        if names & _PACKED:
            raise UploadRefused(_STRANGE)


def size_of(content: bytes, kind: Kind) -> tuple[int, int]:
    """Width and height that a picture says it has, before anything unpacks it; (0, 0): it does not say."""
    if kind is Kind.PNG and content[12:16] == b"IHDR":
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    return _jpeg_size(content) if kind is Kind.JPEG else (0, 0)


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content):
        if content[at] != 0xFF:
            return 0, 0
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _WITHOUT_LENGTH:
            return 0, 0
        if marker in _JPEG_DOTS:
            height = int.from_bytes(content[at + 5 : at + 7], "big")
            return int.from_bytes(content[at + 7 : at + 9], "big"), height
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 0, 0


def _byte(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])


def _pieces(content: bytes) -> Iterator[tuple[bytes, bool]]:
    """(bytes, whether they are the file's own words): the file as it is, all outside streams, and what
    each stream is after unpacking.

    A stream is unpacked whatever its description says it is: a reader follows offsets, and may find an
    object where the description promised a picture.
    """
    yield content, False
    outside, last, room = [], 0, _Room()
    for match in _STREAM.finditer(content):
        described = _HEX.sub(_byte, content[last : match.start()])
        is_objects = b"/ObjStm" in described
        if _has_parameters(described) and (is_objects or _FIRST.search(described)):
            raise UploadRefused(_STRANGE)
        for unpacked in _all_unpacked(content, match.end(), room):
            yield unpacked, is_objects
        if match.start() >= last:
            outside.append(content[last : match.start()])
            found = content.find(b"endstream", match.end())
            last = len(content) if found < 0 else found
    outside.append(content[last:])
    yield b"\n".join(outside), True


def _has_parameters(described: bytes) -> bool:
    """Whether a stream is packed with parameters, under which its words are spelled otherwise."""
    return b"/DecodeParms" in described or re.search(rb"/DP[\s<\[/]", described) is not None


class _Room:
    """What may still be read and made for one file."""

    def __init__(self) -> None:
        self.left = _MOST_UNPACKED

    def take(self, number: int) -> None:
        self.left -= number
        if self.left <= 0:
            raise UploadRefused(
                "Dit PDF-bestand wordt bij het openen veel te groot. Maak een kleiner bestand."
            )


def _all_unpacked(content: bytes, at: int, room: _Room) -> Iterator[bytes]:
    """What stands after a word `stream`, unpacked, and what was packed within that."""
    blank = _BLANK.match(content, at)
    line = _LINE_END.search(content, at, at + 200)
    for start in {found.end() for found in (blank, line) if found}:
        made = _unpacked(memoryview(content)[start:], room)
        for _ in range(_MOST_PACKINGS):
            if made is None:
                break
            yield made
            made = _unpacked(memoryview(made), room)
        if made is not None:
            raise UploadRefused(_STRANGE)


def _unpacked(packed: memoryview, room: _Room) -> bytes | None:
    """What a stream is after inflating, as far as that goes; None where it was not packed that way."""
    if len(packed) < _HEAD or packed[0] & 15 != zlib.DEFLATED or (packed[0] * 256 + packed[1]) % 31:
        return None
    # Without the sum at the end: readers pass over a wrong one.
    inflate, made = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
    for at in range(_HEAD, len(packed), _AT_ONCE):
        piece, before = packed[at : at + _AT_ONCE], inflate.copy()
        try:
            part = inflate.decompress(piece, room.left)
        except zlib.error:
            made += _until_broken(before, piece)
            break
        made += part
        room.take(len(piece) + len(part))
        if inflate.eof:
            break
    return bytes(made)


def _until_broken(inflate: zlib._Decompress, piece: memoryview) -> bytes:
    """What comes out of a piece before the byte that cannot be."""
    made = bytearray()
    with suppress(zlib.error):
        for at in range(len(piece)):
            made += inflate.decompress(piece[at : at + 1], _AT_ONCE)
    return bytes(made)


_STRANGE: Final = "Dit PDF-bestand is op een ongewone manier gemaakt. Druk het af naar een nieuwe PDF, en kies die."
