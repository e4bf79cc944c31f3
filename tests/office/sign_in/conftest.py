"""Signing in without waiting, with an empty count of attempts, and with the mail at hand."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from drieklank.base import evenly
from drieklank.outbox.tasks import send_waiting


@pytest.fixture(autouse=True)
def _fresh_counts(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(evenly, "FLOOR", 0.0)
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def mails() -> Callable[[], list[str]]:
    """Sends what waits and gives the texts of the mails sent since the last time."""

    def deliver() -> list[str]:
        mail.outbox.clear()
        send_waiting.func()
        return [str(message.body) for message in mail.outbox]

    return deliver


def is_in(client: Client) -> bool:
    """Whether the front page lets this browser on instead of sending it to sign in."""
    return not client.get("/").get("Location", "").startswith("/aanmelden/")


def code_in(text: str) -> str:
    """The code in a mail."""
    found = re.search(r"^[0-9A-Z]{5}-[0-9A-Z]{5}$", text, re.MULTILINE)
    assert found, text
    return found[0]


def link_in(text: str) -> str:
    """The link in a mail, without the address of the house."""
    found = re.search(r"^http://testserver(/\S+)$", text, re.MULTILINE)
    assert found, text
    return found[1]
