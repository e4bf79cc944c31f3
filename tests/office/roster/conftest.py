from typing import Any

import pytest


@pytest.fixture(autouse=True)
def _signed_in_with_a_password_is_enough(settings: Any) -> None:
    """These pages, and not the second step of signing in, are what is tried here."""
    settings.REQUIRE_SECOND_FACTOR = False
