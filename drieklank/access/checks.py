"""The product does not start while a page declares no access, or a right names a table that is
not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldError
from django.urls import URLPattern, URLResolver, get_resolver

from drieklank.access.declared import LIBRARY_PAGES
from drieklank.access.reach import REACH
from drieklank.access.rules import RULES, Scope


def all_pages(
    resolver: URLResolver | None = None, prefix: str = "", names: str = ""
) -> Iterator[tuple[str, str, Any]]:
    """(URL name with namespace, route, view) of every page."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            space = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from all_pages(pattern, route, space)
        elif isinstance(pattern, URLPattern):
            yield f"{names}{pattern.name or ''}", route, pattern.callback


@register("access")
def check_every_page_declares_access(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"Page {name or route} declares no access.",
            hint="Put @requires(Right.…), @public('…') or @invited('…') on the view.",
            id="drieklank.E001",
        )
        for name, route, view in all_pages()
        if not hasattr(view, "access") and name not in LIBRARY_PAGES
    ]


@register("access")
def check_every_rule_resolves(**kwargs: Any) -> list[CheckMessage]:
    errors: list[CheckMessage] = []
    for rule in RULES:
        label = rule.right.partition(":")[0]
        if rule.scope is Scope.SELF:
            continue
        if label not in REACH:
            errors.append(Error(f"{rule.right}: table {label} has no reach.", id="drieklank.E002"))
            continue
        model = apps.get_model(label)
        reach = REACH[label]
        paths = [
            p
            for p in (reach.board, reach.school, reach.group, reach.pupil, reach.parent, reach.user)
            if p
        ]
        for path in [*paths, *(name.removesuffix("__in") for name in rule.when)]:
            try:
                model._base_manager.filter(**{f"{path}__isnull": True})
            except (FieldError, ValueError) as error:
                errors.append(
                    Error(f"{rule.right}: {path} does not exist: {error}", id="drieklank.E003")
                )
    return errors
