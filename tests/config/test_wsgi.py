"""The short way to the answering pages gives what the long way gives, and nothing is left open by it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from drieklank.config import wsgi

HOUSE = get_wsgi_application()
FILLED_IN = ("", "deel/1/", "bewaard/", "deel/x/y/", "deel/1")
ONLY_READ = ("klaar/", "onbekend/", "stop/", "kapot")
READ = (*FILLED_IN, *ONLY_READ)


def ask(handler: Any, path: str, method: str = "GET", host: str = "testserver") -> Any:
    """Status, headers by name and body, as a server gets them."""
    said: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": host,
        "CONTENT_LENGTH": "0",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
    }
    answer = handler(environ, lambda status, headers, _=None: said.extend((status, headers)))
    body = b"".join(answer)
    answer.close()
    return said[0], sorted((name, value) for name, value in said[1]), body


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("method", "page"),
    [*(("GET", page) for page in READ), *(("POST", page) for page in FILLED_IN)],
)
def test_answering_page_by_the_short_way_equals_the_long_way(method: str, page: str) -> None:
    path = f"/v/{page}"
    assert ask(wsgi.application, path, method) == ask(HOUSE, path, method)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("page", ONLY_READ)
def test_page_that_is_only_read_takes_no_form_by_the_short_way(page: str) -> None:
    status, _, _ = ask(wsgi.application, f"/v/{page}", "POST")
    assert status.startswith("405")


@pytest.mark.django_db(transaction=True)
def test_unknown_host_on_an_answering_page_is_refused() -> None:
    status, _, _ = ask(wsgi.application, "/v/", host="elders.example")
    assert status.startswith("400")


def test_only_answering_pages_take_the_short_way() -> None:
    assert settings.MIDDLEWARE[-1] == settings.ANSWERING_MIDDLEWARE[-1]
    kept = [layer for layer in settings.MIDDLEWARE if layer in settings.ANSWERING_MIDDLEWARE]
    assert kept == settings.ANSWERING_MIDDLEWARE
    assert wsgi.ANSWERING == "/v/"
