"""What a closed round leaves behind, for the report: tallies, texts without a writer, counts."""

from __future__ import annotations

from drieklank.base import statistics
from drieklank.content.queries import snapshot
from drieklank.content.schema import Questionnaire
from drieklank.measure.models import OpenText, Round, Tally


def questionnaire_of(measured: Round, role: str) -> Questionnaire | None:
    """Return the questionnaire that a role answers in a round; None: the role is not asked."""
    version = measured.version_id(role)
    return None if version is None else snapshot(version)


def minutes_of(measured: Round, role: str) -> int:
    """Return how many minutes answering takes, as the questionnaire says; 0 where it is not asked."""
    asked = questionnaire_of(measured, role)
    return 0 if asked is None else asked.minutes


def tally(measured: Round, role: str, stratum: str = "") -> statistics.Tally | None:
    """Return the tally of a role. None: not closed, or too few answers, and then never more."""
    row = Tally.objects.filter(round=measured, role=role, stratum=stratum).first()
    return None if row is None else statistics.Tally.from_json(row.counts)


def open_texts(measured: Round, item: str) -> list[str]:
    """Return the open answers to one question, in an order that means nothing."""
    texts = OpenText.objects.filter(round=measured, item=item).order_by("pk")
    return list(texts.values_list("text", flat=True))
