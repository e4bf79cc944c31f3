"""A real Chromium against the real pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext

from drieklank.access.middleware import PERSON_COOKIE
from tests.browser.house import House, running
from tests.cast import Cast, make_cast


@pytest.fixture
def live_cast(transactional_db: None) -> Cast:
    """The cast, saved for real: another thread serves the pages."""
    return make_cast()


@pytest.fixture
def context_as(
    chromium: Browser, live_server: Any, live_cast: Cast
) -> Iterator[Callable[..., BrowserContext]]:
    """`context_as(who, **options)`: a browser context in which that person is signed in."""
    contexts = []

    def make(who: str = "nobody", **options: Any) -> BrowserContext:
        context = chromium.new_context(base_url=live_server.url, locale="nl-NL", **options)
        contexts.append(context)
        for name in (settings.SESSION_COOKIE_NAME, PERSON_COOKIE):
            morsel = live_cast.client(who).cookies.get(name)
            if morsel is not None:
                context.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A running installation in a folder of its own."""
    with running(tmp_path) as found:
        yield found
