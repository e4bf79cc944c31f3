"""What an import tells: what came over, what did not and why, and when a whole file is refused."""

from __future__ import annotations

from dataclasses import dataclass

from drieklank.measure.own.draft import Draft


class QuestionsRefused(Exception):
    """The file as a whole is not read. `reason` is a sentence in Dutch for whoever sent it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Note:
    """One thing to know. where: the question, as the file calls it; empty: the whole file.

    what: a short fixed word for tests and counting (type, condition, language, hidden, ...).
    """

    where: str
    what: str
    sentence: str


@dataclass(frozen=True)
class Imported:
    """A draft, how many questions came over, what did not, and what needs a look by a person."""

    draft: Draft
    carried: int
    left_out: tuple[Note, ...]
    remarks: tuple[Note, ...]
    source: str
