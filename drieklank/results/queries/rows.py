"""The rows of the charts: the same for page and paper."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor
from typing import Final

from drieklank.documents.charts import DumbbellRow, GrowthRow, LikertRow, Shares, Words
from drieklank.results.auditor import NEAR_AGREEMENT
from drieklank.results.queries.change import RoleChange
from drieklank.results.queries.parts import GoalPart, Report
from drieklank.results.release import nearly_all
from drieklank.results.rules import (
    GoalFinding,
    ItemFigure,
    ItemFinding,
    Response,
    found_gap_words,
    gap_words,
    percentages,
    rounded_shares,
    share_with_interval,
)
from drieklank.results.rules.blind_spot import Guess, guess_words
from drieklank.results.rules.change import GoalChange, ItemChange, change_words
from drieklank.results.rules.figures import COARSE_BELOW
from drieklank.results.rules.wording import whole

_ANSWERS: Final = 4  # the bars are drawn for a scale of four
# Above so many people a dot stands for more than one, or the drawing fills the page.
_MOST_DOTS: Final = 300


def words(report: Report) -> Words:
    """What stands in and around the charts of this report: the answers as they were given."""
    scale = report.scale
    return Words(
        statement="Vraag",
        agree="Ja",
        disagree_side="nee",
        agree_side="ja",
        scale=(scale[0], scale[1], scale[2], scale[3]) if len(scale) == _ANSWERS else Words.scale,
    )


def dumbbell_rows(parts: Sequence[GoalPart]) -> list[DumbbellRow]:
    """Goals as parents and team score them."""
    return [_goal_row(part.found) for part in parts]


def _goal_row(found: GoalFinding) -> DumbbellRow:
    between = found.parents_range or (None, None)
    return DumbbellRow(
        found.goal.name,
        found.goal.definition,
        found.parents.value if found.parents else None,
        found.parents.low if found.parents else between[0],
        found.parents.high if found.parents else between[1],
        found.team.value if found.team else None,
        found_gap_words(found),
        between_words(found.parents_range),
        between_words(found.team_range),
    )


def between_words(between: tuple[float, float] | None) -> str:
    """ "80–100", where only a range may be told; else empty."""
    return f"{whole(between[0])}–{whole(between[1])}" if between else ""


GUESSED: Final = Words(goal="Vraag", parents="Ouders", team="Team", gap="Inschatting")
GUESSED_KEY: Final = Words(parents="Ouders zelf", team="Team dacht")
ITEMS: Final = Words(goal="Vraag")
MOVED_ITEMS: Final = Words(goal="Vraag", then="Toen", now="Nu", change="Verschil")
MOVED: Final = Words(then="Toen", now="Nu", change="Verschil")


def guess_rows(guesses: Sequence[Guess]) -> list[DumbbellRow]:
    """What parents said and what the team thought that they would say."""
    return [
        DumbbellRow(
            guess.item.text,
            "",
            guess.said.value if guess.said else None,
            guess.said.low if guess.said else None,
            guess.said.high if guess.said else None,
            guess.predicted.value if guess.predicted else None,
            guess_words(guess),
        )
        for guess in guesses
    ]


def item_gap_rows(items: Sequence[ItemFinding]) -> list[DumbbellRow]:
    """Questions as parents and team score them, with the gap in words."""
    return [
        DumbbellRow(
            found.item.text,
            "",
            found.parents.score.value if found.parents and found.parents.score else None,
            found.parents.score.low if found.parents and found.parents.score else None,
            found.parents.score.high if found.parents and found.parents.score else None,
            found.team.score.value if found.team and found.team.score else None,
            gap_words(found.gap),
        )
        for found in items
    ]


def growth_rows(change: RoleChange) -> list[GrowthRow]:
    """Goals then and now; of a goal that asks other questions now, only what it is now."""
    return [_growth(found, found.goal.name) for found in change.goals]


def moved_rows(change: RoleChange) -> list[GrowthRow]:
    """The questions that changed beyond chance, then and now."""
    return [_growth(found, found.item.text) for found in change.moved]


def _growth(found: GoalChange | ItemChange, name: str) -> GrowthRow:
    then = found.before.value if found.before and found.difference else None
    return GrowthRow(name, then, found.after.value if found.after else None, change_words(found))


def shares_of(figure: ItemFigure | None) -> Shares | None:
    """The four answers in whole percentages that add up to 100; None: not shown."""
    if figure is None or len(figure.answers.shares) != _ANSWERS:
        return None
    first, second, third, fourth = rounded_shares(figure.answers.shares, figure.answers.n)
    return (first, second, third, fourth)


def agree_words(figure: ItemFigure | None, role: Response) -> str:
    """Who said yes, with its interval: "84% (80–88)"; empty: not shown. `role`: who was asked.

    The ends are rounded outward. Where n is below 20 the share is known to fives only, so the interval
    takes in what rounding hid, and ends on fives as well.
    """
    shares = shares_of(figure)
    if figure is None or shares is None:
        return ""
    seen = figure.answers
    known = share_with_interval(seen.positive, seen.n, role.answered, role.invited)
    step, hidden = (5, 2.5) if seen.n < COARSE_BELOW else (1, 0.0)
    yes = int(shares[2] + shares[3])
    low = max(0, floor((known.low * 100.0 - hidden) / step + 1e-9) * step)
    high = min(100, ceil((known.high * 100.0 + hidden) / step - 1e-9) * step)
    return f"{yes}% ({min(low, yes)}–{max(high, yes)})"


def dont_know_percentage(figure: ItemFigure | None) -> int | None:
    """How many percent of the parents did not know; None: not shown."""
    if figure is None:
        return None
    return percentages((figure.answers.dont_know_share,), figure.answers.n)[0]


def likert_rows(items: Sequence[ItemFinding], scale: Sequence[str] = ()) -> list[LikertRow]:
    """Questions with the answers of parents and team; `scale`: the answers, lowest first."""
    return [
        LikertRow(
            found.item.text,
            shares_of(found.parents),
            shares_of(found.team),
            _dont_know(dont_know_percentage(found.parents)),
            nearly_all_words(found.parents, scale),
        )
        for found in items
    ]


def nearly_all_words(figure: ItemFigure | None, scale: Sequence[str]) -> str:
    """ "80% of meer: ja, helemaal", where no more than that may be told; else empty."""
    main = nearly_all(figure.answers) if figure else None
    if main is None:
        return "alleen een bereik" if figure and figure.answers.ranges else ""
    least = f"{int(100 * NEAR_AGREEMENT)}% of meer"
    return f"{least}: {scale[main].lower()}" if main < len(scale) else least


def _dont_know(percentage: int | None) -> str:
    if not percentage:
        return ""
    return f"{percentage}% van de ouders weet het niet"


def dots(response: Response, one: str, many: str) -> tuple[tuple[int, int, int], str]:
    """Dots for who answered and who did not, and the sentence under them."""
    answered, missing, per = response.answered, response.missing, 1
    while (answered + missing) / per > _MOST_DOTS:
        per = 5 if per == 1 else per * 2
    what = f"Elke stip is een {one}" if per == 1 else f"Elke stip staat voor {per} {many}"
    of = "" if answered > response.invited else f" van de {response.invited}"
    said = f"{what}. Gevuld: deed mee, {answered}{of}."
    return (round(answered / per), 0, round(missing / per)), said
