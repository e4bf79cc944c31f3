"""Fields that exist only while a message is sent: a secret link, a code. Capabilities register
theirs in `ready()`.
"""

from __future__ import annotations

from collections.abc import Callable

# Gets `filler_ref`, gives the fields; None: the message has no longer a reason and is cancelled
# unsent.
Filler = Callable[[str], dict[str, str] | None]

_fillers: dict[str, Filler] = {}


def register(name: str, filler: Filler) -> None:
    """Make `filler` known under `name` ("measure.invitation")."""
    _fillers[name] = filler


def fill(name: str, ref: str) -> dict[str, str] | None:
    """The secret fields of a message. Raises KeyError for a name that nobody registered."""
    return _fillers[name](ref)
