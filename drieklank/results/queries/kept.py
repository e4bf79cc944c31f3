"""A report is composed and drawn once per version and reader, and kept in memory for the day.

A version never changes: its rows are copied and never updated. What the report compares it with may
come later (another round of the school), so the newest publication of the school belongs to the
key; and the day does, so that what retention removes is not kept beyond it.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Final, TypeVar

from drieklank.base.clock import today
from drieklank.measure.queries import Round
from drieklank.results.models import Release

Made = TypeVar("Made")

# So many reports and drawings are held per process; a report is some hundreds of kilobytes.
_MOST: Final = 24
_held: OrderedDict[Hashable, Any] = OrderedDict()
_one_at_a_time = Lock()


def key_of(measured: Round, release: Release, minimum: int) -> tuple[Hashable, ...]:
    """What a report depends on. One statement."""
    newest = (
        Release.objects.filter(round__school=measured.school_id)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
    )
    school = measured.school
    return (release.pk, release.published_at, minimum, newest, school.name, measured.state, today())


def kept(key: Hashable, make: Callable[[], Made]) -> Made:
    """What was made under this key before, or now. Two threads may make the same at once."""
    with _one_at_a_time:
        if key in _held:
            _held.move_to_end(key)
            found: Made = _held[key]
            return found
    made = make()
    with _one_at_a_time:
        _held[key] = made
        while len(_held) > _MOST:
            _held.popitem(last=False)
    return made


def forget_kept() -> None:
    """Make everything anew; for tests, whose rows are rolled back while their numbers return."""
    with _one_at_a_time:
        _held.clear()
