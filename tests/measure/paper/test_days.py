"""Days for paper: forms come in after the last day online, while the door online is shut."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions, queries
from drieklank.measure.forms_paper import PaperDaysForm
from drieklank.measure.models import Envelope, RoundState
from drieklank.measure.queries.paper import last_paper_day
from tests.measure.conftest import Held
from tests.measure.paper.test_flow import Desk


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


def shut_online(held: Held, *, paper_days: int) -> None:
    """The last day online was yesterday."""
    with open_every_tenant("test"):
        held.round.opens_on = today() - timedelta(days=20)
        held.round.closes_on = today() - timedelta(days=1)
        held.round.paper_until = held.round.closes_on + timedelta(days=paper_days)
        held.round.save()


def url(held: Held) -> str:
    return f"/school/{held.cast.school.code}/meten/{held.round.code}/papier/"


@pytest.mark.parametrize(
    ("days", "error"),
    [
        (14, None),
        (15, "Papier kan hooguit 14 dagen langer. Kies een eerdere dag."),
        (
            -1,
            "Kies de laatste dag van de meting of een dag daarna, en geen dag die al geweest is.",
        ),
    ],
)
def test_days_for_paper_end_two_weeks_after_the_last_day_online(
    days: int, error: str | None
) -> None:
    closes_on = today() + timedelta(days=3)
    day = closes_on + timedelta(days=days)
    form = PaperDaysForm({"last_day": day.isoformat()}, closes_on=closes_on)
    assert form.errors.get("last_day", []) == ([error] if error else [])


def test_a_day_that_is_over_is_refused() -> None:
    gone = today() - timedelta(days=1)
    form = PaperDaysForm({"last_day": gone.isoformat()}, closes_on=gone - timedelta(days=3))
    assert not form.is_valid()


@pytest.mark.django_db
def test_a_leader_chooses_until_when_paper_is_read_and_takes_it_back(held: Held) -> None:
    client, first = held.cast.client("leader"), held.round.closes_on
    day = first + timedelta(days=14)
    answer = client.post(f"{url(held)}dagen/", {"last_day": day.isoformat()}, follow=True)
    assert "De laatste dag voor papier is bewaard." in answer.content.decode()
    assert last_paper_day(held.fresh()) == day
    assert held.cast.client("leader_elsewhere").post(f"{url(held)}dagen/").status_code == 404
    wrong = client.post(f"{url(held)}dagen/", {"last_day": "2020-01-01"})
    assert wrong.context["days_form"].errors
    client.post(f"{url(held)}dagen/", {"last_day": ""})
    assert last_paper_day(held.fresh()) == first


@pytest.mark.django_db
def test_paper_counts_after_the_last_day_while_the_door_online_is_shut(held: Held) -> None:
    shut_online(held, paper_days=7)
    with open_every_tenant("test"):
        assert list(queries.due_to_close(today())) == []
        assert list(queries.due_to_remind(today())) == []
    invitation = next(one for one in held.invitations() if one.language == "nl")
    online = held.visitor(invitation)
    assert "is gesloten" in online.get("/v/").content.decode()
    page = held.cast.client("leader").get(url(held)).content.decode()
    assert "Online is de meting dicht" in page
    assert 'type="file"' in page
    desk = Desk(held)
    assert desk.take_in(*desk.scans(invitation, 3)).pages == 2
    with open_every_tenant("test"):
        assert Envelope.objects.filter(round=held.round).count() == 1
        assert held.round.state == RoundState.OPEN
        actions.close_round(held.round)


@pytest.mark.django_db
def test_nobody_new_is_invited_to_a_door_that_is_shut(held: Held) -> None:
    """A mail on the days for paper would send a new parent to a closed page."""
    with open_every_tenant("test"):
        held.invitations()[0].delete()
        shut_online(held, paper_days=7)
        assert actions.invite_newcomers(held.round) == 0
