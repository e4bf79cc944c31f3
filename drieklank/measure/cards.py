"""Paper that carries a round: cards for pupils, and a poster without any secret."""

from __future__ import annotations

from random import SystemRandom

from django.conf import settings
from django.urls import reverse

from drieklank.base import codes
from drieklank.content.texts import written_day
from drieklank.documents.letters import qr_svg
from drieklank.documents.pdf import render
from drieklank.measure.keys import store
from drieklank.measure.models import Invitation, Role, Round
from drieklank.schools.models import ClassGroup


def _typed_at() -> str:
    address = f"{settings.BASE_URL}{reverse('measure:enter_code')}"
    return address.removeprefix("https://").removeprefix("http://").rstrip("/")


def cards_pdf(running: Round, group: ClassGroup) -> bytes:
    """Return the cards of one group, ten to a sheet, in an order drawn at random.

    No card is anybody's: pupils draw one from the pile. A secret, so it is stored nowhere.

    Raises:
        KeyMissing: the round's key is gone.
        ValueError: the group has no cards.
    """
    key = store().load(running.public_id)
    rows = Invitation.objects.filter(round=running, role=Role.PUPILS, groups=[group.pk])
    ids = list(rows.values_list("pk", flat=True))
    if not ids:
        raise ValueError("this group has no cards")
    SystemRandom().shuffle(ids)
    cards = [
        {
            "code": codes.show(key.code(pk)),
            "qr": qr_svg(f"{settings.BASE_URL}/v/{key.paper(pk)}"),
        }
        for pk in ids
    ]
    data = {
        "title": f"Kaartjes voor {group.name}",
        "school": running.school.name,
        "typed_at": _typed_at(),
        "until": written_day(running.closes_on, "nl"),
        "cards": cards,
    }
    return render("cards", data)


def poster_pdf(running: Round) -> bytes:
    """Return a poster for the door: what it is, until when, and where to type a code or ask for a
    new link. It holds no secret, so it may hang anywhere.
    """
    address = f"{settings.BASE_URL}{reverse('measure:lost')}"
    data = {
        "title": f"Poster voor {running.school.name}",
        "school": running.school.name,
        "until": written_day(running.closes_on, "nl"),
        "typed_at": _typed_at(),
        "qr": qr_svg(address),
    }
    return render("poster", data)
