"""What all tests share: where the fixtures lie, and how a missing tool is treated."""

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as examples
from playwright.sync_api import Browser, sync_playwright

from tests.cast import Cast, make_cast
from tests.seed import keep_seed

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT.parent / "shared" / "fixtures"


@pytest.fixture(scope="session")
def fixtures_dir() -> Path:
    """Hostile and real files, kept outside the repository."""
    if not FIXTURES.is_dir():
        pytest.skip("the shared fixtures folder is not beside this clone")
    return FIXTURES


# Hypothesis measures both by the clock: on a busy machine they say how busy it is, not what the code does.
examples.register_profile("drieklank", deadline=None, suppress_health_check=[HealthCheck.too_slow])
examples.load_profile("drieklank")

# Fixtures that reach a database; `house` is an installation of its own (tests/config).
DATABASE = {"db", "transactional_db", "house"}


def _means_something_here(item: pytest.Item) -> bool:
    """Whether the outcome can depend on this database: the rest is tried once, on SQLite."""
    if settings.ON_SQLITE:
        return item.get_closest_marker("postgresql") is None
    touches = DATABASE & set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql")
    return bool(touches or marked) and item.get_closest_marker("sqlite") is None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what means nothing on this database: deselected, not skipped, so a skip stays news."""
    out = [item for item in items if not _means_something_here(item)]
    if out:
        items[:] = [item for item in items if _means_something_here(item)]
        config.hook.pytest_deselected(items=out)


Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


def _strict(report: Report) -> Report:
    """With DRIEKLANK_NO_SKIPS=1 a skip is a failure: there every tool is to be present."""
    strict = os.environ.get("DRIEKLANK_NO_SKIPS") == "1"
    no_fixtures = not FIXTURES.is_dir() and "fixtures" in str(report.longrepr)
    if strict and report.skipped and not hasattr(report, "wasxfail") and not no_fixtures:
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here, and this was: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, pytest.TestReport]:
    return _strict((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, pytest.CollectReport]:
    """The same for a whole file that leaves itself out."""
    return _strict((yield))


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The tables, of which SQLite keeps a copy for installations in folders of their own."""
    if settings.ON_SQLITE:
        with django_db_blocker.unblock():
            keep_seed(tmp_path_factory.mktemp("seed"))


@pytest.fixture
def cast(db: None) -> Cast:
    """The fixed cast (tests/cast.py)."""
    return make_cast()


ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Playwright runs an event loop in this thread; Django refuses the database there unless told.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of a test process: Playwright allows no second one beside it."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
