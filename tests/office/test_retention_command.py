"""`drieklank retention`: rehearse, remove, and answer for people and for machines."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.config.cli import main
from drieklank.config.schedule import SCHEDULE, Daily
from drieklank.config.tasks import remove_what_must_go
from drieklank.outbox.models import Message
from tests.cast import Cast


@pytest.fixture
def old_message(cast: Cast) -> Message:
    with open_every_tenant("test"):
        return Message.objects.create(
            board=cast.board,
            template="x",
            to="a@b.example",
            queued_on=today() - timedelta(days=31),
        )


def left() -> int:
    with open_every_tenant("test"):
        return Message.objects.count()


def test_a_rehearsal_counts_and_keeps(
    old_message: Message, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["retention", "--dry-run", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {
        "dry_run": True,
        "removed": {"outbox.Message": 1},
    }
    assert left() == 1
    main(["retention", "--dry-run"])
    assert capsys.readouterr().out == "Dit zou weggaan:\n  Bericht: 1\n"


def test_removing_says_what_went_and_a_second_time_that_nothing_has_to(
    old_message: Message, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["retention"]) == 0
    assert main(["retention"]) == 0

    assert capsys.readouterr().out == ("Dit is weggehaald:\n  Bericht: 1\nEr hoeft niets weg.\n")
    assert left() == 0


def test_it_happens_every_night_by_itself(old_message: Message) -> None:
    assert Daily("drieklank.config.tasks.remove_what_must_go", hour=4) in SCHEDULE

    remove_what_must_go.call()

    assert left() == 0
