"""Publishing: the only way a figure leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from secrets import SystemRandom
from typing import TypeVar
from uuid import uuid4

from django.db import transaction

from drieklank.audit.actions import Who, note
from drieklank.base.clock import now, today
from drieklank.content.schema import Kind
from drieklank.measure.actions import mark_published
from drieklank.measure.queries import (
    FAMILIES,
    LANGUAGES,
    Round,
    Shown,
    group_counts,
    questionnaire_of,
    response_shown,
    tallies_told,
)
from drieklank.results.actions.remarks import lock_remarks
from drieklank.results.models import (
    Release,
    ReleasedCount,
    ReleasedFigure,
    ReleasedText,
)
from drieklank.results.queries import report
from drieklank.results.queries.activities import chosen_activities
from drieklank.results.queries.texts import checked_texts
from drieklank.results.release import (
    FigureRow,
    counts_for_outside,
    rows_to_release,
    texts_to_release,
)
from drieklank.results.rules import MINIMUM_ABROAD, minimum_for
from drieklank.results.rules.reliability import told_reliability

_Row = TypeVar("_Row", ReleasedFigure, ReleasedCount, ReleasedText)


class NotPublishedError(ValueError):
    """There is no first version yet, so there cannot be a next one."""


@transaction.atomic
def publish(closed: Round, *, by: Who) -> Release:
    """Release the figures of a closed round, once: rows that page, PDF and files then only read.

    Open answers come along where they were read over from outside the school; else a later version
    brings them.

    Raises:
        NotClosedError: the round still runs, or was published before.
    """
    row = mark_published(closed)
    release = _release(row, 1, by)
    counts = _counts(row, release)
    figures = _figures(row, release)
    texts = _texts(row, release)
    ReleasedCount.objects.bulk_create(counts)
    ReleasedFigure.objects.bulk_create(figures)
    ReleasedText.objects.bulk_create(texts)
    release.reliability = _reliability(row)
    found = report(row, release=release)
    release.activities = chosen_activities(found, row.school.sector) if found else {}
    release.save(update_fields=["reliability", "activities"])
    lock_remarks(release)
    note("report.publish", row, by=by, figures=len(figures), texts=len(texts))
    return release


@transaction.atomic
def publish_again(measured: Round, *, by: Who) -> Release:
    """Release the same figures once more, with what was written or read over since.

    Counts and figures are copied from the version before, row by row: whoever lays two versions side
    by side finds no difference to subtract. Open answers that were shown stay as they were.

    Raises:
        NotPublishedError: it was never published.
    """
    before = Release.objects.select_for_update().filter(round=measured).order_by("version").last()
    if before is None:
        raise NotPublishedError
    release = _release(measured, before.version + 1, by)
    figures = _copies(ReleasedFigure.objects.filter(release=before).order_by("pk"), release)
    ReleasedFigure.objects.bulk_create(figures)
    ReleasedCount.objects.bulk_create(
        _copies(ReleasedCount.objects.filter(release=before).order_by("pk"), release)
    )
    shown = ReleasedText.objects.filter(release=before).order_by("pk")
    texts = _copies(shown, release) or _texts(measured, release)
    release.reliability, release.activities = before.reliability, before.activities
    release.save(update_fields=["reliability", "activities"])
    ReleasedText.objects.bulk_create(texts)
    lock_remarks(release)
    note("report.publish", measured, by=by, figures=len(figures), texts=len(texts))
    return release


def _reliability(measured: Round) -> dict[str, dict[str, float | int | None]]:
    """How well the questions of each of the parents' goals go together; {} where too few answered."""
    tallies = tallies_told(measured, "parents")
    groups = [found for stratum, found in tallies.items() if _is_group(stratum)]
    return told_reliability(tallies[""], groups) if "" in tallies else {}


def _is_group(stratum: str) -> bool:
    return stratum.startswith("group:") and "|" not in stratum


def _release(row: Round, version: int, by: Who) -> Release:
    kind, user_id = by.kind_and_id
    release: Release = Release.objects.create(
        board_id=row.board_id,
        round=row,
        version=version,
        published_at=now(),
        published_by_id=user_id if kind == "user" else None,
    )
    return release


def _copies(rows: Iterable[_Row], release: Release) -> list[_Row]:
    copies = []
    for row in rows:
        row.pk, row.release, row._state.adding = None, release, True
        if isinstance(row, ReleasedText):
            row.pk = uuid4()  # a key drawn at random again: no order comes along
        copies.append(row)
    return copies


def _counts(measured: Round, release: Release) -> list[ReleasedCount]:
    """The response of each role: of all, per group, per language, and of new and known families."""
    rows = []
    for response in response_shown(measured):
        total, least = response.total, minimum_for(response.role, MINIMUM_ABROAD)
        outside = total.answered is not None and total.answered >= least
        lines: list[tuple[dict[str, str], Shown, bool]] = [({}, total, outside)]
        for column, keys, parts in (
            ("group", {}, response.groups),
            ("language", _keys(LANGUAGES), response.languages),
            ("family", _keys(FAMILIES), response.families),
        ):
            told = counts_for_outside(total, [shown for _, shown in parts])
            lines += [
                ({column: keys.get(name, name)}, shown, at in told)
                for at, (name, shown) in enumerate(parts)
            ]
        rows += [
            ReleasedCount(
                board_id=release.board_id,
                release=release,
                role=response.role,
                place=place,
                invited=shown.invited,
                answered=shown.answered,
                is_outside=is_outside,
                **of,
            )
            for place, (of, shown, is_outside) in enumerate(lines)
        ]
    return rows


def _keys(names: Mapping[str, str]) -> dict[str, str]:
    return {name: key for key, name in names.items()}


def _figures(measured: Round, release: Release) -> list[ReleasedFigure]:
    return [
        ReleasedFigure(board_id=release.board_id, release=release, **asdict(row))
        for response in response_shown(measured)
        for row in _rows(measured, response.role, response.total.invited)
    ]


def _rows(measured: Round, role: str, invited: int) -> Iterator[FigureRow]:
    """The rows of one role, groups under their names."""
    asked = questionnaire_of(measured, role)
    unordered = {item.key for item in asked.items if item.kind is Kind.SINGLE} if asked else set()
    groups = group_counts(measured, role)
    people = {"": invited} | {stratum: number for stratum, (_, number) in groups.items()}
    for row in rows_to_release(role, tallies_told(measured, role), people, unordered):
        group, crossed, language = row.stratum.partition("|")
        name = f"group:{groups[group][0]}" if group in groups else group
        yield replace(row, stratum=name + crossed + language)


def _texts(measured: Round, release: Release) -> list[ReleasedText]:
    """The open answers that were read over from outside the school, in an order drawn at random."""
    return [
        ReleasedText(
            board_id=release.board_id, release=release, item=item, text=text, published_on=today()
        )
        for item, text in texts_to_release(checked_texts(measured) or (), SystemRandom())
    ]
