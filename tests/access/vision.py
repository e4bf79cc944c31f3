"""Rows that the pages of readiness and vision need."""

from __future__ import annotations

from typing import Any

from drieklank.base.clock import today
from drieklank.improve.models import Expectation, GuidanceRequest, ValueChoice, VisionVersion
from tests.cast import Cast

DOOR = "0000000000"


def vision_samples(cast: Cast) -> dict[str, dict[str, Any]]:
    """Parameters per page. Call with the tenants open."""
    code, day = cast.school.code, today()
    own = {"board": cast.board, "school": cast.school}
    asked = GuidanceRequest.objects.create(
        **own,
        provider="Bureau Samen",
        provider_mail="vraag@bureau.example",
        parts=["vision"],
        period="in het voorjaar",
        contact_name="Lies Leider",
        contact_mail="leader@noordwind.example",
        sent_on=day,
    )
    VisionVersion.objects.create(
        **own, number=1, sentence="Samen.", made_on=day, state="agreed", agreed_on=day
    )
    ValueChoice.objects.create(**own, team_code="1111111111", parents_code=DOOR, opened_on=day)
    expected = Expectation.objects.create(**own, side="school", text="Wij bellen.", agreed_on=day)
    return {
        **{
            f"improve:{name}": {"code": code, "public_id": asked.public_id}
            for name in ("guidance", "guidance_withdraw")
        },
        **{
            f"improve:{name}": {"code": code, "public_id": expected.public_id}
            for name in ("expectation", "expectation_end")
        },
        "improve:vision_sign": {"code": code, "party": "team"},
        "improve:values_choose": {"door": DOOR},
    }
