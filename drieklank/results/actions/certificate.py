"""The way to the certificate: ask, show evidence, look at it, decide, appeal, withdraw.

Every refusal carries a Dutch sentence for the page. Whoever judges is asked for ties to the school
at each step, whatever the access table says: a role can be given by mistake.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.content.queries import certificate_rules
from drieklank.results.actions.certificate_issue import issue
from drieklank.results.certificate_keys import SigningKeyDamaged
from drieklank.results.models import (
    Certificate,
    CertificateDecision,
    CertificateEvidence,
    Certification,
    EvidenceCheck,
    EvidenceKind,
    WithdrawalReason,
)
from drieklank.results.queries.certificate import (
    Standing,
    certifications_of,
    independence,
    objection_to,
    place_of,
    rules_of,
    stage_of,
    standing,
)
from drieklank.results.queries.certificate_figures import Pair, pairs
from drieklank.results.rules.certificate_track import (
    WAITING,
    Stage,
    add_months,
    add_years,
    appeal_until,
    may_appeal,
    objection,
)
from drieklank.schools.actions import assign_adviser, end_adviser
from drieklank.schools.models import AdviserAssignment, AdviserKind, School


class NotAllowed(Exception):
    """This step is not possible now; the text is the Dutch sentence that says why."""


def _locked(certification: Certification, *stages: Stage) -> Certification:
    """The row as it is now, for this transaction. Raises NotAllowed in any other stage."""
    rows = certifications_of(certification.school)
    row: Certification = rows.select_for_update(of=("self",)).get(pk=certification.pk)
    if stage_of(row) not in stages:
        raise NotAllowed("Deze aanvraag is intussen verder. Kijk op de pagina hoe het ermee staat.")
    return row


def _independent(certification: Certification, by: Actor) -> None:
    if why := objection_to(by.user, certification):
        raise NotAllowed(why)


def pairs_to_ask(school: School) -> tuple[Pair, ...]:
    """The measurements that a request may be made from today."""
    return pairs(school, add_months(today(), -certificate_rules().final_months))


@transaction.atomic
def ask(school: School, pair_key: str, *, by: Actor) -> Certification:
    """Ask for the certificate (or its renewal) on two measurements with the same questions.

    Raises NotAllowed: something runs already, renewal is too early, or the pair is no such pair.
    """
    if not place_of(school).may_ask:
        raise NotAllowed("Er loopt al een aanvraag, of het certificaat is nog lang genoeg geldig.")
    pair = next((one for one in pairs_to_ask(school) if one.key == pair_key), None)
    if pair is None:
        raise NotAllowed("Deze twee metingen kunnen niet samen. Kies ze opnieuw.")
    try:
        with transaction.atomic():
            row: Certification = Certification.objects.create(
                board_id=school.board_id,
                school=school,
                baseline=pair.baseline,
                final=pair.final,
                rules_version=certificate_rules().version,
                asked_on=today(),
                closes_on=add_years(today(), 1),
            )
    except IntegrityError as twice:
        raise NotAllowed("Er loopt al een aanvraag.") from twice
    note("certificate.asked", row, by=by, rules=row.rules_version)
    return row


@transaction.atomic
def drop(certification: Certification, *, by: Actor) -> None:
    """The school takes its request back. Raises NotAllowed once it was decided."""
    row = _locked(certification, *WAITING)
    row.stage, row.closes_on = Stage.DROPPED, today()
    row.save(update_fields=["stage", "closes_on"])
    note("certificate.dropped", row, by=by)


@transaction.atomic
def add_evidence(
    certification: Certification, kind: str, values: Mapping[str, Any], *, by: Actor
) -> CertificateEvidence:
    """Write down what the school did, or (by the assessor) a visit, which needs no second look.

    Raises NotAllowed: decided already; or a visit by somebody with ties to the school.
    """
    row = _locked(certification, *WAITING)
    is_visit = kind == EvidenceKind.VISIT
    if is_visit:
        _independent(row, by)
    state = EvidenceCheck.CONFIRMED if is_visit else EvidenceCheck.WAITING
    found: CertificateEvidence = CertificateEvidence.objects.create(
        board_id=row.board_id,
        certification=row,
        kind=kind,
        check_state=state,
        salt=secrets.token_hex(16),
        **values,
    )
    note("certificate.evidence_added", found, by=by, school_id=row.school_id, kind=kind)
    return found


@transaction.atomic
def remove_evidence(evidence: CertificateEvidence, *, by: Actor) -> None:
    """Take away what nobody looked at yet. Raises NotAllowed for anything else."""
    row = _locked(evidence.certification, *WAITING)
    if evidence.check_state != EvidenceCheck.WAITING:
        raise NotAllowed("De beoordelaar heeft dit al bekeken. Het blijft staan.")
    note("certificate.evidence_removed", evidence, by=by, school_id=row.school_id)
    evidence.delete()


@transaction.atomic
def check_evidence(
    evidence: CertificateEvidence, *, confirmed: bool, remark: str, by: Actor
) -> None:
    """The assessor says whether it is so. Raises NotAllowed: decided already, or ties to the school."""
    row = _locked(evidence.certification, *WAITING)
    _independent(row, by)
    state = EvidenceCheck.CONFIRMED if confirmed else EvidenceCheck.NOT_CONFIRMED
    evidence.check_state, evidence.remark = state, remark
    evidence.save(update_fields=["check_state", "remark"])
    note("certificate.evidence_checked", evidence, by=by, school_id=row.school_id, state=state)


@transaction.atomic
def decide(
    certification: Certification, *, grant: bool, reasons: str, by: Actor
) -> CertificateDecision:
    """Grant or refuse. Granting issues the certificate at once, signed.

    Raises NotAllowed: ties to the school, the same assessor as in the first refusal, granting while
    a criterion is not met, or no reasons.
    """
    row = _locked(certification, *WAITING)
    _independent(row, by)
    if not reasons.strip():
        raise NotAllowed("Schrijf op waarom je dit besluit.")
    now = standing(row)
    if grant and not now.is_met:
        raise NotAllowed("Toekennen kan pas als aan alle eisen is voldaan.")
    decision: CertificateDecision = CertificateDecision.objects.create(
        board_id=row.board_id,
        certification=row,
        earlier=row.decision,
        assessor=by.user,
        decided_on=today(),
        is_granted=grant,
        reasons=reasons.strip(),
        criteria=[
            {"key": one.key, "state": one.state.value, "reason": one.reason} for one in now.verdicts
        ],
    )
    row.decision = decision
    if grant:
        row.stage = Stage.GRANTED
        row.closes_on = _issued(row, now).ends_on
    else:
        is_second = row.stage == Stage.APPEALED
        row.stage = Stage.UPHELD if is_second else Stage.REFUSED
        weeks = rules_of(row).appeal_weeks
        row.closes_on = today() if is_second else appeal_until(today(), weeks)
    row.save(update_fields=["decision", "stage", "closes_on"])
    if grant:
        note("certificate.granted", row, by=by)
    else:
        note("certificate.refused", row, by=by)
    return decision


def _issued(row: Certification, now: Standing) -> Certificate:
    try:
        return issue(row, now)
    except SigningKeyDamaged as failure:
        raise NotAllowed(
            "De sleutel om te ondertekenen is beschadigd. Vraag de beheerder van Drieklank om hulp. "
            "Je besluit is niet bewaard."
        ) from failure


@transaction.atomic
def appeal(certification: Certification, text: str, *, by: Actor) -> None:
    """The school asks once for a second look, by another assessor. Raises NotAllowed: too late."""
    row = _locked(certification, Stage.REFUSED)
    decided = row.decision.decided_on if row.decision else None
    if not may_appeal(stage_of(row), decided, rules_of(row).appeal_weeks, today()):
        raise NotAllowed("De termijn om een tweede beoordeling te vragen is voorbij.")
    row.stage, row.appeal, row.appealed_on = Stage.APPEALED, text, today()
    row.closes_on = add_years(today(), 1)
    row.save(update_fields=["stage", "appeal", "appealed_on", "closes_on"])
    note("certificate.appealed", row, by=by)


@transaction.atomic
def withdraw(certificate: Certificate, because: str, *, by: Actor) -> None:
    """End a certificate before its time; the public page says so from now on.

    Raises NotAllowed: withdrawn before, or by somebody with ties to the school.
    """
    rows = Certificate.objects.select_for_update().defer("statement", "pdf")
    row: Certificate = rows.get(pk=certificate.pk)
    if row.withdrawn_on is not None:
        raise NotAllowed("Dit certificaat was al ingetrokken.")
    _independent(certifications_of(row.school).get(pk=row.certification_id), by)
    row.withdrawn_on, row.withdrawn_because = today(), WithdrawalReason(because).value
    row.save(update_fields=["withdrawn_on", "withdrawn_because"])
    note("certificate.withdrawn", row, by=by, because=because)


def appoint(
    school: School, *, email: str, name: str, starts_on: date, ends_on: date, by: Actor
) -> AdviserAssignment:
    """The board appoints who judges a school. Raises NotAllowed for who has ties to it, and what
    `assign_adviser` raises."""
    with transaction.atomic():
        row = assign_adviser(
            school,
            email=email,
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
            by=by,
            kind=AdviserKind.ASSESSOR,
        )
        running = certifications_of(school).filter(stage__in=WAITING).first()
        if why := _ties(row, school, running):
            raise NotAllowed(why)  # takes back what was written above
        return row


def _ties(row: AdviserAssignment, school: School, running: Certification | None) -> str:
    return objection(independence(row.user, school, running))


def dismiss(row: AdviserAssignment, *, by: Actor) -> None:
    """The task of an assessor ends at once."""
    end_adviser(row, by=by)


def longest_term() -> timedelta:
    """How long an assessor is appointed for at most."""
    return timedelta(days=366)
