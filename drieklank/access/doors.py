"""The only ways in. A page that declares none of these does not start (see checks.py)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce, wraps
from operator import or_
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from drieklank.access.actor import NOBODY, Actor
from drieklank.access.conditions import condition, rules_of
from drieklank.access.rules import Right, Rule
from drieklank.base.tenancy import open_every_tenant, open_tenant

if TYPE_CHECKING:
    from drieklank.base.tenancy import TenantModel

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Access:
    """What a view declares: a right, or why it is public, or that an invitation opens one row."""

    kind: str  # "right" | "public" | "invited"
    right: Right | None = None
    reason: str = ""


def actor_of(request: HttpRequest) -> Actor:
    return getattr(request, "actor", NOBODY)


def visible(actor: Actor, right: Right, rows: QuerySet[M]) -> QuerySet[M]:
    """Those of `rows` on which the actor has the right. No line of the table, no rows."""
    label = rows.model._meta.label
    conditions = [condition(actor, rule, label) for rule in rules_of(actor, right)]
    if not conditions:
        return rows.none()
    # Over a subquery, since paths may run over several rows (two relations, one child) and would
    # double the list.
    allowed = rows.model._default_manager.filter(reduce(or_, conditions)).values("pk")
    return rows.filter(pk__in=allowed)


def fetch(request: HttpRequest, rows: QuerySet[M], right: Right | None = None, **lookup: Any) -> M:
    """The one row that answers `lookup` and on which the actor has the right (the view's own by
    default), or 404.
    """
    needed = right or getattr(request, "right", None)
    if needed is None:
        raise Http404
    row = visible(actor_of(request), needed, rows).filter(**lookup).first()
    if row is None:
        raise Http404
    return row


def may(actor: Actor, right: Right, row: Model) -> bool:
    """Whether the actor has the right on this row: the same table as the list. One statement; not
    for loops.
    """
    return visible(actor, right, type(row)._default_manager.filter(pk=row.pk)).exists()


def explain(actor: Actor, right: Right, row: Model) -> list[Rule]:
    """The lines of the table that give the actor this right on this row; empty: none does."""
    label = row._meta.label
    rows = type(row)._default_manager.filter(pk=row.pk)
    return [
        rule
        for rule in rules_of(actor, right)
        if rows.filter(condition(actor, rule, label)).exists()
    ]


def requires(right: Right) -> Callable[[Callable[P, HttpResponse]], Callable[P, HttpResponse]]:
    """The view needs this right; the middleware turns away who has it nowhere, `fetch` who lacks
    it on the row.
    """

    def declare(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
        view.access = Access("right", right=right)  # type: ignore[attr-defined] # the declaration travels with the view
        return view

    return declare


def public(reason: str) -> Callable[[Callable[P, HttpResponse]], Callable[P, HttpResponse]]:
    """The view is for everyone; `reason` says why, and stands in docs/access.md."""
    if not reason:
        raise ValueError("A public page needs a reason.")

    def declare(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
        view.access = Access("public", reason=reason)  # type: ignore[attr-defined] # as above
        return view

    return declare


def invited(
    reason: str, find: Callable[[HttpRequest], TenantModel | None] | None = None
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A secret opens exactly one row for one purpose, and that row's board.

    `find` gets the request and gives the row or None; the view gets it as `request.invited` (None:
    the view must answer
    with a page that helps, and never says whether something exists).
    """

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            row = None
            if find is not None:
                with open_every_tenant("looking up an invitation by its secret"):
                    row = find(request)
            request.invited = row  # type: ignore[attr-defined] # read by the view
            with open_tenant(*([row.board_id] if row is not None else [])):
                return view(request, *args, **kwargs)

        inner.access = Access("invited", reason=reason)  # type: ignore[attr-defined] # as above
        return inner

    return declare
