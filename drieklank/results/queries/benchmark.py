"""A school beside others: its own published scores, the stored group, and its own earlier rounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from django.utils.formats import date_format

from drieklank.content.queries import snapshot
from drieklank.measure.queries import Round, rounds_of
from drieklank.results.models import (
    BenchmarkConsent,
    Languages,
    ReferenceFigure,
    ReferenceGroup,
    Release,
)
from drieklank.results.models.ledger import FigureKind
from drieklank.results.queries.benchmark_members import (
    Asked,
    Figure,
    Newest,
    Score,
    compared,
    consent_of,
    newest_of,
    pupils_of,
    scores_of,
)
from drieklank.results.queries.parts import NAMES, period_words, round_title
from drieklank.results.rules.benchmark import Pooled, estimate, position
from drieklank.results.rules.benchmark_groups import (
    LANGUAGES,
    SECTOR,
    SIZE,
    Group,
    groups_of,
    size_words,
)
from drieklank.results.rules.benchmark_words import position_sentence, range_words
from drieklank.results.rules.wording import whole
from drieklank.schools.models import School

_SECTORS: Final = {"po": "basisscholen", "vo": "middelbare scholen", "so": "speciale scholen"}
# The narrowest group is the fairest one to begin with.
_ORDER: Final = (SIZE, LANGUAGES, SECTOR)
_KINDS: Final = {
    SIZE: "Ongeveer even groot",
    LANGUAGES: "Ongeveer evenveel talen",
    SECTOR: "Alle scholen",
}


@dataclass(frozen=True)
class Compared:
    """One goal or question: the school's own score, and where that stands. All on 0-100."""

    name: str
    score: float
    value: float
    low: float
    high: float
    low_quartile: float
    high_quartile: float
    mean: float
    schools: int
    sentence: str

    @property
    def own_words(self) -> str:
        """57 (52 tot 61): the estimate with its interval."""
        return f"{whole(self.value)} ({range_words(self.low, self.high)})"

    @property
    def middle_words(self) -> str:
        """52 tot 61: between which scores the middle half of the schools lies."""
        return range_words(self.low_quartile, self.high_quartile)


@dataclass(frozen=True)
class Choice:
    """A reference group that can be chosen."""

    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Past:
    """A goal in the school's own rounds, in the order of `Part.rounds`."""

    name: str
    scores: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What one role answered to one questionnaire: beside others, and beside the school's own past.

    `goals` and `items` empty: there is no group for it yet. `rounds`: the school's own, first one
    first.
    """

    title: str
    period: str
    many: str
    goals: tuple[Compared, ...]
    items: tuple[Compared, ...]
    year: str
    frozen_on: date | None
    rounds: tuple[str, ...]
    past: tuple[Past, ...]

    @property
    def schools_words(self) -> str:
        """34, or "31 tot 34" where not every school has every goal."""
        counts = [row.schools for row in (*self.goals, *self.items)]
        return range_words(min(counts), max(counts)) if counts else ""


@dataclass(frozen=True)
class Comparison:
    """The page of a school. `consent` None: the school takes no part, and sees no group."""

    school: School
    consent: BenchmarkConsent | None
    group: str
    choices: tuple[Choice, ...]
    parts: tuple[Part, ...]

    @property
    def has_group(self) -> bool:
        """Whether there is anything to stand beside."""
        return any(part.goals or part.items for part in self.parts)


def comparison(school: School, wanted: str = "") -> Comparison:
    """The school beside the group of this kind (`sector`, `size`, `languages`), else the narrowest.

    Only figures that may be seen outside the school, for every reader: of ten answers or more.
    """
    consent = consent_of(school)
    held = newest_of(Release.objects.filter(round__school=school), per_round=True)
    scores = scores_of(held)
    of_rounds = rounds_of(school).in_bulk([one.round_id for one in held])
    series: dict[tuple[str, str], list[Newest]] = defaultdict(list)
    for one in held:
        series[(one.asked.questionnaire, one.role)].append(one)
    known = _groups(school, consent, held) if consent else []
    kinds = [kind for kind in _ORDER if any(group.kind == kind for group in known)]
    chosen = wanted if wanted in kinds else next(iter(kinds), "")
    stored = {_asked(group): group for group in known if group.kind == chosen}
    figures = _figures(stored.values())
    parts = (
        _part(
            [(of_rounds[one.round_id], scores.get((one.release_id, one.role), {})) for one in line],
            line[-1],
            stored.get(line[-1].asked),
            figures,
        )
        for line in series.values()
    )
    return Comparison(
        school,
        consent,
        _label(next(iter(stored.values()))) if stored else "",
        tuple(Choice(kind, _KINDS[kind], kind == chosen) for kind in kinds),
        tuple(part for part in parts if part is not None),
    )


def _asked(group: ReferenceGroup) -> Asked:
    return Asked(group.sector, group.questionnaire, group.version, group.role)


def _groups(
    school: School, consent: BenchmarkConsent, held: Iterable[Newest]
) -> list[ReferenceGroup]:
    """The newest stored groups that the school belongs to, of what it asked."""
    pupils = pupils_of(School.objects.filter(pk=school.pk)).get(school.pk, 0)
    own = groups_of(school.sector, pupils, consent.languages)
    wanted = {one.asked for one in held}
    newest: dict[tuple[Asked, Group], ReferenceGroup] = {}
    rows = ReferenceGroup.objects.filter(
        sector=school.sector, questionnaire__in={asked.questionnaire for asked in wanted}
    )
    for row in rows.order_by("year"):
        group = Group(row.kind, row.value)
        if group in own and _asked(row) in wanted:
            newest[(_asked(row), group)] = row
    return list(newest.values())


def _figures(groups: Iterable[ReferenceGroup]) -> dict[int, dict[Figure, ReferenceFigure]]:
    """The figures of these groups, by the number of the group. One statement."""
    found: dict[int, dict[Figure, ReferenceFigure]] = defaultdict(dict)
    for row in ReferenceFigure.objects.filter(group__in=list(groups)):
        found[row.group_id][Figure(row.kind, row.key)] = row
    return found


def _part(
    line: Sequence[tuple[Round, Mapping[Figure, Score]]],
    newest: Newest,
    group: ReferenceGroup | None,
    figures: Mapping[int, Mapping[Figure, ReferenceFigure]],
) -> Part | None:
    """What one role said in the rounds with one questionnaire; None where no figure may be shown."""
    names = compared(snapshot(newest.version_id))
    measured, own = line[-1]
    if not own:
        return None
    beside = _beside(own, names, figures.get(group.pk, {}) if group else {})
    shown = [(one, scores) for one, scores in line if scores]
    return Part(
        round_title(measured),
        _period(measured),
        NAMES[newest.role].many,
        tuple(row for figure, row in beside if figure.kind == FigureKind.SCALE),
        tuple(row for figure, row in beside if figure.kind == FigureKind.ITEM),
        group.year if group else "",
        group.frozen_on if group else None,
        tuple(_day(one) for one, _ in shown),
        tuple(
            Past(name, tuple(_past(scores, figure) for _, scores in shown))
            for figure, name in names.items()
            if figure.kind == FigureKind.SCALE and figure in own
        ),
    )


def _period(measured: Round) -> str:
    return period_words(measured.opens_on, measured.closed_on or measured.closes_on)


def _day(measured: Round) -> str:
    """The last day in few letters, for the head of a narrow column: 15 nov 2025."""
    return date_format(measured.closed_on or measured.closes_on, "j b Y")


def _past(scores: Mapping[Figure, Score], figure: Figure) -> str:
    return str(whole(scores[figure].score)) if figure in scores else "–"


def _beside(
    own: Mapping[Figure, Score],
    names: Mapping[Figure, str],
    group: Mapping[Figure, ReferenceFigure],
) -> list[tuple[Figure, Compared]]:
    """The school's figures beside the group's, in the order of the questionnaire."""
    both = [figure for figure in names if figure in own and figure in group]
    if not both:
        return []
    rows = [group[figure] for figure in both]
    score = np.array([own[figure].score for figure in both])
    answers = np.array([own[figure].answers for figure in both])
    pooled = Pooled(
        np.array([float(row.schools) for row in rows]),
        np.array([row.mean for row in rows]),
        np.array([row.mean_variance for row in rows]),
        np.array([row.between for row in rows]),
        np.array([row.typical for row in rows]),
        np.array([row.differs for row in rows]),
    )
    where = estimate(score, np.array([row.spread for row in rows]) / answers, pooled)
    at = position(where, pooled)
    return [
        (
            figure,
            Compared(
                names[figure],
                float(score[i]),
                float(where.value[i]),
                float(where.low[i]),
                float(where.high[i]),
                rows[i].low_quartile,
                rows[i].high_quartile,
                rows[i].mean,
                rows[i].schools,
                position_sentence(
                    int(at.part[i]),
                    int(at.lowest[i]),
                    int(at.highest[i]),
                    differs=bool(at.differs[i]),
                ),
            ),
        )
        for i, figure in enumerate(both)
    ]


def _label(group: ReferenceGroup) -> str:
    """Which schools these are, in words."""
    schools = _SECTORS[group.sector]
    if group.kind == SIZE:
        return f"{schools} met {size_words(group.sector, group.value)}"
    if group.kind == LANGUAGES:
        share = Languages(group.value).label
        return f"{schools} waar {share} thuis een andere taal spreekt"
    return f"alle {schools} die meedoen"
