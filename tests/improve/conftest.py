"""Pages of improve are tried behind the wall of the second factor, which has tests of its own."""

from collections.abc import Iterator
from typing import Any

import pytest

from drieklank.content.queries import snapshot
from drieklank.measure import sheets
from drieklank.results.queries.kept import forget_kept


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture(autouse=True)
def _nothing_of_another_test() -> Iterator[None]:
    """Questionnaires and reports are kept in memory by number; a rolled back test gives its number away."""
    forget_kept()
    _forget_questions()
    yield
    _forget_questions()


def _forget_questions() -> None:
    snapshot.cache_clear()
    sheets._places.cache_clear()
