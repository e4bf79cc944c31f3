"""Rows that the pages of readiness and vision need."""

from __future__ import annotations

from typing import Any

from drieklank.base.clock import today
from drieklank.improve.models import GuidanceRequest
from tests.cast import Cast


def vision_samples(cast: Cast) -> dict[str, dict[str, Any]]:
    """Parameters per page. Call with the tenants open."""
    code = cast.school.code
    asked = GuidanceRequest.objects.create(
        board=cast.board,
        school=cast.school,
        provider="Bureau Samen",
        provider_mail="vraag@bureau.example",
        parts=["vision"],
        period="in het voorjaar",
        contact_name="Lies Leider",
        contact_mail="leader@noordwind.example",
        sent_on=today(),
    )
    return {
        f"improve:{name}": {"code": code, "public_id": asked.public_id}
        for name in ("guidance", "guidance_withdraw")
    }
