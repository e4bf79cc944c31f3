"""Headers that no library sets for us."""

from collections.abc import Callable

from csp.constants import HEADER as CONTENT_POLICY
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse

POLICY = (
    "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
)


class HeadersMiddleware:
    """A page with somebody's data may not be kept by a shared computer; devices stay closed.

    The content policy is the same for every page, so it is written out once; the library's own
    middleware does that twice for every answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.content_policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(CONTENT_POLICY, self.content_policy)
        response.headers.setdefault("Permissions-Policy", POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        return response
