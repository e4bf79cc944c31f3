"""A code on paper: for parents without an address, and for pupils. And an address afterwards."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from drieklank.access.doors import actor_of, public, requires
from drieklank.access.rules import Right
from drieklank.content.queries import sign_in_texts
from drieklank.office import limits
from drieklank.office.actions.addresses import (
    confirm_new_address,
    read_address_key,
    request_new_address,
)
from drieklank.office.actions.codes import redeem_paper_code
from drieklank.office.forms.sign_in import EmailForm, PaperForm
from drieklank.office.views.language import language_of, show
from drieklank.office.views.sign_in import come_in
from drieklank.people.models import Parent, Pupil


@public("aanmelden met een code op papier")
def paper_code(request: HttpRequest) -> HttpResponse:
    """The code of a letter, with the year in which the child was born."""
    texts = sign_in_texts(language_of(request))
    form = PaperForm(texts, request.POST if request.method == "POST" else None)
    network = limits.network(request)
    if form.is_bound and limits.is_reached(limits.WRONG_PER_NETWORK, network):
        form.add_error(None, texts["too_often"])
        return show(request, "office/sign_in/paper.html", {"form": form}, status=429)
    if form.is_bound and form.is_valid():
        person = redeem_paper_code(form.cleaned_data["code"], form.cleaned_data["year"])
        if person is not None:
            return _let_in(request, person)
        limits.count(limits.WRONG_PER_NETWORK, network)
        form.add_error(None, texts["paper_refused"])
    return show(request, "office/sign_in/paper.html", {"form": form})


def _let_in(request: HttpRequest, person: Parent | Pupil) -> HttpResponse:
    if isinstance(person, Pupil):
        return come_in(request, person, way="pupil")
    response = come_in(request, person, way="print")
    if not person.email and isinstance(response, HttpResponseRedirect):
        response["Location"] = reverse("office:add_address")
    return response


@requires(Right.OWN_DATA_VIEW)
def add_address(request: HttpRequest) -> HttpResponse:
    """A parent gives an address to get codes at; it counts once the mail to it was opened."""
    language = language_of(request)
    form = EmailForm(sign_in_texts(language), request.POST if request.method == "POST" else None)
    actor, network = actor_of(request), limits.network(request)
    if not form.is_bound or not form.is_valid() or actor.parent is None:
        return show(request, "office/sign_in/address.html", {"form": form})
    if limits.is_reached(limits.MAILS_PER_NETWORK, network):
        form.add_error(None, sign_in_texts(language)["too_often"])
        return show(request, "office/sign_in/address.html", {"form": form}, status=429)
    limits.count(limits.MAILS_PER_NETWORK, network)
    request_new_address(actor.parent, form.cleaned_data["email"], language, by=actor)
    return show(request, "office/sign_in/address_sent.html")


@public("een nieuw e-mailadres bevestigen met de link uit de mail")
def confirm_address(request: HttpRequest) -> HttpResponse:
    """GET shows the address with a button; only POST saves it."""
    key = request.POST.get("key") or request.GET.get("key", "")
    wanted = read_address_key(key)
    if wanted is None:
        return show(request, "office/sign_in/address_expired.html", status=410)
    texts = sign_in_texts(language_of(request))
    if request.method == "POST":
        if not confirm_new_address(wanted):
            return show(request, "office/sign_in/address_expired.html", status=410)
        return show(request, "office/sign_in/address_saved.html")
    said = texts.fill("address_confirm_text", email=wanted.email)
    return show(request, "office/sign_in/address_confirm.html", {"key": key, "said": said})
