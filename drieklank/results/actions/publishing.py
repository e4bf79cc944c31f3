"""Publishing: the only way a figure leaves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from secrets import SystemRandom

from django.db import transaction

from drieklank.audit.actions import Who, note
from drieklank.base.clock import now, today
from drieklank.content.schema import Kind
from drieklank.measure.actions import mark_published
from drieklank.measure.queries import (
    LANGUAGES,
    Round,
    open_texts,
    questionnaire_of,
    response_shown,
    tally,
)
from drieklank.results.models import (
    Release,
    ReleasedCount,
    ReleasedFigure,
    ReleasedText,
)
from drieklank.results.queries import (
    names_at,
)
from drieklank.results.release import FigureRow, figures_to_release, texts_to_release
from drieklank.results.rules import MINIMUM_ABROAD


@transaction.atomic
def publish(closed: Round, *, by: Who) -> Release:
    """Release the figures of a closed round, once: rows that page, PDF and files then only read.

    Raises:
        NotClosedError: the round still runs, or was published before.
    """
    row = mark_published(closed)
    kind, user_id = by.kind_and_id
    release: Release = Release.objects.create(
        board_id=row.board_id,
        round=row,
        published_at=now(),
        published_by_id=user_id if kind == "user" else None,
    )
    counts = _counts(row, release)
    figures = _figures(row, release)
    texts = _texts(row, release)
    ReleasedCount.objects.bulk_create(counts)
    ReleasedFigure.objects.bulk_create(figures)
    ReleasedText.objects.bulk_create(texts)
    note("report.publish", row, by=by, figures=len(figures), texts=len(texts))
    return release


def _counts(measured: Round, release: Release) -> list[ReleasedCount]:
    keys = {name: key for key, name in LANGUAGES.items()}
    rows = []
    for response in response_shown(measured):
        lines = [
            ("", "", response.total),
            *((name, "", shown) for name, shown in response.groups),
            *(("", keys[name], shown) for name, shown in response.languages),
        ]
        for place, (group, language, shown) in enumerate(lines):
            rows.append(
                ReleasedCount(
                    board_id=release.board_id,
                    release=release,
                    role=response.role,
                    group=group,
                    language=language,
                    place=place,
                    invited=shown.invited,
                    answered=shown.answered,
                    is_outside=shown.answered is not None and shown.answered >= MINIMUM_ABROAD,
                )
            )
    return rows


def _figures(measured: Round, release: Release) -> list[ReleasedFigure]:
    rows: list[FigureRow] = []
    for response in response_shown(measured):
        counted = tally(measured, response.role)
        if counted is not None:
            asked = questionnaire_of(measured, response.role)
            unordered = (
                {item.key for item in asked.items if item.kind is Kind.SINGLE} if asked else ()
            )
            invited = response.total.invited
            rows += figures_to_release(response.role, counted, invited, unordered)
    return [
        ReleasedFigure(board_id=release.board_id, release=release, **asdict(row)) for row in rows
    ]


def _texts(measured: Round, release: Release) -> list[ReleasedText]:
    written: dict[str, Sequence[str]] = {}
    for response in response_shown(measured):
        asked = questionnaire_of(measured, response.role)
        for item in asked.items if asked else ():
            if item.kind is Kind.OPEN:
                written[item.key] = open_texts(measured, item.key)
    kept = texts_to_release(written, names_at(measured.school), SystemRandom())
    return [
        ReleasedText(
            board_id=release.board_id, release=release, item=item, text=text, published_on=today()
        )
        for item, text in kept
    ]
