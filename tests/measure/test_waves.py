"""A few people are asked after each event: added up over a term, and never shown per event."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions
from drieklank.measure.actions.waves import begin_waves, invite_wave
from drieklank.measure.models import Invitation, ResponseCount, Role, Round, Tally
from drieklank.outbox.models import Message
from tests.cast import Cast
from tests.measure.conftest import Held, add_family

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


def begin(cast: Cast, instrument: str = "pulse") -> Held:
    last = today() + timedelta(days=80)
    with open_every_tenant("test"):
        for number in range(8):
            add_family(cast, number, cast.group)
        row = begin_waves(cast.school, instrument, "startgesprekken", last, by=SYSTEM)
    return Held(cast, row)


def wave(held: Held) -> int:
    with open_every_tenant("test"):
        return invite_wave(held.round, [held.cast.group.pk], by=SYSTEM)


def test_term_begins_with_nobody_invited_and_never_reminds(cast: Cast) -> None:
    held = begin(cast)
    with open_every_tenant("test"):
        assert (Invitation.objects.count(), Message.objects.count()) == (0, 0)
    assert (held.round.remind_on, held.round.strata) == ([], {"parents": []})


def test_parent_who_came_twice_answers_twice_and_both_count(cast: Cast) -> None:
    held = begin(cast)
    first = wave(held)
    second = wave(held)
    assert first == second >= 8
    for invitation in held.invitations():
        assert held.answer(invitation)
    with open_every_tenant("test"):
        actions.close_round(held.round)
        rows = Tally.objects.filter(round=held.round)
        assert [(row.role, row.stratum, row.counts["respondents"]) for row in rows] == [
            (Role.PARENTS, "", 2 * first)
        ]


def test_only_parents_of_the_chosen_groups_are_invited(cast: Cast) -> None:
    held = begin(cast)
    with open_every_tenant("test"):
        assert invite_wave(held.round, [], by=SYSTEM) == 0
    wave(held)
    assert all(held.cast.group.pk in one.groups for one in held.invitations())


def test_no_number_is_said_before_the_close_nor_ever_per_group(cast: Cast) -> None:
    """A count from one day to the next would tell whether the few of one evening answered."""
    held = begin(cast)
    wave(held)
    for invitation in held.invitations()[:6]:
        held.answer(invitation)
    with open_every_tenant("test"):
        Round.objects.filter(pk=held.round.pk).update(counted_on=today() - timedelta(days=1))
        actions.refresh_counts(held.round)
        rows = ResponseCount.objects.filter(round=held.round, role=Role.PARENTS)
        assert {(row.class_group_id, row.answered) for row in rows} == {(None, None)}


def test_training_asks_the_team_and_no_parents(cast: Cast) -> None:
    held = begin(cast, "training-evaluation")
    with open_every_tenant("test"):
        invited = invite_wave(held.round, [], by=SYSTEM)
        assert {one.role for one in Invitation.objects.all()} == {Role.TEAM}
    assert invited > 0


def test_leader_begins_a_term_and_invites_after_an_evening(cast: Cast) -> None:
    client = cast.client("leader")
    begun = client.post(
        "/school/de-vlieger/meten/peiling/pulse/",
        {"topic": "ouderavonden", "closes_on": (today() + timedelta(days=60)).isoformat()},
    )
    url = begun["Location"]
    assert client.post(url, {}).status_code == 200
    done = client.post(url, {"groups": [str(cast.group.pk)]})
    page = client.get(done["Location"]).content.decode()
    assert "De korte peiling ouderavonden loopt" in page
    with open_every_tenant("test"):
        assert Invitation.objects.count() > 0


def test_ordinary_round_takes_no_waves(held: Held) -> None:
    with open_every_tenant("test"), pytest.raises(ValueError, match="baseline"):
        invite_wave(held.round, [held.cast.group.pk], by=SYSTEM)
    page = held.cast.client("leader").get(f"/school/de-vlieger/meten/{held.round.code}/uitnodigen/")
    assert page.status_code == 404
