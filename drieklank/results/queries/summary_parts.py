"""What a summary for parents is made of: frozen values, every sentence ready in its language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from drieklank.results.rules.summary import Feeling


@dataclass(frozen=True)
class SummaryShare:
    """One question and how many of a hundred parents were favourable, in a sentence.

    `percentage` for a bar; None: only a range may be told.
    """

    question: str
    sentence: str
    percentage: int | None


@dataclass(frozen=True)
class SummaryGoal:
    """One goal: its name, what it is, and how parents stand to it (`feeling` for a mark)."""

    name: str
    definition: str
    sentence: str
    feeling: Feeling


@dataclass(frozen=True)
class SummaryPromise:
    """Something the school will do, in its own (Dutch) words, and by when."""

    text: str
    by: str


@dataclass(frozen=True)
class SummaryBlock:
    """A heading with sentences under it."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class ParentsSummary:
    """The summary for parents, whole: nothing in it is left to decide or to translate.

    `has_figures` False: too few took part; then only `title`, `lead`, `period`, `response`, `safe`
    and `questions` hold something. `unreviewed`: to be said where nobody checked the translation.
    """

    code: str
    school: str
    lang: str
    dir: str
    published_at: datetime
    title: str
    lead: str
    period: str
    has_figures: bool
    response: SummaryBlock
    grade: SummaryBlock | None
    well_title: str
    well: tuple[SummaryShare, ...]
    better_title: str
    better: tuple[SummaryShare, ...]
    goals_title: str
    goals_lead: str
    goals: tuple[SummaryGoal, ...]
    apart: SummaryBlock | None
    next: SummaryBlock
    chosen: str
    promises: tuple[SummaryPromise, ...]
    promises_note: str
    safe: SummaryBlock
    questions: SummaryBlock
    unreviewed: str
