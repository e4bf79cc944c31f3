"""Pages for everyone: in every language that exists, whoever asks."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import Cast

PAGES = ("/privacy/", "/toegankelijkheid/", "/hulp/", "/anoniem/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(
    ("lang", "direction"), [("nl", "ltr"), ("ar", "rtl"), ("tr", "ltr"), ("ti", "ltr")]
)
def test_a_page_opens_in_the_language_asked_for(address: str, lang: str, direction: str) -> None:
    answer = Client().get(address, {"taal": lang})
    html = answer.content.decode()

    assert answer.status_code == 200
    assert f'<html lang="{lang}" dir="{direction}"' in html
    assert html.count(f"{address}?taal=") == 7


@pytest.mark.django_db
def test_an_unknown_language_gives_dutch_and_keeps_nothing() -> None:
    answer = Client().get("/privacy/", {"taal": "xx"})

    assert '<html lang="nl"' in answer.content.decode()
    assert not answer.cookies


def test_help_is_that_of_staff_for_staff_and_of_parents_for_all_others(cast: Cast) -> None:
    staff = cast.client("teacher").get("/hulp/").content.decode()
    parent = cast.client("mother").get("/hulp/", {"taal": "nl"}).content.decode()

    assert "?voor=ouders" in staff
    assert "?voor=ouders" not in parent
    assert (
        cast.client("teacher").get("/hulp/", {"voor": "ouders"}).content.decode().count("<h1") == 1
    )


@pytest.mark.django_db
def test_the_page_with_all_components_is_open_and_holds_no_data() -> None:
    assert Client().get("/onderdelen/").status_code == 200
