"""Requests for the certificate: where one stands, what may happen next, and who may judge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from drieklank.base.clock import today
from drieklank.content.queries import certificate_rules
from drieklank.content.schema import CertificateRules
from drieklank.people.models import Parent
from drieklank.results.models import (
    Certificate,
    CertificateDecision,
    CertificateEvidence,
    Certification,
    EvidenceCheck,
    EvidenceKind,
)
from drieklank.results.queries.certificate_figures import Measured, limits_of, measured, pairs
from drieklank.results.rules.certificate import Facts, Verdict, Visit, is_met, judge
from drieklank.results.rules.certificate_track import (
    WAITING,
    Independence,
    Stage,
    Validity,
    add_months,
    appeal_until,
    may_appeal,
    may_ask,
    objection,
    validity,
)
from drieklank.schools.models import School, User
from drieklank.schools.queries import helped_school, worked_for

# Where no request runs yet, who helped within this term is no outsider.
_LOOK_BACK = timedelta(days=2 * 365)


def certifications_of(school: School) -> QuerySet[Certification]:
    """All requests of a school, newest first."""
    return Certification.objects.filter(school=school).select_related(
        "school", "baseline__school", "final__school", "decision__assessor"
    )


def certificates_of(school: School) -> QuerySet[Certificate]:
    """What was issued to a school, newest first, without the files."""
    return Certificate.objects.filter(school=school).defer("statement", "pdf")


def evidence_of(certification: Certification) -> QuerySet[CertificateEvidence]:
    return CertificateEvidence.objects.filter(certification=certification)


def rules_of(certification: Certification) -> CertificateRules:
    """The version that the request was made under."""
    return certificate_rules(certification.rules_version)


def stage_of(certification: Certification) -> Stage:
    return Stage(certification.stage)


def is_waiting(certification: Certification) -> bool:
    """Whether the school or an assessor still has something to do."""
    return stage_of(certification) in WAITING


@dataclass(frozen=True)
class Line:
    """One criterion as it is published, with how it stands."""

    name: str
    explanation: str
    verdict: Verdict


@dataclass(frozen=True)
class Standing:
    """How a request stands today, or stood when it was decided."""

    rules: CertificateRules
    measured: Measured
    verdicts: tuple[Verdict, ...]

    @property
    def is_met(self) -> bool:
        return is_met(self.verdicts)

    @property
    def met(self) -> int:
        return sum(one.state == "met" for one in self.verdicts)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The criteria in their published order."""
        by_key = {one.key: one for one in self.verdicts}
        return tuple(
            Line(one.name, one.explanation, by_key[one.key]) for one in self.rules.criteria
        )


def standing(certification: Certification) -> Standing:
    """All criteria, judged over the figures and the evidence of now."""
    rules = rules_of(certification)
    found = measured(certification.baseline, certification.final, rules)
    facts = _with_evidence(found.facts(), list(evidence_of(certification)))
    return Standing(rules, found, judge(facts, limits_of(rules), found.names))


def _with_evidence(facts: Facts, rows: list[CertificateEvidence]) -> Facts:
    def of(kind: str, state: str) -> list[CertificateEvidence]:
        return [row for row in rows if row.kind == kind and row.check_state == state]

    council = of(EvidenceKind.COUNCIL, EvidenceCheck.CONFIRMED)
    visits = of(EvidenceKind.VISIT, EvidenceCheck.CONFIRMED)
    return replace(
        facts,
        actions=len(of(EvidenceKind.ACTION, EvidenceCheck.CONFIRMED)),
        actions_waiting=len(of(EvidenceKind.ACTION, EvidenceCheck.WAITING)),
        council_on=max((row.on for row in council), default=None),
        council_waiting=bool(of(EvidenceKind.COUNCIL, EvidenceCheck.WAITING)),
        visit=_visits(visits),
    )


def _visits(rows: list[CertificateEvidence]) -> Visit | None:
    """All visits of the track together, on the day of the last one."""
    if not rows:
        return None
    return Visit(
        max(row.on for row in rows),
        sum(row.parents or 0 for row in rows),
        sum(row.pupils or 0 for row in rows),
    )


def track_start(school: School) -> date:
    """From which day on somebody who helped the school cannot judge it."""
    running = certifications_of(school).filter(stage__in=WAITING).first()
    return running.baseline.opens_on if running else today() - _LOOK_BACK


def independence(user: User, school: School, certification: Certification | None) -> Independence:
    """What ties a person to a school, since the track began."""
    since = certification.baseline.opens_on if certification else track_start(school)
    refusal = certification is not None and certification.stage == Stage.APPEALED
    return Independence(
        helped=helped_school(user, school, since),
        works_at_board=worked_for(user, school.board_id, since),
        is_parent=Parent.objects.filter(
            Q(user=user) | Q(email__iexact=user.email), relations__pupil__school=school
        ).exists(),
        decided_before=refusal
        and CertificateDecision.objects.filter(certification=certification, assessor=user).exists(),
    )


def objection_to(user: User | None, certification: Certification) -> str:
    """Why this person may not judge this request; empty: nothing stands in the way."""
    if user is None:
        return "Alleen een beoordelaar beslist over het certificaat."
    return objection(independence(user, certification.school, certification))


@dataclass(frozen=True)
class Place:
    """Everything the page of a school shows: the running or last request, and what was issued."""

    certification: Certification | None
    standing: Standing | None
    certificate: Certificate | None
    validity: Validity | None
    may_ask: bool
    can_ask: bool
    appeal_until: date | None

    @property
    def is_waiting(self) -> bool:
        return self.certification is not None and is_waiting(self.certification)


def place_of(school: School) -> Place:
    """Where a school stands on the way to the certificate."""
    day, rules = today(), certificate_rules()
    last = certifications_of(school).first()
    certificate = certificates_of(school).first()
    state = validity(certificate.ends_on, certificate.withdrawn_on, day) if certificate else None
    until = certificate.ends_on if certificate and state is Validity.VALID else None
    running = frozenset({stage_of(last)}) if last else frozenset[Stage]()
    allowed = may_ask(running, until, rules.renew_months, day)
    return Place(
        certification=last,
        standing=standing(last) if last else None,
        certificate=certificate,
        validity=state,
        may_ask=allowed,
        can_ask=allowed and bool(pairs(school, add_months(day, -rules.final_months))),
        appeal_until=_appeal_until(last, day),
    )


def _appeal_until(last: Certification | None, day: date) -> date | None:
    if last is None or last.decision is None:
        return None
    weeks, decided = rules_of(last).appeal_weeks, last.decision.decided_on
    return appeal_until(decided, weeks) if may_appeal(stage_of(last), decided, weeks, day) else None
