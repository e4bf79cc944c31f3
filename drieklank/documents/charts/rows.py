"""What a chart is made of: plain values in, a drawing out."""

from dataclasses import dataclass

Shares = tuple[float, float, float, float]


class Drawing(str):
    """HTML or SVG in which every text is already escaped; templates print it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """Say to Django, Jinja and MarkupSafe that this needs no escaping any more."""
        return self


@dataclass(frozen=True)
class DumbbellRow:
    """One goal or theme, seen by parents and by the team.

    Scores run from 0 to 100. `parents_low` and `parents_high` are the 95% interval of the parents.
    None means: too few answers; then nothing is drawn for that role. `gap_text` says the
    difference in words ("team +12").
    """

    label: str
    sub: str = ""
    parents: float | None = None
    parents_low: float | None = None
    parents_high: float | None = None
    team: float | None = None
    gap_text: str = ""
    # In place of a number, where only a range may be told: "80–100".
    parents_text: str = ""
    team_text: str = ""


@dataclass(frozen=True)
class GrowthRow:
    """One goal then and now, scores from 0 to 100; `change_text` says the difference ("+8").

    `decimals`: with how many the scores are written.
    """

    label: str
    then: float | None
    now: float | None
    change_text: str = ""
    sub: str = ""
    decimals: int = 0


@dataclass(frozen=True)
class LikertRow:
    """One statement with the answers of parents and team.

    Shares are percentages from "helemaal oneens" to "helemaal eens", of those with an opinion;
    they add up to 100. None means: too few answers. `sub` stands under the statement, for example
    how many did not know.
    """

    label: str
    parents: Shares | None
    team: Shares | None = None
    sub: str = ""
    # In place of bars that may not be drawn; empty: too few answers.
    instead: str = ""


@dataclass(frozen=True)
class StripRow:
    """Our score among the scores of others, without names; scores from 0 to 100."""

    label: str
    own: float
    others: tuple[float, ...]
    median: float
    sub: str = ""


@dataclass(frozen=True)
class Words:
    """The words in and around a chart, so that a report can speak another language."""

    goal: str = "Streefdoel"
    statement: str = "Stelling"
    picture: str = "Beeld"
    parents: str = "Ouders"
    team: str = "Team"
    gap: str = "Verschil"
    then: str = "Toen"
    now: str = "Nu"
    change: str = "Groei"
    agree: str = "Mee eens"
    disagree_side: str = "oneens"
    agree_side: str = "eens"
    too_few: str = "te weinig antwoorden"
    scale: tuple[str, str, str, str] = ("helemaal oneens", "oneens", "eens", "helemaal eens")
    spoken: str = "gesproken"
    read: str = "alleen een bericht gelezen"
    none: str = "nog geen contact"


DUTCH = Words()


def number(value: float | None, decimals: int = 0) -> str:
    """Write a number the Dutch way (3,3); an en dash when there is none."""
    if value is None:
        return "\N{EN DASH}"
    # Half away from zero, as people round and as the sentences do; a hair for binary fractions.
    away = value + (1e-9 if value >= 0 else -1e-9)
    return f"{away:.{decimals}f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")


def place(score: float, *, rtl: bool = False) -> float:
    """Return where a score stands on the scale, in percent from the left edge of the drawing."""
    inside = min(100.0, max(0.0, score))
    return 100 - inside if rtl else inside


def agreement(shares: Shares) -> float:
    """Return the percentage that agrees."""
    return shares[2] + shares[3]


def reach(rows: list[LikertRow]) -> tuple[float, float]:
    """Return how far the bars of a chart go: (disagree, agree), rounded up to tens.

    One reach for the whole chart, so that bars can be compared; at least 10 on each side.
    """
    known = [shares for row in rows for shares in (row.parents, row.team) if shares is not None]
    against = max((shares[0] + shares[1] for shares in known), default=0)
    in_favour = max((agreement(shares) for shares in known), default=0)
    return (max(10.0, -(-against // 10) * 10), max(10.0, -(-in_favour // 10) * 10))


def segments(
    shares: Shares, span: tuple[float, float], *, rtl: bool = False
) -> list[tuple[int, float, float]]:
    """Return (answer 0-3, start, length) of a bar, in percent of the width.

    Disagreement goes to one side of zero and agreement to the other; there is no middle answer.
    """
    total = span[0] + span[1]
    start = span[0] - shares[0] - shares[1]
    pieces: list[tuple[int, float, float]] = []
    for answer, share in enumerate(shares):
        if share > 0:
            left, length = start / total * 100, share / total * 100
            pieces.append((answer, 100 - left - length if rtl else left, length))
        start += share
    return pieces
