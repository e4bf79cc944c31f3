"""From request to certificate: who may do what, when, and what refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from drieklank.access.actor import Actor, actor_of_user
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.results.actions import certificate as actions
from drieklank.results.certificate_keys import published_keys
from drieklank.results.certificate_statement import Finding, check
from drieklank.results.models import (
    Certificate,
    CertificateDecision,
    CertificateEvidence,
    Certification,
    EvidenceKind,
)
from drieklank.results.queries.certificate import objection_to, place_of, standing
from drieklank.results.rules.certificate_track import Stage, Validity
from drieklank.schools.models import AdviserAssignment, Membership
from tests.cast import Cast
from tests.results.certificates import (
    LOW,
    asked_for,
    assessor,
    measured,
    show_evidence,
)

pytestmark = pytest.mark.django_db
REASONS = "Ouders en leerlingen vertelden hetzelfde als de cijfers."


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, settings: Any) -> None:
    """A key store of its own: a certificate of a test is signed by a key of that test."""
    settings.KEYS_DIR, settings.KEYS_COPY_DIR = tmp_path / "keys", None


@pytest.fixture(autouse=True)
def _tenant() -> Iterator[None]:
    with open_every_tenant("test"):
        yield


def granted(cast: Cast) -> tuple[Certification, Actor]:
    judge, leader = assessor(cast), cast.actor("leader")
    certification = asked_for(cast)
    show_evidence(certification, leader, judge)
    actions.decide(certification, grant=True, reasons=REASONS, by=judge)
    return Certification.objects.get(pk=certification.pk), judge


def states(certification: Certification) -> dict[str, str]:
    return {one.key: str(one.state) for one in standing(certification).verdicts}


# -- what is measured ------------------------------------------------------------------------------
def test_new_request_knows_the_figures_and_waits_for_the_evidence(cast: Cast) -> None:
    assert states(asked_for(cast)) == {
        "every-goal": "met",
        "most-goals": "met",
        "parents": "met",
        "response": "met",
        "actions": "not_met",
        "council": "not_met",
        "visit": "unknown",
        "decline": "met",
    }


def test_low_goal_of_parents_fails_three_criteria_at_once(cast: Cast) -> None:
    found = states(asked_for(cast, levels={"deciding": LOW}))

    assert {key for key, state in found.items() if state == "not_met"} == {
        "every-goal", "parents", "decline", "actions", "council",
    }  # fmt: skip


def test_small_team_is_a_missing_source_since_the_certificate_is_public(cast: Cast) -> None:
    """With a team of nine its score would follow from the weighted score and that of parents."""
    found = standing(asked_for(cast, team=9)).measured

    assert {tuple(one.sources) for one in found.scores.values() if one} == {("parents",)}


def test_team_of_ten_counts(cast: Cast) -> None:
    found = standing(asked_for(cast, team=24)).measured

    assert {tuple(one.sources) for one in found.scores.values() if one} == {("parents", "team")}


# -- asking ----------------------------------------------------------------------------------------
def test_request_without_end_measurement_is_refused(cast: Cast) -> None:
    first = measured(cast, "baseline", 30)

    assert actions.pairs_to_ask(cast.school) == ()
    with pytest.raises(actions.NotAllowed):
        actions.ask(cast.school, f"{first.code}/{first.code}", by=cast.actor("leader"))


def test_end_measurement_of_more_than_a_year_ago_cannot_be_used(cast: Cast) -> None:
    measured(cast, "baseline", 800)
    measured(cast, "final", 400)

    assert actions.pairs_to_ask(cast.school) == ()


def test_second_request_while_one_runs_is_refused(cast: Cast) -> None:
    row = asked_for(cast)
    key = f"{row.baseline.code}/{row.final.code}"

    with pytest.raises(actions.NotAllowed):
        actions.ask(cast.school, key, by=cast.actor("leader"))
    assert Certification.objects.count() == 1


def test_dropped_request_can_be_asked_again(cast: Cast) -> None:
    row = asked_for(cast)
    actions.drop(row, by=cast.actor("leader"))
    again = actions.ask(
        cast.school, f"{row.baseline.code}/{row.final.code}", by=cast.actor("leader")
    )

    assert Certification.objects.get(pk=row.pk).stage == Stage.DROPPED
    assert again.stage == Stage.ASKED


# -- who judges ------------------------------------------------------------------------------------
def test_coach_of_the_school_cannot_judge_it_even_with_the_role(cast: Cast) -> None:
    """A board could appoint the adviser by mistake: the action asks again."""
    certification = asked_for(cast)
    user = cast.users["adviser"]
    AdviserAssignment.objects.create(
        board=cast.board,
        user=user,
        school=cast.school,
        starts_on=today(),
        ends_on=today() + timedelta(days=9),
        kind="assessor",
    )
    both = actor_of_user(user)

    assert objection_to(user, certification) == (
        "Wie de school heeft begeleid, mag haar niet beoordelen."
    )
    with pytest.raises(actions.NotAllowed, match="begeleid"):
        actions.decide(certification, grant=False, reasons=REASONS, by=both)
    with pytest.raises(actions.NotAllowed, match="begeleid"):
        actions.add_evidence(
            certification,
            EvidenceKind.VISIT,
            {"what": "x", "on": today(), "parents": 1, "pupils": 1},
            by=both,
        )
    assert CertificateDecision.objects.count() == 0


def test_coach_whose_term_ended_during_the_track_cannot_judge(cast: Cast) -> None:
    certification = asked_for(cast)
    during = certification.baseline.opens_on + timedelta(days=30)
    judge = assessor(cast)
    AdviserAssignment.objects.create(
        board=cast.board,
        user=judge.user,
        school=cast.school,
        starts_on=during - timedelta(days=90),
        ends_on=during,
    )

    assert "begeleid" in objection_to(judge.user, certification)


def test_coach_of_before_the_track_may_judge(cast: Cast) -> None:
    certification = asked_for(cast)
    before = certification.baseline.opens_on - timedelta(days=1)
    judge = assessor(cast)
    AdviserAssignment.objects.create(
        board=cast.board,
        user=judge.user,
        school=cast.school,
        starts_on=before - timedelta(days=90),
        ends_on=before,
    )

    assert objection_to(judge.user, certification) == ""


def test_somebody_of_the_board_or_a_parent_of_the_school_cannot_judge(cast: Cast) -> None:
    certification = asked_for(cast)
    judge, mother = assessor(cast), cast.parents["mother"]
    assert judge.user is not None
    Membership.objects.create(
        board=cast.board, user=judge.user, school=cast.brug, role="teacher", started_on=today()
    )
    other = assessor(cast, "moeder")
    assert other.user is not None
    other.user.email = mother.email.upper()
    other.user.save()

    assert "bestuur" in objection_to(judge.user, certification)
    assert "kind op de school" in objection_to(other.user, certification)


def test_board_cannot_appoint_the_coach(cast: Cast) -> None:
    term = {"starts_on": today(), "ends_on": today() + timedelta(days=30)}
    with pytest.raises(actions.NotAllowed, match="begeleid"):
        actions.appoint(
            cast.school,
            email=cast.users["adviser"].email,
            name="Ad Viseur",
            by=cast.actor("board_member"),
            **term,
        )
    assert AdviserAssignment.objects.filter(kind="assessor").count() == 0


# -- deciding --------------------------------------------------------------------------------------
def test_granting_while_a_criterion_is_open_is_refused(cast: Cast) -> None:
    judge, certification = assessor(cast), asked_for(cast)
    show_evidence(certification, cast.actor("leader"), judge, actions_done=2)

    with pytest.raises(actions.NotAllowed, match="alle eisen"):
        actions.decide(certification, grant=True, reasons=REASONS, by=judge)
    assert Certificate.objects.count() == 0


def test_granting_issues_a_signed_certificate_of_two_years(cast: Cast) -> None:
    certification, _ = granted(cast)
    found = Certificate.objects.get()
    keys = [one.fingerprint for one in published_keys()]
    checked = check(bytes(found.statement), keys)

    assert certification.stage == Stage.GRANTED
    assert (found.issued_on, found.ends_on) == (
        today(),
        today().replace(year=today().year + 2) - timedelta(days=1),
    )
    assert certification.closes_on == found.ends_on
    assert checked.finding is Finding.GENUINE
    assert bytes(found.pdf).startswith(b"%PDF")


def test_statement_says_figures_with_intervals_and_no_person(cast: Cast) -> None:
    granted(cast)
    file = bytes(Certificate.objects.get().statement)
    said = json.loads(file)
    first = said["goals"][0]

    assert said["school"] == {"brin": "98AA", "name": "De Vlieger", "town": ""}
    assert said["rules"]["version"] == "1"
    assert len(said["goals"]) == 6
    assert sorted(first["sources"]) == ["parents", "team"]
    assert float(first["sources"]["parents"]["low"]) < float(first["sources"]["parents"]["high"])
    assert first["sources"]["parents"]["n"] == "60"
    assert sorted(one["kind"] for one in said["evidence"]) == [
        "action", "action", "action", "council", "visit",
    ]  # fmt: skip
    names = [user.name for user in cast.users.values()] + ["Actie 1", "map ‘ouders’"]
    assert [name for name in names if name.encode() in file] == []


def test_evidence_hash_of_equal_texts_differs_so_that_it_cannot_be_guessed(cast: Cast) -> None:
    granted(cast)
    said = json.loads(bytes(Certificate.objects.get().statement))

    assert len({one["sha256"] for one in said["evidence"]}) == 5
    assert len({row.salt for row in CertificateEvidence.objects.all()}) == 5


def test_decision_keeps_how_each_criterion_stood(cast: Cast) -> None:
    granted(cast)
    decision = CertificateDecision.objects.get()

    assert [one["state"] for one in decision.criteria] == ["met"] * 8
    assert all(one["reason"] for one in decision.criteria)


def test_decided_request_takes_no_more_evidence(cast: Cast) -> None:
    certification, judge = granted(cast)

    with pytest.raises(actions.NotAllowed):
        show_evidence(certification, cast.actor("leader"), judge)


def test_confirmed_evidence_cannot_be_taken_away(cast: Cast) -> None:
    judge, certification = assessor(cast), asked_for(cast)
    show_evidence(certification, cast.actor("leader"), judge)
    row = CertificateEvidence.objects.filter(kind="action")[0]

    with pytest.raises(actions.NotAllowed, match="bekeken"):
        actions.remove_evidence(row, by=cast.actor("leader"))


# -- appeal ----------------------------------------------------------------------------------------
def refused(cast: Cast) -> tuple[Certification, Actor]:
    judge, certification = assessor(cast), asked_for(cast)
    actions.decide(certification, grant=False, reasons=REASONS, by=judge)
    return Certification.objects.get(pk=certification.pk), judge


def test_refused_school_may_ask_another_assessor_once(cast: Cast) -> None:
    certification, first = refused(cast)
    leader = cast.actor("leader")
    actions.appeal(certification, "Er zijn meer acties.", by=leader)
    with pytest.raises(actions.NotAllowed, match="iemand anders"):
        actions.decide(certification, grant=False, reasons=REASONS, by=first)
    second = assessor(cast, "tweede")
    show_evidence(certification, leader, second)
    actions.decide(certification, grant=True, reasons=REASONS, by=second)
    decisions = list(CertificateDecision.objects.order_by("pk"))

    assert [one.is_granted for one in decisions] == [False, True]
    assert decisions[1].earlier == decisions[0]
    assert Certificate.objects.count() == 1


def test_second_refusal_is_the_end(cast: Cast) -> None:
    certification, _ = refused(cast)
    actions.appeal(certification, "Kijk nog eens.", by=cast.actor("leader"))
    actions.decide(certification, grant=False, reasons=REASONS, by=assessor(cast, "tweede"))

    assert Certification.objects.get().stage == Stage.UPHELD
    with pytest.raises(actions.NotAllowed):
        actions.appeal(certification, "En nog eens.", by=cast.actor("leader"))


@pytest.mark.parametrize(("days", "is_allowed"), [(42, True), (43, False)])
def test_appeal_is_open_for_six_weeks(cast: Cast, days: int, is_allowed: bool) -> None:
    certification, _ = refused(cast)
    leader = cast.actor("leader")
    with time_machine.travel(today() + timedelta(days=days), tick=False):
        if is_allowed:
            actions.appeal(certification, "Kijk nog eens.", by=leader)
        else:
            with pytest.raises(actions.NotAllowed, match="voorbij"):
                actions.appeal(certification, "Kijk nog eens.", by=leader)


# -- afterwards ------------------------------------------------------------------------------------
def test_withdrawn_certificate_says_so_and_can_be_asked_again(cast: Cast) -> None:
    _, judge = granted(cast)
    actions.withdraw(Certificate.objects.get(), "facts", by=judge)
    place = place_of(cast.school)

    assert place.validity is Validity.WITHDRAWN
    assert place.may_ask is True
    with pytest.raises(actions.NotAllowed):
        actions.withdraw(Certificate.objects.get(), "facts", by=judge)


def test_renewal_is_open_in_the_last_six_months_only(cast: Cast) -> None:
    granted(cast)
    ends = Certificate.objects.get().ends_on

    def may_ask_on(day: date) -> bool:
        with time_machine.travel(day, tick=False):
            return place_of(cast.school).may_ask

    assert may_ask_on(ends - timedelta(days=220)) is False
    assert may_ask_on(ends - timedelta(days=170)) is True
    assert may_ask_on(ends + timedelta(days=1)) is True


def test_request_within_the_first_year_of_a_certificate_is_refused(cast: Cast) -> None:
    certification, _ = granted(cast)
    key = f"{certification.baseline.code}/{certification.final.code}"

    with pytest.raises(actions.NotAllowed, match="geldig"):
        actions.ask(cast.school, key, by=cast.actor("leader"))


def test_erasing_an_assessor_leaves_the_decision_without_the_name(cast: Cast) -> None:
    from drieklank.audit.actions import SYSTEM  # noqa: PLC0415 -- used here alone
    from drieklank.audit.erasure import erase_person  # noqa: PLC0415 -- used here alone

    _, judge = granted(cast)
    assert judge.user is not None
    erase_person("user", judge.user.pk, SYSTEM, cast.school)
    decision = CertificateDecision.objects.get()

    assert decision.assessor is None
    assert decision.reasons == REASONS
    assert Certificate.objects.count() == 1
