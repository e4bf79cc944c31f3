"""What the pages of the certificate need: a request that runs, an issued certificate, an assessor."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from drieklank.base import codes
from drieklank.base.clock import today
from drieklank.measure.models import Round
from drieklank.results.certificate_keys import published_keys
from drieklank.results.models import Certificate, CertificateEvidence, Certification
from drieklank.schools.models import AdviserAssignment, AdviserKind, User
from tests.cast import Cast
from tests.results.certificates import said


def certificate_samples(cast: Cast, first: Round, second: Round) -> dict[str, dict[str, Any]]:
    """Parameters of each address, by URL name; makes the rows at De Vlieger."""
    day, code = today(), codes.encode(7)
    base = {"board": cast.board, "school": cast.school}
    request = {"rules_version": 1, "asked_on": day, "closes_on": day + timedelta(days=365)}
    rounds = {"baseline": first, "final": second}
    old = Certification.objects.create(stage="granted", **base, **request, **rounds)
    running = Certification.objects.create(**base, **request, **rounds)
    evidence = CertificateEvidence.objects.create(
        board=cast.board, certification=running, kind="council", on=day, what="x", salt="x"
    )
    Certificate.objects.create(
        certification=old,
        code=code,
        issued_on=day,
        ends_on=day + timedelta(days=700),
        statement=json.dumps(said(codes.show(code))).encode(),
        pdf=b"%PDF",
        **base,
    )
    judge = AdviserAssignment.objects.create(
        user=User.objects.create_user("beoordelaar@buiten.example", "Bo Buiten"),
        starts_on=day,
        ends_on=day + timedelta(days=90),
        kind=AdviserKind.ASSESSOR,
        **base,
    )
    at, typed = {"code": cast.school.code}, {"typed": codes.show(code)}
    return {
        "results:certificate_evidence": at | {"kind": "actie"},
        "results:certificate_check": at | {"public_id": evidence.public_id},
        "results:certificate_remove": at | {"public_id": evidence.public_id},
        "results:certificate_assessor_end": at | {"public_id": judge.public_id},
        "results:certificate_key": {"mark": published_keys()[0].fingerprint},
        "results:certificate_public": typed,
        "results:certificate_statement": typed,
        "results:certificate_pdf": typed,
    }
