"""Finding is quick and the same everywhere: words to stems to an order, without a database."""

from __future__ import annotations

import time
from statistics import median

import pytest

from drieklank.base.tenancy import open_every_tenant
from drieklank.content.schema.activity import (
    EvidenceLevel,
    ForWhom,
    Pillar,
    Sector,
    Theme,
)
from drieklank.toolkit import queries
from drieklank.toolkit.forms import FindForm
from drieklank.toolkit.queries.own import find_own
from drieklank.toolkit.rules import Filters
from tests.cast import Cast
from tests.toolkit.desk import own_of_vlieger

TYPED = (
    "ouderavond", "belrnode", "weinig nederlands", "loopbaan kiezen", "huisbezoek", "vaders",
    "rapportgesprek", "verwachtingen uitspreken", "xqzvwjk", "samen eten op school met ouders",
)  # fmt: skip
# The promise of the issue, in processor time: other work on the machine does not count.
MOST = 0.050


def seconds(work: object) -> float:
    started = time.process_time()
    work()  # type: ignore[operator] # a function without arguments
    return time.process_time() - started


@pytest.mark.parametrize("typed", TYPED)
def test_search_answers_within_fifty_milliseconds(typed: str) -> None:
    queries.find("warm", Filters())  # the index is made once per process
    spent = [seconds(lambda: queries.find(typed, Filters())) for _ in range(5)]
    assert median(spent) < MOST


def test_forty_own_activities_are_searched_within_fifty_milliseconds(cast: Cast) -> None:
    for number in range(40):
        own_of_vlieger(cast, title=f"Soep {number}", aim="Samen eten verbindt ouders. " * 20)
    with open_every_tenant("test"):
        spent = [seconds(lambda: find_own(cast.school, "soep eten", Filters())) for _ in range(5)]
    assert median(spent) < MOST


@pytest.mark.django_db
def test_search_asks_no_database(django_assert_num_queries: object) -> None:
    """The same top five on SQLite and PostgreSQL, since neither is asked."""
    with django_assert_num_queries(0):  # type: ignore[operator] # a fixture that is a context manager
        found = queries.find("gesprek met ouders", Filters(sector=Sector.PRIMARY))
    assert len(found.activities[:5]) == 5


def test_every_filter_of_the_page_reaches_the_rule() -> None:
    chosen = {
        "pijler": "bond", "doel": "conversation", "thema": "general", "voor": "family",
        "sector": "po", "duur": "30", "bewijs": "E2",
    }  # fmt: skip
    assert FindForm(chosen).filters == Filters(
        Pillar.BOND,
        "conversation",
        Theme.GENERAL,
        ForWhom.FAMILY,
        Sector.PRIMARY,
        30,
        EvidenceLevel.ATTITUDES,
    )
    for one in queries.find("", FindForm(chosen).filters).activities:
        assert one.head.pillar is Pillar.BOND
        assert one.head.minutes.doing <= 30
