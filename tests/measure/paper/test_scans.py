"""Scans are read after the upload was answered: how far, what came of it, and what is left of them."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from drieklank.audit.actions import SYSTEM
from drieklank.measure import keys
from drieklank.measure.actions import scans
from drieklank.measure.actions.paper import ClosedError, TakenIn, Unread
from drieklank.measure.actions.scans import Reading
from drieklank.measure.models import RoundState
from drieklank.measure.paper.apart import read_apart
from drieklank.measure.paper.outcome import Fault
from tests.measure.conftest import Held

NAME = "scan Gezin1.txt"


@pytest.fixture(autouse=True)
def _own_data(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    settings.REQUIRE_SECOND_FACTOR = False


def progress(held: Held) -> Path:
    return scans._path(held.round)


def until_read() -> None:
    for thread in threading.enumerate():
        if thread.name == scans.THREAD:
            thread.join()


@pytest.mark.django_db(transaction=True)
def test_an_upload_is_answered_at_once_and_read_in_the_background(held: Held) -> None:
    """Whoever sends two hundred pages may close the page; the outcome waits, unreadable to others."""
    assert scans.last(held.round) is None
    scans.begin(held.round, [(NAME, b"Beste ouders")], by=SYSTEM)
    until_read()
    taken = TakenIn(0, 0, [Unread(NAME, 0, Fault.NOT_KNOWN)])
    assert scans.last(held.round) == Reading(is_busy=False, taken=taken)
    for left in progress(held).parent.iterdir():
        assert b"Gezin1" not in left.read_bytes()
    keys.store().destroy(held.round.public_id)
    assert scans.last(held.round) == Reading(is_busy=False)


@pytest.mark.django_db
def test_the_page_says_how_far_it_is_and_takes_no_second_upload_meanwhile(held: Held) -> None:
    path = progress(held)
    path.parent.mkdir()
    lock = scans._held(path)
    assert lock is not None
    scans._teller(path)(1, 2, 12, 80)
    with pytest.raises(scans.BusyError):
        scans.begin(held.round, [(NAME, b"")], by=SYSTEM)
    client = held.cast.client("leader")
    url = f"/school/{held.cast.school.code}/meten/{held.round.code}/papier/"
    page = client.get(url).content.decode()
    assert "Bladzijde 12 van 80" in page
    assert "bestand 1 van 2" in page
    assert 'type="file"' not in page
    part = client.get(url, headers={"HX-Request": "true"})
    assert part.content.decode().startswith('<div id="voortgang"')
    sent = client.post(url, {"scans": SimpleUploadedFile("a.pdf", b"x")}, follow=True)
    assert "Er worden al scans gelezen" in sent.content.decode()
    os.close(lock)
    assert scans.last(held.round) == Reading(False, 1, 2, 12, 80)
    assert client.get(url, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    page = client.get(url).content.decode()
    assert "Het inlezen is afgebroken" in page
    assert 'type="file"' in page


@pytest.mark.django_db
def test_a_closed_round_begins_no_reading(held: Held) -> None:
    held.round.state = RoundState.CLOSED
    with pytest.raises(ClosedError):
        scans.begin(held.round, [(NAME, b"")], by=SYSTEM)
    assert scans.last(held.round) is None


def test_how_far_is_told_by_file_and_page() -> None:
    told: list[tuple[int, ...]] = []
    broken = b"\xff\xd8\xff\xe0\x00\x10JFIF"
    assert len(read_apart([broken, b"tekst", broken], {}, lambda *at: told.append(at))) == 3
    assert told == [(1, 3, 1, 1), (1, 3, 1, 1), (2, 3, 1, 1), (3, 3, 1, 1), (3, 3, 1, 1)]
