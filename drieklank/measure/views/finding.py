"""How the pages of a round for staff find it."""

from __future__ import annotations

from django.http import HttpRequest

from drieklank.access.doors import fetch
from drieklank.measure import queries
from drieklank.measure.models import Round


def fetch_round(request: HttpRequest, code: str, round_code: str) -> Round:
    """The round, if the actor has the view's right on it; another school's answers 404."""
    return fetch(request, queries.rounds(), school__code=code, code=round_code)
