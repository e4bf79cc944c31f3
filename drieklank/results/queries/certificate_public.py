"""What anybody may read of a certificate: the signed statement itself, and whether it still holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from drieklank.base import codes
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.results.certificate_keys import published_keys
from drieklank.results.certificate_statement import spoken
from drieklank.results.models import Certificate, WithdrawalReason
from drieklank.results.queries.parts import day_words
from drieklank.results.rules.certificate_track import Validity, validity


@dataclass(frozen=True)
class PublicCertificate:
    """One certificate without anything about a person; `said` is the content of the statement."""

    code: str
    said: Mapping[str, Any]
    issued_on: date
    ends_on: date
    validity: Validity
    withdrawn_on: date | None
    why: str
    statement: bytes
    pdf: bytes

    @property
    def is_valid(self) -> bool:
        return self.validity is Validity.VALID

    @property
    def shown_code(self) -> str:
        return codes.show(self.code)

    @property
    def first_day(self) -> str:
        """When the first measurement closed, in words."""
        return day_words(date.fromisoformat(self.said["baseline"]["closed_on"]))

    @property
    def final_day(self) -> str:
        """When the end measurement closed, in words."""
        return day_words(date.fromisoformat(self.said["final"]["closed_on"]))


def address_of(code: str) -> str:
    """The public address of a certificate."""
    return f"{settings.BASE_URL}{reverse('results:certificate_public', args=[codes.show(code)])}"


def public_certificate(typed: str) -> PublicCertificate | None:
    """The certificate with this code, however it was typed; None: there is none."""
    try:
        code = codes.encode(codes.read(typed))
    except codes.CodeError:
        return None
    with open_every_tenant("a certificate is public"):
        row: Certificate | None = Certificate.objects.filter(code=code).first()
    if row is None:
        return None
    statement = bytes(row.statement)
    because = row.withdrawn_because
    return PublicCertificate(
        row.code,
        json.loads(statement),
        row.issued_on,
        row.ends_on,
        validity(row.ends_on, row.withdrawn_on, today()),
        row.withdrawn_on,
        str(WithdrawalReason(because).label) if because else "",
        statement,
        bytes(row.pdf),
    )


@dataclass(frozen=True)
class KeyLine:
    """A public key as the page shows it."""

    mark: str
    spoken: str
    signs: bool
    pem: str


def key_lines() -> tuple[KeyLine, ...]:
    """Every key that this installation signs or signed with, the one in use first."""
    return tuple(
        KeyLine(one.fingerprint, spoken(one.fingerprint), one.signs, one.pem)
        for one in published_keys()
    )
