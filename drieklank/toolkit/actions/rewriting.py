"""Two people who change one text: who saves second hears of it, and nothing is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from drieklank.access.actor import Actor
from drieklank.base.clock import today
from drieklank.toolkit.models import OwnActivity, Story


class ChangedMeanwhileError(ValueError):
    """Somebody else saved the same text first; `row` is how it stands now."""

    def __init__(self, row: OwnActivity | Story) -> None:
        super().__init__(str(row))
        self.row: Any = row


def rewrite(
    row: OwnActivity | Story, wanted: Mapping[str, object], version: int, *, by: Actor
) -> bool:
    """Give a row, locked by the caller, other words; False: it reads like that already.

    version: the one that the writer began from.

    Raises:
        ChangedMeanwhileError: it was changed since; nothing is written.
    """
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    if row.version != version:
        raise ChangedMeanwhileError(row)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    row.changed_by, row.changed_on = by.user, today()
    row.save()
    return True
