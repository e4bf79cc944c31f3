"""Which address a test asks for each page, and what tests/access/expected.csv says about it."""

from __future__ import annotations

import csv
from pathlib import Path

from django.urls import NoReverseMatch, get_resolver, reverse

from drieklank.access.checks import all_pages
from tests.cast import ROLES, Cast

EXPECTED = Path(__file__).with_name("expected.csv")


def expected() -> dict[str, dict[str, str]]:
    """URL name -> role -> status, as written by hand."""
    with EXPECTED.open(encoding="utf-8", newline="") as file:
        return {row.pop("page"): row for row in csv.DictReader(file)}


def page_names() -> list[str]:
    return sorted({name for name, _, _ in all_pages()})


def parameters(name: str) -> set[str]:
    """The names of the parts that an address needs."""
    found: set[str] = set()
    space, _, last = name.rpartition(":")
    resolver = get_resolver()
    for part in filter(None, space.split(":")):
        resolver = resolver.namespace_dict[part][1]
    for possibility, *_ in resolver.reverse_dict.getlist(last):
        for _, names in possibility:
            found.update(names)
    return found


def address(name: str, cast: Cast, samples: dict[str, dict[str, object]]) -> str:
    """The address of a page with rows of De Vlieger; `samples` has what differs per page."""
    values = samples.get(name) or {
        key: value for key, value in samples[""].items() if key in parameters(name)
    }
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch as error:
        raise LookupError(
            f"{name} needs a sample in tests/access/test_pages.py: {error}"
        ) from error


__all__ = ["ROLES", "address", "expected", "page_names", "parameters"]
