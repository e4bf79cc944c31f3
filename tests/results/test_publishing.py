"""Publishing: once, only of a closed round, and only what may leave."""

import pytest
from django.db import IntegrityError, transaction

from drieklank.audit.actions import SYSTEM
from drieklank.audit.models import AuditEvent
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.measure.models import Round, Tally
from drieklank.results import actions, queries
from drieklank.results.models import ReleasedCount, ReleasedFigure, ReleasedText
from drieklank.toolkit.queries import activity
from tests.cast import Cast
from tests.results.conftest import closed_round
from tests.results.held import read_over


def publish(cast: Cast, measured: Round) -> None:
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))


def report(measured: Round, minimum: int = 5) -> queries.Report:
    with open_every_tenant("test"):
        found = queries.report(measured, minimum)
    assert found is not None
    return found


def test_publishing_writes_the_ledger_marks_the_round_and_leaves_one_line(cast: Cast) -> None:
    measured = closed_round(cast)
    publish(cast, measured)
    with open_every_tenant("test"):
        assert Round.objects.get(pk=measured.pk).state == "published"
        assert ReleasedFigure.objects.filter(role="parents", kind="scale").count() == 7
        assert ReleasedFigure.objects.filter(role="parents", kind="item").count() == 36
        assert ReleasedCount.objects.count() == 3
        (line,) = AuditEvent.objects.filter(verb="report.publish")
        assert line.facts["texts"] == 0
        release = queries.release_of(measured)
        assert release is not None
        assert release.published_by == cast.users["leader"]


def test_publishing_twice_is_refused_and_writes_nothing_more(cast: Cast) -> None:
    measured = closed_round(cast)
    publish(cast, measured)
    with pytest.raises(actions.NotClosedError):
        publish(cast, measured)
    with open_every_tenant("test"):
        assert ReleasedFigure.objects.values("release").distinct().count() == 1


def test_publishing_a_round_that_still_runs_is_refused(cast: Cast) -> None:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        Round.objects.filter(pk=measured.pk).update(state="open")
    with pytest.raises(actions.NotClosedError):
        publish(cast, measured)
    with open_every_tenant("test"):
        assert ReleasedFigure.objects.count() == 0


def test_report_reads_the_ledger_even_when_the_tallies_are_gone(cast: Cast) -> None:
    measured = closed_round(cast)
    publish(cast, measured)
    before = report(measured)
    with open_every_tenant("test"):
        Tally.objects.all().delete()
    assert report(measured) == before


def test_report_says_what_the_answers_say(cast: Cast) -> None:
    measured = closed_round(cast)
    publish(cast, measured)
    found = report(measured)
    by_goal = {part.found.goal.key: part.found for part in found.goals}
    assert found.headline == "Ouders voelen zich welkom, maar beslissen weinig mee"
    assert [one.found.goal.key for one in found.priorities] == ["deciding", "conversation"]
    assert [one.found.goal.key for one in found.apart] == ["conversation"]
    assert found.strengths[0] == "Ouders en team vinden allebei dat gezinnen hier welkom zijn."
    assert by_goal["welcome"].parents is not None
    assert 85 < by_goal["welcome"].parents.value < 92
    assert by_goal["conversation"].gap is not None
    assert by_goal["conversation"].gap.is_beyond_chance
    assert len(found.items) == 24
    assert all(one.team for one in found.items)
    assert (found.parents.response.invited, found.parents.response.answered) == (60, 40)
    assert [(row.name, row.answered, row.missing) for row in found.parents.groups] == [
        (cast.group.name, 21, 9)
    ]
    assert found.grade is not None
    assert round(found.grade.value, 1) == 7.0


def test_report_without_team_compares_nothing_and_shows_no_team_figure(cast: Cast) -> None:
    measured = closed_round(cast, team=4)
    publish(cast, measured)
    found = report(measured)
    assert not found.team.is_shown
    assert all(part.found.team is None for part in found.goals)
    assert found.apart == ()
    assert found.lead.startswith("Van het team zijn er te weinig antwoorden")


def test_report_of_four_parents_has_no_figures(cast: Cast) -> None:
    measured = closed_round(cast, parents=4)
    publish(cast, measured)
    found = report(measured)
    assert not found.has_figures
    assert all(part.found.parents is None for part in found.goals)
    assert (found.strongest, found.weakest, found.boxes, found.grade) == ((), (), (), None)


def test_board_sees_no_team_of_nine_which_the_school_does_see(cast: Cast) -> None:
    measured = closed_round(cast, team=9)
    publish(cast, measured)
    assert report(measured, 5).team.is_shown
    assert not report(measured, 10).team.is_shown


def test_open_answers_show_no_name_of_pupil_parent_or_teacher(cast: Cast) -> None:
    pupil = cast.pupils["yara"]
    texts = [f"Graag meer aandacht voor {pupil.first_name}."] * 9 + ["Fijne school."]
    measured = closed_round(cast, texts=texts)
    read_over(cast, measured)
    publish(cast, measured)
    (question,) = report(measured).questions
    assert sorted(set(question.answers)) == ["Fijne school.", "Graag meer aandacht voor [naam]."]
    assert len(question.answers) == 10


def test_nine_open_answers_stay_unread(cast: Cast) -> None:
    measured = closed_round(cast, texts=["Fijne school."] * 9)
    publish(cast, measured)
    assert report(measured).questions == ()
    with open_every_tenant("test"):
        assert ReleasedText.objects.count() == 0


def test_database_itself_refuses_a_figure_of_four(cast: Cast) -> None:
    measured = closed_round(cast)
    publish(cast, measured)
    with open_every_tenant("test"):
        row = ReleasedFigure.objects.first()
        assert row is not None
        row.n = 4
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_ledger_of_another_board_is_not_found(cast: Cast) -> None:
    measured = closed_round(cast)
    publish(cast, measured)
    with open_tenant(cast.other_board.pk):
        assert queries.release_of(measured) is None


@pytest.mark.parametrize("answers", [40, 12])
def test_report_takes_a_constant_number_of_statements(
    cast: Cast, answers: int, django_assert_max_num_queries: object
) -> None:
    measured = closed_round(cast, parents=answers)
    publish(cast, measured)
    with open_every_tenant("test"), django_assert_max_num_queries(7):  # type: ignore[operator]
        assert queries.report(measured) is not None


def test_publication_chooses_activities_per_goal_and_a_correction_keeps_them(cast: Cast) -> None:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        first = actions.publish(measured, by=SYSTEM)
        second = actions.publish_again(measured, by=SYSTEM)
    assert {goal: len(keys) for goal, keys in first.activities.items()} == dict.fromkeys(
        ("welcome", "conversation", "learning", "advocacy", "deciding", "community"), 3
    )
    assert second.activities == first.activities
    for goal, keys in first.activities.items():
        assert all(goal in found.head.goals for key in keys if (found := activity(key)))
