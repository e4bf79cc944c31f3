"""Counts per group and language are written only where they can point at nobody, also together."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import Tally as Counted
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions
from drieklank.measure.cells import group_of
from drieklank.measure.models import Role, Tally
from drieklank.measure.queries import group_counts
from drieklank.measure.rules import cells_of, cells_written
from tests.measure.conftest import Held

PARTITIONS = st.dictionaries(
    st.integers(0, 30).map(lambda number: f"group:{number}"), st.integers(0, 30), max_size=12
)


@given(PARTITIONS, st.sampled_from([5, 10]))
def test_what_is_left_out_of_a_partition_is_never_less_than_the_minimum(
    counts: Mapping[str, int], minimum: int
) -> None:
    """Whole minus everything written is a figure too: of nobody, or of enough people."""
    total = sum(counts.values())
    written = cells_written(counts, total, minimum)
    rest = total - sum(counts[cell] for cell in written)
    hidden = [cell for cell in counts if cell not in written]
    assert all(counts[cell] >= minimum and total - counts[cell] >= minimum for cell in written)
    assert not written or not hidden or (rest >= minimum and len(hidden) > 1)


def test_only_hidden_cell_takes_the_smallest_other_with_it() -> None:
    counts = {"group:1": 12, "group:2": 9, "group:3": 3, "group:4": 20}
    assert cells_written(counts, 44, 5) == {"group:1", "group:4"}


def test_two_languages_are_written_both_or_not_at_all() -> None:
    assert cells_written({"language:nl": 20, "language:other": 4}, 24, 5) == set()
    assert cells_written({"language:nl": 20, "language:other": 5}, 25, 5) == {
        "language:nl",
        "language:other",
    }


def test_answer_counts_once_in_each_group_and_in_one_of_two_languages() -> None:
    assert cells_of("group", (7, 3, 7), "ti") == ["group:3", "group:7"]
    assert [cells_of("language", (), lang) for lang in ("nl", "ti", "uk")] == [
        ["language:nl"],
        ["language:other"],
        ["language:other"],
    ]


@pytest.mark.django_db
def test_close_writes_only_cells_that_reach_the_minimum(held: Held) -> None:
    for invitation in held.invitations():
        held.answer(invitation)
    with open_every_tenant("test"):
        per_group: dict[str, int] = {}
        for invitation in held.invitations():
            for group in group_of(invitation.groups):
                per_group[f"group:{group}"] = per_group.get(f"group:{group}", 0) + 1
        expected = cells_written(per_group, len(held.invitations()), 5)
        actions.close_round(held.round)
        rows = Tally.objects.filter(round=held.round, role=Role.PARENTS).exclude(stratum="")
        found = {row.stratum: Counted.from_json(row.counts).respondents for row in rows}
    groups = {
        cell: count
        for cell, count in found.items()
        if cell.startswith("group:") and "|" not in cell
    }
    assert groups == {cell: per_group[cell] for cell in expected}
    assert all(count >= 5 for count in found.values())


@pytest.mark.django_db
def test_group_counts_and_tallies_hold_the_same_people_also_with_children_in_two_groups(
    held: Held,
) -> None:
    """Counted otherwise, the two laid side by side would say whether such a parent answered."""
    invited = held.invitations()
    for invitation in invited:
        held.answer(invitation)
    with open_every_tenant("test"):
        actions.close_round(held.round)
        told = group_counts(held.round, Role.PARENTS)
        rows = Tally.objects.filter(round=held.round, role=Role.PARENTS, stratum__in=told)
        counted = {row.stratum: Counted.from_json(row.counts).respondents for row in rows}
    asked = {stratum: number for stratum, (_, number) in told.items()}
    assert sum(asked.values()) == len(invited)
    assert counted
    assert counted.items() <= asked.items()
