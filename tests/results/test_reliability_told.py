"""Alpha, omega and ICC reach the report only of fifty complete answers, and stay the same in a correction."""

from __future__ import annotations

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.base.statistics import cronbach_alpha
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Role, Round
from drieklank.measure.queries import tally
from drieklank.results import actions, queries
from drieklank.results.rules.reliability import reliability_sentence
from tests.cast import Cast
from tests.results.held import hold_closed

pytestmark = pytest.mark.django_db
GOALS = ["welcome", "conversation", "learning", "advocacy", "deciding", "community"]


def mixed(role: Role, key: str, steps: int, person: int) -> int:
    """People who lean one way, with a little of their own per question."""
    if steps < 3:
        return person % 2
    return 1 + min(steps - 1, (person % 4 + (person * 7 + len(key)) % 2) * steps // 5)


def published(cast: Cast, answered: int) -> Round:
    measured = hold_closed(cast, "baseline", {Role.PARENTS: answered}, mixed, invited=90)
    with open_every_tenant("test"):
        actions.publish(measured, by=SYSTEM)
        measured.refresh_from_db()
    return measured


def test_sixty_parents_get_alpha_and_omega_per_goal_as_their_sums_say(cast: Cast) -> None:
    measured = published(cast, 60)
    with open_every_tenant("test"):
        found = queries.report(measured)
        counted = tally(measured, "parents")
        assert found is not None
        assert counted is not None
        release = queries.release_of(measured)
        assert release is not None
        assert set(release.reliability) == set(counted.products) > set(GOALS)
        for key, sums in counted.products.items():
            alpha = cronbach_alpha(sums.covariances())
            assert release.reliability[key]["alpha"] == (None if alpha is None else round(alpha, 2))
            assert release.reliability[key]["n"] == sums.n >= 50
        assert [line.n >= 50 for line in found.reliability] == [True] * len(GOALS)
    html = (
        cast.client("leader").get(f"/school/de-vlieger/begrijpen/{measured.code}/").content.decode()
    )
    assert "Hoe goed de vragen van een doel bij elkaar horen" in html


def test_forty_parents_get_none(cast: Cast) -> None:
    measured = published(cast, 40)
    with open_every_tenant("test"):
        found = queries.report(measured)
        assert found is not None
        assert found.reliability == ()
    html = (
        cast.client("leader").get(f"/school/de-vlieger/begrijpen/{measured.code}/").content.decode()
    )
    assert "Omega" not in html


def test_corrected_report_tells_the_same_reliability(cast: Cast) -> None:
    measured = published(cast, 60)
    with open_every_tenant("test"):
        first = queries.release_of(measured)
        second = actions.publish_again(measured, by=SYSTEM)
        assert first is not None
        assert second.reliability == first.reliability != {}


@pytest.mark.parametrize(
    ("alpha", "said"),
    [
        (0.70, "de vragen horen goed bij elkaar"),
        (0.69, "de vragen gaan over verschillende dingen; kijk vooral naar de losse vragen"),
        (None, "niet te berekenen"),
    ],
)
def test_alpha_is_said_in_words(alpha: float | None, said: str) -> None:
    assert reliability_sentence(alpha) == said
