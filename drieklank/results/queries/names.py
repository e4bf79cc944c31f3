"""Everything by which somebody at a school could be known again in an open answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from drieklank.people.models import Parent, Pupil
from drieklank.schools.models import ClassGroup, School, User


@dataclass(frozen=True)
class NameBook:
    """Names of people (first, prefix, last; what stands before the @ of an address) and of groups."""

    names: tuple[str, ...]
    groups: tuple[str, ...]


def book_of(school: School) -> NameBook:
    """The names of a school: pupils and parents, staff and advisers, of now and before.

    Four statements.
    """
    groups = ClassGroup.objects.filter(school=school).values_list("name", flat=True).distinct()
    return NameBook(tuple(_names(school)), tuple(groups))


def _names(school: School) -> Iterator[str]:
    pupils = Pupil.objects.filter(school=school)
    for row in pupils.values_list("first_name", "name_prefix", "last_name"):
        yield " ".join(row)
    parents = Parent.objects.filter(relations__pupil__school=school).distinct()
    written = parents.values_list("first_name", "name_prefix", "last_name", "email")
    for first, prefix, last, email in written:
        yield f"{first} {prefix} {last}"
        yield from _before_at(email)
    here = Q(memberships__school=school) | Q(adviser_assignments__school=school)
    for name, email in User.objects.filter(here).distinct().values_list("name", "email"):
        yield name
        yield from _before_at(email)


def _before_at(email: str) -> Iterator[str]:
    local = email.partition("@")[0]
    if local:
        yield local.replace(".", " ").replace("_", " ")
