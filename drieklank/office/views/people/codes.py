"""Ways in that a school hands out: a letter for a parent, a code for a pupil, an invitation for staff."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from drieklank.access.doors import actor_of, fetch, requires
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.office.actions.accounts import invite_staff, reset_second_factor
from drieklank.office.actions.codes import CannotGiveCode, make_pupil_code
from drieklank.office.actions.letters import letters_with_codes
from drieklank.office.queries.people import without_email
from drieklank.office.views.people.frames import Back, Question, question_page
from drieklank.people.models import ParentChildRelation
from drieklank.people.queries import pupils, relations
from drieklank.people.rules import runs
from drieklank.schools.models import Membership
from drieklank.schools.queries import class_groups, memberships, schools, works_at_other_board


def _pdf(request: HttpRequest, rows: list[ParentChildRelation]) -> HttpResponse:
    response = HttpResponse(
        letters_with_codes(rows, actor_of(request)), content_type="application/pdf"
    )
    response["Content-Disposition"] = 'attachment; filename="brieven-met-codes.pdf"'
    response["Cache-Control"] = "no-store"
    return response


# Who may hand out a way in as a parent is the one who manages parents: not an administrator.
@requires(Right.PARENT_MANAGE)
@require_POST
def relation_letter(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """A letter with a code for one parent about one child. An older letter stops working."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    rows = relations().filter(pupil__school=school)
    row = fetch(request, rows, Right.RELATION_MANAGE, public_id=public_id)
    try:
        return _pdf(request, [row])
    except CannotGiveCode as refusal:
        messages.error(request, str(refusal))
        return redirect("office:pupil", code, row.pupil.public_id)


@requires(Right.PARENT_MANAGE)
@require_POST
def group_letters(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Letters with codes for all parents of a group who have no e-mail address."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    group = fetch(request, class_groups(), Right.GROUP_VIEW, school=school, public_id=public_id)
    rows = without_email(actor_of(request), group)
    if not rows:
        messages.info(request, "Alle ouders van deze groep hebben een e-mailadres.")
        return redirect("office:group", code, public_id)
    try:
        return _pdf(request, rows)
    except CannotGiveCode as refusal:
        messages.error(request, str(refusal))
        return redirect("office:group", code, public_id)


@requires(Right.PUPIL_MANAGE)
@require_POST
def pupil_code(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """A code for a pupil, shown once."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    row = fetch(request, pupils(), school=school, public_id=public_id)
    try:
        made = make_pupil_code(row, actor_of(request))
    except CannotGiveCode as refusal:
        messages.error(request, str(refusal))
        return redirect("office:pupil", code, public_id)
    response = render(
        request, "office/people/pupil_code.html", {"school": school, "pupil": row, "made": made}
    )
    response["Cache-Control"] = "no-store"
    return response


@requires(Right.STAFF_MANAGE)
@require_POST
def member_invite(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Mail a member of staff a link to choose a password, again."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    row = fetch(request, memberships(), school=school, public_id=public_id)
    if runs(row.ended_on, today()):
        invite_staff(row.user, actor_of(request))
        messages.success(request, f"Er gaat een uitnodiging naar {row.user.email}.")
    return redirect("office:member", code, public_id)


@requires(Right.STAFF_MANAGE)
def member_second_factor(request: HttpRequest, code: str, public_id: UUID) -> HttpResponse:
    """Ask, then take a colleague's lost second factor away."""
    school = fetch(request, schools(), Right.SCHOOL_VIEW, code=code)
    row = fetch(request, memberships(), school=school, public_id=public_id)
    refused = _why_not(request, row)
    if request.method == "POST" and not refused:
        reset_second_factor(row, actor_of(request))
        messages.success(request, f"{row.user} stelt bij het aanmelden een nieuwe tweede stap in.")
        return redirect("office:member", code, public_id)
    question = Question(
        f"De tweede stap van {row.user} weghalen?",
        (
            f"Doe dit alleen als je zeker weet dat {row.user} het zelf vraagt. Bel of vraag het na.",
            "Aanmelden kan daarna met alleen het wachtwoord, tot er een nieuwe tweede stap is.",
            f"{row.user} krijgt hierover een e-mail.",
        ),
        "Haal tweede stap weg",
        refused=refused,
    )
    back = Back(str(row.user), reverse("office:member", args=[code, public_id]))
    return question_page(request, school, question, back=back)


def _why_not(request: HttpRequest, row: Membership) -> str:
    """An account is shared by boards: one of them alone does not weaken it."""
    if row.user == request.user:
        return "Je eigen tweede stap haal je weg bij Veilig aanmelden."
    is_administrator = actor_of(request).staff_session is not None
    if not is_administrator and works_at_other_board(row.user, row.board_id):
        return f"{row.user} werkt ook bij een ander bestuur. Vraag het de beheerder van Drieklank."
    return ""
