"""Goals per group: in the order of the school, with what may be told and nothing else."""

from typing import Any, cast

from drieklank.results.queries.ledger import Count, Ledger
from drieklank.results.queries.strata import group_scores
from drieklank.results.release import SCALE, FigureRow
from drieklank.results.rules import Goal

GOALS = [Goal("welcome", "Iedereen welkom", "Welkom", ""), Goal("deciding", "", "Beslissen", "")]


def row(group: str, key: str, score: float | None, n: int = 12, role: str = "parents") -> FigureRow:
    low, high = (60.0, 80.0) if score is None else (score - 9.6, score + 9.6)
    return FigureRow(role, SCALE, key, n, score, low, high, 4.0, 11.0, stratum=group)


def read(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell.replace("\N{NO-BREAK SPACE}", " ") for cell in cells)


def ledger(*rows: FigureRow) -> Ledger:
    counts = tuple(Count(name, 20, 12) for name in ("", "groep 3", "groep 4", "groep 5"))
    return Ledger(cast(Any, None), rows, {"parents": counts}, ())


def test_groups_stand_in_the_order_of_the_school_and_not_of_their_scores() -> None:
    found = group_scores(
        ledger(
            row("group:groep 5", "welcome", 90.0),
            row("group:groep 3", "welcome", 40.0),
            row("group:groep 4", "welcome", None),
        ),
        "parents",
        5,
        GOALS,
    )
    assert found is not None
    assert found.heads == ("Welkom",)
    assert [(line.name, read(line.cells)) for line in found.lines] == [
        ("Groep 3", ("40 (30 tot 50)",)),
        ("Groep 4", ("60 tot 80",)),
        ("Groep 5", ("90 (80 tot 100)",)),
    ]


def test_goal_that_a_group_may_not_tell_is_too_few() -> None:
    found = group_scores(
        ledger(row("group:groep 3", "welcome", 40.0), row("group:groep 4", "deciding", 50.0)),
        "parents",
        5,
        GOALS,
    )
    assert found is not None
    assert [read(line.cells) for line in found.lines] == [
        ("40 (30 tot 50)", "te weinig antwoorden"),
        ("te weinig antwoorden", "50 (40 tot 60)"),
    ]


def test_languages_crossings_other_roles_and_small_groups_are_no_lines() -> None:
    rows = (
        row("", "welcome", 40.0),
        row("language:nl", "welcome", 40.0),
        row("group:groep 3|language:nl", "welcome", 40.0),
        row("group:groep 3", "welcome", 40.0, role="pupils"),
        row("group:groep 4", "welcome", 40.0, n=9),
    )
    assert group_scores(ledger(*rows), "parents", 10, GOALS) is None
