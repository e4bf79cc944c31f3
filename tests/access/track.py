"""A trajectory at De Vlieger with a father in its steering group: what its pages need."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from drieklank.base.clock import today
from drieklank.improve.actions.steering import accept, ask_parent
from drieklank.improve.actions.track import TrackWish, start_track
from drieklank.improve.models import PrepTask, StepAgreement, TrackStep
from tests.access.pages import page_names, parameters
from tests.cast import Cast


def track_samples(cast: Cast) -> dict[str, dict[str, Any]]:
    """Parameters per page. Call with the tenants open."""
    day, by = today(), cast.actor("leader")
    track = start_track(
        cast.school, TrackWish(day, day + timedelta(days=90), cast.users["adviser"]), by=by
    )
    step = TrackStep.objects.get(track=track, key="parent_evening")
    seat = ask_parent(track, cast.parents["father"], by=by)
    accept(seat, by=cast.actor("father"))
    agreed = StepAgreement.objects.create(
        board=cast.board, step=step, title="Ouders horen het", owner_words="team", due_on=day
    )
    task = PrepTask.objects.filter(step=step).first()
    assert task is not None
    rows = {"track_task": task, "track_ready": task} | dict.fromkeys(
        ("track_agreement", "track_agreed_done"), agreed
    )
    rows |= dict.fromkeys(
        ("steering_remove", "steering_home", "steering_accept", "steering_leave"), seat
    )
    found: dict[str, dict[str, Any]] = {}
    for name in page_names():
        last = name.removeprefix("improve:")
        if not last.startswith(("track", "steering")) or last == name:
            continue
        values = {"code": cast.school.code, "public_id": rows.get(last, step).public_id}
        found[name] = {key: value for key, value in values.items() if key in parameters(name)}
    return found
