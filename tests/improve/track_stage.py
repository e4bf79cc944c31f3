"""A trajectory at De Vlieger, and who writes in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions.track import TrackWish, start_track
from drieklank.improve.actions.track_work import Sent, save_texts
from drieklank.improve.models import StepText, Track, TrackStep
from tests.cast import Cast

BASE = "/school/de-vlieger/traject/"


def make_track(cast: Cast, **wish: Any) -> Track:
    """A trajectory with the adviser, for ninety days."""
    terms = {"adviser": cast.users["adviser"]} | wish
    with open_every_tenant("test"):
        start = TrackWish(today(), today() + timedelta(days=90), **terms)
        return start_track(cast.school, start, by=cast.actor("leader"))


def step(track: Track, key: str) -> TrackStep:
    with open_every_tenant("test"):
        return TrackStep.objects.select_related("school", "track__school").get(track=track, key=key)


def write(cast: Cast, row: TrackStep, who: str = "leader", **texts: str) -> None:
    """Answer questions of a step, on top of what stands there."""
    with open_every_tenant("test"):
        seen = dict(StepText.objects.filter(step=row).values_list("key", "version"))
        sent = [Sent(key, text, seen.get(key, 0)) for key, text in texts.items()]
        assert save_texts(row, sent, by=cast.actor(who)) == []


def page(cast: Cast, who: str, row: TrackStep | None = None, rest: str = "") -> str:
    """The text of a page of the trajectory, as this person reads it."""
    address = f"{BASE}{row.public_id}/{rest}" if row else f"{BASE}{rest}"
    answer = cast.client(who).get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()
