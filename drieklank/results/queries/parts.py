"""What a report is made of: frozen values that page, PDF and command line read alike."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format

from drieklank.base.statistics import Estimate
from drieklank.measure.queries import Round, name_of
from drieklank.results.auditor import NEAR_AGREEMENT
from drieklank.results.queries.ledger import Count, Ledger
from drieklank.results.queries.reliability import ReliabilityLine
from drieklank.results.rules import (
    MINIMUM_ABROAD,
    GoalFinding,
    ItemFinding,
    Response,
    Tip,
    minimum_for,
    missing_sentence,
    response_sentences,
)
from drieklank.results.rules.blind_spot import Guess, guess_sentence, guesses_lead, widest_first
from drieklank.results.rules.wording import capital, counted, whole

if TYPE_CHECKING:
    from drieklank.results.queries.activities import Suggested
    from drieklank.results.queries.change import Change
    from drieklank.results.queries.missing import MissingPart
    from drieklank.results.queries.plain_parts import PlainRole
    from drieklank.results.queries.strata import GroupScores


@dataclass(frozen=True)
class RoleName:
    """What one person of a role is called, and several."""

    one: str
    many: str


NAMES: Final = {
    "parents": RoleName("ouder", "ouders"),
    "team": RoleName("teamlid", "teamleden"),
    "pupils": RoleName("leerling", "leerlingen"),
}


def round_title(measured: Round) -> str:
    """What people call a round: "Nulmeting", or the title of a school's own questions."""
    return capital(name_of(measured))


def minimum_words(minimum: int, roles: Collection[str]) -> str:
    """Below which number of people nothing is shown, in a sentence."""
    least = counted(minimum, "mens", "mensen")
    pupils = minimum_for("pupils", minimum)
    if "pupils" in roles and pupils > minimum:
        return (
            f"Cijfers van minder dan {least} laten we niet zien, en van leerlingen niet van minder "
            f"dan {counted(pupils, 'leerling', 'leerlingen')}."
        )
    return f"Cijfers van minder dan {least} laten we niet zien."


def day_words(day: date) -> str:
    """23 oktober 2026."""
    return date_format(day, "j F Y")


def period_words(first: date, last: date) -> str:
    """5 oktober tot en met 23 oktober 2026; the year twice only where it differs."""
    start = date_format(first, "j F") if first.year == last.year else day_words(first)
    return f"{start} tot en met {day_words(last)}"


@dataclass(frozen=True)
class RoleResponse:
    """Who of one role was asked and who answered. `is_shown`: enough answers for figures."""

    role: str
    one: str
    many: str
    response: Response
    is_shown: bool
    sentences: tuple[str, ...]
    missing: str
    groups: tuple[Count, ...]


def role_response(ledger: Ledger, role: str, minimum: int, *, is_shown: bool) -> RoleResponse:
    """Who of a role was asked and who answered, with the sentences that say so."""
    name = NAMES[role]
    counts = ledger.counts.get(role, ())
    total = counts[0] if counts else Count("", 0, None)
    response = Response(total.invited, total.answered or 0)
    return RoleResponse(
        role,
        name.one,
        name.many,
        response,
        is_shown,
        _took_part(name, total, response, minimum),
        missing_sentence(response, name.one, name.many),
        counts[1:],
    )


def _took_part(name: RoleName, total: Count, response: Response, minimum: int) -> tuple[str, ...]:
    if total.answered is None:
        who = f"{total.invited} {name.one if total.invited == 1 else name.many}"
        return (
            f"Van {who} deden er te weinig mee om iets te laten zien.",
            "Zo blijft iedereen anoniem.",
        )
    return response_sentences(name.one, name.many, response, minimum)


@dataclass(frozen=True)
class GoalPart:
    """One goal: its finding, what it comes to in words, its questions, and what may help."""

    found: GoalFinding
    sentence: str
    items: tuple[ItemFinding, ...]
    tips: tuple[Tip, ...] = ()
    # What leader or adviser wrote about it in this version.
    remark: str = ""

    @property
    def intervals(self) -> str:
        """The 95 % intervals of both scores in a sentence; empty without the parents' score."""
        if self.found.parents is None:
            return ""
        said = f"Marge van ouders: {_interval(self.found.parents)}"
        if self.found.team is None:
            return f"{said}."
        return f"{said}; van het team: {_interval(self.found.team)}."


def _interval(score: Estimate) -> str:
    if score.low == score.high:
        return f"{whole(score.value)}, want iedereen deed mee"
    return f"{whole(score.low)} tot {whole(score.high)}"


@dataclass(frozen=True)
class Priority:
    """One improvement point: what to do about it and the tips that serve its weakest side."""

    found: GoalFinding
    advice: str
    tips: tuple[Tip, ...]
    activities: tuple[Suggested, ...] = ()


@dataclass(frozen=True)
class Apart:
    """A goal that parents and team see differently: by how many points, and what to ask each other."""

    found: GoalFinding
    points: str
    sentence: str
    advice: str


@dataclass(frozen=True)
class Box:
    """One box of a list that people could tick: how many percent did, with the 95 % interval."""

    text: str
    percentage: int
    low: int
    high: int
    # Nearly all of fewer than twenty: only that it is this percentage or more may be told.
    is_least: bool = False

    @property
    def words(self) -> str:
        """18% (13 tot 24), or 80% of meer."""
        if self.is_least:
            return f"{self.percentage}% of meer"
        return f"{self.percentage}% ({self.low} tot {self.high})"


def nearly_all_ticked(text: str) -> Box:
    """A box that nearly all of a few people ticked, of which only that may be told."""
    least = int(100 * NEAR_AGREEMENT)
    return Box(text, least, least, 100, is_least=True)


@dataclass(frozen=True)
class Question:
    """An open question and what was written, in an order that means nothing."""

    text: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """The report of one round, from the ledger, for a reader with this minimum."""

    code: str
    school: str
    title: str
    opens_on: date
    closes_on: date
    published_at: datetime
    version: int
    minimum: int
    headline: str
    lead: str
    parents: RoleResponse
    team: RoleResponse
    scale: tuple[str, ...]
    goals: tuple[GoalPart, ...]
    apart: tuple[Apart, ...]
    also: GoalPart | None
    strongest: tuple[ItemFinding, ...]
    weakest: tuple[ItemFinding, ...]
    strengths: tuple[str, ...]
    priorities: tuple[Priority, ...]
    grade: Estimate | None
    boxes_question: str
    boxes: tuple[Box, ...]
    questions: tuple[Question, ...]
    source_note: str
    reliability: tuple[ReliabilityLine, ...] = ()
    # What pupils answered stands beside the goals and is never added to them; None: not asked.
    pupils: PlainRole | None = None
    # The questions that parents and team answer differently beyond chance, widest first.
    items_apart: tuple[ItemFinding, ...] = ()
    # What the team thought that parents would answer, in the order of the questionnaire.
    guesses: tuple[Guess, ...] = ()
    missing: MissingPart | None = None
    # None: no earlier round asked the same questions.
    change: Change | None = None
    # The goals per group in the order of the school; empty where the ledger has none.
    groups: GroupScores | None = None
    # What leader or adviser wrote at the start of this version.
    introduction: str = ""

    @property
    def period(self) -> str:
        """When people could answer, in words."""
        return period_words(self.opens_on, self.closes_on)

    @property
    def remarked(self) -> tuple[GoalPart, ...]:
        """The goals that leader or adviser wrote about."""
        return tuple(part for part in self.goals if part.remark)

    @property
    def goals_title(self) -> str:
        """How many goals there are, and whose views: a heading."""
        count = counted(len(self.goals), "streefdoel", "streefdoelen")
        return f"{capital(count)}: wat ouders en team zien"

    @property
    def minimum_word(self) -> str:
        """The minimum as a word, for a sentence."""
        return "tien" if self.minimum == MINIMUM_ABROAD else "vijf"

    @property
    def has_figures(self) -> bool:
        """Whether enough parents answered for any figure at all."""
        return self.parents.is_shown

    @property
    def by_gap(self) -> tuple[GoalPart, ...]:
        """The goals, largest difference first; those without one last."""

        def order(part: GoalPart) -> float:
            return -abs(part.found.gap.value) if part.found.gap else 1.0

        return tuple(sorted(self.goals, key=order))

    @property
    def guesses_lead(self) -> str:
        """How well the team knew what parents would say."""
        return guesses_lead(self.guesses)

    @property
    def guess_sentences(self) -> tuple[tuple[str, str], ...]:
        """Each predicted question with what the prediction comes to, widest first."""
        return tuple((one.item.text, guess_sentence(one)) for one in widest_first(self.guesses))

    @property
    def items(self) -> tuple[ItemFinding, ...]:
        """All questions about goals, in the order of the questionnaire."""
        return tuple(item for part in self.goals for item in part.items)
