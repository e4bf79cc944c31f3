"""The leader of one school, with the ids of another school of the same board, under the own address.

The tenant net does not help here: both schools are of one board. Each page must look a row up within
the school of its address.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse

from drieklank.base.tenancy import open_every_tenant
from drieklank.schools.models import Membership, User
from tests.access.pages import page_names, parameters
from tests.access.test_pages import samples
from tests.cast import START, Cast

# What one school lets the others read, once an editor looked at it; and a button that goes back to its
# page where the word is not one of this school.
SHARED = {"toolkit:shared_story", "improve:values_word"}


def leader_of_brug(cast: Cast) -> Client:
    with open_every_tenant("test"):
        user = User.objects.create_user("leider@brug.example")
        Membership.objects.create(
            board=cast.board, school=cast.brug, user=user, role="school_leader", started_on=START
        )
    client = Client()
    client.force_login(user)
    return client


def is_row(value: Any) -> bool:
    return isinstance(value, UUID | int) or str(value).startswith("eigen-")


def test_row_of_the_neighbouring_school_is_not_found_under_the_own_address(
    cast: Cast, settings: Any
) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    known, client, wrong, tried = samples(cast), leader_of_brug(cast), [], 0
    for name in page_names():
        if not name.startswith(("improve:", "toolkit:")):
            continue
        needed = parameters(name)
        given = known.get(name) or {key: known[""][key] for key in needed if key in known[""]}
        rows = [key for key in needed if key != "code" and is_row(given[key])]
        if "code" not in needed or not rows or name in SHARED:
            continue
        there = reverse(name, kwargs={**given, "code": cast.brug.code})
        for answer in (client.get(there), client.post(there, {})):
            tried += 1
            if answer.status_code not in {404, 405}:
                wrong.append((name, answer.status_code))
    assert tried > 80
    assert wrong == []
