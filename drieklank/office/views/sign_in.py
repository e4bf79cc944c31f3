"""The door for everyone: who are you, and how do you come in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods, require_POST

from drieklank.access.doors import actor_of, public
from drieklank.access.person_session import PERSON_COOKIE, delete_cookie, set_cookie
from drieklank.content.queries import sign_in_texts
from drieklank.office.accounts import openid_button
from drieklank.office.actions.sign_in import close_person_session, open_person_session
from drieklank.office.actions.staff_session import end_staff_session
from drieklank.office.forms.sign_in import EmailForm
from drieklank.office.queries.sign_in import demo_people, demo_person
from drieklank.office.views.language import language_of, show
from drieklank.people.models import Parent, Pupil
from drieklank.schools.models import User

NEXT = "sign_in_next"  # in the session, while a parent fetches the code from the mail


@public("aanmelden")
def choose(request: HttpRequest) -> HttpResponse:
    """In the demonstration: choose who you are. Else: parent or pupil, or staff."""
    people = demo_people()
    if people:
        return render(
            request, "office/sign_in/demo.html", {"people": people, "next": after(request)}
        )
    context = {
        "next": after(request),
        "form": EmailForm(sign_in_texts(language_of(request))),
        "staff_url": f"{reverse('account_login')}?{urlencode({'next': after(request)})}",
        "openid": openid_button(),
    }
    return show(request, "office/sign_in/choose.html", context)


@public("kies wie je bent, alleen in de demonstratie")
@require_POST
def choose_demo(request: HttpRequest) -> HttpResponse:
    """Become one of the made-up people; 404 wherever real people may be."""
    chosen = demo_person(request.POST.get("who", ""))
    if chosen is None:
        raise Http404
    if isinstance(chosen.person, User):
        response = forget(request, HttpResponseRedirect(after(request)))
        login(request, chosen.person)
        return response
    return come_in(request, chosen.person, way="demo")


@public("afmelden")
@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends whatever session this browser has; a GET only asks."""
    if request.method != "POST":
        return show(request, "office/sign_in/sign_out.html")
    return forget(request, redirect(settings.LOGOUT_REDIRECT_URL))


def come_in(request: HttpRequest, person: Parent | Pupil, *, way: str) -> HttpResponse:
    """Start a new session for a parent or pupil; whoever was signed in on this browser no longer is."""
    secret = open_person_session(person, way=way, replaces=request.COOKIES.get(PERSON_COOKIE, ""))
    target = after(request)
    logout(request)
    rotate_token(request)
    response = HttpResponseRedirect(target)
    set_cookie(response, secret)
    return response


def forget(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """End every session of this browser, of staff and of parents."""
    actor = actor_of(request)
    if actor.staff_session is not None:
        end_staff_session(actor.staff_session, by=actor)
    close_person_session(request.COOKIES.get(PERSON_COOKIE, ""))
    logout(request)
    rotate_token(request)
    delete_cookie(response)
    return response


def after(request: HttpRequest) -> str:
    """Where to go after signing in: `next`, kept over the steps, if that is a page of ours."""
    url = request.POST.get("next") or request.GET.get("next") or request.session.get(NEXT) or ""
    if url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=settings.HTTPS):
        return url
    return resolve_url(settings.LOGIN_REDIRECT_URL)
