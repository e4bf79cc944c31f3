"""Staff and advisers of a school."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from drieklank.access.doors import actor_of, fetch, may, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.office.actions.accounts import invite_staff
from drieklank.office.forms.people.team import AdviserForm, EndForm, MemberChangeForm, MemberForm
from drieklank.office.queries.people import groups_for_choice, manages, team_view
from drieklank.office.views.people.frames import Back, Question, form_page, question_page
from drieklank.people.rules import runs
from drieklank.schools.actions import (
    Refused,
    add_member,
    assign_adviser,
    change_member,
    end_adviser,
    end_membership,
    set_groups,
)
from drieklank.schools.models import Membership, School, StaffRole
from drieklank.schools.queries import adviser_assignments, memberships, schools


def _back(school: School, member: Membership | None = None) -> Back:
    if member is None:
        return Back("Team", reverse("office:team", args=[school.code]))
    return Back(str(member.user), reverse("office:member", args=[school.code, member.public_id]))


def _member(request: HttpRequest, code: str, public_id: UUID) -> tuple[School, Membership]:
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    return school, fetch(request, memberships(), school=school, public_id=public_id)


@requires(Right.STAFF_VIEW)
def team(request: HttpRequest, code: str) -> HttpResponse:
    """Who works at the school, in which role, with which groups; and the advisers."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    actor = actor_of(request)
    shown = {
        "school": school,
        "view": team_view(actor, school),
        "may_manage": manages(actor, Right.STAFF_MANAGE, school),
        "may_advise": manages(actor, Right.ADVISER_MANAGE, school),
    }
    return render(request, "office/people/team.html", shown)


@requires(Right.STAFF_VIEW)
def member(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """One role of one person at this school."""
    school, row = _member(request, code, public_id)
    shown = {
        "school": school,
        "member": row,
        "runs": runs(row.ended_on, today()),
        "may_manage": may(actor_of(request), Right.STAFF_MANAGE, row),
        "own": row.user == request.user,
    }
    return render(request, "office/people/member.html", shown)


@requires(Right.STAFF_MANAGE)
def member_add(request: HttpRequest, code: str) -> HttpResponse:
    """Give somebody a role; somebody new gets an account and chooses a password by mail."""
    school = fetch(request, schools(), Right.SCHOOL_MANAGE, code=code)
    form = MemberForm(request.POST or None, groups=groups_for_choice(school))
    if request.method == "POST" and form.is_valid():
        try:
            row = add_member(school, **form.cleaned_data, by=actor_of(request))
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            if not row.user.has_usable_password():
                invite_staff(row.user, actor_of(request))
            messages.success(request, f"{row.user} hoort nu bij het team.")
            return redirect("office:member", code, row.public_id)
    return form_page(
        request,
        school,
        form,
        title="Nieuwe medewerker",
        back=_back(school),
        lead="Werkt iemand ook op een andere school? Gebruik dan hetzelfde e-mailadres.",
        button="Voeg toe aan het team",
    )


@requires(Right.STAFF_MANAGE)
def member_change(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Mend name, telephone and groups."""
    school, row = _member(request, code, public_id)
    own = [assignment.class_group for assignment in row.user.groups_now]  # type: ignore[attr-defined] # prefetched
    here = [group for group in own if group.school_id == school.pk]
    groups = groups_for_choice(school)
    form = MemberChangeForm(request.POST or None, membership=row, groups=groups, chosen=here)
    if request.method == "POST" and form.is_valid():
        change_member(row, form.cleaned_data, by=actor_of(request))
        if row.role == StaffRole.TEACHER:
            set_groups(row.user, school, form.cleaned_data["groups"], by=actor_of(request))
        messages.success(request, f"De gegevens van {row.user} zijn bewaard.")
        return redirect("office:member", code, public_id)
    return form_page(request, school, form, title=f"{row.user} wijzigen", back=_back(school, row))


@requires(Right.STAFF_MANAGE)
def member_end(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask, then end a role: at once, or after a day."""
    school, row = _member(request, code, public_id)
    form = EndForm(request.POST or None)
    refused = "" if runs(row.ended_on, today()) else "Deze rol is al voorbij."
    if request.method == "POST" and not refused and form.is_valid():
        try:
            end_membership(row, by=actor_of(request), last_day=form.cleaned_data["last_day"])
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, f"De rol van {row.user} is beëindigd.")
            return redirect("homes:start" if row.user == request.user else _back(school).url)
    points = [
        f"{row.user} ziet daarna niets meer van {school} als {row.get_role_display()}.",
        "Andere rollen, ook op andere scholen, blijven gewoon gelden.",
        "Zonder andere rol wordt het account een jaar later gewist.",
    ]
    if row.user == request.user:
        points.insert(0, "Dit is je eigen rol. Je kunt dit zelf niet terugdraaien.")
    question = Question(
        f"De rol van {row.user} beëindigen?", points, "Beëindig de rol", refused=refused
    )
    return question_page(request, school, question, back=_back(school, row), form=form)


@requires(Right.ADVISER_MANAGE)
def adviser_add(request: HttpRequest, code: str) -> HttpResponse:
    """Let an adviser from outside see the school, for an agreed term."""
    school = fetch(request, schools(), Right.SCHOOL_MANAGE, code=code)
    form = AdviserForm(request.POST or None, initial={"starts_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            row = assign_adviser(school, **form.cleaned_data, by=actor_of(request))
        except Refused as refusal:
            form.add_error("email", str(refusal))
        else:
            if not row.user.has_usable_password():
                invite_staff(row.user, actor_of(request))
            messages.success(request, f"{row.user} kan nu meekijken.")
            return redirect("office:team", code)
    return form_page(
        request,
        school,
        form,
        title="Adviseur laten meekijken",
        back=_back(school),
        lead="Een adviseur ziet de uitkomsten van metingen. Nooit gegevens van kinderen of ouders.",
        button="Geef toegang",
    )


@requires(Right.ADVISER_MANAGE)
def adviser_end(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask, then end an adviser's access at once."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    row = fetch(request, adviser_assignments(), school=school, public_id=public_id)
    if request.method == "POST":
        end_adviser(row, by=actor_of(request))
        messages.success(request, f"{row.user} kan niet meer meekijken.")
        return redirect("office:team", code)
    question = Question(
        f"De toegang van {row.user} beëindigen?",
        (
            f"{row.user} ziet meteen niets meer van {school}.",
            "Een nieuwe termijn afspreken kan altijd.",
        ),
        "Beëindig de toegang",
    )
    return question_page(request, school, question, back=_back(school))
