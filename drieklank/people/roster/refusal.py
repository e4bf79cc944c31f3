"""When a whole file is refused, and how much a file may hold."""

from dataclasses import dataclass


class RosterRefused(Exception):
    """The file as a whole is not read. `reason` is a sentence in Dutch for the person who sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Limits:
    """Bounds in bytes and counts. The defaults hold a board of 100,000 people with room to spare."""

    file_size: int = 100 * 1024**2
    unpacked_size: int = 600 * 1024**2
    ratio: int = 150
    ratio_from: int = 1024**2
    entries: int = 300
    rows: int = 1_500_000
    sheet_rows: int = 60_000
    sheet_columns: int = 400
    cell: int = 300
    list_cell: int = 20_000
    problems: int = 5_000


DEFAULT_LIMITS = Limits()
