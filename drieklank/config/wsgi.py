"""What the web server loads: the pages of the house, and a shorter way to the answering pages."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drieklank.config.settings")

ANSWERING: Final = "/v/"
_house = get_wsgi_application()


class _Answering(WSGIHandler):
    """The same pages behind fewer layers: what an answering page passes by anyway is not asked.

    A thousand parents open them in one evening. `tests/config/test_wsgi.py` holds that a page comes
    out the same either way.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        whole, settings.MIDDLEWARE = settings.MIDDLEWARE, settings.ANSWERING_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = whole


_answering = _Answering()


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one request."""
    is_short = environ.get("PATH_INFO", "").startswith(ANSWERING)
    return (_answering if is_short else _house)(environ, start_response)
