"""De Bolderik went the whole way: a baseline, a year of work, an end measurement, the certificate.

Every step is the one that people take on the pages; only days are put back afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import Final

from drieklank.access.actor import Actor, actor_of_user
from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import now, today
from drieklank.content.schema import Kind
from drieklank.homes.demo.answering import Levels, answer, opened
from drieklank.homes.demo.circle_texts import DEEDS, FIRST_PROMISES, LAST_PROMISES, REASONS
from drieklank.homes.demo.following import Promise, promise_and_tell, read_over
from drieklank.measure import actions as measuring
from drieklank.measure.actions.signed import begin_sheet, save_sheet
from drieklank.measure.models import Round
from drieklank.measure.models_signed import SignedSheet
from drieklank.results.actions import certificate as certifying
from drieklank.results.actions import publish
from drieklank.results.actions.telling import archive_round, say_paper_given
from drieklank.results.models import (
    CertificateEvidence,
    Certification,
    Commitment,
    CommitmentChange,
    EvidenceKind,
    Release,
    Telling,
    TextsCheck,
)
from drieklank.schools.actions import assign_adviser
from drieklank.schools.models import (
    AdviserAssignment,
    AdviserKind,
    Membership,
    School,
    SchoolYear,
    User,
)

CODE: Final = "bolderik"
ROLES: Final = ("parents", "team", "pupils")
SHARE: Final = MappingProxyType({"parents": 0.62, "team": 0.95, "pupils": 0.9})
BEFORE: Final[Levels] = MappingProxyType(
    {
        "parents": {
            "welcome": 0.74,
            "conversation": 0.55,
            "learning": 0.64,
            "advocacy": 0.65,
            "deciding": 0.50,
            "community": 0.61,
        },
        "team": {
            "welcome": 0.80,
            "conversation": 0.70,
            "learning": 0.70,
            "advocacy": 0.70,
            "deciding": 0.58,
            "community": 0.60,
        },
    }
)
AFTER: Final[Levels] = MappingProxyType(
    {
        "parents": {
            **BEFORE["parents"],
            "conversation": 0.72,
            "deciding": 0.66,
            "community": 0.58,
        },
        "team": {**BEFORE["team"], "conversation": 0.80, "deciding": 0.70},
    }
)
# How far the adviser found a goal to be where not halfway between on its way and everywhere.
CHECKED: Final = MappingProxyType({"community": "developing", "deciding": "developing"})


def make_circle(school: School, random: Random, helpers: School) -> None:
    """The whole way of one school; adviser and assessor are those of the school `helpers`."""
    day = today()
    adviser = _helps(school, helpers, AdviserKind.COACH, day - timedelta(days=500))
    assessor = _helps(school, helpers, AdviserKind.ASSESSOR, day - timedelta(days=40))
    # The board knows this school year and the one before.
    began = SchoolYear.objects.filter(board_id=school.board_id).earliest("starts_on").starts_on
    opened_on = max(day - timedelta(days=390), began)
    first = _measured(school, random, "baseline", opened_on, BEFORE, FIRST_PROMISES)
    final = _measured(school, random, "final", day - timedelta(days=72), AFTER, LAST_PROMISES)
    leader = _leader(school)
    _archive(first, leader)
    _sign_checklist(school, adviser, day - timedelta(days=35))
    _certify(school, f"{first.code}/{final.code}", leader, actor_of_user(assessor), day)


def _helps(school: School, helpers: School, kind: AdviserKind, since: date) -> User:
    known = AdviserAssignment.objects.filter(school=helpers, kind=kind).earliest("pk").user
    assign_adviser(
        school,
        email=known.email,
        name=known.name,
        starts_on=since,
        ends_on=since + timedelta(days=730 if kind is AdviserKind.COACH else 365),
        by=SYSTEM,
        kind=kind,
    )
    return known


def _leader(school: School) -> Actor:
    row = Membership.objects.filter(school=school, role="school_leader").earliest("pk")
    return actor_of_user(row.user)


def _measured(
    school: School,
    random: Random,
    instrument: str,
    opens_on: date,
    levels: Levels,
    promises: Collection[Promise],
) -> Round:
    """A round of eighteen days that was read over, shared and told, as if on its own days."""
    day, closed_on = today(), opens_on + timedelta(days=18)
    running = opened(school, instrument, opens_on, ROLES)
    answer(running, random, SHARE, levels)
    closed = measuring.close_round(running)
    read_over(closed)
    publish(closed, by=SYSTEM)
    closed.refresh_from_db()
    promise_and_tell(closed, day, promises)
    _move_back(closed, closed_on)
    closed.refresh_from_db()
    return closed


def _move_back(done: Round, closed_on: date) -> None:
    """What happened today is shown as if it came in the weeks after the close."""
    ago = today() - closed_on
    Round.objects.filter(pk=done.pk).update(closed_on=closed_on, counted_on=closed_on)
    read_on, shared_on = closed_on + timedelta(days=4), closed_on + timedelta(days=8)
    TextsCheck.objects.filter(round=done).update(prepared_on=closed_on, finished_on=read_on)
    Release.objects.filter(round=done).update(published_at=now() - ago + timedelta(days=8))
    Telling.objects.filter(round=done).update(told_on=shared_on + timedelta(days=3))
    for row in Commitment.objects.filter(round=done):
        length = row.due_on - row.made_on
        # A day that was promised in the past has been; one that is still to come stays.
        due_on = shared_on + length if row.outcome else row.due_on
        Commitment.objects.filter(pk=row.pk).update(made_on=shared_on, due_on=due_on)
        _spread_changes(row, shared_on, due_on)


def _spread_changes(row: Commitment, made_on: date, due_on: date) -> None:
    """The first change is the promise, the last is what came of it; both were told in the same week."""
    changes = list(CommitmentChange.objects.filter(commitment=row).order_by("pk"))
    days = [made_on, due_on]
    for change, changed_on in zip(changes, days, strict=False):
        change.due_on, change.changed_on = due_on, changed_on
        change.told_on = changed_on + timedelta(days=3)
    CommitmentChange.objects.bulk_update(changes, ["due_on", "changed_on", "told_on"])


def _archive(first: Round, leader: Actor) -> None:
    telling = Telling.objects.get(round=first)
    if telling.on_paper:
        say_paper_given(telling, by=leader)
        Telling.objects.filter(pk=telling.pk).update(paper_given_on=telling.told_on)
    archive_round(first, by=leader)
    # In the week after parents heard what came of the last promise.
    ended_on = Commitment.objects.filter(round=first).latest("due_on").due_on
    Round.objects.filter(pk=first.pk).update(archived_on=ended_on + timedelta(days=7))


def _sign_checklist(school: School, adviser: User, day: date) -> None:
    """The adviser saw the documents of every goal."""
    sheet = begin_sheet(school, "checklist", adviser)
    answers = {
        item.key: CHECKED.get(part.goal or "", "embedded" if number % 2 else "developing")
        for part in sheet.questionnaire.questionnaire.parts
        for number, item in enumerate(part.items)
        if item.kind is not Kind.OPEN
    }
    save_sheet(sheet, answers, sign=True, by=actor_of_user(adviser))
    SignedSheet.objects.filter(pk=sheet.pk).update(started_on=day, signed_on=day)


def _certify(school: School, pair: str, leader: Actor, judge: Actor, day: date) -> None:
    """Asked three weeks ago, visited last week, decided today: what is signed has its real day."""
    request = certifying.ask(school, pair, by=leader)
    Certification.objects.filter(pk=request.pk).update(asked_on=day - timedelta(days=21))
    for values in _evidence(day):
        kind = EvidenceKind.ACTION if "result" in values else EvidenceKind.COUNCIL
        shown = certifying.add_evidence(request, kind, values, by=leader)
        _confirm(shown, judge)
    visit = {
        "on": day - timedelta(days=7),
        "what": "Ouders vertelden hoe gesprekken veranderden; kinderen zijn er zelf bij.",
        "parents": 9,
        "pupils": 14,
    }
    certifying.add_evidence(request, EvidenceKind.VISIT, visit, by=judge)
    certifying.decide(request, grant=True, reasons=REASONS, by=judge)


def _evidence(day: date) -> list[Mapping[str, object]]:
    deeds: list[Mapping[str, object]] = [
        {
            "what": what,
            "on": day - timedelta(days=ago),
            "evaluated_on": day - timedelta(days=ago // 2),
            "result": result,
            "place": "map ‘ouders’ op school",
        }
        for what, ago, result in DEEDS
    ]
    council = {
        "what": "De uitkomsten van de eindmeting en deze aanvraag",
        "on": day - timedelta(days=24),
        "place": "verslag van de medezeggenschapsraad",
    }
    return [*deeds, council]


def _confirm(shown: CertificateEvidence, judge: Actor) -> None:
    certifying.check_evidence(shown, confirmed=True, remark="", by=judge)
