"""What the answers of a server say about an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from drieklank.toolkit.rules.links import LinkState

_GONE: Final = frozenset({404, 410})


@dataclass(frozen=True)
class Answer:
    """One answer. status None: none came; has_host False: the name of the site is not known."""

    status: int | None
    leads_to: str = ""
    is_lasting: bool = False
    has_host: bool = True


@dataclass(frozen=True)
class Visit:
    """What became of an address. moved_to: where it stands now, of what moved."""

    state: LinkState
    status: int | None = None
    moved_to: str = ""
    has_host: bool = True


def verdict(url: str, ended_at: str, answers: tuple[Answer, ...]) -> Visit:
    """Judge an address by the answers on the way, the last one deciding.

    Only what says so itself is gone (404, 410, a site without a host). A refusal, a fault of the
    server or silence says nothing about the page: unknown.
    """
    last = answers[-1]
    if not last.has_host:
        return Visit(LinkState.GONE, has_host=False)
    if last.status in _GONE:
        return Visit(LinkState.GONE, last.status)
    if last.status is None or last.leads_to or not 200 <= last.status < 300:
        return Visit(LinkState.UNKNOWN, last.status)
    is_lasting = all(answer.is_lasting for answer in answers[:-1])
    if len(answers) > 1 and is_lasting and _core(url) != _core(ended_at):
        return Visit(LinkState.MOVED, last.status, ended_at)
    return Visit(LinkState.OK, last.status)


def _core(url: str) -> tuple[str, str, str]:
    """An address without what a site often changes by itself: the s, the www and the last slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return host, parts.path.rstrip("/"), parts.query
