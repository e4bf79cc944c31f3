"""A school on its way to the certificate: two published measurements, and somebody who may judge."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from drieklank.access.actor import Actor, actor_of_user
from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.statistics import Answer, add_up
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.schema import Questionnaire
from drieklank.measure.actions import plan_round
from drieklank.measure.models import ResponseCount, Role, Round, Tally
from drieklank.measure.queries import questionnaire_of, sheet_spec
from drieklank.results.actions import certificate as actions
from drieklank.results.actions import publish
from drieklank.results.models import Certification, EvidenceKind
from drieklank.schools.models import AdviserAssignment, AdviserKind, User
from tests.cast import Cast

HIGH, MIDDLE, LOW = (4, 3, 4), (3, 3, 4), (2, 1, 2)
Levels = Mapping[str, tuple[int, int, int]]


def _codes(asked: Questionnaire, levels: Levels, usual: tuple[int, int, int], person: int) -> bytes:
    spec = sheet_spec(asked)
    goals = {item.key: part.goal or "" for part in asked.parts for item in part.items}
    codes = []
    for place, item in enumerate(spec.items):
        pattern = levels.get(goals.get(item.key, ""), usual)
        if item.steps == 1:
            codes.append(int((person + place) % 3 == 0))
        elif item.steps == len(pattern) + 1:
            codes.append(pattern[(person * 2 + place) % 3])
        else:
            codes.append(6 + person % 3)
    return bytes(codes)


def measured(
    cast: Cast,
    instrument: str,
    days_ago: int,
    usual: tuple[int, int, int] = HIGH,
    levels: Levels | None = None,
    *,
    parents: int = 60,
    team: int = 24,
    invited: int = 90,
) -> Round:
    """A published round of De Vlieger that closed so many days ago."""
    with open_every_tenant("test"):
        day = today() - timedelta(days=days_ago)
        row = plan_round(cast.school, instrument, today(), today() + timedelta(days=7), by=SYSTEM)
        Round.objects.filter(pk=row.pk).update(
            state="closed", opens_on=day - timedelta(days=18), closes_on=day, closed_on=day
        )
        for role, answered, asked_for in (
            (Role.PARENTS, parents, invited),
            (Role.TEAM, team, team + 6),
        ):
            sheet = questionnaire_of(row, role)
            assert sheet is not None
            people = [Answer(_codes(sheet, levels or {}, usual, n), 1.0) for n in range(answered)]
            ResponseCount.objects.create(
                board=cast.board, round=row, role=role, invited=asked_for, answered=answered
            )
            counts = add_up(sheet_spec(sheet), people).as_json()
            Tally.objects.create(board=cast.board, round=row, role=role, counts=counts)
        publish(Round.objects.select_related("school").get(pk=row.pk), by=SYSTEM)
        found: Round = Round.objects.select_related("school").get(pk=row.pk)
        return found


def assessor(cast: Cast, key: str = "assessor") -> Actor:
    """Somebody from outside whom the board appointed; also in `cast.users` from now on."""
    with open_every_tenant("test"):
        user = User.objects.create_user(f"{key}@buiten.example", key.title(), "een lang wachtwoord")
        AdviserAssignment.objects.create(
            board=cast.board,
            user=user,
            school=cast.school,
            starts_on=today(),
            ends_on=today() + timedelta(days=90),
            kind=AdviserKind.ASSESSOR,
        )
        cast.users[key] = user
        return actor_of_user(user)


def two_rounds(cast: Cast, **second: Any) -> tuple[Round, Round]:
    """A baseline of a year ago, and an end measurement of a month ago."""
    first = measured(cast, "baseline", 400, MIDDLE)
    return first, measured(cast, "final", 30, **second)


def asked_for(cast: Cast, **second: Any) -> Certification:
    """A request on two good measurements."""
    first, final = two_rounds(cast, **second)
    with open_every_tenant("test"):
        return actions.ask(cast.school, f"{first.code}/{final.code}", by=cast.actor("leader"))


def show_evidence(
    certification: Certification, leader: Actor, judge: Actor, actions_done: int = 3
) -> None:
    """Everything that the criteria ask beside the figures, confirmed by the assessor."""
    day = today()
    with open_every_tenant("test"):
        for number in range(actions_done):
            row = actions.add_evidence(
                certification,
                EvidenceKind.ACTION,
                {
                    "what": f"Actie {number + 1}",
                    "on": day - timedelta(days=60),
                    "evaluated_on": day - timedelta(days=10),
                    "result": "Meer ouders kwamen naar school.",
                    "place": "map ‘ouders’",
                },
                by=leader,
            )
            actions.check_evidence(row, confirmed=True, remark="", by=judge)
        council = actions.add_evidence(
            certification,
            EvidenceKind.COUNCIL,
            {"what": "De uitkomsten", "on": day - timedelta(days=5), "place": "verslag"},
            by=leader,
        )
        actions.check_evidence(council, confirmed=True, remark="", by=judge)
        actions.add_evidence(
            certification,
            EvidenceKind.VISIT,
            {"what": "Ouders vertelden", "on": day, "parents": 7, "pupils": 12},
            by=judge,
        )


def said(code: str = "00000-00000") -> dict[str, Any]:
    """The content of a small statement."""
    figure = {"n": "60", "score": "70.0", "low": "66.0", "high": "74.0"}
    return {
        "certificate": code,
        "title": "Certificaat ouderbetrokkenheid",
        "school": {"name": "De Vlieger", "brin": "98AA", "town": ""},
        "issued_on": "2026-11-22",
        "ends_on": "2028-11-21",
        "rules": {"key": "certificate", "version": "1", "sha256": ""},
        "baseline": {"closed_on": "2025-06-01"},
        "final": {"closed_on": "2026-06-01"},
        "goals": [
            {
                "key": "welcome",
                "name": "Iedereen welkom",
                "score": "70.0",
                "sources": {"parents": figure},
                "parents_before": figure,
            }
        ],
        "criteria": [],
        "evidence": [],
    }
