"""All that a reader meets of the toolkit, per piece, as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from drieklank.content.library import load_library
from drieklank.content.plan_templates import load_plan_templates
from drieklank.content.schema.activity import Activity
from drieklank.content.schema.lesson import Lesson
from drieklank.content.schema.plan_template import PlanTemplate
from drieklank.content.schema.situation import Situation
from drieklank.content.toolkit import Toolkit, load_toolkit

ROOT = Path(settings.CONTENT_DIR)


@lru_cache(maxsize=1)
def whole() -> Toolkit:
    """The toolkit as it stands in content/."""
    return load_toolkit(ROOT, load_library(ROOT).frameworks["six-goals", 1])


@lru_cache(maxsize=1)
def pieces() -> dict[str, str]:
    """Every piece by a name that says where it stands."""
    return dict(_pieces(whole()))


def _pieces(found: Toolkit) -> Iterator[tuple[str, str]]:
    yield from _long_pieces(found)
    for tip in found.home_tips:
        yield f"tip {tip.key}", _joined((tip.title, tip.text))
    for support in found.supports:
        yield f"support {support.key}", support.offers
    for reference in found.references.values():
        yield f"reference {reference.key}", reference.found


def _long_pieces(found: Toolkit) -> Iterator[tuple[str, str]]:
    for activity in found.activities.values():
        yield f"activity {activity.key}", _joined(_of_activity(activity))
    for lesson in found.lessons:
        yield f"lesson {lesson.key}", _joined(_of_lesson(lesson))
    for situation in found.situations:
        yield f"situation {situation.key}", _joined(_of_situation(situation))
    for plan in load_plan_templates(ROOT, found.activities).found.values():
        yield f"plan {plan.key}", _joined(_of_plan(plan))
    for page in found.topics:
        head = page.head
        parts = (head.title, head.lead, page.about, page.law, page.parents, page.tomorrow)
        yield f"topic {page.key}", _joined((*parts, *head.unsure))
    for one in found.examples:
        parts = (one.title, one.context, one.did, one.came, one.borrow, one.source.seen)
        yield f"example {one.key}", _joined(parts)


def _of_activity(one: Activity) -> Iterator[str]:
    yield from (one.head.title, one.head.summary, one.head.evidence.says, one.aim, one.preparation)
    for step in one.steps:
        yield from (step.title, step.text)
    for named in (*one.variants, *one.sheets):
        yield from (named.title, named.text)
    yield from (one.care, one.privacy, one.worked, one.afterwards)


def _of_lesson(one: Lesson) -> Iterator[str]:
    yield from (one.head.title, one.head.summary, one.opening, one.about)
    for step in one.steps:
        yield from (step.title, step.text)
    yield from (one.words, one.case, one.this_week)
    for check in one.head.checks:
        yield from (check.question, *(answer.says for answer in check.answers), check.because)


def _of_situation(one: Situation) -> Iterator[str]:
    yield from (one.title, one.summary, one.drawing, one.sees, one.tip)
    for card in one.cards:
        yield from (card.question, card.further)


def _of_plan(one: PlanTemplate) -> Iterator[str]:
    yield from (one.title, one.for_whom, one.why)
    for action in one.actions:
        yield from (action.title, action.who, action.does, action.parents)


def _joined(parts: Iterator[str] | tuple[str, ...]) -> str:
    """Parts as paragraphs, without the marks of CommonMark and without addresses."""
    text = re.sub(r"https?://\S+", "", "\n\n".join(parts))
    text = re.sub(r"^\s*(?:>|#+|[-*]|\d+\.)\s+", "", text, flags=re.MULTILINE)
    return re.sub(r"\*\*|[|]", " ", text)


def words(text: str) -> list[str]:
    """Its words, with the apostrophe that a spelling list knows."""
    plain = text.replace("’", "'")
    return re.findall(r"[A-Za-zÀ-ÿ]+(?:['-][A-Za-zÀ-ÿ]+)*", plain)


def sentences(text: str) -> list[str]:
    """Its sentences of two words or more; a line of a list or form is one of its own."""
    found = re.split(r"(?<=[.?!”:…])\s+|\n", text)
    return [one.strip() for one in found if len(words(one)) > 1]
