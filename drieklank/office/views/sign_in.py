"""The door for everyone: who are you, and how do you come in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from drieklank.access.doors import public


@public("aanmelden")
def choose(request: HttpRequest) -> HttpResponse:
    return render(request, "office/sign_in/choose.html")
