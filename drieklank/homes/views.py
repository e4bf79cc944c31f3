"""Start pages: one per role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from drieklank.access.doors import requires
from drieklank.access.rules import Right


@requires(Right.START_VIEW)
def start(request: HttpRequest) -> HttpResponse:
    return render(request, "homes/start.html")
