"""Start pages: one per role, and the parents' portal."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from drieklank.access.doors import actor_of, fetch, requires, visible
from drieklank.access.rules import Right, Role
from drieklank.base.clock import now, today
from drieklank.content.queries import interface_texts
from drieklank.homes import queries
from drieklank.homes.addresses import Addresses
from drieklank.homes.language import Language, answer, portal_language
from drieklank.homes.rules import circle, coming, greeting, next_step, number_word
from drieklank.improve.queries.plan_page import own_lines
from drieklank.improve.queries.plan_parents import schools_that_show
from drieklank.improve.queries.steering import memberships_seen
from drieklank.improve.queries.track import own_tasks
from drieklank.improve.queries.vision import schools_with_vision
from drieklank.ui.parts.lists import YearPart


@requires(Right.START_VIEW)
def start(request: HttpRequest) -> HttpResponse:
    """To the start page of whoever asks."""
    actor = actor_of(request)
    if actor.parent is not None or actor.pupil is not None:
        return redirect("homes:home")
    schools = sorted(actor.schools(Role.SCHOOL_LEADER, Role.CARE_COORDINATOR, Role.TEACHER))
    if schools:
        school = queries.schools().filter(pk=schools[0]).first()
        return redirect("homes:school", code=school.code) if school else redirect("homes:nothing")
    if actor.holds(Role.BOARD_MEMBER):
        return redirect("homes:board")
    if actor.holds(Role.ADVISER) or actor.holds(Role.ASSESSOR):
        return redirect("homes:schools")
    if Role.ADMINISTRATOR in actor.roles:
        return redirect("office:staff_session")
    if Role.EDITOR in actor.roles:
        return redirect("toolkit:editor")
    return redirect("homes:nothing")


@requires(Right.START_VIEW)
def nothing(request: HttpRequest) -> HttpResponse:
    """Signed in, but without a role today: say so, and who can help."""
    return render(request, "homes/nothing.html")


@requires(Right.SCHOOL_VIEW)
def school(request: HttpRequest, code: str) -> HttpResponse:
    """The start page of a role at one school."""
    row = fetch(request, queries.schools(), code=code)
    actor = actor_of(request)
    role = queries.role_at(actor, row)
    last = queries.last_round(actor, row)
    facts = queries.facts_of(row, last)
    works_here = role in {Role.SCHOOL_LEADER, Role.TEACHER, Role.CARE_COORDINATOR}
    parts = circle(facts, today(), "je bent hier" if works_here else "hier is de school")
    shown: dict[str, Any] = {
        "school": row,
        "role": role,
        "greeting": greeting(timezone.localtime(now()).hour, str(actor.user)),
        "today": today(),
        "facts": facts,
        "last": last,
        "parts": [YearPart(p.label, p.note, p.weeks, p.state, p.share) for p in parts],
        "addresses": Addresses(row.code, last.code if last else ""),
    }
    if role is Role.SCHOOL_LEADER:
        step = next_step(facts, today())
        reminders = [date.fromisoformat(on) for on in last.remind_on] if last else []
        shown |= {
            "step": step,
            "heading": f"{shown['greeting']} {step.finding}",
            "attention": queries.attention(row, last),
            "coming": coming(facts, reminders, today()),
        }
        shown["step_url"] = shown["addresses"].of(step.page)
        return render(request, "homes/leader.html", shown)
    if role in {Role.TEACHER, Role.CARE_COORDINATOR}:
        lines = queries.groups_seen(actor, row)
        is_teacher = role is Role.TEACHER
        shown |= {
            "is_teacher": is_teacher,
            "classes": [(one, queries.kids_seen(actor, one.group)) for one in lines[:3]]
            if is_teacher
            else [],
            "groups": lines[3:] if is_teacher else lines,
            "own": own_lines(row, actor.user) if actor.user else (),
            "prepare": own_tasks(row, actor.user) if actor.user else (),
        }
        shown["heading"] = _class_heading(shown["greeting"], shown["classes"])
        return render(request, "homes/teacher.html", shown)
    return render(request, "homes/visitor.html", shown)


def _class_heading(hello: str, classes: list[tuple[queries.GroupLine, list[queries.Kid]]]) -> str:
    count = sum(len(pupils) for _, pupils in classes)
    return f"{hello} {number_word(count)} kinderen in je klas." if count else hello


@requires(Right.SCHOOL_VIEW)
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """What a school leader keeps up: people, groups, the year, and the record of who looked."""
    row = fetch(request, queries.schools(), Right.SCHOOL_MANAGE, code=code)
    return render(request, "homes/manage.html", {"school": row, "addresses": Addresses(row.code)})


@requires(Right.BOARD_VIEW)
def board(request: HttpRequest) -> HttpResponse:
    """Where each school stands: in alphabetical order, without ranks."""
    actor = actor_of(request)
    first = visible(actor, Right.BOARD_VIEW, queries.boards()).first()
    if first is None:
        raise Http404
    return render(request, "homes/board.html", _lines(request) | {"board": first})


@requires(Right.SCHOOL_VIEW)
def schools(request: HttpRequest) -> HttpResponse:
    """The schools of an adviser, or of anyone with more than one."""
    return render(request, "homes/schools.html", _lines(request))


def _lines(request: HttpRequest) -> dict[str, object]:
    lines = queries.school_lines(actor_of(request))
    rows = [(line, circle(line.facts, today()), Addresses(line.school.code)) for line in lines]
    count = len(lines)
    heading = "Eén school" if count == 1 else f"{number_word(count)} scholen, elk op een eigen weg"
    return {"lines": rows, "today": today(), "heading": heading}


@requires(Right.OWN_CHILD_VIEW)
def home(request: HttpRequest) -> HttpResponse:
    """The portal: the own children and the one thing to do."""
    actor = actor_of(request)
    language = portal_language(request)
    cards = queries.child_cards(actor, today())
    places = {card.pupil.school_id for card in cards}
    running = queries.running_rounds(places) if actor.parent else []
    told = queries.told_rounds(places) if actor.parent else []
    shown = _portal(request, language) | {
        "cards": cards,
        "running": [
            {
                "school": row.school,
                "text": language.words["round_text"].format(day=language.day(row.closes_on)),
            }
            for row in running
        ],
        "told": [
            {
                "school": row.school,
                "url": reverse("results:shared", args=[row.school.code, row.code])
                + f"?taal={language.code}",
            }
            for row in told
        ],
        "doing": interface_texts("commitments-interface", language.code),
        "plans": [
            {
                "school": school,
                "url": reverse("improve:plan_shown", args=[school.code]) + f"?taal={language.code}",
            }
            for school in (schools_that_show(places) if actor.parent else [])
        ],
        "planned": interface_texts("plan-interface", language.code),
        "visions": [
            {
                "school": school,
                "url": reverse("improve:vision_shared", args=[school.code])
                + f"?taal={language.code}",
            }
            for school in (schools_with_vision(places) if actor.parent else [])
        ],
        "vision": interface_texts("vision-interface", language.code),
        "seats": memberships_seen(actor) if actor.parent else [],
    }
    return answer(request, "homes/home.html", shown, language)


@requires(Right.OWN_CHILD_VIEW)
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything the school keeps about whoever asks, and who looked at it."""
    actor = actor_of(request)
    language = portal_language(request)
    shown = _portal(request, language) | {
        "cards": queries.child_cards(actor, today()),
        "looked": queries.looked_at(actor),
    }
    return answer(request, "homes/own_data.html", shown, language)


def _portal(request: HttpRequest, language: Language) -> dict[str, object]:
    actor = actor_of(request)
    words, person = language.words, actor.parent or actor.pupil
    is_pupil = actor.pupil is not None
    return language.context() | {
        "t": words,
        "is_pupil": is_pupil,
        "person": person,
        "hello": words["hello"].format(name=person.first_name or person if person else ""),
        "children_title": words["me" if is_pupil else "children"],
        "looked_title": words["looked_title_pupil" if is_pupil else "looked_title"],
        "rights_title": words["rights_title_pupil" if is_pupil else "rights_title"],
    }
