"""Rows that the pages about open answers, promises and telling need."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from drieklank.base.clock import now, today
from drieklank.content.actions import store_snapshot
from drieklank.measure.models import Round
from drieklank.results.models import Commitment, Release, Telling
from tests.cast import Cast

OF_ROUND = (
    "texts",
    "texts_begin",
    "texts_finish",
    "commitments",
    "commitment_add",
    "tell",
    "paper_given",
    "archive",
)


def telling_samples(cast: Cast, done: Round) -> dict[str, dict[str, Any]]:
    """Parameters per page. Call with the tenants open; `done`: a published round."""
    promise = Commitment.objects.create(
        board=cast.board,
        school=cast.school,
        round=done,
        text="Elke vrijdag een inloop",
        owner=cast.users["teacher"],
        due_on=today() + timedelta(days=30),
        made_on=today(),
    )
    told = Round.objects.create(
        board=cast.board,
        school=cast.school,
        school_year=done.school_year,
        instrument="baseline",
        code="vlieger-verteld",
        state="published",
        opens_on=today(),
        closes_on=today(),
        parents_questionnaire=store_snapshot("baseline-parents"),
    )
    Release.objects.create(board=cast.board, round=told, published_at=now())
    Telling.objects.create(
        board=cast.board, round=told, told_on=today(), parents=1, team=1, on_paper=0
    )
    base = {"code": cast.school.code, "round_code": done.code}
    one = base | {"public_id": promise.public_id}
    return {
        **{f"results:{name}": base for name in OF_ROUND},
        "results:commitment": one,
        "results:commitment_take_back": one,
        "results:shared": {"code": cast.school.code, "round_code": told.code},
    }
