"""What every answer says to the browser, on the short way of the answering pages too."""

import pytest
from django.test import Client

PAGES = ["/v/", "/meedoen/", "/privacy/", "/account/login/", "/bestaat-niet/"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_a_page_of_any_kind_closes_what_it_does_not_use(address: str) -> None:
    headers = Client().get(address).headers

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "manifest-src": "'self'",
    }
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_an_answering_page_reads_no_session_though_one_is_brought() -> None:
    visitor = Client()
    visitor.cookies["drieklank"] = "a-session-of-a-colleague"

    request = visitor.get("/v/").wsgi_request

    assert not hasattr(request, "session")
    assert not hasattr(request, "_messages")
