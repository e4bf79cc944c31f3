"""What a table keeps about people, why, and until when: declared beside the fields, executed by
`audit`.

A test walks the app registry: a model without `kept` does not pass, so no table is forgotten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Kept:
    """How long rows of a table stay and whom they are about.

    why: Dutch sentence for the privacy register.
    fields: names of the columns that hold personal data.
    about: person kind ("parent", "pupil", "user") -> lookup path from the row to that person's id.
    days: rows are removed when `since` (a date or moment column) is more than this many days ago.
    since: column that starts the term; empty where the row goes together with another
    (`goes_with`).
    goes_with: Dutch words for what it is removed with, where no own term runs.
    where: extra lookups that must hold before a row may go (for example ended=True).
    stays: the row is the school's own (a report, a promise) and only says who did it: when that
    person is erased, the name goes and the row remains.
    """

    why: str
    fields: tuple[str, ...]
    about: Mapping[str, str] = field(default_factory=dict)
    days: int | None = None
    since: str = ""
    goes_with: str = ""
    where: Mapping[str, object] = field(default_factory=dict)
    stays: bool = False

    def __post_init__(self) -> None:
        if (self.days is None) != (not self.since):
            raise ValueError("A retention term needs both `days` and `since`.")
        if self.days is None and not self.goes_with:
            raise ValueError("Say what removes the row: a term, or `goes_with`.")


@dataclass(frozen=True)
class NotPersonal:
    """The table holds nothing about a person; `why` says so in Dutch."""

    why: str


NOT_PERSONAL: Final = NotPersonal("Bevat geen gegevens over personen.")
