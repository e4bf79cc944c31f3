"""The same time for every answer, where the time would tell whether an address is known."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Longer than the work takes when the address is known; see tests/office/sign_in/test_enumeration.
FLOOR: Final = 0.25


@contextmanager
def evenly(seconds: float | None = None) -> Iterator[None]:
    """Let the block take at least this long."""
    started = time.monotonic()
    try:
        yield
    finally:
        rest = (FLOOR if seconds is None else seconds) - (time.monotonic() - started)
        if rest > 0:
            time.sleep(rest)
