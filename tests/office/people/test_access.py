"""Every page about a school's people asks every outsider, and every insider gets in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import ROLES, Cast

# URL name -> who gets a page; everybody else who is signed in finds nothing.
LEADERS = {"leader"}
MANAGERS = {"leader", "staff_session"}
READERS = {"leader", "teacher", "teacher_parent", "care", "staff_session"}
PAGES = {
    "school_settings": MANAGERS,
    "school_change": MANAGERS,
    "location_add": MANAGERS,
    "location_change": MANAGERS,
    "location_remove": MANAGERS,
    "groups": READERS,
    "group_add": MANAGERS,
    "group": READERS,
    "group_change": MANAGERS,
    "group_remove": MANAGERS,
    "pupils": READERS,
    "pupil_add": LEADERS,
    "pupil": READERS,
    "pupil_change": LEADERS,
    "pupil_leave": LEADERS,
    "relation_add": MANAGERS,
    "parents": READERS,
    "parent": READERS,
    "parent_change": LEADERS,
    "relation_change": MANAGERS,
    "relation_end": MANAGERS,
    "team": READERS,
    "member_add": MANAGERS,
    "adviser_add": LEADERS,
    "adviser_end": LEADERS,
    "member": READERS,
    "member_change": MANAGERS,
    "member_end": MANAGERS,
    "member_second_factor": MANAGERS,
    "year_change": MANAGERS,
    "log": MANAGERS,
    "privacy": MANAGERS,
    "privacy_person": MANAGERS,
    "privacy_erase": MANAGERS,
}
POSTS = {
    "group_letters": LEADERS,
    "relation_letter": LEADERS,
    "pupil_code": LEADERS,
    "member_invite": MANAGERS,
    "privacy_export": MANAGERS,
}


def address(cast: Cast, name: str, code: str = "de-vlieger") -> str:
    keys: dict[str, object] = {
        "group": cast.group.public_id,
        "pupil": cast.pupils["yara"].public_id,
        "parent": cast.parents["mother"].public_id,
        "relation": cast.rows["relation_mother_Yara"].public_id,
        "member": cast.rows["membership_teacher"].public_id,
        "adviser": cast.rows["adviser_assignment"].public_id,
        "privacy": cast.pupils["yara"].public_id,
    }
    kwargs: dict[str, object] = {"code": code}
    if name in {"location_change", "location_remove"}:
        kwargs["number"] = "00"
    elif name.startswith("privacy_"):
        kwargs |= {"kind": "leerling", "public_id": keys["privacy"]}
    elif name == "relation_add":
        kwargs["public_id"] = keys["pupil"]
    elif name.split("_")[0] in keys and not name.endswith("_add") and name != "privacy":
        kwargs["public_id"] = keys[name.split("_")[0]]
    return reverse(f"office:{name}", kwargs=kwargs)


@pytest.mark.parametrize("who", ROLES)
def test_pages_open_for_who_may_and_for_nobody_else(cast: Cast, who: str) -> None:
    client = cast.client(who)

    found = {name: client.get(address(cast, name)).status_code for name in PAGES}

    refused = 302 if who == "nobody" else 404
    assert found == {name: 200 if who in may else refused for name, may in PAGES.items()}


@pytest.mark.parametrize("who", ROLES)
def test_pages_that_do_something_refuse_who_may_not_and_never_answer_a_get(
    cast: Cast, who: str
) -> None:
    client = cast.client(who)

    found = {name: client.post(address(cast, name)).status_code for name in POSTS}
    looked = {name: client.get(address(cast, name)).status_code for name in POSTS}

    if who == "nobody":
        assert set(found.values()) == set(looked.values()) == {302}
        return
    assert {name for name, status in found.items() if status != 404} == {
        name for name, may in POSTS.items() if who in may
    }
    assert {looked[name] for name, may in POSTS.items() if who in may} <= {405}


def test_a_row_is_not_found_under_the_address_of_another_school(cast: Cast) -> None:
    """The administrator of the board may see both schools: the address must still fit the row."""
    client = cast.client("staff_session")
    of_rows = [name for name in [*PAGES, *POSTS] if address(cast, name).count("-") > 3]
    assert len(of_rows) > 15

    found = {
        name: client.generic("POST" if name in POSTS else "GET", address(cast, name, "de-brug"))
        for name in of_rows
    }

    assert {name for name, answer in found.items() if answer.status_code != 404} == set()


def test_a_teacher_finds_pupils_of_the_own_group_only(cast: Cast) -> None:
    client = cast.client("teacher")
    other = cast.pupils["own_child"]

    assert client.get(f"/school/de-vlieger/leerlingen/{other.public_id}/").status_code == 404
    html = client.get("/school/de-vlieger/leerlingen/").content.decode()
    assert "Haddad, Yara" in html
    assert "Olaf" not in html
    assert "Voeg een leerling toe" not in html


def test_a_teacher_who_is_a_parent_here_does_not_meet_the_own_child_as_staff(cast: Cast) -> None:
    client = cast.client("teacher_parent")
    own = cast.pupils["own_child"]
    home = cast.parents["teacher_home"]

    pages = [
        "/school/de-vlieger/leerlingen/",
        "/school/de-vlieger/ouders/",
        f"/school/de-vlieger/groepen/{cast.other_group.public_id}/",
    ]
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200
        assert "Olaf" not in answer.content.decode()
    assert client.get(f"/school/de-vlieger/leerlingen/{own.public_id}/").status_code == 404
    assert client.get(f"/school/de-vlieger/ouders/{home.public_id}/").status_code == 404


def test_a_parents_page_shows_no_other_parent_while_the_childs_page_shows_both(cast: Cast) -> None:
    client = cast.client("care")

    mother = client.get(address(cast, "parent")).content.decode()
    child = client.get(address(cast, "pupil")).content.decode()

    assert "Mona" in mother
    assert "Karim" not in mother
    assert "Mona" in child
    assert "Karim" in child
