"""Addresses in a text that a school wrote: which there are, which may not be, and how they are shown."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

LONGEST: Final = 500

_BARE = re.compile(r"https?://[^\s<>()\[\]\"'`|\\]+", re.IGNORECASE)
# What a browser would run or open outside the web. Spaces and control characters do not hide it.
_ACTIVE = re.compile(
    r"\b(?:javascript|vbscript|livescript|jar)\s*:|\bdata\s*:\s*[a-z]+/|\b(?:file|blob|about)\s*:\s*[/a-z]*[/:]",
    re.IGNORECASE,
)
# The target of a link or picture, an address between < and >, and a reference definition.
_TARGET = re.compile(
    r"\]\(\s*<?([^)\s>]+)|<([a-z][a-z0-9+.\-]*:[^>\s]*)>|^\s{0,3}\[[^\]]+\]:\s*<?(\S+?)>?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_ANCHOR = re.compile(r'<a href="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2060\ufeff]")


class LinkState(StrEnum):
    OK = "ok"
    MOVED = "moved"
    GONE = "gone"
    UNKNOWN = "unknown"


def host_of(url: str) -> str:
    """The host that an address leads to, as people read it; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_web(url: str) -> bool:
    """Say whether an address is one that may stand in an own text: http(s), with a host, no password."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 -- reading it is the check
    except ValueError:
        return False
    return (
        parts.scheme.lower() in {"http", "https"}
        and bool(parts.hostname)
        and "@" not in parts.netloc
        and len(url) <= LONGEST
    )


def links_in(text: str) -> tuple[str, ...]:
    """The web addresses of a text (CommonMark), each once, in order."""
    found = [_trimmed(match[0]) for match in _BARE.finditer(text)]
    return tuple(dict.fromkeys(url for url in found if is_web(url)))


def faults(text: str) -> tuple[str, ...]:
    """What is wrong with the addresses of a text, as Dutch sentences; () where all may stay."""
    plain = _HIDDEN.sub("", html.unescape(text))
    found = []
    if _ACTIVE.search(plain):
        found.append(
            "Er staat een adres in dat iets kan uitvoeren. Gebruik alleen adressen die met "
            "https:// of http:// beginnen."
        )
    for match in _TARGET.finditer(plain):
        target = next(part for part in match.groups() if part)
        if not is_web(target) and not _ACTIVE.search(target):
            found.append(
                f"‘{target[:60]}’ is geen adres van een site. Begin met https:// of http://."
            )
    found += [
        f"‘{url[:60]}’ kan geen adres zijn. Kijk het na."
        for url in map(_trimmed, _BARE.findall(plain))
        if not is_web(url)
    ]
    return tuple(dict.fromkeys(found))


def with_links(text: str) -> str:
    """The text with each bare address between < and >, so that CommonMark makes it a link."""

    def mark(match: re.Match[str]) -> str:
        before = text[max(0, match.start() - 2) : match.start()]
        if before.endswith(("<", "](", "]:")) or before == ": ":
            return match[0]
        url = _trimmed(match[0])
        return f"<{url}>{match[0][len(url) :]}"

    return _BARE.sub(mark, text)


def show_hosts(made: str, state_of: Callable[[str], str]) -> str:
    """Clean HTML in which each link says where it leads, and that it is gone where it is.

    made: HTML as the cleaner wrote it. state_of: address -> a LinkState, or "" where nobody looked.
    """

    def shown(match: re.Match[str]) -> str:
        url = html.unescape(match[1])
        host, words = html.escape(host_of(url)), match[3]
        where = "" if not host or words == match[1] else f" ({host})"
        is_gone = state_of(url) == LinkState.GONE
        return f"{match[0]}{where}{' (dit adres werkt niet meer)' if is_gone else ''}"

    return _ANCHOR.sub(shown, made)


def without_links(text: str) -> str:
    """The text for paper: a link as its words with the address behind it."""
    shown = re.sub(r"\[([^\]]*)\]\(\s*<?([^)\s>]+)>?[^)]*\)", r"\1 (\2)", text)
    return re.sub(r"<(https?://[^>\s]+)>", r"\1", shown)


def all_links(texts: Iterable[str]) -> tuple[str, ...]:
    """The addresses of several texts, each once."""
    return tuple(dict.fromkeys(url for text in texts for url in links_in(text)))


def _trimmed(url: str) -> str:
    """Without what ends a sentence."""
    return url.rstrip(".,;:!?…’”*_")
