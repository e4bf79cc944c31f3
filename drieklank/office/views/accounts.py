"""allauth's pages where the time of the answer would tell whether an address is known."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from django.http import HttpRequest, HttpResponse

from drieklank.base.evenly import evenly


def _evenly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with evenly():
            return view(request, *args, **kwargs)

    return inner


password_reset = _evenly(account.password_reset)
request_login_code = _evenly(account.request_login_code)
