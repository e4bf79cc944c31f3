"""The schools that take part in comparing, and the figures each of them brings. Read across boards,
by the freeze alone: inside `open_every_tenant`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import nan
from typing import Final, NamedTuple

from django.db.models import Count, Q, QuerySet

from drieklank.base.clock import today
from drieklank.content.queries import framework_of, snapshot
from drieklank.content.schema import Kind, Questionnaire
from drieklank.measure.queries import WHOLE
from drieklank.people.models import Pupil
from drieklank.results.models import (
    BenchmarkConsent,
    FigureKind,
    Release,
    ReleasedCount,
    ReleasedFigure,
)
from drieklank.results.rules.benchmark_groups import Member, groups_of
from drieklank.results.rules.wording import capital, listed
from drieklank.schools.models import School

ROLES: Final = ("parents", "team", "pupils")
# What a school asks by itself is asked nowhere else.
_OWN: Final = "own-"


class Figure(NamedTuple):
    """A goal or a question, by its key."""

    kind: str
    key: str


class Asked(NamedTuple):
    """Who was asked what: scores of another version of the questions stand in another group."""

    sector: str
    questionnaire: str
    version: int
    role: str


class Score(NamedTuple):
    """One school's figure: 0-100, the answers it rests on (effective n), and how far single
    answers of the school lie apart (a variance; nan where that cannot be said)."""

    score: float
    answers: float
    spread: float


@dataclass(frozen=True)
class Brought:
    """What one school brings to one group."""

    school_id: int
    member: Member
    scores: Mapping[Figure, Score]


@dataclass(frozen=True)
class Newest:
    """The publication that counts for a school, of one role and one questionnaire."""

    release_id: int
    round_id: int
    school_id: int
    role: str
    version_id: int
    asked: Asked


def consent_of(school: School) -> BenchmarkConsent | None:
    """The running choice of a school to take part; None: it does not."""
    return BenchmarkConsent.objects.filter(school=school, withdrawn_on__isnull=True).first()


def compared(asked: Questionnaire) -> dict[Figure, str]:
    """What can be compared of a questionnaire, and what it is called, in the order of the questions.

    Goals first. Without what the team predicted of others and without questions whose answers have
    no order.
    """
    goals = (
        {goal.key: str(goal.name) for goal in framework_of(asked).goals} if asked.framework else {}
    )
    found: dict[Figure, str] = {}
    for part in asked.parts:
        if any(item.kind is Kind.SCALE for item in part.items):
            key = part.goal or part.key
            words = [str(item.short) for item in part.items if item.kind is Kind.SCALE]
            together = capital(listed([word.lower() for word in words]))
            found[Figure(FigureKind.SCALE, key)] = goals.get(key, together)
    found[Figure(FigureKind.SCALE, WHOLE)] = "Alle vragen samen"
    for item in asked.items:
        if item.kind in (Kind.SCALE, Kind.GRADE):
            note = ", van 0 tot 100" if item.kind is Kind.GRADE else ""
            found[Figure(FigureKind.ITEM, item.key)] = f"{item.short}{note}"
    return found


def pupils_of(schools: QuerySet[School]) -> dict[int, int]:
    """How many pupils each of these schools has today."""
    running = Q(left_on__isnull=True) | Q(left_on__gt=today())
    rows = Pupil.objects.filter(running, school__in=schools).order_by()
    return dict(rows.values_list("school_id").annotate(Count("pk")))


def newest_of(releases: QuerySet[Release], *, per_round: bool = False) -> list[Newest]:
    """The newest publication per school, role and questionnaire, or of every round of those.

    First held first; a school's own questions are left out.
    """
    kept: dict[tuple[int, str, str, int | None], Newest] = {}
    names = ["pk", "round_id", "round__school_id", "round__school__sector"]
    for role in ROLES:
        names += [f"round__{role}_questionnaire__{column}" for column in ("id", "key", "version")]
    rows = releases.order_by("round__closed_on", "round__opens_on", "round_id", "version")
    for row in rows.values(*names):
        for role in ROLES:
            key = row[f"round__{role}_questionnaire__key"]
            if key is None or key.startswith(_OWN):
                continue
            version = row[f"round__{role}_questionnaire__version"]
            place = (row["round__school_id"], role, key, row["round_id"] if per_round else None)
            kept[place] = Newest(
                row["pk"],
                row["round_id"],
                row["round__school_id"],
                role,
                row[f"round__{role}_questionnaire__id"],
                Asked(row["round__school__sector"], key, version, role),
            )
    return list(kept.values())


def brought_in(year: str) -> dict[Asked, list[Brought]]:
    """What the schools that take part today bring of this school year ("2026-2027"). Five statements.

    Only figures that may be seen outside the school, of ten answers or more.
    """
    running = BenchmarkConsent.objects.filter(withdrawn_on__isnull=True)
    consents = {row.school_id: row for row in running.select_related("school")}
    schools = School.objects.filter(pk__in=running.values("school_id"))
    pupils = pupils_of(schools)
    releases = Release.objects.filter(round__school_year__name=year, round__school__in=schools)
    newest = newest_of(releases)
    scores = scores_of(newest)
    found: dict[Asked, list[Brought]] = defaultdict(list)
    for one in sorted(newest, key=lambda row: (row.asked, row.school_id)):
        own = consents[one.school_id]
        groups = groups_of(one.asked.sector, pupils.get(one.school_id, 0), own.languages)
        brought = scores.get((one.release_id, one.role))
        if brought:
            member = Member(own.board_id, groups)
            found[one.asked].append(Brought(one.school_id, member, brought))
    return dict(found)


def scores_of(newest: Collection[Newest]) -> dict[tuple[int, str], dict[Figure, Score]]:
    """The figures of these publications that other schools may see. Two statements."""
    wanted = {(one.release_id, one.role): compared(snapshot(one.version_id)) for one in newest}
    ids = {release for release, _ in wanted}
    answered = dict(_answered(ids))
    found: dict[tuple[int, str], dict[Figure, Score]] = defaultdict(dict)
    rows = ReleasedFigure.objects.filter(
        release__in=ids, stratum="", is_outside=True, score__isnull=False, se__isnull=False
    ).order_by()
    columns = ("release_id", "role", "kind", "key", "n", "score", "se", "df")
    for release, role, kind, key, n, score, se, df in rows.values_list(*columns).iterator():
        figure = Figure(kind, key)
        if figure in wanted.get((release, role), ()):
            share = answered.get((release, role))
            found[(release, role)][figure] = _score(n, score, se, df, share)
    return found


def _answered(releases: Collection[int]) -> Iterator[tuple[tuple[int, str], float]]:
    """The share of a role that answered, 0-1."""
    rows = ReleasedCount.objects.filter(
        release__in=releases, group="", language="", answered__isnull=False, invited__gt=0
    )
    for release, role, invited, answered in rows.values_list(
        "release_id", "role", "invited", "answered"
    ):
        if answered is not None:
            yield (release, role), min(1.0, answered / invited)


def _score(n: int, score: float, se: float, df: float | None, share: float | None) -> Score:
    """Without the correction for a small population that stands in the ledger (rules.benchmark).

    `df` None: everybody answered, and then the ledger tells no spread.
    """
    if df is None or share is None or share >= 1.0:
        return Score(score, n if df is None else df + 1.0, nan)
    return Score(score, df + 1.0, se**2 * (df + 1.0) / (1.0 - share))
