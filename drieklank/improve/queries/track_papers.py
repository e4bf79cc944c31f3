"""What a step knows from before, and its papers: agenda, preparation, what was said, questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drieklank.content.queries import trajectory
from drieklank.content.schema.trajectory import ReadBy, TrackAsk, TrackField, TrackStepShape
from drieklank.improve.models import (
    AgendaBlock,
    HeardPoint,
    StepText,
    Track,
    TrackStep,
    VisionVersion,
)
from drieklank.improve.queries.plan import actions_of, current_plan
from drieklank.improve.queries.track import (
    AgreementLine,
    TaskLine,
    agreement_lines,
    blocks_of,
    chosen_ideas,
    length_of,
    shape_of,
    tasks_of,
    when_words,
)
from drieklank.improve.queries.track_turnout import turnout_words_of
from drieklank.improve.rules.track import Length, Shown, taken_over
from drieklank.results.queries.readers import MINIMUM
from drieklank.results.queries.report import report

# Who may read what one reads: leader and adviser everything, the team and the group less.
READS: Mapping[ReadBy, frozenset[ReadBy]] = {
    ReadBy.TWO: frozenset(ReadBy),
    ReadBy.ALL: frozenset({ReadBy.ALL, ReadBy.GROUP}),
    ReadBy.GROUP: frozenset({ReadBy.GROUP}),
}


@dataclass(frozen=True)
class Answered:
    """A question of the form or of the minutes, with what was written. version 0: nothing yet."""

    key: str
    question: str
    help: str
    by: str
    reads: ReadBy
    text: str = ""
    version: int = 0


@dataclass(frozen=True)
class Papers:
    """Everything that a step has on paper, for one kind of reader."""

    step: TrackStep
    shape: TrackStepShape
    blocks: tuple[AgendaBlock, ...]
    length: Length
    tasks: tuple[TaskLine, ...]
    invites: tuple[TaskLine, ...]
    before: tuple[Shown, ...]
    form: tuple[Answered, ...]
    minutes: tuple[Answered, ...]
    agreements: tuple[AgreementLine, ...]
    points: tuple[HeardPoint, ...]

    @property
    def when(self) -> str:
        return when_words(self.step)

    @property
    def has_minutes(self) -> bool:
        return any(one.text for one in self.minutes)


def block_key(block: AgendaBlock) -> str:
    """Under which key the minutes of a block are kept."""
    return f"block-{block.pk}"


def texts_of(step: TrackStep) -> dict[str, StepText]:
    """Key -> what was written in a step."""
    return {row.key: row for row in StepText.objects.filter(step=step)}


def form_of(step: TrackStep, readers: ReadBy = ReadBy.TWO) -> list[Answered]:
    """The questions of a step with their answers, as far as these readers may read them."""
    texts = texts_of(step)
    fields = [one for one in shape_of(step).fields if one.reads in READS[readers]]
    return [_answered(one, one.key, texts) for one in fields]


def minutes_of(step: TrackStep) -> list[Answered]:
    """The minutes: a short text per block of the agenda, and the questions at the end."""
    texts = texts_of(step)
    parts = [
        Answered(block_key(block), block.title, "", "both", ReadBy.GROUP)
        for block in blocks_of(step)
    ]
    known = {one.key for one in parts}
    parts += [
        Answered(one.key, one.question, "", "both", ReadBy.GROUP) for one in shape_of(step).asks
    ]
    # What was written about a block that is gone from the agenda stays to be read.
    gone = [key for key in texts if key.startswith("block-") and key not in known]
    parts += [
        Answered(key, "Een onderdeel dat niet meer op de agenda staat", "", "both", ReadBy.GROUP)
        for key in gone
        if texts[key].text
    ]
    return [_with_text(one, texts.get(one.key)) for one in parts]


def _answered(field: TrackField | TrackAsk, key: str, texts: Mapping[str, StepText]) -> Answered:
    whole = Answered(
        key,
        field.question,
        getattr(field, "help", ""),
        str(getattr(field, "by", "both")),
        getattr(field, "reads", ReadBy.GROUP),
    )
    return _with_text(whole, texts.get(key))


def _with_text(one: Answered, row: StepText | None) -> Answered:
    if row is None:
        return one
    return Answered(one.key, one.question, one.help, one.by, one.reads, row.text, row.version)


def known_of(
    track: Track, readers: ReadBy = ReadBy.TWO, minimum: int = MINIMUM
) -> dict[str, list[str]]:
    """Fact -> its lines, of all that was asked and said so far. Facts without lines are absent."""
    found = _known_of_school(track, minimum)
    rows = list(TrackStep.objects.filter(track=track))
    texts = {
        (row.step_id, row.key): row.text
        for row in StepText.objects.filter(step__in=rows)
        if row.text
    }
    lines = agreement_lines(rows)
    for row in rows:
        for field in trajectory().step(row.key).fields:
            text = texts.get((row.pk, field.key))
            if text and field.reads in READS[readers]:
                found[f"{row.key}.{field.key}"] = text.split("\n")
        found[f"{row.key}.agreements"] = [one.line for one in lines if one.row.step_id == row.pk]
        found[f"{row.key}.points"] = [point.text for point in points_given(row)]
        if trajectory().step(row.key).invites:
            found[f"{row.key}.turnout"] = turnout_words_of(row)
        found[f"{row.key}.choices"] = [str(action) for action in chosen_ideas(row)]
    return {fact: kept for fact, kept in found.items() if kept}


def points_of(step: TrackStep) -> list[HeardPoint]:
    """All that parents gave along, by table."""
    return list(HeardPoint.objects.filter(step=step))


def points_given(step: TrackStep) -> list[HeardPoint]:
    """The points that were chosen; all, where nobody chose yet."""
    rows = points_of(step)
    return [row for row in rows if row.is_chosen] or rows


def _known_of_school(track: Track, minimum: int) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    told = report(track.round, minimum) if track.round is not None else None
    if told is not None:
        wanted = [one.advice for one in told.priorities]
        found["school.report"] = [told.headline, told.lead, *wanted]
    versions = VisionVersion.objects.filter(school_id=track.school_id)
    vision = versions.exclude(agreed_on=None).order_by("-number").first() or versions.first()
    if vision is not None:
        found["school.vision"] = [vision.sentence]
    plan = current_plan(track.school)
    if plan is not None:
        found["school.plan"] = [
            f"{row.title} ({row.get_state_display()})" for row in actions_of(plan)
        ]
    return found


def before(step: TrackStep, readers: ReadBy = ReadBy.TWO, minimum: int = MINIMUM) -> list[Shown]:
    """What a step's papers take over from earlier steps, the report, the vision and the plan.

    What these readers may not read is not named either. minimum: fewest answers behind what the
    report says, 5 inside the school and 10 outside.
    """
    shows = [
        (one.fact, one.title) for one in shape_of(step).shows if _reads(one.fact) in READS[readers]
    ]
    return taken_over(shows, known_of(step.track, readers, minimum))


def _reads(fact: str) -> ReadBy:
    key, _, name = fact.partition(".")
    if key == "school":
        return ReadBy.ALL
    fields = {one.key: one.reads for one in trajectory().step(key).fields}
    return fields.get(name, ReadBy.GROUP)


def papers_of(step: TrackStep, readers: ReadBy = ReadBy.TWO, minimum: int = MINIMUM) -> Papers:
    """The papers of a step for these readers; minimum: as `before`."""
    blocks = blocks_of(step)
    return Papers(
        step,
        shape_of(step),
        tuple(blocks),
        length_of(step, blocks),
        tuple(tasks_of(step, invites=False)),
        tuple(tasks_of(step, invites=True)),
        tuple(before(step, readers, minimum)),
        tuple(form_of(step, readers)),
        tuple(minutes_of(step)),
        tuple(agreement_lines([step])),
        tuple(points_of(step)),
    )


def as_paper(papers: Papers) -> dict[str, Any]:
    """The same as data for `documents/typst/track.typ`."""
    step = papers.step
    return {
        "title": f"{papers.shape.name}, {step.school.name}",
        "aim": papers.shape.aim,
        "facts": [
            {"name": "Wanneer", "says": papers.when},
            {"name": "Waar", "says": step.location or "nog geen plek gekozen"},
            {"name": "Wie", "says": step.who},
        ],
        "length": papers.length.words,
        "blocks": [
            {"minutes": one.minutes, "title": one.title, "words": one.words}
            for one in papers.blocks
        ],
        "tasks": [{"title": one.row.text, "says": one.line} for one in papers.tasks],
        "invites": [{"title": one.row.text, "says": one.line} for one in papers.invites],
        "before": [
            {"title": one.title, "lines": list(one.lines)} for one in papers.before if one.lines
        ],
        "form": [
            {"question": one.question, "help": one.help, "text": one.text} for one in papers.form
        ],
        "minutes": [{"question": one.question, "text": one.text} for one in papers.minutes],
        "agreements": [one.line for one in papers.agreements],
        "points": [{"table": one.table, "text": one.text} for one in papers.points],
    }
