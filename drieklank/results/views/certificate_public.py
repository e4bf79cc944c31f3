"""Pages of the certificate for everybody: the certificate itself, the criteria, the keys."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from drieklank.access.doors import public
from drieklank.content.queries import certificate_rules
from drieklank.results.queries.certificate_paper import growth_chart, signed_goals
from drieklank.results.queries.certificate_public import (
    PublicCertificate,
    key_lines,
    public_certificate,
)


def _found(typed: str) -> PublicCertificate:
    found = public_certificate(typed)
    if found is None:
        raise Http404
    return found


@require_safe
@public("een certificaat is openbaar: iedereen mag zien of het echt is en nog geldt")
def certificate(request: HttpRequest, typed: str) -> HttpResponse:
    """One certificate: valid, expired or withdrawn, with the figures it rests on."""
    found = _found(typed)
    if typed != found.shown_code:
        return redirect("results:certificate_public", found.shown_code)
    rules = certificate_rules(int(found.said["rules"]["version"]))
    shown = {
        "certificate": found,
        "goals": signed_goals(found.said),
        "chart": growth_chart(found.said),
        "rules": rules,
    }
    return render(request, "results/certificate_public.html", shown)


@require_safe
@public("de ondertekende verklaring bij een certificaat, om zelf na te rekenen")
def statement(request: HttpRequest, typed: str) -> HttpResponse:
    """The signed file, byte for byte as it was issued."""
    found = _found(typed)
    name = f"certificaat-{found.shown_code}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(found.statement, content_type="application/json", headers=headers)


@require_safe
@public("het certificaat op papier, om op te hangen")
def paper(request: HttpRequest, typed: str) -> HttpResponse:
    """The PDF, as it was issued; only while the certificate holds, since it is made to hang up."""
    found = _found(typed)
    if not found.is_valid:
        raise Http404
    name = f"certificaat-{found.shown_code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(found.pdf, content_type="application/pdf", headers=headers)


@require_safe
@public("de eisen voor het certificaat")
def criteria(request: HttpRequest) -> HttpResponse:
    """The criteria, published and numbered."""
    return render(request, "results/certificate_criteria.html", {"rules": certificate_rules()})


@require_safe
@public("de openbare sleutels waarmee een certificaat na te kijken is")
def keys(request: HttpRequest) -> HttpResponse:
    """Each public key with its fingerprint."""
    return render(request, "results/certificate_keys.html", {"lines": key_lines()})


@require_safe
@public("een openbare sleutel als bestand")
def key_file(request: HttpRequest, mark: str) -> HttpResponse:
    """One public key as a PEM file."""
    found = next((line for line in key_lines() if line.mark == mark), None)
    if found is None:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="{mark}.pem"'}
    return HttpResponse(found.pem, content_type="application/x-pem-file", headers=headers)
