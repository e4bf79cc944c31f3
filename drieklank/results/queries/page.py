"""The drawings of the report for the page."""

from __future__ import annotations

from dataclasses import dataclass

from drieklank.documents.charts import Drawing
from drieklank.documents.charts import page as draw
from drieklank.results.queries.parts import GoalPart, Report
from drieklank.results.queries.rows import (
    dont_know_percentage,
    dots,
    dumbbell_rows,
    likert_rows,
    shares_of,
    words,
)


@dataclass(frozen=True)
class QuestionLine:
    """One question in the table of all questions: percentages per answer, and "weet ik niet"."""

    text: str
    shares: tuple[int, ...]
    dont_know: int | None


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
            likert_rows(report.strongest),
            caption="Vragen waarop ouders het vaakst ja zeggen",
            words=said,
        ),
        draw.likert(
            likert_rows(report.weakest),
            caption="Vragen waarop ouders het minst vaak ja zeggen",
            words=said,
        ),
        _also(report.also, report),
        _table(report),
    )


def _also(part: GoalPart | None, report: Report) -> Drawing | None:
    if part is None or not part.items:
        return None
    caption = "Of ouders zich gehoord, verbonden en serieus genomen voelen"
    return draw.likert(likert_rows(part.items), caption=caption, words=words(report))


def _table(report: Report) -> tuple[QuestionLine, ...]:
    lines = []
    for found in report.items:
        shares = shares_of(found.parents)
        if shares is not None:
            whole = tuple(int(share) for share in shares)
            lines.append(QuestionLine(found.item.text, whole, dont_know_percentage(found.parents)))
    return tuple(lines)
