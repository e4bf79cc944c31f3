"""Beside a core value stands what the report shows to this reader, and nothing that it does not show."""

from functools import partial

from drieklank.audit.actions import SYSTEM
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.queries.vision_measured import measured_goals
from drieklank.results.actions import publish
from drieklank.results.queries.readers import reader_minimum
from tests.cast import Cast
from tests.results.conftest import closed_round


def goals(cast: Cast, who: str) -> dict[str, tuple[bool, bool]]:
    """Goal -> whether this reader sees a figure of parents and of the team."""
    with open_every_tenant("test"):
        found = measured_goals(cast.school, partial(reader_minimum, cast.actor(who)))
    return {key: (one.parents is not None, one.team is not None) for key, one in found.items()}


def test_nothing_stands_beside_a_value_before_results_are_published(cast: Cast) -> None:
    closed_round(cast)
    assert goals(cast, "leader") == {}


def test_board_sees_no_figure_of_seven_colleagues_that_the_leader_does_see(cast: Cast) -> None:
    measured = closed_round(cast, team=7)
    with open_every_tenant("test"):
        publish(measured, by=SYSTEM)
    assert goals(cast, "leader")["welcome"] == (True, True)
    assert goals(cast, "board_member")["welcome"] == (True, False)


def test_page_tells_the_figure_of_the_goal_that_a_value_belongs_to(cast: Cast) -> None:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        publish(measured, by=SYSTEM)
    answer = {
        "sentence": "Samen.",
        "base": 0,
        "value_1_name": "Gastvrij",
        "value_1_goal": "welcome",
    }
    client = cast.client("leader")
    client.post(f"/school/{cast.school.code}/visie/schrijven/", answer)
    page = client.get(f"/school/{cast.school.code}/visie/").text
    assert "Gemeten bij Iedereen welkom: ouders " in page
    assert f"/begrijpen/{measured.code}/" in page
