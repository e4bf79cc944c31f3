"""Reads of forms on paper: how many rows wait for a person, and one of them."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from drieklank.base.statistics import DONT_KNOW, SKIPPED
from drieklank.content.queries import snapshot
from drieklank.content.schema import Item, Kind, Questionnaire
from drieklank.measure.envelopes import Unreadable
from drieklank.measure.keys import store
from drieklank.measure.models import PaperDoubt, Role, Round
from drieklank.measure.sheets import answer_codes, places

NOTHING: Final = "Niets aangekruist"


@dataclass(frozen=True)
class ShownDoubt:
    """One row for a person: the question, its circles from left to right, and what it seems to say.

    choices: (byte, words), nothing answered last. picture: a data address.
    """

    id: UUID
    question: str
    choices: tuple[tuple[int, str], ...]
    suggestion: int
    picture: str


def count_doubts(running: Round) -> int:
    """Return how many rows wait for a person."""
    return PaperDoubt.objects.filter(round=running).count()


def last_paper_day(running: Round) -> date:
    """Return until when forms are read in; never before the last day online."""
    return max(running.closes_on, running.paper_until or running.closes_on)


def any_doubt(running: Round) -> ShownDoubt | None:
    """Return one row that waits, drawn by chance so that no two of a form follow each other.

    Raises:
        KeyMissing: the round's key is gone.
    """
    version = running.version_id(Role.PARENTS)
    key = store().load(running.public_id)
    for row in PaperDoubt.objects.filter(round=running).order_by("?")[:5]:
        try:
            text = key.open_paper(row.pk, bytes(row.sealed))
        except Unreadable:
            continue  # changed in the database; it goes at the close
        head, picture = text.split(b"\n", 1)
        said = json.loads(head)
        question, words = _words(snapshot(version or 0), said["place"])
        choices = [(value, words.get(value, str(value))) for value in said["values"]]
        shown = f"data:image/png;base64,{b64encode(picture).decode()}"
        nothing = (SKIPPED, NOTHING)
        return ShownDoubt(row.pk, question, (*choices, nothing), said["value"], shown)
    return None


def _words(asked: Questionnaire, place: int) -> tuple[str, dict[int, str]]:
    """The question at a place among the bytes, and what each byte means, in Dutch."""
    first = places(asked).first
    item = max(
        (item for item in asked.items if item.kind is not Kind.OPEN and first[item.key] <= place),
        key=lambda item: first[item.key],
    )
    if item.kind is Kind.CHOICES:
        option = item.options[place - first[item.key]]
        return f"{item.text} {option.text}", {1: "Aangekruist"}
    return str(item.text), _meanings(asked, item)


def _meanings(asked: Questionnaire, item: Item) -> dict[int, str]:
    codes = answer_codes(asked, item)
    if item.kind is Kind.GRADE:
        return {code: value for value, code in codes.items() if code != DONT_KNOW}
    if item.options:
        said = {option.key: str(option.text) for option in item.options}
    else:
        said = {answer.key: str(answer.text) for answer in asked.scale(item).answers}
    return {codes[name]: text for name, text in said.items()}
