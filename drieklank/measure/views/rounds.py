"""The pages of a round for staff: list, plan, follow, letters, close."""

from __future__ import annotations

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from drieklank.access.doors import actor_of, fetch, may, requires, visible
from drieklank.access.rules import Right
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.content.queries import questionnaires
from drieklank.content.schema import Audience, Instrument
from drieklank.measure import actions, queries
from drieklank.measure.forms import ExtendForm, LettersForm, PlanForm
from drieklank.measure.keys import KeyMissing, store
from drieklank.measure.letters import letters_pdf
from drieklank.measure.models import Role, Round, RoundState
from drieklank.measure.queries.carrying import lagging, precision_of
from drieklank.measure.queries.instruments import is_in_waves, waves_offered
from drieklank.measure.queries.own import fixed_own_of
from drieklank.measure.rules import backwards
from drieklank.measure.views.finding import fetch_round
from drieklank.outbox.queries import is_quiet
from drieklank.schools.models import School

INVITED = "De uitnodigingen gaan nu de deur uit."
INVITED_AT_NIGHT = (
    "De uitnodigingen staan klaar. In de avond, in de nacht en op zondag storen we niemand. Ze gaan "
    "vanzelf weg op de eerstvolgende ochtend die geen zondag is."
)


def _school(request: HttpRequest, code: str, right: Right = Right.SCHOOL_VIEW) -> School:
    return fetch(request, School.objects.all(), right, code=code)


def _may_plan(request: HttpRequest, school: School) -> bool:
    """A round that does not exist yet has no row: who leads the school may plan one."""
    actor = actor_of(request)
    return actor.has(Right.ROUND_MANAGE) and may(actor, Right.SCHOOL_MANAGE, school)


@require_safe
@requires(Right.ROUND_VIEW)
def round_list(request: HttpRequest, code: str) -> HttpResponse:
    """All rounds of a school, and the way to a new one."""
    school = _school(request, code)
    rows = list(visible(actor_of(request), Right.ROUND_VIEW, queries.rounds_of(school)))
    context = {
        "school": school,
        "rounds": [(row, queries.name_of(row)) for row in rows if row.archived_on is None],
        "archived": [(row, queries.name_of(row)) for row in rows if row.archived_on is not None],
        "running": [(row, queries.name_of(row)) for row in rows if row.is_running],
        "may_plan": _may_plan(request, school),
        "has_baseline": any(row.instrument == "baseline" for row in rows),
        "asked": queries.asked_at(school),
    }
    return render(request, "measure/rounds.html", context)


@require_safe
@requires(Right.ROUND_MANAGE)
def round_choose(request: HttpRequest, code: str) -> HttpResponse:
    """What can be measured: each instrument with what it is for and whom it asks."""
    school = _school(request, code, Right.SCHOOL_MANAGE)
    own = fixed_own_of(school)[:20]
    context = {
        "school": school,
        "asked": queries.asked_at(school),
        "own": own,
        "waves": waves_offered(),
    }
    return render(request, "measure/choose.html", context)


@requires(Right.ROUND_MANAGE)
def round_plan(request: HttpRequest, code: str, instrument: str) -> HttpResponse:
    """Choose whom to ask and the dates; shows who will be invited and what they are asked."""
    school = _school(request, code, Right.SCHOOL_MANAGE)
    found = queries.round_instrument(instrument)
    if found is None:
        raise Http404
    roles = queries.roles_asked(found, school)
    window = queries.window_to_aim_at(found)
    last_days = backwards(window) if window else None
    form = PlanForm(request.POST or None, roles=roles, window=window)
    if request.method == "POST" and form.is_valid():
        planned = _plan(request, school, found, form, roles)
        if planned is not None:
            messages.success(request, "De meting staat klaar.")
            return redirect("measure:round", code, planned.code)
    context = {
        "school": school,
        "form": form,
        "instrument": found,
        "reach": queries.reach(school, today()),
        "pupils": queries.pupils_reached(school, today()) if Role.PUPILS in roles else 0,
        "asked_roles": roles,
        "window": window,
        "backwards": last_days,
        "is_late": last_days is not None and last_days.announce < today(),
    }
    return render(request, "measure/plan.html", context)


def _plan(
    request: HttpRequest, school: School, found: Instrument, form: PlanForm, roles: list[Role]
) -> Round | None:
    """Plan the round, or put at the form why it cannot be."""
    wished, name = {"roles": roles} | form.cleaned_data, found.name
    try:
        with transaction.atomic():
            return actions.plan_round(school, found.key, **wished, by=actor_of(request))
    except actions.NoSchoolYearError:
        form.add_error("opens_on", "Deze dag valt in geen schooljaar. Kies een andere dag.")
    except IntegrityError:
        form.add_error(None, f"Er loopt al een {name}, of er staat er een klaar.")
    return None


@require_safe
@requires(Right.ROUND_VIEW)
def round_detail(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Where a round stands, and its response as counts."""
    row = fetch_round(request, code, round_code)
    may_manage = may(actor_of(request), Right.ROUND_MANAGE, row)
    context = {
        "school": row.school,
        "round": row,
        "name": queries.name_of(row),
        "outside_window": queries.outside_window(row),
        "response": [
            (part, precision_of(part), lagging(part)) for part in queries.response_shown(row)
        ],
        "reminders": queries.reminder_dates(row),
        "may_manage": may_manage,
        "in_waves": is_in_waves(row),
        "key_is_left": may_manage and queries.key_is_left(row),
        "letters": LettersForm() if may_manage and row.state == RoundState.OPEN else None,
        "missed": queries.count_missed(row) if may_manage else 0,
        "reach": queries.reach(row.school, today()) if row.state == RoundState.PLANNED else None,
        "pupils": queries.pupils_reached(row.school, today()),
        "asked_roles": row.roles,
    }
    return render(request, "measure/round.html", context)


@require_safe
@requires(Right.ROUND_VIEW)
def round_questions(request: HttpRequest, code: str, instrument: str, role: str) -> HttpResponse:
    """The questions as they are asked, in each language: before deciding to ask them."""
    school = _school(request, code)
    found = queries.round_instrument(instrument)
    if found is None or role not in list(Audience):
        raise Http404
    asked = questionnaires(instrument, school.sector).get(Audience(role))
    if asked is None:
        raise Http404
    wished = request.GET.get("taal", "nl")
    context = queries.preview(asked, wished if wished in asked.languages else "nl")
    return render(
        request,
        "measure/questions.html",
        context | {"school": school, "role": role, "instrument": found},
    )


@require_POST
@requires(Right.ROUND_MANAGE)
def round_open(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Invite everybody now."""
    row = fetch_round(request, code, round_code)
    try:
        actions.open_round(row, by=actor_of(request))
    except actions.WrongStateError:
        messages.info(request, "Deze meting was al begonnen.")
    else:
        messages.success(request, INVITED_AT_NIGHT if is_quiet() else INVITED)
    return redirect("measure:round", code, round_code)


@requires(Right.ROUND_MANAGE)
def round_extend(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Choose another last day."""
    row = fetch_round(request, code, round_code)
    form = ExtendForm(
        request.POST or None, opens_on=row.opens_on, initial={"closes_on": row.closes_on}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.extend_round(row, form.cleaned_data["closes_on"], by=actor_of(request))
        except actions.WrongStateError:
            messages.info(request, "Deze meting is al gesloten.")
        else:
            messages.success(request, "De nieuwe laatste dag is bewaard.")
        return redirect("measure:round", code, round_code)
    return render(
        request, "measure/extend.html", {"school": row.school, "round": row, "form": form}
    )


@requires(Right.ROUND_MANAGE)
def round_drop(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Ask, then take back a plan."""
    row = fetch_round(request, code, round_code)
    if request.method != "POST":
        return render(request, "measure/drop.html", {"school": row.school, "round": row})
    try:
        actions.drop_plan(row, by=actor_of(request))
    except actions.WrongStateError:
        messages.info(request, "Deze meting is al begonnen. Je kunt haar nog wel sluiten.")
        return redirect("measure:round", code, round_code)
    messages.success(request, "Het plan is weg. Er is niemand uitgenodigd.")
    return redirect("measure:rounds", code)


@requires(Right.ROUND_MANAGE)
def round_close(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Ask, then close: it cannot be undone. A round without its key can only be cleared."""
    row = fetch_round(request, code, round_code)
    is_lost = row.state == RoundState.OPEN and not store().has(row.public_id)
    if request.method != "POST":
        context = {
            "school": row.school,
            "round": row,
            "is_lost": is_lost,
            "response": queries.response_shown(row),
        }
        return render(request, "measure/close.html", context)
    if row.state == RoundState.OPEN and is_lost != ("give_up" in request.POST):
        # The page promised something else: a disk that came loose must not cost all answers.
        messages.error(request, "Er is iets veranderd met de sleutel. Lees deze bladzijde opnieuw.")
        return redirect(request.path)
    end = actions.give_up_round if is_lost else actions.close_round
    try:
        end(row, by=actor_of(request))
    except actions.NotOpenError:
        messages.info(request, "Deze meting was al gesloten.")
    except KeyMissing:
        messages.error(request, "De sleutel van deze meting is weg. Bel de beheerder.")
    else:
        messages.success(request, "De meting is gesloten.")
    return redirect("measure:round", code, round_code)


@require_POST
@requires(Right.ROUND_MANAGE)
def round_letters(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """Letters as one PDF, made on the spot and kept nowhere."""
    row = fetch_round(request, code, round_code)
    form = LettersForm(request.POST)
    if row.state != RoundState.OPEN or not form.is_valid():
        messages.error(request, "Brieven kunnen zolang de meting loopt. Kies voor wie.")
        return redirect("measure:round", code, round_code)
    try:
        pdf, count = letters_pdf(
            row,
            everyone=form.cleaned_data["who"] == "all",
            two_sided=form.cleaned_data["two_sided"],
            own_pupils=actor_of(request).own_pupil_ids,
        )
    except KeyMissing:
        messages.error(request, "De sleutel van deze meting is weg. Bel de beheerder.")
        return redirect("measure:round", code, round_code)
    except ValueError:
        messages.info(
            request, "Er is geen brief nodig. De brief van je eigen gezin maakt een collega."
        )
        return redirect("measure:round", code, round_code)
    note("round.letters", row, by=actor_of(request), letters=count)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="brieven-{row.code}.pdf"'
    return response
