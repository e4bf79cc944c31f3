"""What a plain report is made of: every question of every role, as it was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from drieklank.base.statistics import Estimate
from drieklank.results.queries.change import Change
from drieklank.results.queries.parts import (
    Box,
    Question,
    RoleResponse,
    minimum_words,
    period_words,
)
from drieklank.results.rules.figures import COARSE_BELOW
from drieklank.results.rules.wording import decimal, listed, whole


@dataclass(frozen=True)
class PlainAnswer:
    """One answer of a scale: how many percent of those with an opinion gave it."""

    text: str
    percentage: int


@dataclass(frozen=True)
class PlainItem:
    """One closed question of one role; `n` 0: too few answered it, and nothing else is filled.

    answers: a scale, lowest first. boxes: what was ticked or chosen, most often first. dont_know:
    percent of all who answered. score: on 0-100, or (`is_mark`) on the scale of the mark. vensters:
    the score of a question of satisfaction as a mark 1-10. note: what the boxes leave out.
    """

    key: str
    text: str
    n: int = 0
    answers: tuple[PlainAnswer, ...] = ()
    boxes: tuple[Box, ...] = ()
    dont_know: int | None = None
    score: Estimate | None = None
    is_mark: bool = False
    vensters: Estimate | None = None
    note: str = ""

    @property
    def figures(self) -> str:
        """How many answered, the mean and its interval, in a sentence or two."""
        if not self.n:
            return "Te weinig antwoorden om te laten zien."
        # Below twenty the ledger itself knows no more than that it were so many, or up to four more.
        few = f" tot {self.n + 4}" if self.n < COARSE_BELOW else ""
        said = [f"{self.n}{few} mensen antwoordden."]
        if self.score:
            said.append(_mean(self.score, is_mark=self.is_mark))
        if self.vensters:
            said.append(f"Als cijfer: {mark_words(self.vensters)}.")
        return " ".join(said)

    @property
    def unknown(self) -> str:
        """How many percent did not know; empty: nobody, or it was no answer here."""
        return f"{self.dont_know}% weet het niet" if self.dont_know else ""


def _mean(score: Estimate, *, is_mark: bool) -> str:
    said = mark_words(score) if is_mark else score_words(score)
    return f"{'Gemiddeld cijfer' if is_mark else 'Gemiddeld'} {said}."


def score_words(score: Estimate) -> str:
    """63 (marge 58 tot 68)."""
    return f"{whole(score.value)} (marge {whole(score.low)} tot {whole(score.high)})"


def mark_words(score: Estimate) -> str:
    """7,4 (marge 7,1 tot 7,7)."""
    return f"{decimal(score.value)} (marge {decimal(score.low)} tot {decimal(score.high)})"


@dataclass(frozen=True)
class PlainPart:
    """One page of a questionnaire with its closed questions."""

    title: str
    items: tuple[PlainItem, ...]


@dataclass(frozen=True)
class PlainRole:
    """What one role answered; without parts where too few did."""

    response: RoleResponse
    parts: tuple[PlainPart, ...]

    @property
    def role(self) -> str:
        return self.response.role

    @property
    def is_shown(self) -> bool:
        return self.response.is_shown

    @property
    def side(self) -> str:
        """The side as drawings know it."""
        return {"parents": "parent", "team": "school"}.get(self.role, "child")


@dataclass(frozen=True)
class Voice:
    """What one role scores on a question that others answer too; None: too few answers."""

    role: str
    name: str
    score: Estimate | None
    is_asked: bool = True

    @property
    def words(self) -> str:
        """47 (35 tot 60), or why there is no number."""
        if not self.is_asked:
            return "niet gevraagd"
        if self.score is None:
            return "te weinig antwoorden"
        score = self.score
        return f"{whole(score.value)} ({whole(score.low)} tot {whole(score.high)})"


@dataclass(frozen=True)
class Beside:
    """One question beside itself: the same norm of several roles, or a guess and the answer."""

    text: str
    voices: tuple[Voice, ...]
    # How far the guess was off, in words; empty: this is no guess.
    apart: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands under the heads of its block."""
        words = tuple(voice.words for voice in self.voices)
        return (*words, self.apart) if self.apart else words


@dataclass(frozen=True)
class BesideBlock:
    """Questions with the same voices, under a heading."""

    title: str
    lead: str
    rows: tuple[Beside, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        names = tuple(voice.name for voice in self.rows[0].voices)
        return (*names, "Inschatting") if self.rows[0].apart else names


@dataclass(frozen=True)
class PlainReport:
    """The report of a round that measures no goals, for a reader with this minimum."""

    code: str
    school: str
    title: str
    caution: str
    opens_on: date
    closes_on: date
    published_at: datetime
    version: int
    minimum: int
    roles: tuple[PlainRole, ...]
    beside: tuple[BesideBlock, ...]
    grade: Estimate | None
    questions: tuple[Question, ...]
    # What leader or adviser wrote with this version.
    introduction: str = ""
    # None: no earlier round asked the same questions.
    change: Change | None = None

    @property
    def period(self) -> str:
        """When people could answer, in words."""
        return period_words(self.opens_on, self.closes_on)

    @property
    def shown(self) -> tuple[PlainRole, ...]:
        """The roles with enough answers for figures."""
        return tuple(one for one in self.roles if one.is_shown)

    @property
    def heading(self) -> str:
        """Whose answers these are: a heading without a verdict."""
        if not self.shown:
            return "Nog te weinig antwoorden"
        return f"Wat {_names(self.shown)} antwoordden"

    @property
    def minimum_sentence(self) -> str:
        """Below which number nothing is shown."""
        return minimum_words(self.minimum, [one.role for one in self.roles])


def _names(roles: Sequence[PlainRole]) -> str:
    return listed([one.response.many for one in roles])
