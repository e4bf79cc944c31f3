"""Taking part in comparing, stopping, and storing once a year what a group of schools comes to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import Who, note
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.results.models import (
    BenchmarkConsent,
    ReferenceFigure,
    ReferenceGroup,
)
from drieklank.results.queries.benchmark_members import Asked, Brought, Figure, brought_in
from drieklank.results.rules.benchmark import pool, quartiles, spread_within
from drieklank.results.rules.benchmark_groups import Group, groups_kept, year_due
from drieklank.schools.models import School

_DECIMALS: Final = 1
_Stored = tuple[ReferenceGroup, list[ReferenceFigure]]


class AlreadyFrozen(Exception):
    """This school year has its groups already, and they never change."""


@dataclass(frozen=True)
class Frozen:
    """What a freeze stored; nothing where too few schools take part."""

    schools: int
    groups: int
    figures: int


@transaction.atomic
def take_part(
    school: School, *, languages: str = "", shares_activities: bool = False, by: Actor
) -> BenchmarkConsent:
    """Let a school take part from today. Another choice of what it shares ends the one before."""
    running = _running(school)
    if running is not None and (running.languages, running.shares_activities) == (
        languages,
        shares_activities,
    ):
        return running
    if running is not None:
        _end(running, by)
    row: BenchmarkConsent = BenchmarkConsent.objects.create(
        board_id=school.board_id,
        school=school,
        languages=languages,
        shares_activities=shares_activities,
        given_on=today(),
        given_by=by.user,
    )
    note(
        "benchmark.joined",
        school,
        by=by,
        shares_languages=bool(languages),
        shares_activities=shares_activities,
    )
    return row


@transaction.atomic
def stop_taking_part(school: School, *, by: Actor) -> bool:
    """Stop: the school is in no group that is stored from now on. False: it took no part."""
    running = _running(school)
    if running is None:
        return False
    _end(running, by)
    note("benchmark.left", school, by=by)
    return True


def _running(school: School) -> BenchmarkConsent | None:
    rows = BenchmarkConsent.objects.select_for_update().filter(
        school=school, withdrawn_on__isnull=True
    )
    return rows.first()


def _end(running: BenchmarkConsent, by: Actor) -> None:
    running.withdrawn_on, running.withdrawn_by = today(), by.user
    running.save(update_fields=["withdrawn_on", "withdrawn_by"])


@transaction.atomic
def freeze(year: str, *, by: Who) -> Frozen:
    """Store the reference groups of a school year ("2026-2027"), once.

    A second time would let two sets be subtracted from each other, so that is refused; where too few
    schools take part nothing is stored, and the year stays open.

    Raises:
        AlreadyFrozen: the year has its groups.
    """
    if ReferenceGroup.objects.filter(year=year).exists():
        raise AlreadyFrozen(year)
    with open_every_tenant("figures of schools of many boards become figures of groups of schools"):
        stored: list[_Stored] = []
        used: set[int] = set()
        for asked, schools in brought_in(year).items():
            kept = _reference(year, asked, schools)
            if kept:
                stored += kept
                used |= {one.school_id for one in schools}
        ReferenceGroup.objects.bulk_create([group for group, _ in stored])
        figures = [figure for _, figures in stored for figure in figures]
        ReferenceFigure.objects.bulk_create(figures)
        for school in School.objects.filter(pk__in=used):
            note("benchmark.used", school, by=by, year=year)
    return Frozen(len(used), len(stored), len(figures))


def freeze_due(*, by: Who) -> Frozen:
    """Store the groups of the school year that ended, where that was not done yet."""
    year = year_due(today())
    if ReferenceGroup.objects.filter(year=year).exists():
        return Frozen(0, 0, 0)
    return freeze(year, by=by)


def _reference(year: str, asked: Asked, schools: Sequence[Brought]) -> list[_Stored]:
    """The groups of who was asked the same, with the figures that may be kept of each (unsaved)."""
    day = today()
    found: dict[Group, _Stored] = {}
    for figure in sorted({figure for one in schools for figure in one.scores}):
        having = [one for one in schools if figure in one.scores]
        for kept in sorted(groups_kept([one.member for one in having])):
            row = _figure(figure, [one for one in having if kept in one.member.groups])
            if row is None:
                continue
            if kept not in found:
                group = ReferenceGroup(
                    year=year,
                    sector=asked.sector,
                    kind=kept.kind,
                    value=kept.value,
                    questionnaire=asked.questionnaire,
                    version=asked.version,
                    role=asked.role,
                    frozen_on=day,
                )
                found[kept] = (group, [])
            row.group = found[kept][0]
            found[kept][1].append(row)
    return list(found.values())


def _figure(figure: Figure, having: Iterable[Brought]) -> ReferenceFigure | None:
    """One figure of one group; None where nothing tells how far single answers lie apart."""
    scores = np.array([one.scores[figure] for one in having])
    score, answers, own = scores[:, :1], scores[:, 1:2], scores[:, 2:]
    (spread,) = spread_within(own, answers - 1.0)
    if not np.isfinite(spread):
        return None
    pooled = pool(score, spread / answers)
    low, high = quartiles(pooled)
    return ReferenceFigure(
        kind=figure.kind,
        key=figure.key,
        schools=int(pooled.schools[0]),
        mean=_rounded(pooled.mean[0]),
        mean_variance=_rounded(pooled.mean_variance[0]),
        between=_rounded(pooled.between[0]),
        typical=_rounded(pooled.typical[0]),
        spread=_rounded(spread),
        differs=bool(pooled.differs[0]),
        low_quartile=_rounded(low[0]),
        high_quartile=_rounded(high[0]),
    )


def _rounded(value: float) -> float:
    return round(float(value), _DECIMALS)
