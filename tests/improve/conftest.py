"""Pages of improve are tried behind the wall of the second factor, which has tests of its own."""

from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
