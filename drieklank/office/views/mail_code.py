"""Parents come in with a code by mail. No GET signs in or uses up a code: mail scanners open links."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from drieklank.access.doors import public
from drieklank.base.clock import now
from drieklank.base.evenly import evenly
from drieklank.content.queries import sign_in_texts
from drieklank.office import limits
from drieklank.office.actions.codes import redeem_mail_code, request_mail_code
from drieklank.office.forms.sign_in import CodeForm, EmailForm
from drieklank.office.queries.codes import parents_of_choice
from drieklank.office.rules.sign_in import CHOICE_WORKS
from drieklank.office.views.language import language_of, show
from drieklank.office.views.sign_in import NEXT, after, come_in
from drieklank.people.models import Parent

ASKED = (
    "sign_in_asked"  # id of the code that this browser asked for; 0 where nobody has the address
)
PEOPLE = "sign_in_people"
UNTIL = "sign_in_until"


@public("aanmelden als ouder: een code per e-mail vragen")
def ask_mail_code(request: HttpRequest) -> HttpResponse:
    """Type an address. Known or unknown: the same page, as slowly, follows."""
    language = language_of(request)
    form = EmailForm(sign_in_texts(language), request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return show(request, "office/sign_in/mail.html", {"form": form, "next": after(request)})
    email, network = form.cleaned_data["email"], limits.network(request)
    if limits.is_reached(limits.MAILS_PER_ADDRESS, email) or limits.is_reached(
        limits.MAILS_PER_NETWORK, network
    ):
        form.add_error(None, sign_in_texts(language)["too_often"])
        return show(
            request, "office/sign_in/mail.html", {"form": form, "next": after(request)}, status=429
        )
    limits.count(limits.MAILS_PER_ADDRESS, email)
    limits.count(limits.MAILS_PER_NETWORK, network)
    with evenly():
        request.session[ASKED] = request_mail_code(email, language)
        request.session[NEXT] = after(request)
        request.session.save()
    return redirect("office:mail_code")


@public("aanmelden als ouder: de code uit de mail")
def mail_code(request: HttpRequest) -> HttpResponse:
    """Type the code; or, from the link in the mail, press the button."""
    texts = sign_in_texts(language_of(request))
    if request.method != "POST":
        linked = CodeForm(texts, {"code": request.GET.get("code", "")})
        if "code" in request.GET and linked.is_valid():
            return show(request, "office/sign_in/link.html", {"code": linked.cleaned_data["code"]})
        return show(request, "office/sign_in/code.html", {"form": CodeForm(texts)})
    form = CodeForm(texts, request.POST)
    network = limits.network(request)
    if limits.is_reached(limits.WRONG_PER_NETWORK, network):
        form.add_error(None, texts["too_often"])
        return show(request, "office/sign_in/code.html", {"form": form}, status=429)
    if form.is_valid():
        people = redeem_mail_code(form.cleaned_data["code"], request.session.get(ASKED, 0))
        if people:
            return _let_in(request, people)
        limits.count(limits.WRONG_PER_NETWORK, network)
        form.add_error("code", texts["code_refused"])
    return show(request, "office/sign_in/code.html", {"form": form})


def _let_in(request: HttpRequest, people: list[Parent]) -> HttpResponse:
    if len(people) == 1:
        return come_in(request, people[0], way="mail")
    request.session.cycle_key()
    request.session[PEOPLE] = [parent.pk for parent in people]
    request.session[UNTIL] = (now() + CHOICE_WORKS).isoformat()
    return redirect("office:choose_person")


@public("aanmelden als ouder: wie u bent, als een adres bij meer mensen hoort")
def choose_person(request: HttpRequest) -> HttpResponse:
    """One address, several parents or boards: choose one. Only within minutes after the code."""
    until = request.session.get(UNTIL, "")
    if not until or datetime.fromisoformat(until) < now():
        texts = sign_in_texts(language_of(request))
        return show(
            request,
            "office/sign_in/code.html",
            {"form": CodeForm(texts), "said": texts["who_expired"]},
        )
    people = parents_of_choice(request.session[PEOPLE])
    if request.method == "POST":
        for parent in people:
            if str(parent.public_id) == request.POST.get("who"):
                return come_in(request, parent, way="mail")
    return show(request, "office/sign_in/who.html", {"people": people})
