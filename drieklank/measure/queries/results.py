"""What a closed round leaves behind, for the report: tallies, texts without a writer, counts."""

from __future__ import annotations

from drieklank.base import statistics
from drieklank.content.queries import snapshot
from drieklank.content.schema import Questionnaire
from drieklank.measure.models import OpenText, ResponseCount, Round, Tally


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


def tallies_told(measured: Round, role: str) -> dict[str, statistics.Tally]:
    """Return the tallies of a role by stratum, the whole under "": of what may be said to exist.

    A group of which is not said how many answered takes no part, nor do its crossings: the number
    of its answers would say so. One statement for the tallies, one for the counts.
    """
    hidden = {
        f"group:{group}"
        for group in ResponseCount.objects.filter(
            round=measured, role=role, class_group__isnull=False, answered__isnull=True
        ).values_list("class_group", flat=True)
    }
    rows = Tally.objects.filter(round=measured, role=role).values_list("stratum", "counts")
    return {
        stratum: statistics.Tally.from_json(counts)
        for stratum, counts in rows
        if stratum.split("|", maxsplit=1)[0] not in hidden
    }


def group_counts(measured: Round, role: str) -> dict[str, tuple[str, int]]:
    """Return per stratum of a group its name and how many were invited. One statement."""
    rows = ResponseCount.objects.filter(round=measured, role=role, class_group__isnull=False)
    return {
        f"group:{row.class_group_id}": (row.class_group.name, row.invited)
        for row in rows.select_related("class_group")
        if row.class_group is not None
    }


def open_texts(measured: Round, item: str) -> list[str]:
    """Return the open answers to one question, in an order that means nothing."""
    texts = OpenText.objects.filter(round=measured, item=item).order_by("pk")
    return list(texts.values_list("text", flat=True))
