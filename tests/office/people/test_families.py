"""Adding, mending and ending who is parent of whom, on the pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.outbox.models import Message
from drieklank.people.models import Parent, ParentChildRelation
from tests.cast import Cast

HOME = "/school/de-vlieger/"
HOW = {
    "relatie-kind": "parent",
    "relatie-authority": "unknown",
    "relatie-information_right": "full",
    "relatie-contact_priority": "1",
    "relatie-preferred_language": "tr",
    "relatie-preferred_channel": "paper",
    "relatie-started_on": "1-8-2026",
}


def add_url(cast: Cast) -> str:
    return f"{HOME}leerlingen/{cast.pupils['yara'].public_id}/ouder/"


def relation_values(**changed: str) -> dict[str, str]:
    return {name.removeprefix("relatie-"): value for name, value in HOW.items()} | changed


def running(cast: Cast) -> set[str]:
    with open_every_tenant("test"):
        rows = ParentChildRelation.objects.filter(pupil=cast.pupils["yara"], ended_on=None)
        return {row.parent.first_name for row in rows}


def test_a_new_parent_stands_at_the_child_with_language_and_channel(cast: Cast) -> None:
    who = {
        "ouder-first_name": "Ayşe",
        "ouder-last_name": "Demir",
        "ouder-email": "ayse@thuis.example",
    }

    answer = cast.client("leader").post(add_url(cast), HOW | who)

    assert answer.status_code == 302
    with open_every_tenant("test"):
        row = ParentChildRelation.objects.get(parent__first_name="Ayşe")
        assert (row.preferred_language, row.preferred_channel, row.decided_by_hand) == (
            "tr",
            "paper",
            False,
        )
    assert running(cast) == {"Mona", "Karim", "Ayşe"}


def test_both_halves_of_the_form_say_what_is_wrong_and_keep_what_was_typed(cast: Cast) -> None:
    bad = HOW | {
        "ouder-first_name": "Ayşe",
        "ouder-last_name": "",
        "relatie-information_right": "blocked",
        "relatie-started_on": "1-1-2090",
    }

    html = cast.client("leader").post(add_url(cast), bad).content.decode()

    for said in (
        "Vul nog in: Achternaam",
        "1-1-2090 moet nog komen.",
        "Schrijf op waarom.",
        "Kies een dag waarop je hier opnieuw naar kijkt.",
    ):
        assert html.count(said) == 2  # above, and beside the field
    assert 'value="Ayşe"' in html
    assert running(cast) == {"Mona", "Karim"}


def test_a_parent_who_stands_at_another_child_is_found_and_linked(cast: Cast) -> None:
    client, home = cast.client("leader"), cast.parents["teacher_home"]

    found = client.get(add_url(cast), {"zoek": "petra"}).content.decode()
    assert f"?ouder={home.public_id}" in found
    answer = client.post(f"{add_url(cast)}?ouder={home.public_id}", HOW)

    assert answer.status_code == 302
    assert running(cast) == {"Mona", "Karim", "Petra"}
    with open_every_tenant("test"):
        assert Parent.objects.filter(first_name="Petra").count() == 1


def test_the_same_parent_twice_is_said_instead_of_an_error(cast: Cast) -> None:
    mona = cast.parents["mother"]

    html = cast.client("leader").post(f"{add_url(cast)}?ouder={mona.public_id}", HOW)

    assert "Mona Haddad staat al als ouder bij Yara Haddad." in html.content.decode()


@pytest.mark.parametrize("who", ["parent_of_sixteen", "parent_elsewhere"])
def test_a_parent_whom_the_leader_may_not_see_is_not_found_nor_chosen(cast: Cast, who: str) -> None:
    client, parent = cast.client("leader"), cast.parents[who]

    html = client.get(add_url(cast), {"zoek": parent.last_name}).content.decode()

    assert str(parent.public_id) not in html
    assert client.get(add_url(cast), {"ouder": str(parent.public_id)}).status_code == 404
    assert client.get(add_url(cast), {"ouder": "onzin"}).status_code == 200


def test_a_parent_of_another_school_with_the_same_address_and_name_is_the_same_person(
    cast: Cast,
) -> None:
    other = cast.parents["parent_of_sixteen"]
    who = {
        "ouder-first_name": "Z.",
        "ouder-last_name": "zestien",
        "ouder-email": other.email.upper(),
    }

    assert cast.client("leader").post(add_url(cast), HOW | who).status_code == 302

    with open_every_tenant("test"):
        assert ParentChildRelation.objects.filter(parent=other).count() == 2
        assert Parent.objects.get(pk=other.pk).first_name == "Zoë"


def test_one_address_for_two_parents_is_refused_without_saying_whose_it_is(cast: Cast) -> None:
    other = cast.parents["parent_of_sixteen"]
    who = {"ouder-last_name": "Anders", "ouder-email": other.email}

    html = cast.client("leader").post(add_url(cast), HOW | who).content.decode()

    assert "Dit adres staat al bij een andere ouder." in html
    assert "Zoë" not in html


def test_a_parent_keeps_an_address_that_an_import_gave_to_two(cast: Cast) -> None:
    mother = cast.parents["mother"]
    with open_every_tenant("test"):
        Parent.objects.filter(pk=cast.parents["father"].pk).update(email=mother.email)
    values = {"first_name": "Mona", "last_name": "Haddad-Smit", "email": mother.email}

    answer = cast.client("leader").post(f"{HOME}ouders/{mother.public_id}/wijzigen/", values)

    assert answer.status_code == 302


def test_a_decision_about_authority_is_kept_as_made_by_hand(cast: Cast) -> None:
    row = cast.rows["relation_father_Yara"]
    url = f"{HOME}relaties/{row.public_id}/"
    review = (today() + timedelta(days=100)).strftime("%d-%m-%Y")
    values = relation_values(
        authority="none", information_right="blocked", blocked_reason="Uitspraak", review_on=review
    )

    answer = cast.client("leader").post(url, values)

    assert answer.url == f"{HOME}leerlingen/{cast.pupils['yara'].public_id}/"
    with open_every_tenant("test"):
        saved = ParentChildRelation.objects.get(pk=row.pk)
        assert (saved.decided_by_hand, saved.information_right) == (True, "blocked")
    page = cast.client("care").get(answer.url).content.decode()
    assert "Reden: Uitspraak" in page
    colleague = cast.client("teacher").get(answer.url).content.decode()
    assert "krijgt geen informatie" in colleague
    assert "Uitspraak" not in colleague
    # Who is unblocked again keeps no reason.
    cast.client("leader").post(url, relation_values(blocked_reason="Uitspraak", review_on=review))
    with open_every_tenant("test"):
        saved.refresh_from_db()
        assert (saved.blocked_reason, saved.review_on) == ("", None)


@pytest.mark.parametrize("days", [0, -5, 400])
def test_looking_again_at_a_block_lies_within_a_year(cast: Cast, days: int) -> None:
    url = f"{HOME}relaties/{cast.rows['relation_father_Yara'].public_id}/"
    review = (today() + timedelta(days=days)).strftime("%d-%m-%Y")
    values = relation_values(
        information_right="blocked", blocked_reason="Uitspraak", review_on=review
    )

    html = cast.client("leader").post(url, values).content.decode()

    assert "Kies een dag na vandaag, binnen een jaar." in html
    assert "Uitspraak</textarea>" in html


def test_ending_a_relation_says_what_happens_and_works_at_once_or_later(cast: Cast) -> None:
    client = cast.client("leader")
    url = f"{HOME}relaties/{cast.rows['relation_father_Yara'].public_id}/beeindigen/"
    page = client.get(url).content.decode()
    assert "Karim Haddad ziet niets meer van Yara Haddad" in page
    assert "blijven allebei ouder" in page

    assert (
        "Kies een dag, of kies voor nu meteen."
        in client.post(url, {"when": "later"}).content.decode()
    )
    past = client.post(url, {"when": "later", "last_day": "1-1-2020"}).content.decode()
    assert "1-1-2020 is al geweest." in past
    assert client.post(url, {"when": "now"}).status_code == 302

    assert running(cast) == {"Mona"}
    assert "Deze relatie is al voorbij." in client.post(url, {"when": "now"}).content.decode()
    child = client.get(f"{HOME}leerlingen/{cast.pupils['yara'].public_id}/").content.decode()
    assert "Eerder ook ouder of verzorger" in child


def test_the_old_address_hears_that_the_school_changed_it(cast: Cast) -> None:
    mother = cast.parents["mother"]
    url = f"{HOME}ouders/{mother.public_id}/wijzigen/"
    kept = {"first_name": "Mona", "last_name": "Haddad", "email": mother.email}
    cast.client("leader").post(url, kept | {"last_name": "Haddad-Smit"})
    cast.client("leader").post(url, kept | {"email": "nieuw@thuis.example"})

    with open_every_tenant("test"):
        told = list(Message.objects.values_list("template", "to", "language", "fields"))
    assert told == [
        ("parent-address-changed", "mother@thuis.example", "ar", {"school": "De Vlieger"})
    ]


def test_colleague_who_is_a_parent_under_another_address_is_tied_by_hand(cast: Cast) -> None:
    """Otherwise a teacher keeps staff rights over the own child, and over what the other parent told."""
    mother, teacher = cast.parents["mother"], cast.users["teacher"]
    child = f"{HOME}leerlingen/{cast.pupils['yara'].public_id}/"
    page = f"{HOME}ouders/{mother.public_id}/wijzigen/"
    assert cast.client("teacher").get(child).status_code == 200

    values = {"first_name": "Mona", "last_name": "Haddad", "email": mother.email}
    answer = cast.client("leader").post(page, values | {"user": str(teacher.pk)})

    assert answer.status_code == 302
    assert cast.client("teacher").get(child).status_code == 404
    shown = cast.client("leader").get(f"{HOME}ouders/{mother.public_id}/").content.decode()
    assert "geen rechten als medewerker over het eigen kind" in shown


def test_colleague_who_is_tied_to_one_parent_is_not_tied_to_a_second(cast: Cast) -> None:
    mother, taken = cast.parents["mother"], cast.users["teacher_parent"]
    page = f"{HOME}ouders/{mother.public_id}/wijzigen/"
    values = {"last_name": "Haddad", "user": str(taken.pk)}

    answer = cast.client("leader").post(page, values)

    assert (answer.status_code, "staat al bij een andere ouder" in answer.content.decode()) == (
        200,
        True,
    )
    with open_every_tenant("test"):
        assert Parent.objects.get(pk=mother.pk).user_id is None
