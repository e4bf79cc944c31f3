"""After a start nobody waits for templates."""

from typing import Any

import pytest

from drieklank.measure import layout
from drieklank.measure.warming import warm
from tests.measure.browse import answer_all
from tests.measure.conftest import Held

pytestmark = pytest.mark.django_db


def _rendered() -> int:
    pages: tuple[Any, ...] = (layout.start_layout, layout.part_layout)
    return sum(page.cache_info().misses for page in pages)


def test_pages_of_a_running_round_are_there_before_the_first_parent(held: Held) -> None:
    kept: tuple[Any, ...] = (layout.start_layout, layout.part_layout)
    for page in kept:
        page.cache_clear()
    laid_out, before = warm(), _rendered()

    client = held.visitor(held.invitations()[0])
    assert client.get("/v/").status_code == 200
    assert client.get("/v/deel/1/").status_code == 200
    answer_all(client, held, "yes")

    assert laid_out > before > 0
    assert _rendered() == before
