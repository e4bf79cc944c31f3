"""The drawings of the report for the page."""

from __future__ import annotations

from dataclasses import dataclass

from drieklank.documents.charts import Drawing
from drieklank.documents.charts import page as draw
from drieklank.results.queries.change import Change, RoleChange
from drieklank.results.queries.parts import GoalPart, Report
from drieklank.results.queries.rows import (
    GUESSED,
    GUESSED_KEY,
    ITEMS,
    MOVED,
    MOVED_ITEMS,
    agree_words,
    dont_know_percentage,
    dots,
    dumbbell_rows,
    growth_rows,
    guess_rows,
    item_gap_rows,
    likert_rows,
    moved_rows,
    shares_of,
    words,
)
from drieklank.results.rules.change import change_sentence
from drieklank.results.rules.wording import capital


@dataclass(frozen=True)
class QuestionLine:
    """One question in the table of all questions: percentages per answer, and "weet ik niet".

    agree: how many said yes, with the interval.
    """

    text: str
    shares: tuple[int, ...]
    dont_know: int | None
    agree: str


@dataclass(frozen=True)
class RoleMoved:
    """What changed for one role: its sentences, the goals then and now, the questions that moved."""

    change: RoleChange
    key: Drawing
    goals: Drawing | None
    items: Drawing | None
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Charts:
    """Everything that is drawn on the page, and the sentences that go with it."""

    coverage: Drawing
    coverage_words: str
    who: Drawing
    goals: Drawing
    answers: Drawing
    strongest: Drawing
    weakest: Drawing
    also: Drawing | None
    table: tuple[QuestionLine, ...]
    guesses: Drawing | None = None
    guesses_key: Drawing | None = None
    apart: Drawing | None = None
    moved: tuple[RoleMoved, ...] = ()


def charts(report: Report) -> Charts:
    """Draw a report; call it only where there are figures."""
    said = words(report)
    counts, sentence = dots(report.parents.response, report.parents.one, report.parents.many)
    team = report.team.response.answered if report.team.is_shown else None
    return Charts(
        draw.coverage(counts, columns=20, pitch=17),
        sentence,
        draw.who_key(report.parents.response.answered, team),
        draw.dumbbell(
            dumbbell_rows(report.by_gap),
            caption="Score van ouders en team op de streefdoelen, van 0 tot 100",
            words=said,
        ),
        draw.likert_key(said),
        draw.likert(
            likert_rows(report.strongest, report.scale),
            caption="Vragen waarop ouders het vaakst ja zeggen",
            words=said,
        ),
        draw.likert(
            likert_rows(report.weakest, report.scale),
            caption="Vragen waarop ouders het minst vaak ja zeggen",
            words=said,
        ),
        _also(report.also, report),
        _table(report),
        draw.dumbbell(
            guess_rows(report.guesses),
            caption="Wat ouders antwoordden, en wat het team dacht dat zij zouden antwoorden",
            words=GUESSED,
        )
        if report.guesses and report.team.is_shown
        else None,
        draw.who_key(words=GUESSED_KEY),
        draw.dumbbell(
            item_gap_rows(report.items_apart),
            caption="Vragen waarop ouders en team het meest verschillen",
            words=ITEMS,
        )
        if report.items_apart
        else None,
        moved(report.change),
    )


def moved(change: Change | None) -> tuple[RoleMoved, ...]:
    """Draw what changed, per role; nothing where there was no earlier round."""
    return tuple(_role_moved(one) for one in change.roles) if change else ()


def _role_moved(one: RoleChange) -> RoleMoved:
    mark = "parent" if one.role == "parents" else "school"
    caption = f"Score van {one.many} toen en nu, van 0 tot 100"
    items = f"Vragen waarop de score van {one.many} veranderde"
    return RoleMoved(
        one,
        draw.growth_key(mark, MOVED),
        draw.growth(growth_rows(one), caption=caption, mark=mark, words=MOVED)
        if one.goals
        else None,
        draw.growth(moved_rows(one), caption=items, mark=mark, words=MOVED_ITEMS)
        if one.moved
        else None,
        tuple((found.goal.name, change_sentence(found, capital(one.many))) for found in one.goals),
    )


def _also(part: GoalPart | None, report: Report) -> Drawing | None:
    if part is None or not part.items:
        return None
    caption = "Of ouders zich gehoord, verbonden en serieus genomen voelen"
    return draw.likert(likert_rows(part.items, report.scale), caption=caption, words=words(report))


def _table(report: Report) -> tuple[QuestionLine, ...]:
    lines = []
    for found in report.items:
        shares = shares_of(found.parents)
        if shares is not None:
            whole = tuple(int(share) for share in shares)
            unknown = dont_know_percentage(found.parents)
            agree = agree_words(found.parents, report.parents.response)
            lines.append(QuestionLine(found.item.text, whole, unknown, agree))
    return tuple(lines)
