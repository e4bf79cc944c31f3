"""What stands beside an action: what parents said of it, and what was promised because of it."""

from datetime import timedelta

import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions.plan_action import ask_parents
from drieklank.measure.actions.waves import begin_waves
from drieklank.measure.models import Role, Round
from drieklank.results.queries import PlainReport, published
from drieklank.results.queries.commitments import commitments_of
from tests.cast import Cast
from tests.improve.test_plan_pages import HOME, a_plan, an_action, text_of, url_of
from tests.results.certificates import LOW, MIDDLE, measured
from tests.results.held import hold_closed, share


@pytest.fixture
def report(cast: Cast) -> Round:
    return measured(cast, "baseline", 30, MIDDLE, {"deciding": LOW})


def test_a_pulse_stands_with_its_action_and_tells_nothing_before_it_is_shared(cast: Cast) -> None:
    row = an_action(cast, a_plan(cast))
    client = cast.client("leader")
    empty = text_of(client, url_of(row, "peiling/"))
    assert "/school/de-vlieger/meten/peiling/pulse/" in empty
    with open_every_tenant("test"):
        by = cast.actor("leader")
        closes_on = today() + timedelta(days=60)
        pulse = begin_waves(cast.school, "pulse", topic="belronde", closes_on=closes_on, by=by)
    assert client.post(url_of(row, "peiling/"), {"pulse": str(pulse.pk)}).status_code == 302
    shown = text_of(client, url_of(row))
    assert "Korte peiling belronde" in shown
    assert "Er zijn nog geen cijfers." in shown


def test_an_action_is_promised_from_its_page_and_a_promise_comes_into_the_plan(
    cast: Cast, report: Round
) -> None:
    row = an_action(cast, a_plan(cast, report), due_on=today() + timedelta(days=9))
    client = cast.client("leader")
    client.post(url_of(row, "toezeggen/"))
    with open_every_tenant("test"):
        (kept,) = commitments_of(report)
        row.refresh_from_db()
        assert row.commitment == kept
    page = text_of(
        client, f"/school/de-vlieger/begrijpen/{report.code}/wat-we-doen/{kept.public_id}/"
    )
    assert f"{HOME}actie/nieuw/?toezegging={kept.public_id}" in page
    # It stands in the plan already.
    back = client.get(f"{HOME}actie/nieuw/?toezegging={kept.public_id}")
    assert back.headers["Location"] == url_of(row)
    # An adviser keeps the plan, but promises nothing to parents.
    assert cast.client("adviser").post(url_of(row, "toezeggen/")).status_code == 404


@pytest.mark.parametrize("answered", [8, 4])
def test_what_parents_said_in_a_shared_pulse_stands_with_its_action_from_the_minimum_on(
    cast: Cast, answered: int
) -> None:
    pulse = share(cast, hold_closed(cast, "pulse", {Role.PARENTS: answered}))
    row = an_action(cast, a_plan(cast))
    with open_every_tenant("test"):
        ask_parents(row, pulse, by=cast.actor("leader"))
        found = published(pulse, 5)
    shown = text_of(cast.client("leader"), url_of(row))
    if answered < 5:
        assert "Er zijn nog geen cijfers." in shown
        return
    assert isinstance(found, PlainReport)
    told = [one for part in found.shown[0].parts for one in part.items if one.n]
    assert len(told) >= 3
    for one in told:
        assert f"<p>{one.figures}</p>" in shown
    assert "Er zijn nog geen cijfers." not in shown
    # Outside the school a figure asks for ten answers.
    assert told[0].figures not in text_of(cast.client("board_member"), url_of(row))
