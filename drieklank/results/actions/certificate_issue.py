"""Issuing: the statement is composed, signed and set as a PDF, and kept exactly as it left."""

from __future__ import annotations

import secrets
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from hashlib import sha256
from typing import Any, Final

from drieklank.base import codes
from drieklank.base.clock import now, today
from drieklank.base.statistics import Difference, Estimate
from drieklank.content.queries import certificate_rules_hash
from drieklank.documents.pdf import render
from drieklank.measure.queries import Round, questionnaire_of
from drieklank.results.certificate_keys import signing_key
from drieklank.results.certificate_statement import canonical, sign
from drieklank.results.models import Certificate, CertificateEvidence, Certification, EvidenceCheck
from drieklank.results.queries.certificate import Standing, evidence_of
from drieklank.results.queries.certificate_figures import Measured
from drieklank.results.queries.certificate_paper import as_certificate
from drieklank.results.queries.certificate_public import address_of
from drieklank.results.rules.certificate_scores import TENTH, tenths
from drieklank.results.rules.certificate_track import last_day

_TRIES: Final = 20


def issue(certification: Certification, standing: Standing) -> Certificate:
    """The certificate of a request that was granted today: code, statement, PDF.

    Raises SigningKeyDamaged, NotRendered.
    """
    code, first = _new_code(), today()
    last = last_day(first, standing.rules.valid_years)
    said = statement(certification, standing, code, first, last)
    file = sign(said, signing_key())
    pdf = render("certificate", as_certificate(said, address_of(code)), now())
    found: Certificate = Certificate.objects.create(
        board_id=certification.board_id,
        certification=certification,
        school=certification.school,
        code=code,
        issued_on=first,
        ends_on=last,
        statement=file,
        pdf=pdf,
    )
    return found


def _new_code() -> str:
    for _ in range(_TRIES):
        code = codes.encode(secrets.randbits(codes.PAYLOAD_BITS))
        if not Certificate._base_manager.filter(code=code).exists():
            return code
    raise RuntimeError("no free code for a certificate")


def statement(
    certification: Certification, standing: Standing, code: str, first: date, last: date
) -> dict[str, Any]:
    """What is signed: text only, and nothing that may not be shown to everybody."""
    school, rules, found = certification.school, standing.rules, standing.measured
    asked = questionnaire_of(certification.final, "parents")
    return {
        "certificate": codes.show(code),
        "title": rules.title,
        "school": {"name": school.name, "brin": school.brin, "town": school.town},
        "issued_on": first.isoformat(),
        "ends_on": last.isoformat(),
        "look_at": address_of(code),
        "rules": {
            "key": rules.key,
            "version": str(rules.version),
            "sha256": certificate_rules_hash(rules.version),
        },
        "questionnaire": {"key": asked.key, "version": str(asked.version)} if asked else {},
        "baseline": _round(certification.baseline),
        "final": _round(certification.final) | _response(found),
        "goals": [_goal(goal, found) for goal in found.names],
        "criteria": [
            {"key": line.verdict.key, "name": line.name, "reason": line.verdict.reason}
            for line in standing.lines
        ],
        "evidence": _evidence(certification, found),
    }


def _round(row: Round) -> dict[str, str]:
    return {
        "opened_on": row.opens_on.isoformat(),
        "closed_on": (row.closed_on or row.closes_on).isoformat(),
    }


def _response(found: Measured) -> dict[str, str]:
    if found.response is None:
        return {}
    return {
        "parents_invited": str(found.response.invited),
        "parents_answered": str(found.response.answered),
    }


def _number(value: float | Decimal) -> str:
    return str(tenths(value))


def _figure(one: Estimate) -> dict[str, str]:
    return {
        "n": str(one.n),
        "score": _number(one.value),
        "low": _number(one.low),
        "high": _number(one.high),
    }


def _goal(goal: str, found: Measured) -> dict[str, Any]:
    score = found.scores.get(goal)
    change = next((one for one in found.changes if one.goal.key == goal), None)
    before = change.before if change else None
    sources: dict[str, Any] = {
        role: _figure(goals[goal]) for role, goals in found.roles.items() if goal in goals
    }
    if score is not None and "documents" in score.sources:
        sources["documents"] = {"score": _number(score.sources["documents"])}
    return {
        "key": goal,
        "name": found.names[goal],
        "score": _number(score.score) if score else "",
        "sources": sources,
        "parents_before": _figure(before) if before else {},
        "parents_change": _apart(change.difference) if change and change.difference else {},
    }


def _apart(one: Difference) -> dict[str, str]:
    """Now minus then; the ends outward to tenths, so that no doubt is rounded away."""
    low, high = (
        Decimal(str(end)).quantize(TENTH, way)
        for end, way in ((one.low, ROUND_FLOOR), (one.high, ROUND_CEILING))
    )
    return {"score": _number(one.value), "low": str(low), "high": str(high)}


def _evidence(certification: Certification, found: Measured) -> list[dict[str, str]]:
    """A fingerprint of each thing that was confirmed; what it says stays with school and assessor."""
    rows = evidence_of(certification).filter(check_state=EvidenceCheck.CONFIRMED)
    listed = [
        {"kind": str(row.kind), "on": row.on.isoformat(), "sha256": evidence_hash(row)}
        for row in rows
    ]
    if found.checklist is not None and found.checklist.signed_on is not None:
        answers = {key: str(value) for key, value in found.checklist.answers.items()}
        listed.append(
            {
                "kind": "checklist",
                "on": found.checklist.signed_on.isoformat(),
                "sha256": sha256(canonical(answers)).hexdigest(),
            }
        )
    return listed


def evidence_hash(row: CertificateEvidence) -> str:
    """sha256 over the canonical form of an entry, with its salt."""
    content = {
        "kind": str(row.kind),
        "on": row.on.isoformat(),
        "what": row.what,
        "evaluated_on": row.evaluated_on.isoformat() if row.evaluated_on else "",
        "result": row.result,
        "place": row.place,
        "parents": "" if row.parents is None else str(row.parents),
        "pupils": "" if row.pupils is None else str(row.pupils),
        "salt": row.salt,
    }
    return sha256(canonical(content)).hexdigest()
