"""The key store is lost while a round runs: nothing breaks, nothing is opened, and a copy saves it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions, queries, tasks
from drieklank.measure.keys import KeyMissing, store
from drieklank.measure.models import Envelope, Invitation, OpenText, Role, RoundState, Tally
from drieklank.outbox.models import Message
from drieklank.outbox.tasks import send_waiting
from tests.measure.browse import Page
from tests.measure.conftest import Held

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def robbed(held: Held, settings: Any) -> Held:
    """Six parents answered; then the whole directory of keys is gone."""
    for invitation in held.invitations()[:6]:
        held.answer(invitation)
    held.secrets = (held.link(held.invitations()[7]), held.code(held.invitations()[7]))  # type: ignore[attr-defined] # handed to the tests below
    shutil.rmtree(settings.KEYS_DIR)
    return held


def at(held: Held) -> str:
    return f"/school/de-vlieger/meten/{held.round.code}/"


def test_every_door_explains_itself_where_the_whole_key_store_is_gone(robbed: Held) -> None:
    link, code = robbed.secrets  # type: ignore[attr-defined] # set above
    client = Client()
    client.get(f"/v/{link}")
    for response in (
        client.get("/v/"),
        client.get("/v/deel/1/"),
        client.post("/v/deel/1/", {"next": "1"}),
        Client().post("/meedoen/", {"code": code}),
        Client().post("/meedoen/tablet/", {"code": code}),
    ):
        assert response.status_code in {404, 503}
        assert Page(response.content.decode()).h1 != ""
    with open_every_tenant("test"):
        assert Envelope.objects.count() == 6


def test_close_without_the_key_is_refused_and_giving_up_clears_the_round(robbed: Held) -> None:
    with open_every_tenant("test"):
        with pytest.raises(KeyMissing):
            actions.close_round(robbed.round)
        tasks.daily_rounds.func()
        send_waiting.func()
        assert (Envelope.objects.count(), Tally.objects.count()) == (6, 0)
        assert not Message.objects.filter(state="sending").exists()
    leader = robbed.cast.client("leader")
    assert "Sluit zonder uitkomst" in leader.get(f"{at(robbed)}sluiten/").content.decode()
    leader.post(f"{at(robbed)}sluiten/", {"give_up": "1"})
    assert robbed.fresh().state == RoundState.LOST
    with open_every_tenant("test"):
        tables = (Envelope, Invitation, Tally, OpenText)
        assert [table.objects.count() for table in tables] == [0, 0, 0, 0]


def test_key_that_disappears_between_page_and_button_does_not_cost_the_answers(
    held: Held, settings: Any, tmp_path: Path
) -> None:
    """A disk that came loose: the leader pressed "close", and not "throw everything away"."""
    for invitation in held.invitations()[:6]:
        held.answer(invitation)
    leader = held.cast.client("leader")
    assert "Sluit de meting" in leader.get(f"{at(held)}sluiten/").content.decode()
    settings.KEYS_DIR.rename(tmp_path / "loose")
    response = leader.post(f"{at(held)}sluiten/")
    assert response["Location"] == f"{at(held)}sluiten/"
    with open_every_tenant("test"):
        assert (held.fresh().state, Envelope.objects.count()) == (RoundState.OPEN, 6)
    assert "Sluit zonder uitkomst" in leader.get(f"{at(held)}sluiten/").content.decode()
    shutil.rmtree(settings.KEYS_DIR, ignore_errors=True)
    (tmp_path / "loose").rename(settings.KEYS_DIR)
    leader.post(f"{at(held)}sluiten/", {"give_up": "1"})
    assert held.fresh().state == RoundState.OPEN
    leader.post(f"{at(held)}sluiten/")
    with open_every_tenant("test"):
        tally = queries.tally(held.fresh(), Role.PARENTS)
    assert tally is not None
    assert tally.respondents == 6


@pytest.mark.django_db(transaction=True)
def test_second_copy_kept_from_the_start_saves_a_round_whose_key_store_is_lost(
    held: Held, settings: Any, tmp_path: Path
) -> None:
    with open_every_tenant("test"):
        actions.close_round(held.round)
    settings.KEYS_COPY_DIR = str(tmp_path / "copy")
    key = store().create(held.round.public_id)
    lookup = store().lookup_key()
    shutil.rmtree(settings.KEYS_DIR)
    assert store().load(held.round.public_id) == key
    # Both directories must be there before a key is called gone, and then none holds it.
    assert store().is_gone(held.round.public_id) is False
    settings.KEYS_DIR.mkdir()
    store().destroy(held.round.public_id)
    assert store().is_gone(held.round.public_id) is True
    assert len(lookup) == 32
