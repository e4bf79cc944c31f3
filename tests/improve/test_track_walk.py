"""One trajectory through its five steps: each fact is asked once, and stands where it is needed."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import trajectory
from drieklank.content.schema.trajectory import FROM_SCHOOL
from drieklank.improve.actions.plan import ActionWish, add_action, ensure_plan
from drieklank.improve.actions.track import close_step, close_track, reopen_step
from drieklank.improve.actions.track_agreements import AgreementWish, agree
from drieklank.improve.actions.track_work import add_points, choose_points
from drieklank.improve.models import (
    Brainstorm,
    BrainstormGroup,
    HeardPoint,
    PlanAction,
    Track,
    TrackStep,
    VisionVersion,
)
from drieklank.improve.queries.track_papers import papers_of
from drieklank.measure.models import Round
from tests.cast import Cast
from tests.improve.track_stage import make_track, page, step, write
from tests.results.conftest import closed_round


def lines_of(row: TrackStep) -> dict[str, tuple[str, ...]]:
    """Fact -> lines on the papers of a step."""
    with open_every_tenant("test"):
        return {one.fact: one.lines for one in papers_of(row).before}


def test_each_question_is_asked_in_one_step_only_and_never_what_is_known_already() -> None:
    steps = trajectory().steps
    asked = Counter(one.key for at in steps for one in (*at.fields, *at.asks))
    words = Counter(one.question for at in steps for one in (*at.fields, *at.asks))

    assert [key for key, many in asked.items() if many > 1] == []
    assert [text for text, many in words.items() if many > 1] == []
    assert not set(FROM_SCHOOL) & {f"{at.key}.{one.key}" for at in steps for one in at.fields}


def test_each_answer_comes_back_in_a_later_step_or_is_the_end_of_the_road() -> None:
    """Nobody fills in what nobody reads."""
    steps = trajectory().steps
    shown = {show.fact for at in steps for show in at.shows}
    asked = {f"{at.key}.{one.key}" for at in steps[:-1] for one in at.fields}

    assert asked - shown == set()
    assert {f"{at.key}.agreements" for at in steps[:-1]} - shown == set()


def test_steps_take_over_what_was_said_before_and_only_that(cast: Cast) -> None:
    track = make_track(cast)
    facts: dict[str, str] = {}
    for at in trajectory().steps:
        row = step(track, at.key)
        known = lines_of(row)
        wanted = {show.fact for show in at.shows}
        assert set(known) == wanted
        for fact in wanted & set(facts):
            assert known[fact] == (facts[fact],), (at.key, fact)
        answers = {one.key: f"Antwoord op {at.key}.{one.key}" for one in at.fields}
        write(cast, row, **answers)
        facts |= {f"{at.key}.{key}": text for key, text in answers.items()}
        with open_every_tenant("test"):
            close_step(row, by=cast.actor("leader"))
    with open_every_tenant("test"):
        close_track(track, by=cast.actor("leader"))
        assert Track.objects.get(pk=track.pk).state == "closed"


def test_agreements_choices_and_points_reach_the_step_that_needs_them(cast: Cast) -> None:
    track, by = make_track(cast), cast.actor("leader")
    team, interim = step(track, "team_session"), step(track, "interim")
    evening, debrief = step(track, "parent_evening"), step(track, "debrief")
    with open_every_tenant("test"):
        board = Brainstorm.objects.create(
            board=cast.board,
            school=cast.school,
            question="Hoe komen alle ouders?",
            code=1,
            opened_at="2026-01-01T10:00Z",
            step_ref=str(team.public_id),
        )
        group = BrainstormGroup.objects.create(board=cast.board, brainstorm=board, name="Eten")
        idea = ActionWish("Samen koken", source="brainstorm", source_ref=str(group.public_id))
        add_action(ensure_plan(cast.school, by=by), idea, by=by)
        due = today() + timedelta(days=20)
        agree(team, AgreementWish("Twee ouders bellen", due, cast.users["teacher"]), by=by)
        agree(interim, AgreementWish("Tolken regelen", due, owner_words="ouderraad"), by=by)
        add_points(evening, 1, ["Bel ook als het goed gaat", "", "Wij willen meedenken"], by=by)
        add_points(evening, 2, ["Meer tijd bij de deur"], by=by)
        last = HeardPoint.objects.get(step=evening, table=2)
        choose_points(evening, [str(last.public_id)], by=by)

    assert lines_of(interim)["team_session.choices"] == ("Samen koken",)
    assert (
        "Twee ouders bellen (Teun Leraar, gepland,"
        in lines_of(interim)["team_session.agreements"][0]
    )
    assert "Tolken regelen (ouderraad, gepland," in lines_of(evening)["interim.agreements"][0]
    assert lines_of(debrief)["parent_evening.points"] == ("Meer tijd bij de deur",)
    known = [line.split(" (")[0] for line in lines_of(debrief)["school.plan"]]
    assert known == ["Samen koken", "Twee ouders bellen", "Tolken regelen"]


def test_report_and_vision_stand_in_the_papers_without_being_asked(cast: Cast) -> None:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        from drieklank.results.actions import publish  # noqa: PLC0415 -- rounds are made first

        publish(measured, by=cast.actor("leader"))
        shared = Round.objects.get(pk=measured.pk)
        VisionVersion.objects.create(
            board=cast.board, school=cast.school, number=1, sentence="Samen om het kind.",
            made_on=today(),
        )  # fmt: skip
    known = lines_of(step(make_track(cast, round=shared), "intake"))

    assert known["school.vision"] == ("Samen om het kind.",)
    assert len(known["school.report"]) >= 2
    assert all(known["school.report"])


def test_agreement_becomes_an_action_of_the_plan_with_owner_and_day(cast: Cast) -> None:
    row, due = step(make_track(cast), "intake"), today() + timedelta(days=9)
    with open_every_tenant("test"):
        wish = AgreementWish("Data in de agenda", due, cast.users["leader"], hours=3)
        made = agree(row, wish, by=cast.actor("adviser"))
        action = PlanAction.objects.get(pk=made.action_id)

    assert (action.title, action.owner_id, action.due_on, action.hours, action.source) == (
        "Data in de agenda", cast.users["leader"].pk, due, 3, "track",
    )  # fmt: skip
    assert "Data in de agenda" in page(cast, "teacher", row)


def test_agreement_beyond_the_hours_stays_with_the_reason_and_can_be_made_smaller(
    cast: Cast,
) -> None:
    row, due, by = (
        step(make_track(cast), "intake"),
        today() + timedelta(days=9),
        cast.actor("leader"),
    )
    with open_every_tenant("test"):
        plan = ensure_plan(cast.school, by=by)
        plan.hours_limit = 10
        plan.save()
        made = agree(row, AgreementWish("Elk gezin bezoeken", due, by.user, hours=30), by=by)
        assert (made.action_id, PlanAction.objects.count()) == (None, 0)
    assert "20 uur te veel" in page(cast, "leader", row)

    answer = cast.client("leader").post(
        f"/school/de-vlieger/traject/afspraak/{made.public_id}/",
        {"title": "Tien gezinnen bezoeken", "owner": cast.users["leader"].pk, "due_on": due.isoformat(),
         "hours": 8, "seen": made.version},
    )  # fmt: skip
    assert answer.status_code == 302
    with open_every_tenant("test"):
        assert [(one.title, one.hours) for one in PlanAction.objects.all()] == [
            ("Tien gezinnen bezoeken", 8)
        ]
    assert "20 uur te veel" not in page(cast, "leader", row)


def test_step_that_was_closed_can_be_opened_again_and_is_the_one_to_work_on(cast: Cast) -> None:
    track, by = make_track(cast), cast.actor("leader")
    for key in ("intake", "team_session"):
        with open_every_tenant("test"):
            close_step(step(track, key), by=by)
    assert "Teamdag gedaan, nu tussengesprek" in page(cast, "leader")
    with open_every_tenant("test"):
        reopen_step(step(track, "intake"), by=by)
    assert "Stap 1 van 5: intake" in page(cast, "leader")


def test_second_trajectory_beside_a_running_one_is_refused(cast: Cast) -> None:
    from drieklank.improve.actions.track import TrackExistsError  # noqa: PLC0415 -- used once

    make_track(cast)
    with pytest.raises(TrackExistsError):
        make_track(cast)
