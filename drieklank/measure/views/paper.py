"""Forms on paper, for who leads a round: print, send scans, decide about unclear crosses.

No page here names a person, tells whose form a scan was, or whether somebody answered before.
"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from drieklank.access.doors import actor_of, requires
from drieklank.access.rules import Right
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.measure.actions import carrying, scans
from drieklank.measure.actions import paper as actions
from drieklank.measure.forms_paper import DoubtForm, PaperDaysForm, PrintForm, ScansForm
from drieklank.measure.keys import KeyMissing, store
from drieklank.measure.models import Role, Round, RoundState
from drieklank.measure.paper.outcome import Fault
from drieklank.measure.paper_forms import paper_forms
from drieklank.measure.queries.paper import any_doubt, count_doubts, last_paper_day
from drieklank.measure.views.finding import fetch_round

KEY_GONE: Final = "De sleutel van deze meting is weg. Bel de beheerder."
FAULTS: Final = {
    Fault.TOO_LARGE: "te groot",
    Fault.TOO_MANY_PAGES: "te veel bladzijden; stuur het in delen",
    Fault.NOT_KNOWN: "geen PDF, JPEG of PNG",
    Fault.PHONE_FORMAT: "een soort foto die we niet lezen; bewaar hem als JPEG",
    Fault.LOCKED: "beveiligd met een wachtwoord",
    Fault.BROKEN: "niet te openen",
    Fault.TOO_SMALL: "te klein of te onscherp; scan met 200 dpi of meer",
    Fault.BLACK_WHITE: "alleen zwart en wit; scan in grijs, anders valt potlood weg",
    Fault.NO_MARKERS: "geen formulier gevonden; leg het blad recht en helemaal in beeld",
    Fault.NO_CODE: "geen code gevonden",
    Fault.OTHER_FORM: "een formulier van een andere meting",
}


def _takes_paper(row: Round) -> bool:
    is_open = row.state == RoundState.OPEN and row.version_id(Role.PARENTS) is not None
    return is_open and store().has(row.public_id)


@never_cache
@requires(Right.ROUND_MANAGE)
def paper(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Print forms, send scans, how far these are, and what could not be read of the last ones."""
    row = fetch_round(request, code, round_code)
    if request.method != "POST" and request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return _how_far(request, row)
    form = ScansForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _begun(request, row, form)
    return _paper_page(request, row, form, _days_form(row))


def _how_far(request: HttpRequest, row: Round) -> HttpResponse:
    reading = scans.last(row)
    if reading is None or not reading.is_busy:
        return HttpResponseClientRefresh()
    context = {"school": row.school, "round": row, "reading": reading}
    return render(request, "measure/paper/busy_part.html", context)


def _begun(request: HttpRequest, row: Round, form: ScansForm) -> HttpResponse:
    try:
        scans.begin(row, _contents(form), by=actor_of(request))
    except scans.BusyError:
        messages.info(request, "Er worden al scans gelezen. Stuur de volgende als dat klaar is.")
    except actions.ClosedError:
        messages.error(request, "Deze meting loopt niet. Er is niets ingelezen.")
        return redirect("measure:round", row.school.code, row.code)
    except KeyMissing:
        messages.error(request, KEY_GONE)
        return redirect("measure:round", row.school.code, row.code)
    return redirect("measure:paper", row.school.code, row.code)


def _days_form(row: Round, data: QueryDict | None = None) -> PaperDaysForm:
    return PaperDaysForm(data, closes_on=row.closes_on, initial={"last_day": row.paper_until})


def _paper_page(
    request: HttpRequest, row: Round, form: ScansForm, days_form: PaperDaysForm
) -> HttpResponse:
    reading = scans.last(row)
    taken = reading.taken if reading else None
    context = {
        "school": row.school,
        "round": row,
        "is_open": _takes_paper(row),
        "is_shut_online": row.closes_on < today(),
        "last_day": last_paper_day(row),
        "print_form": PrintForm(),
        "form": form,
        "days_form": days_form,
        "reading": reading,
        "taken": taken,
        "unread": [_said(one) for one in taken.unread] if taken else [],
        "doubts": count_doubts(row),
    }
    return render(request, "measure/paper/paper.html", context)


@require_POST
@requires(Right.ROUND_MANAGE)
def paper_days(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Choose until when forms on paper are read in."""
    row = fetch_round(request, code, round_code)
    form = _days_form(row, request.POST)
    if not form.is_valid():
        return _paper_page(request, row, ScansForm(), form)
    try:
        carrying.read_paper_until(row, form.cleaned_data["last_day"], by=actor_of(request))
    except carrying.WrongStateError:
        messages.info(request, "Deze meting is al gesloten.")
    else:
        messages.success(request, "De laatste dag voor papier is bewaard.")
    return redirect("measure:paper", code, round_code)


def _contents(form: ScansForm) -> list[tuple[str, bytes]]:
    """Names and bytes; the uploads themselves are gone as soon as they are closed."""
    contents = []
    for file in form.cleaned_data["scans"]:
        assert isinstance(file, UploadedFile)  # noqa: S101 -- narrows the type
        contents.append((file.name or "scan", file.read()))
        file.close()
    return contents


def _said(one: actions.Unread) -> str:
    where = f"Bladzijde {one.page} van {one.file}" if one.page else one.file
    return f"{where}: {FAULTS[one.fault]}."


@require_POST
@requires(Right.ROUND_MANAGE)
def print_forms(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Forms as one PDF, made on the spot and kept nowhere."""
    row = fetch_round(request, code, round_code)
    form = PrintForm(request.POST)
    if not _takes_paper(row) or not form.is_valid():
        messages.error(request, "Formulieren kunnen zolang de meting loopt. Kies voor wie.")
        return redirect("measure:paper", code, round_code)
    try:
        pdf, count = paper_forms(
            row,
            everyone=form.cleaned_data["who"] == "all",
            two_sided=form.cleaned_data["two_sided"],
            own_pupils=actor_of(request).own_pupil_ids,
        )
    except ValueError:
        messages.info(
            request, "Er is geen formulier nodig. Dat van je eigen gezin maakt een collega."
        )
        return redirect("measure:paper", code, round_code)
    note("round.paper_forms", row, by=actor_of(request), forms=count)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="formulieren-{row.code}.pdf"'
    return response


@never_cache
@requires(Right.ROUND_MANAGE)
def doubts(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """One row of circles at a time, drawn by chance; the decision goes to the sealed sheet."""
    row = fetch_round(request, code, round_code)
    if request.method == "POST":
        return _decided(request, row)
    shown = any_doubt(row) if _takes_paper(row) else None
    form = None
    if shown is not None:
        initial = {"row": shown.id, "value": shown.suggestion}
        form = DoubtForm(initial=initial, choices=shown.choices)
    context = {
        "school": row.school,
        "round": row,
        "doubt": shown,
        "form": form,
        "left": count_doubts(row),
    }
    return render(request, "measure/paper/doubts.html", context)


def _decided(request: HttpRequest, row: Round) -> HttpResponse:
    form = DoubtForm(request.POST, choices=[(value, "") for value in range(256)])
    try:
        if not form.is_valid():
            messages.error(request, "Kies wat er is aangekruist.")
        elif not actions.decide(row, form.cleaned_data["row"], form.cleaned_data["value"]):
            messages.info(request, "Over dit rijtje was al besloten.")
    except actions.ClosedError:
        messages.info(request, "Deze meting is al gesloten.")
    except KeyMissing:
        messages.error(request, KEY_GONE)
    except ValueError:
        messages.error(request, "Dit antwoord hoort niet bij deze vraag.")
    return redirect("measure:paper_doubts", row.school.code, row.code)
