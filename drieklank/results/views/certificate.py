"""Pages on the way to the certificate, for the school, its board and the assessor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.office.actions.accounts import invite_staff
from drieklank.results.actions import certificate as actions
from drieklank.results.forms import certificate as forms
from drieklank.results.models import CertificateEvidence, Certification, EvidenceKind
from drieklank.results.queries import certificate as queries
from drieklank.results.queries.certificate_page import page_of
from drieklank.schools.actions import Refused
from drieklank.schools.models import School
from drieklank.schools.queries import assessors_of, schools

_KINDS = {"actie": EvidenceKind.ACTION, "raad": EvidenceKind.COUNCIL, "anders": EvidenceKind.OTHER}
_TITLES = {
    EvidenceKind.ACTION: ("Een actie vastleggen", "Wat deden jullie, en wat leverde het op?"),
    EvidenceKind.COUNCIL: ("Het gesprek met de medezeggenschapsraad", ""),
    EvidenceKind.OTHER: ("Ander bewijs", ""),
}


def _school(request: HttpRequest, code: str) -> School:
    return fetch(request, schools(), code=code)


def _running(school: School) -> Certification:
    """The request that waits for the school or the assessor, or 404."""
    found = queries.certifications_of(school).first()
    if found is None or not queries.is_waiting(found):
        raise Http404
    return found


def _evidence(certification: Certification, public_id: UUID) -> CertificateEvidence:
    found = queries.evidence_of(certification).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _back(school: School) -> HttpResponse:
    return redirect("results:certificate", school.code)


def _form(
    request: HttpRequest, school: School, form: BaseForm, *, title: str, **more: Any
) -> HttpResponse:
    shown = {"school": school, "form": form, "title": title, "button": "Bewaar", "lead": ""}
    return render(request, "results/certificate_form.html", shown | more)


@require_safe
@requires(Right.CERTIFICATE_VIEW)
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Where the school stands: criteria, evidence, decision, and what this reader may do."""
    school, actor = _school(request, code), actor_of(request)
    place = queries.place_of(school)
    shown = {
        "school": school,
        "place": place,
        "page": page_of(place),
        "is_school": may(actor, Right.CERTIFICATE_ASK, school),
        "is_assessor": may(actor, Right.CERTIFICATE_JUDGE, school),
        "is_board": may(actor, Right.ASSESSOR_MANAGE, school),
        "assessors": assessors_of(school),
    }
    if shown["is_assessor"] and place.certification is not None:
        shown["objection"] = queries.objection_to(actor.user, place.certification)
    return render(request, "results/certificate.html", shown)


@requires(Right.CERTIFICATE_ASK)
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the certificate on two measurements."""
    school = _school(request, code)
    pairs = actions.pairs_to_ask(school)
    if not pairs:
        return _back(school)
    form = forms.AskForm(request.POST or None, pairs=pairs)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask(school, form.cleaned_data["pair"], by=actor_of(request))
        except actions.NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Het certificaat is aangevraagd. Leg nu het bewijs vast.")
        return _back(school)
    lead = "De beoordelaar kijkt naar deze twee metingen. Wat je hier kiest, staat daarna vast."
    return _form(
        request, school, form, title="Certificaat aanvragen", lead=lead, button="Vraag aan"
    )


@requires(Right.CERTIFICATE_ASK)
def drop(request: HttpRequest, code: str) -> HttpResponse:
    """Ask, then take the request back."""
    school = _school(request, code)
    certification = _running(school)
    if request.method == "POST":
        try:
            actions.drop(certification, by=actor_of(request))
        except actions.NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "De aanvraag is ingetrokken.")
        return _back(school)
    shown = {
        "school": school,
        "title": "De aanvraag intrekken?",
        "points": (
            "De beoordelaar gaat niet verder. Het bewijs dat je vastlegde, telt niet meer mee.",
            "De rapporten van jullie metingen blijven gewoon staan.",
            "Je kunt later opnieuw aanvragen.",
        ),
        "button": "Trek de aanvraag in",
    }
    return render(request, "results/certificate_question.html", shown)


@requires(Right.CERTIFICATE_ASK)
def add_evidence(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Write down what the school did."""
    school = _school(request, code)
    if kind not in _KINDS:
        raise Http404
    title, lead = _TITLES[_KINDS[kind]]
    return _add(request, school, _KINDS[kind], title, lead, "Dit is vastgelegd.")


@requires(Right.CERTIFICATE_JUDGE)
def add_visit(request: HttpRequest, code: str) -> HttpResponse:
    """The assessor writes down the visit."""
    school = _school(request, code)
    lead = "We bewaren hoeveel mensen je sprak, geen namen."
    return _add(
        request, school, EvidenceKind.VISIT, "Het bezoek", lead, "Het bezoek is vastgelegd."
    )


def _add(
    request: HttpRequest, school: School, kind: EvidenceKind, title: str, lead: str, done: str
) -> HttpResponse:
    certification = _running(school)
    form = forms.EVIDENCE_FORMS[kind](request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_evidence(certification, kind, form.cleaned_data, by=actor_of(request))
        except actions.NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return _back(school)
    return _form(request, school, form, title=title, lead=lead)


@require_POST
@requires(Right.CERTIFICATE_ASK)
def remove(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Take away evidence that nobody looked at yet."""
    school = _school(request, code)
    try:
        actions.remove_evidence(_evidence(_running(school), public_id), by=actor_of(request))
    except actions.NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Dit bewijs is weggehaald.")
    return _back(school)


@requires(Right.CERTIFICATE_JUDGE)
def check(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Look at one piece of evidence, and say whether it is so."""
    school = _school(request, code)
    row = _evidence(_running(school), public_id)
    form = forms.CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_evidence(row, **form.cleaned_data, by=actor_of(request))
        except actions.NotAllowed as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Bewaard.")
        return _back(school)
    return _form(request, school, form, title=str(row.get_kind_display()).capitalize(), row=row)


@requires(Right.CERTIFICATE_JUDGE)
def decide(request: HttpRequest, code: str) -> HttpResponse:
    """Grant or refuse, with reasons."""
    school = _school(request, code)
    certification = _running(school)
    form = forms.DecisionForm(request.POST or None)
    now = queries.standing(certification)
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.decide(certification, **form.cleaned_data, by=actor_of(request))
        except actions.NotAllowed as refusal:
            form.add_error(None, str(refusal))
        else:
            said = "toegekend" if done.is_granted else "afgewezen"
            messages.success(request, f"Het certificaat is {said}.")
            return _back(school)
    lead = (
        "Aan alle eisen is voldaan."
        if now.is_met
        else f"Aan {now.met} van de {len(now.verdicts)} eisen is voldaan. Toekennen kan nog niet."
    )
    return _form(request, school, form, title="Besluit", lead=lead, button="Leg het besluit vast")


@contextmanager
def _told(request: HttpRequest, done: str) -> Iterator[None]:
    """Say that a step was taken, or why it may not be."""
    try:
        yield
    except actions.NotAllowed as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


@requires(Right.CERTIFICATE_ASK)
def appeal(request: HttpRequest, code: str) -> HttpResponse:
    """Ask another assessor to look again."""
    school = _school(request, code)
    place = queries.place_of(school)
    if place.certification is None or place.appeal_until is None:
        raise Http404
    form = forms.AppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with _told(request, "Een andere beoordelaar kijkt opnieuw."):
            actions.appeal(place.certification, form.cleaned_data["appeal"], by=actor_of(request))
        return _back(school)
    lead = "Dit kan één keer. Het bestuur wijst een andere beoordelaar aan."
    return _form(
        request, school, form, title="Tweede beoordeling", lead=lead, button="Vraag het aan"
    )


@requires(Right.CERTIFICATE_JUDGE)
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """End a certificate before its last day."""
    school = _school(request, code)
    place = queries.place_of(school)
    if place.certificate is None or place.validity != "valid":
        raise Http404
    form = forms.WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with _told(request, "Het certificaat is ingetrokken."):
            actions.withdraw(place.certificate, form.cleaned_data["because"], by=actor_of(request))
        return _back(school)
    lead = "De openbare pagina zegt daarna dat het certificaat niet meer geldt. Dit kun je niet terugdraaien."
    return _form(
        request, school, form, title="Certificaat intrekken", lead=lead, button="Trek het in"
    )


@requires(Right.ASSESSOR_MANAGE)
def appoint(request: HttpRequest, code: str) -> HttpResponse:
    """The board appoints who judges this school."""
    school, actor = _school(request, code), actor_of(request)
    longest = actions.longest_term().days
    form = forms.AssessorForm(request.POST or None, longest=longest, initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.appoint(school, **form.cleaned_data, by=actor)
        except (actions.NotAllowed, Refused) as refusal:
            form.add_error("email", str(refusal))
        else:
            if not row.user.has_usable_password():
                invite_staff(row.user, actor)
            messages.success(request, f"{row.user} kan de school nu beoordelen.")
            return _back(school)
    lead = (
        "Kies iemand van buiten: niet van dit bestuur, en niet wie de school heeft begeleid. "
        "De beoordelaar ziet uitkomsten en bewijs, geen gegevens van kinderen of ouders."
    )
    title = "Beoordelaar aanwijzen"
    return _form(request, school, form, title=title, lead=lead, button="Wijs aan")


@requires(Right.ASSESSOR_MANAGE)
def dismiss(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask, then end the task of an assessor at once."""
    school = _school(request, code)
    row = assessors_of(school).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        actions.dismiss(row, by=actor_of(request))
        messages.success(request, f"{row.user} beoordeelt deze school niet meer.")
        return _back(school)
    shown = {
        "school": school,
        "title": f"De taak van {row.user} beëindigen?",
        "points": (
            f"{row.user} ziet meteen niets meer van {school}.",
            "Een besluit dat al is genomen, blijft staan.",
        ),
        "button": "Beëindig de taak",
        "here": reverse("results:certificate_assessor_end", args=[code, public_id]),
    }
    return render(request, "results/certificate_question.html", shown)
