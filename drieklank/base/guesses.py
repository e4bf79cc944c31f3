"""How often something is tried from one address, and by everybody together. Memory only.

An address is counted under a key that is drawn anew each day and never leaves the process, so that
nothing in memory or on disk says who typed when. Only texts that are a well-formed code and yet
nobody's count: a slip is caught by the check characters and is no guess. So a whole parent evening
behind one address can type, and mistype, freely.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from typing import Final

from django.conf import settings
from django.http import HttpRequest

PER_ADDRESS: Final = 10
TOGETHER: Final = 300
WINDOW: Final = 15 * 60.0  # seconds
_DAY: Final = 24 * 3600.0
_IPV6: Final = 6
_MOST: Final = 20_000  # addresses remembered at once


@dataclass
class GuessLimit:
    """Counts in a sliding window of a quarter of an hour, as a rule wrong codes.

    per_address, together: from how many on nothing more is allowed.
    """

    clock: Callable[[], float] = time.monotonic
    per_address: int = PER_ADDRESS
    together: int = TOGETHER
    _wrong: dict[bytes, list[float]] = field(default_factory=dict)
    _all: list[float] = field(default_factory=list)
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _drawn_at: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_blocked(self, address: str) -> bool:
        """Say whether this address, or everybody together, has tried too often."""
        with self._lock:
            name = self._name(address)
            since = self.clock() - WINDOW
            self._all = [moment for moment in self._all if moment > since]
            own = [moment for moment in self._wrong.get(name, ()) if moment > since]
            if own:
                self._wrong[name] = own
            else:
                self._wrong.pop(name, None)
            return len(own) >= self.per_address or len(self._all) >= self.together

    def wrong(self, address: str) -> None:
        """Count one well-formed code that belongs to nobody."""
        self.count(address)

    def count(self, address: str) -> None:
        """Count one try."""
        with self._lock:
            if len(self._wrong) >= _MOST:
                self._wrong.clear()
            self._wrong.setdefault(self._name(address), []).append(self.clock())
            self._all.append(self.clock())

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._wrong.clear()
            self._all.clear()

    def _name(self, address: str) -> bytes:
        moment = self.clock()
        if self._drawn_at is None or moment - self._drawn_at > _DAY:
            self._key, self._drawn_at = secrets.token_bytes(32), moment
            self._wrong.clear()
        return hmac.digest(self._key, address.encode(), hashlib.sha256)[:12]


def visitor_address(request: HttpRequest) -> str:
    """Return whom to count: the address as our own outermost proxy saw it; of IPv6 the network.

    What a visitor writes in the header stands to the left of what our proxies add, and is not read.
    """
    found = str(request.META.get("REMOTE_ADDR", ""))
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part]
    if settings.TRUSTED_PROXIES and seen:
        found = seen[-min(settings.TRUSTED_PROXIES, len(seen))]
    with suppress(ValueError):
        if ip_address(found).version == _IPV6:
            return str(ip_network(f"{found}/64", strict=False))
    return found
