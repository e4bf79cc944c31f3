"""Many made-up schools of many boards with published scores, for the tests of comparing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import sqrt

from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.actions import store_snapshot
from drieklank.measure.models import Round
from drieklank.results.models import BenchmarkConsent, Release, ReleasedCount, ReleasedFigure
from drieklank.schools.models import Board, School, SchoolYear

YEAR = "2025-2026"
KEY = "baseline-parents"
SPREAD = 25.0  # how far single answers lie apart within a school, as a standard deviation


def schools_of(*sizes: int, sector: str = "po", start: int = 0) -> list[School]:
    """New boards with so many schools each."""
    found = []
    with open_every_tenant("test"):
        for number, size in enumerate(sizes, start=start):
            board = Board.objects.create(code=f"bestuur-{number}", name=f"Bestuur {number}")
            for place in range(size):
                code = f"school-{number}-{place}"
                found.append(
                    School.objects.create(
                        board=board, code=code, name=code.title(), brin="01AA", sector=sector
                    )
                )
    return found


def takes_part(school: School, languages: str = "") -> BenchmarkConsent:
    """The school takes part."""
    with open_every_tenant("test"):
        row: BenchmarkConsent = BenchmarkConsent.objects.create(
            board=school.board, school=school, given_on=date(2025, 9, 1), languages=languages
        )
        return row


def year_of(board: Board, name: str = YEAR) -> SchoolYear:
    """A school year of a board, made where it is not there yet."""
    first = int(name[:4])
    row: SchoolYear = SchoolYear.objects.get_or_create(
        board=board,
        name=name,
        defaults={"starts_on": date(first, 8, 1), "ends_on": date(first + 1, 7, 31)},
    )[0]
    return row


def published(
    school: School,
    scores: dict[str, float],
    *,
    n: int = 40,
    invited: int = 80,
    year: str = YEAR,
    kind: str = "scale",
    role: str = "parents",
    is_outside: bool | None = None,
    month: int = 3,
) -> Release:
    """A published round in which parents gave these scores, as publishing leaves it in the ledger."""
    with open_every_tenant("test"):
        day = date(int(year[5:]), month, 1)
        measured = Round.objects.create(
            board=school.board,
            school=school,
            school_year=year_of(school.board, year),
            code=f"{school.code}-{year}-{month}",
            state="published",
            instrument="baseline",
            opens_on=day,
            closes_on=day,
            closed_on=day,
            parents_questionnaire=store_snapshot(KEY),
        )
        release: Release = Release.objects.create(
            board=school.board, round=measured, published_at=now()
        )
        ReleasedCount.objects.create(
            board=school.board, release=release, role=role, place=0, invited=invited, answered=n
        )
        se = SPREAD / sqrt(n) * sqrt(1 - n / invited)
        ReleasedFigure.objects.bulk_create(
            ReleasedFigure(
                board=school.board,
                release=release,
                role=role,
                kind=kind,
                key=key,
                n=n,
                score=score,
                low=max(0.0, score - 2 * se),
                high=min(100.0, score + 2 * se),
                se=se,
                df=None if n == invited else n - 1.0,
                is_outside=n >= 10 if is_outside is None else is_outside,
            )
            for key, score in scores.items()
        )
        return release


def taking_part(scores: Sequence[float], *boards: int, key: str = "welcome") -> list[School]:
    """Schools that take part, each with its score on one goal."""
    schools = schools_of(*boards)
    for school, score in zip(schools, scores, strict=True):
        takes_part(school)
        published(school, {key: score})
    return schools
