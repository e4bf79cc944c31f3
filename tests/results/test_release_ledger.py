"""A published round with groups and languages: its rows, its versions, who sees what, how long it takes."""

from __future__ import annotations

import time
from dataclasses import fields
from datetime import timedelta

import numpy as np
import pytest
from django.db import IntegrityError, transaction

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.statistics import DONT_KNOW, Answer, add_up
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.actions import plan_round
from drieklank.measure.cells import cells_apart, crossings
from drieklank.measure.models import ResponseCount, Role, Round, Tally
from drieklank.measure.queries import sheet_spec
from drieklank.results import actions, queries
from drieklank.results.models import Release, ReleasedCount, ReleasedFigure
from drieklank.results.queries import Ledger
from drieklank.results.release import FigureRow, counts_for_outside
from drieklank.schools.models import ClassGroup
from tests.cast import Cast
from tests.results.held import body, closed_with, read_over


def measured_round(cast: Cast, sizes: list[int], texts: int = 0, seed: int = 1) -> Round:
    """A closed round of the parents' baseline: so many answers per group, a third not in Dutch."""
    random = np.random.default_rng(seed)
    with open_every_tenant("test"):
        day = today()
        planned = plan_round(
            cast.school, "baseline", day, day + timedelta(days=18), by=SYSTEM, roles=[Role.PARENTS]
        )
        spec = sheet_spec(body(planned, Role.PARENTS))
        groups = [
            ClassGroup.objects.create(
                board=cast.board,
                school=cast.school,
                school_year=cast.group.school_year,
                name=f"groep {number}",
                year_group=str(number % 8 + 1),
            )
            for number in range(len(sizes))
        ]
        places: dict[str, list[str]] = {"group": [], "language": []}
        answers = []
        for group, size in zip(groups, sizes, strict=True):
            for _ in range(size):
                places["group"].append(f"group:{group.pk}")
                other = random.random() < 0.35
                places["language"].append(f"language:{'other' if other else 'nl'}")
                codes = [
                    DONT_KNOW
                    if item.steps > 1 and random.random() < 0.1
                    else int(random.integers(0 if item.steps == 1 else 1, item.steps + 1))
                    for item in spec.items
                ]
                answers.append(Answer(bytes(codes)))
        closed_with(cast, planned, {}, lambda *_: 1, 0, {"closing.open": ["Fijn."] * texts})
        written = cells_apart(places, 5)
        strata = {"": answers}
        for cells in (*places.values(), crossings(places, written)):
            for cell in sorted(set(cells) - {""}):
                if cell in written or "|" in cell:
                    strata[cell] = [
                        one for one, at in zip(answers, cells, strict=True) if at == cell
                    ]
        for stratum, own in strata.items():
            Tally.objects.create(
                board=cast.board,
                round=planned,
                role=Role.PARENTS,
                stratum=stratum,
                counts=add_up(spec, own).as_json(),
            )
        counted = [(None, len(answers)), *zip(groups, sizes, strict=True)]
        for group, number in counted:
            ResponseCount.objects.create(
                board=cast.board,
                round=planned,
                role=Role.PARENTS,
                class_group=group,
                invited=number + 10 * (len(sizes) if group is None else 1),
                answered=number if number >= 5 else None,
            )
        found: Round = Round.objects.select_related("school").get(pk=planned.pk)
        return found


def publish(cast: Cast, measured: Round) -> Release:
    with open_every_tenant("test"):
        return actions.publish(measured, by=cast.actor("leader"))


def ledger(release: Release, minimum: int = 5) -> Ledger:
    with open_every_tenant("test"):
        return queries.ledger_of(release, minimum)


def test_groups_stand_in_the_ledger_under_their_names_with_languages_and_crossings(
    cast: Cast,
) -> None:
    rows = ledger(publish(cast, measured_round(cast, [60, 60, 60]))).figures
    strata = {row.stratum for row in rows}
    groups = {f"group:groep {number}" for number in range(3)}
    languages = {"language:nl", "language:other"}
    crossed = {f"{group}|{language}" for group in groups for language in languages}
    assert strata == {"", *groups, *languages, *crossed}


def test_page_that_needs_no_question_per_group_reads_only_whole_questions_and_goals(
    cast: Cast,
) -> None:
    release = publish(cast, measured_round(cast, [30, 30]))
    with open_every_tenant("test"):
        found = queries.ledger_of(release, item_strata=False)
    whole = {row for row in ledger(release).figures if not row.stratum or row.kind == "scale"}
    assert set(found.figures) == whole
    assert any(row.stratum for row in found.figures)


def test_next_version_holds_the_very_same_figures_and_counts(cast: Cast) -> None:
    """Version 2 less version 1 is nothing: no late answer, no other rounding, no other choice."""
    measured = measured_round(cast, [30, 25, 12, 6])
    first = publish(cast, measured)
    with open_every_tenant("test"):
        Tally.objects.all().delete()
        second = actions.publish_again(measured, by=cast.actor("leader"))
    assert (first.version, second.version) == (1, 2)
    before, after = ledger(first), ledger(second)
    assert after.figures == before.figures
    assert (after.counts, after.languages) == (before.counts, before.languages)
    with open_every_tenant("test"):
        assert queries.release_of(measured) == second


def test_open_answers_read_over_later_come_with_the_next_version_and_stay(cast: Cast) -> None:
    measured = measured_round(cast, [30], texts=10)
    first = publish(cast, measured)
    assert ledger(first).texts == ()
    measured.refresh_from_db()
    read_over(cast, measured)
    with open_every_tenant("test"):
        second = queries.release_of(measured)
        third = actions.publish_again(measured, by=cast.actor("leader"))
    assert second is not None
    assert ledger(second).texts == (("closing.open", "Fijn."),) * 10
    assert ledger(third).texts == ledger(second).texts
    assert ledger(third).figures == ledger(first).figures


def test_round_that_was_never_published_has_no_next_version(cast: Cast) -> None:
    measured = measured_round(cast, [30])
    with open_every_tenant("test"), pytest.raises(actions.NotPublishedError):
        actions.publish_again(measured, by=cast.actor("leader"))


def test_reader_from_outside_gets_only_rows_and_counts_meant_for_outside(cast: Cast) -> None:
    release = publish(cast, measured_round(cast, [40, 30, 7, 6]))
    inside, outside = ledger(release), ledger(release, 10)
    assert set(outside.figures) < set(inside.figures)
    assert all(row.is_outside and row.n >= 10 for row in outside.figures)
    assert {row.stratum for row in inside.figures} > {"", "group:groep 2"}
    # 7 and 6 together are 13, so the two large ones may be told beside the whole.
    assert {row.stratum for row in outside.figures if row.stratum.startswith("group")} <= {
        "group:groep 0",
        "group:groep 1",
    }
    counts = {one.name: one.answered for one in outside.counts["parents"]}
    assert counts == {"": 83, "groep 0": 40, "groep 1": 30, "groep 2": None, "groep 3": None}


def test_group_whose_number_of_answers_is_not_told_has_no_figures_either(cast: Cast) -> None:
    """24 of 25 answered: the figures would say that all but one did."""
    measured = measured_round(cast, [30, 24, 24])
    with open_every_tenant("test"):
        ResponseCount.objects.filter(class_group__name="groep 1").update(answered=None, invited=25)
    strata = {row.stratum for row in ledger(publish(cast, measured)).figures}
    assert not any(stratum.startswith("group:groep 1") for stratum in strata)


def test_round_that_nobody_answered_is_published_without_a_figure(cast: Cast) -> None:
    measured = measured_round(cast, [])
    with open_every_tenant("test"):
        Tally.objects.all().delete()
        ResponseCount.objects.update(answered=None)
    found = ledger(publish(cast, measured))
    assert (found.figures, found.texts) == ((), ())
    assert [(one.invited, one.answered) for one in found.counts["parents"]] == [(0, None)]


def test_database_refuses_a_row_for_outside_of_nine(cast: Cast) -> None:
    publish(cast, measured_round(cast, [9]))
    with open_every_tenant("test"):
        row = ReleasedFigure.objects.first()
        assert row is not None
        row.is_outside = True
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_publishing_sixty_questions_of_eight_groups_in_two_languages_takes_seconds(
    cast: Cast,
) -> None:
    measured = measured_round(cast, [80] * 8)
    began = time.process_time()
    release = publish(cast, measured)
    took = time.process_time() - began
    with open_every_tenant("test"):
        rows = ReleasedFigure.objects.filter(release=release).count()
        assert ReleasedCount.objects.filter(release=release).count() == 9
    assert rows > 500
    assert took < 5.0


class _Seen:
    def __init__(self, invited: int, answered: int | None) -> None:
        self.invited, self.answered = invited, answered


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([(40, 20), (40, 20)], {0, 1}),  # everybody is in a group
        ([(40, 20), (40, 14), (20, 6)], {0}),  # told both, six would be left
        ([(40, 20), (24, 10), (36, 10)], {0, 1, 2}),
        ([(60, 25), (24, 8), (16, 7)], {0}),  # fifteen answers are left
        ([(45, 40), (35, 20), (20, 10)], {1}),  # only five of the first did not answer
    ],
)
def test_outsiders_read_counts_of_ten_on_both_sides_and_of_what_is_left(
    parts: list[tuple[int, int]], told: set[int]
) -> None:
    whole = _Seen(sum(one for one, _ in parts), sum(one for _, one in parts))
    assert counts_for_outside(whole, [_Seen(*one) for one in parts]) == told


def test_every_field_of_a_row_is_stored() -> None:
    stored = {field.name for field in ReleasedFigure._meta.get_fields()}
    assert {one.name for one in fields(FigureRow)} <= stored
