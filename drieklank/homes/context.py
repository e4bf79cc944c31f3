"""What every page needs around its content: the menu of the role, the account, the school's name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from drieklank.access.actor import Actor
from drieklank.access.doors import actor_of, visible
from drieklank.access.roles import ROLE_NAMES
from drieklank.access.rules import Right, Role
from drieklank.homes import queries
from drieklank.homes.addresses import Addresses
from drieklank.homes.language import portal_language
from drieklank.schools.models import School
from drieklank.ui.nav import Account, NavItem

_UNDERSTANDS = frozenset(
    {
        Role.SCHOOL_LEADER,
        Role.TEACHER,
        Role.CARE_COORDINATOR,
        Role.ADVISER,
        Role.ASSESSOR,
        Role.BOARD_MEMBER,
    }
)

# Pages that are of no one school, also for somebody who works at one.
_OF_NO_SCHOOL = ("/bestuur/", "/scholen/", "/beheer/", "/nalezen/", "/redactie/")
_CHOOSES = _UNDERSTANDS - {Role.ASSESSOR}


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Menu and account; a handful of values and no query for whoever is not signed in."""
    shown: dict[str, Any] = {"demo_mode": settings.DEMO}
    actor = actor_of(request)
    if actor.user is not None:
        return shown | _staff(request, actor)
    if actor.parent is not None or actor.pupil is not None:
        return shown | _family(request, actor)
    return shown


def _staff(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    school = _school_of(request, actor)
    role = queries.role_at(actor, school) if school is not None else None
    note = ROLE_NAMES[role] if role else ""
    at = Addresses(school.code) if school is not None else None
    nav = _school_menu(request, role, at) if at else _other_menu(request, actor)
    return {
        "nav": nav,
        "subnav": _choosing_menu(request, role, at) if at else [],
        "school_name": school.name if school else "",
        "account": Account(
            str(actor.user), _links(actor, school), note, sign_out_url=reverse("office:sign_out")
        ),
        "staff_session": actor.staff_session,
    }


def _school_of(request: HttpRequest, actor: Actor) -> School | None:
    match = request.resolver_match
    code = match.kwargs.get("code") if match else None
    rows = visible(actor, Right.SCHOOL_VIEW, queries.schools())
    if code and request.path.startswith("/school/"):
        return rows.filter(code=code).first()
    own = actor.schools(Role.SCHOOL_LEADER, Role.CARE_COORDINATOR, Role.TEACHER)
    if own and not request.path.startswith(_OF_NO_SCHOOL):
        return rows.filter(pk=min(own)).first()
    return None


def _item(request: HttpRequest, label: str, url: str, icon: str, *, whole: bool = True) -> NavItem:
    path = request.path
    return NavItem(label, url, icon, path == url if whole else path.startswith(url))


def _school_menu(request: HttpRequest, role: Role | None, at: Addresses) -> list[NavItem]:
    first = "Mijn klas" if role is Role.TEACHER else "Vandaag"
    if role in {Role.ADVISER, Role.ASSESSOR, Role.BOARD_MEMBER, Role.ADMINISTRATOR}:
        first = "School"
    menu = [_item(request, first, at.home, "house")]
    menu.append(_item(request, "Meten", at.measure, "clipboard-list", whole=False))
    if role in _UNDERSTANDS:
        menu.append(_item(request, "Begrijpen", at.understand, "chart-no-axes-gantt", whole=False))
    if role in _CHOOSES:
        here = bool(_choosing_menu(request, role, at))
        menu.append(NavItem("Kiezen", at.choose, "signpost", here))
    if role is Role.SCHOOL_LEADER:
        known = any(item.current for item in menu)
        menu.append(NavItem("School", at.manage, "school", not known))
    if role is Role.CARE_COORDINATOR:
        menu.append(_item(request, "Leerlingen", at.pupils, "users", whole=False))
    if role is Role.ADMINISTRATOR:
        menu.append(_item(request, "Leerlingen", at.pupils, "users", whole=False))
        menu.append(_item(request, "Team", at.team, "school", whole=False))
    return menu


def _choosing_menu(request: HttpRequest, role: Role | None, at: Addresses) -> list[NavItem]:
    """The places within Kiezen, on its own pages; none elsewhere."""
    places = [
        (at.choose, "Activiteiten", _CHOOSES),
        (at.plan, "Plan", _CHOOSES),
        (at.track, "Traject", _CHOOSES - {Role.BOARD_MEMBER}),
        (at.brainstorm, "Brainstorm", _CHOOSES - {Role.BOARD_MEMBER}),
        (at.vision, "Visie", _CHOOSES),
        (at.readiness, "Zelf of samen", frozenset({Role.SCHOOL_LEADER, Role.ADVISER})),
    ]
    if not any(request.path.startswith(url) for url, _, _ in places):
        return []
    return [
        _item(request, label, url, "", whole=False) for url, label, roles in places if role in roles
    ]


def _other_menu(request: HttpRequest, actor: Actor) -> list[NavItem]:
    menu = []
    if actor.holds(Role.BOARD_MEMBER):
        menu.append(_item(request, "Overzicht", reverse("homes:board"), "house"))
    if any(map(actor.holds, (Role.ADVISER, Role.ASSESSOR, Role.ADMINISTRATOR))):
        menu.append(_item(request, "Scholen", reverse("homes:schools"), "school"))
    if actor.has(Right.TEXTS_CHECK):
        menu.append(_item(request, "Nalezen", reverse("results:texts_waiting"), "eye"))
    if Role.EDITOR in actor.roles:
        menu.append(_item(request, "Redactie", reverse("toolkit:editor"), "signpost", whole=False))
    if Role.ADMINISTRATOR in actor.roles:
        menu.append(_item(request, "Beheer", reverse("office:staff_session"), "key-round"))
    return menu


def _links(actor: Actor, current: School | None) -> tuple[NavItem, ...]:
    """The other places where this person has a role, then the own account."""
    links = []
    own = actor.schools(Role.SCHOOL_LEADER, Role.CARE_COORDINATOR, Role.TEACHER)
    others = own - ({current.pk} if current else set())
    if others:
        rows = visible(actor, Right.SCHOOL_VIEW, queries.schools()).filter(pk__in=others)
        links += [NavItem(row.name, Addresses(row.code).home) for row in rows]
    if actor.holds(Role.BOARD_MEMBER):
        links.append(NavItem("Overzicht van het bestuur", reverse("homes:board")))
    if actor.holds(Role.ADVISER) or actor.holds(Role.ASSESSOR):
        links.append(NavItem("Mijn scholen", reverse("homes:schools")))
    if Role.EDITOR in actor.roles:
        links.append(NavItem("Redactie", reverse("toolkit:editor")))
    if Role.ADMINISTRATOR in actor.roles:
        links.append(NavItem("Beheer", reverse("office:staff_session")))
    links.append(NavItem("Hulp en uitleg", "/hulp/"))
    links.append(NavItem("Veilig aanmelden", reverse("mfa_index")))
    return tuple(links)


def _family(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    language = portal_language(request)
    words = language.words
    person = actor.parent or actor.pupil
    return {
        "nav": [
            _item(request, words["home"], reverse("homes:home"), "house"),
            _item(request, words["data"], reverse("homes:own_data"), "shield"),
        ],
        "home_url": reverse("homes:home"),
        "account": Account(
            str(person),
            (NavItem(words["data"], reverse("homes:own_data")),),
            side="parent",
            sign_out_url=reverse("office:sign_out"),
        ),
    } | {key: value for key, value in language.context().items() if key != "t"}
