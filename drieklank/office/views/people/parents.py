"""Parents, and their relation to a child."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drieklank.access.doors import actor_of, fetch, may, requires, visible
from drieklank.access.rules import Right
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.office.actions.parents import change_parent_and_tell
from drieklank.office.forms.people.family import ParentForm, RelationForm
from drieklank.office.forms.people.team import EndForm
from drieklank.office.queries.people import parent_page, parent_view
from drieklank.office.views.people.frames import Back, Question, form_page, question_page
from drieklank.people.actions.families import (
    add_parent,
    add_relation,
    change_relation,
    end_relation,
)
from drieklank.people.models import Parent, ParentChildRelation, Pupil
from drieklank.people.queries import has_running, parents, pupils, relations
from drieklank.people.rules import found, runs
from drieklank.schools.models import School
from drieklank.schools.queries import schools

MOST_FOUND = 8


def _of_pupil(school: School, pupil: Pupil) -> Back:
    return Back(str(pupil), reverse("office:pupil", args=[school.code, pupil.public_id]))


@requires(Right.PARENT_VIEW)
def parent_list(request: HttpRequest, code: str) -> HttpResponse:
    """The parents of this school's pupils that the reader may see."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    words = request.GET.get("zoek", "").strip()[:100]
    page = parent_page(actor_of(request), school, words, request.GET.get("pagina", "1"))
    shown = {"school": school, "page": page, "words": words}
    return render(request, "office/people/parents.html", shown)


@requires(Right.PARENT_VIEW)
def parent(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """One parent: how to reach, which children, in which language. No other parent stands here."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    rows = parents().filter(relations__pupil__school=school).distinct()
    row = fetch(request, rows, public_id=public_id)
    actor = actor_of(request)
    note("parent.viewed", row, by=actor, school_id=school.pk)
    shown = {
        "school": school,
        "parent": row,
        "view": parent_view(actor, row),
        "may_manage": may(actor, Right.PARENT_MANAGE, row),
        "may_privacy": may(actor, Right.PRIVACY_MANAGE, school),
    }
    return render(request, "office/people/parent.html", shown)


@requires(Right.PARENT_MANAGE)
def parent_change(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Mend how a parent is called and reached."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    rows = parents().filter(relations__pupil__school=school).distinct()
    row = fetch(request, rows, public_id=public_id)
    form = ParentForm(request.POST or None, school=school, parent=row)
    if request.method == "POST" and form.is_valid():
        change_parent_and_tell(row, form.cleaned_data, school=school, by=actor_of(request))
        messages.success(request, f"De gegevens van {row} zijn bewaard.")
        return redirect("office:parent", code, public_id)
    back = Back(str(row), reverse("office:parent", args=[code, public_id]))
    return form_page(request, school, form, title=f"{row} wijzigen", back=back)


@requires(Right.RELATION_MANAGE)
def relation_add(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Who is a parent of this pupil: somebody new, or one who stands at another child already."""
    school = fetch(request, schools(), Right.SCHOOL_MANAGE, code=code)
    pupil = fetch(request, pupils(), Right.PUPIL_VIEW, school=school, public_id=public_id)
    chosen = _chosen(request)
    who = None if chosen else ParentForm(request.POST or None, school=school, prefix="ouder")
    how = RelationForm(request.POST or None, prefix="relatie")
    if request.method == "POST" and how.is_valid() and (who is None or who.is_valid()):
        parent = chosen or (who.known if who else None)
        if parent is not None and has_running(parent, pupil):
            how.add_error(None, f"{parent} staat al als ouder bij {pupil}.")
        else:
            return _save_new(request, school, pupil, parent, who, how)
    words = request.GET.get("zoek", "").strip()[:100]
    shown = {
        "school": school,
        "pupil": pupil,
        "chosen": chosen,
        "who": who,
        "how": how,
        "words": words,
        "found": _find(request, words) if words else [],
        "back": _of_pupil(school, pupil),
    }
    return render(request, "office/people/relation_add.html", shown)


def _save_new(
    request: HttpRequest,
    school: School,
    pupil: Pupil,
    parent: Parent | None,
    who: ParentForm | None,
    how: RelationForm,
) -> HttpResponse:
    actor = actor_of(request)
    with transaction.atomic():
        if parent is None and who is not None:
            parent = add_parent(school, who.cleaned_data, by=actor)
        if parent is not None:
            add_relation(parent, pupil, how.cleaned_data, by=actor)
    messages.success(request, f"{parent} staat nu bij {pupil}.")
    return redirect("office:pupil", school.code, pupil.public_id)


def _chosen(request: HttpRequest) -> Parent | None:
    """The parent that was picked from the search, if the reader may see that parent."""
    public_id = request.GET.get("ouder", "")
    if not public_id:
        return None
    try:
        key = UUID(public_id)
    except ValueError:
        return None
    return fetch(request, parents(), Right.PARENT_VIEW, public_id=key)


def _find(request: HttpRequest, words: str) -> list[Parent]:
    seen = visible(actor_of(request), Right.PARENT_VIEW, parents())
    hits = (row for row in seen if found(words, str(row), row.email, row.phone))
    return [row for row, _ in zip(hits, range(MOST_FOUND), strict=False)]


def _relation(
    request: HttpRequest, code: str, public_id: UUID
) -> tuple[School, ParentChildRelation]:
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    return school, fetch(request, relations(), pupil__school=school, public_id=public_id)


@requires(Right.RELATION_MANAGE)
def relation_change(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Mend a relation: authority, information, language, order of calling."""
    school, row = _relation(request, code, public_id)
    form = RelationForm(request.POST or None, relation=row)
    if request.method == "POST" and form.is_valid():
        change_relation(row, form.cleaned_data, by=actor_of(request))
        messages.success(request, f"De relatie van {row.parent} met {row.pupil} is bewaard.")
        return redirect("office:pupil", code, row.pupil.public_id)
    return form_page(
        request,
        school,
        form,
        title=f"{row.parent} en {row.pupil}",
        back=_of_pupil(school, row.pupil),
        lead="Leg alleen vast wat je zeker weet. Vraag bij twijfel naar een uittreksel uit het "
        "gezagsregister.",
    )


@requires(Right.RELATION_MANAGE)
def relation_end(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask, then end a relation: at once, or after a day."""
    school, row = _relation(request, code, public_id)
    form = EndForm(request.POST or None)
    refused = "" if runs(row.ended_on, today()) else "Deze relatie is al voorbij."
    if request.method == "POST" and not refused and form.is_valid():
        end_relation(row, by=actor_of(request), last_day=form.cleaned_data["last_day"])
        messages.success(request, f"De relatie van {row.parent} met {row.pupil} is beëindigd.")
        return redirect("office:pupil", code, row.pupil.public_id)
    question = Question(
        f"Is {row.parent} geen ouder meer van {row.pupil}?",
        (
            f"{row.parent} ziet niets meer van {row.pupil} en krijgt geen berichten meer.",
            "Een code op papier voor deze ouder en dit kind werkt niet meer.",
            "De relatie blijft twee jaar in de geschiedenis staan. Daarna wordt hij gewist.",
            "Ouders die uit elkaar gaan, blijven allebei ouder. Beëindig dan niets.",
        ),
        "Beëindig de relatie",
        refused=refused,
    )
    return question_page(request, school, question, back=_of_pupil(school, row.pupil), form=form)
