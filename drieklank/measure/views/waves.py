"""Pages of rounds in waves: begin one, and invite after an event."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from drieklank.access.doors import actor_of, fetch, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.measure import queries
from drieklank.measure.actions import NoSchoolYearError, WrongStateError
from drieklank.measure.actions.waves import asks_parents, begin_waves, invite_wave
from drieklank.measure.forms_waves import BeginForm, WaveForm
from drieklank.measure.keys import KeyMissing
from drieklank.measure.queries.instruments import is_in_waves, wave_instrument
from drieklank.measure.views.finding import fetch_round
from drieklank.schools.queries import groups_on, schools


@requires(Right.ROUND_MANAGE)
def wave_begin(request: HttpRequest, code: str, instrument: str) -> HttpResponse:
    """Choose the topic and the term."""
    school = fetch(request, schools(), Right.SCHOOL_MANAGE, code=code)
    found = wave_instrument(instrument)
    if found is None:
        raise Http404
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                row = begin_waves(school, instrument, **form.cleaned_data, by=actor_of(request))
        except NoSchoolYearError:
            form.add_error(None, "Vandaag valt in geen schooljaar. Maak eerst het schooljaar aan.")
        except IntegrityError:
            form.add_error("topic", "Hierover loopt al een peiling. Nodig daar mensen voor uit.")
        else:
            messages.success(request, "De peiling is begonnen. Nodig nu de eerste mensen uit.")
            return redirect("measure:wave_invite", code, row.code)
    context = {"school": school, "form": form, "instrument": found}
    return render(request, "measure/wave_begin.html", context)


@requires(Right.ROUND_MANAGE)
def wave_invite(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Invite who was there: the parents of some groups, or the team."""
    row = fetch_round(request, code, round_code)
    if not is_in_waves(row):
        raise Http404
    groups = list(groups_on(row.school, today())) if asks_parents(row) else []
    form = WaveForm(request.POST or None, groups=groups) if asks_parents(row) else None
    if request.method == "POST" and (form is None or form.is_valid()):
        chosen = [int(group) for group in form.cleaned_data["groups"]] if form else []
        try:
            invited = invite_wave(row, chosen, by=actor_of(request))
        except WrongStateError:
            messages.info(request, "Deze peiling is al gesloten.")
        except KeyMissing:
            messages.error(request, "De sleutel van deze meting is weg. Bel de beheerder.")
        else:
            messages.success(request, f"{invited} mensen krijgen een uitnodiging.")
        return redirect("measure:round", code, round_code)
    context = {
        "school": row.school,
        "round": row,
        "name": queries.name_of(row),
        "form": form,
    }
    return render(request, "measure/wave_invite.html", context)
