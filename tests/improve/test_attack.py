"""Choosing as somebody who wants more than is his: figures of few, hours that are not there."""

from __future__ import annotations

from html import escape

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Round
from drieklank.results.actions import publish
from drieklank.results.queries.report import report
from tests.cast import Cast
from tests.improve.track_stage import make_track, page, step
from tests.results.conftest import closed_round


def test_adviser_reads_nothing_on_a_steps_papers_that_seven_parents_said(cast: Cast) -> None:
    """Ten answers must stand behind what leaves the school; the report keeps to that, so must its echo."""
    measured = closed_round(cast, parents=7, team=12)
    with open_every_tenant("test"):
        publish(measured, by=cast.actor("leader"))
        shared = Round.objects.get(pk=measured.pk)
        inside, outside = report(shared, 5), report(shared, 10)
    assert inside is not None
    assert outside is not None
    assert inside.headline != outside.headline
    row = step(make_track(cast, round=shared), "intake")
    for rest in ("", "vragen/", "papier/"):
        leader, adviser = page(cast, "leader", row, rest), page(cast, "adviser", row, rest)
        assert escape(inside.headline) in leader, rest
        assert escape(inside.headline) not in adviser, rest
        assert escape(outside.headline) in adviser, rest
