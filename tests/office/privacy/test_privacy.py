"""Requests about one's own data, and the log, on the pages."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drieklank.audit.actions import SYSTEM, note
from drieklank.audit.models import AuditEvent
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.people.models import (
    Parent,
    ParentChildRelation,
    Pupil,
    RosterChange,
    RosterImport,
)
from drieklank.schools.models import Membership, User
from tests.cast import Cast

HOME = "/school/de-vlieger/"


def person(cast: Cast, kind: str, who: str) -> str:
    rows = {"leerling": cast.pupils, "ouder": cast.parents, "medewerker": cast.users}[kind]
    return f"{HOME}privacy/{kind}/{rows[who].public_id}/"


def verbs() -> list[str]:
    with open_every_tenant("test"):
        return [line.verb for line in AuditEvent.objects.order_by("pk")]


# -- finding and giving ----------------------------------------------------------------------------
def test_people_of_the_school_are_found_and_nobody_elses(cast: Cast) -> None:
    client = cast.client("leader")

    def found(words: str) -> set[str]:
        html = client.get(f"{HOME}privacy/", {"zoek": words}).content.decode()
        names = (
            "Yara Haddad",
            "Mona Haddad",
            "Karim Haddad",
            "Teun Leraar",
            "Sam Zestien",
            "Fien Ver",
        )
        shown = html.split("<main")[1].split("Wat we hoe lang bewaren")[0]
        return {name for name in names if name in shown}

    assert found("haddad") == {"Yara Haddad", "Mona Haddad", "Karim Haddad"}
    assert found("teun") == {"Teun Leraar"}
    assert found("zestien") == set()
    assert found("ver") == set()
    assert "Niemand gevonden" in client.get(f"{HOME}privacy/", {"zoek": "qqq"}).content.decode()


def test_the_terms_are_shown_without_searching(cast: Cast) -> None:
    html = cast.client("leader").get(f"{HOME}privacy/").content.decode()

    assert "2 jaar na ‘van school sinds’" in html


@pytest.mark.parametrize(("asks", "other"), [("mother", "Karim"), ("father", "Mona")])
def test_a_childs_file_is_made_for_one_parent_and_holds_nothing_of_the_other(
    cast: Cast, asks: str, other: str
) -> None:
    client = cast.client("leader")
    url = person(cast, "leerling", "yara")
    asker = str(cast.parents[asks].public_id)

    page = client.get(url, {"voor": asker}).content.decode()
    answer = client.post(f"{url}bestand/", {"voor": asker})

    assert answer["Content-Disposition"] == 'attachment; filename="gegevens-leerling.json"'
    assert json.loads(answer.content)["about"] == {"kind": "pupil"}
    assert "Yara" in answer.content.decode()
    assert other not in answer.content.decode()
    kept = page.split("Geef een bestand mee")[0]
    assert other not in kept
    assert verbs()[-2:] == ["privacy.viewed", "pupil.exported"]


def test_only_parents_with_authority_and_full_information_ask_for_a_child(cast: Cast) -> None:
    client = cast.client("leader")
    url = person(cast, "leerling", "yara")
    with open_every_tenant("test"):
        rows = ParentChildRelation.objects.filter(pupil=cast.pupils["yara"])
        rows.filter(parent=cast.parents["father"]).update(authority="none")

    answer = client.post(f"{url}bestand/", {"voor": str(cast.parents["father"].public_id)})
    assert answer.status_code == 302
    with open_every_tenant("test"):
        rows.update(information_right="on_request")
    page = client.get(url).content.decode()
    assert "Niemand kan nu om deze gegevens vragen" in page
    assert "pupil.exported" not in verbs()


def test_from_sixteen_the_pupil_asks_and_no_parent(cast: Cast) -> None:
    with open_every_tenant("test"):
        Pupil.objects.filter(pk=cast.pupils["yara"].pk).update(
            birth_date=today() - timedelta(days=17 * 366)
        )
    client = cast.client("leader")
    url = person(cast, "leerling", "yara")

    by_parent = client.post(f"{url}bestand/", {"voor": str(cast.parents["mother"].public_id)})
    by_pupil = client.post(f"{url}bestand/", {"voor": "self"})

    assert by_parent.status_code == 302
    assert by_pupil.status_code == 200


def test_a_parents_page_of_data_names_no_other_parent_and_shows_days_in_words(cast: Cast) -> None:
    html = cast.client("leader").get(person(cast, "ouder", "mother")).content.decode()

    assert "1 augustus 2024" in html
    assert "2024-08-01" not in html
    assert "Karim" not in html


@pytest.mark.parametrize(
    ("kind", "who"),
    [("ouder", "parent_of_sixteen"), ("leerling", "far"), ("medewerker", "leader_elsewhere")],
)
def test_somebody_of_another_school_is_not_found(cast: Cast, kind: str, who: str) -> None:
    url = person(cast, kind, who)
    client = cast.client("leader")

    found = [
        client.get(url),
        client.get(f"{url}wissen/"),
        client.post(f"{url}bestand/", {"voor": "self"}),
    ]

    assert [answer.status_code for answer in found] == [404, 404, 404]
    odd = url.replace(kind, "kat")
    assert client.get(odd).status_code == 404


# -- erasing ---------------------------------------------------------------------------------------
def test_a_child_is_erased_after_three_ticks_and_a_reason(cast: Cast) -> None:
    client = cast.client("leader")
    url = f"{person(cast, 'leerling', 'yara')}wissen/"
    asker = str(cast.parents["mother"].public_id)

    half = client.post(url, {"voor": asker, "reason": "op verzoek"}).content.decode()
    assert half.count("Zet nog een vinkje bij:") == 4  # two ticks, above and beside
    assert 'value="op verzoek"' in half
    done = client.post(
        url, {"voor": asker, "reason": "op verzoek", "still_here": "on", "sure": "on"}
    )

    assert done.url == f"{HOME}privacy/"
    with open_every_tenant("test"):
        assert not Pupil.objects.filter(pk=cast.pupils["yara"].pk).exists()
    assert verbs()[-1] == "pupil.erased"
    log = client.get(f"{HOME}logboek/").content.decode()
    assert "wiste een leerling" in log
    assert "Yara" not in log


def test_a_parent_with_a_child_at_another_school_is_not_erased_from_here(cast: Cast) -> None:
    mother = cast.parents["mother"]
    with open_every_tenant("test"):
        ParentChildRelation.objects.create(
            board=cast.board, parent=mother, pupil=cast.pupils["pupil"], started_on=today()
        )
    values = {"voor": "self", "reason": "op verzoek", "still_here": "on", "sure": "on"}

    html = cast.client("leader").post(f"{person(cast, 'ouder', 'mother')}wissen/", values)

    assert "hoort ook bij een andere school van het bestuur" in html.content.decode()
    with open_every_tenant("test"):
        assert Parent.objects.filter(pk=mother.pk).exists()


def test_staff_with_a_role_is_not_erased_and_without_one_is(cast: Cast) -> None:
    client, url = cast.client("leader"), f"{person(cast, 'medewerker', 'teacher')}wissen/"
    values = {"voor": "self", "reason": "uit dienst", "sure": "on"}

    assert "heeft nog een rol" in client.post(url, values).content.decode()
    with open_every_tenant("test"):
        Membership.objects.filter(user=cast.users["teacher"]).update(
            ended_on=today() - timedelta(days=1)
        )
    assert client.post(url, values).status_code == 302

    assert not User.objects.filter(pk=cast.users["teacher"].pk).exists()
    assert verbs()[-1] == "user.erased"


def test_lines_of_imports_that_name_an_erased_parent_go_too(cast: Cast) -> None:
    father = cast.parents["father"]
    with open_every_tenant("test"):
        file = RosterImport.objects.create(
            board=cast.board,
            school=cast.school,
            state="applied",
            file_name="x.csv",
            created_at=now(),
        )
        for label, extra in (
            ("Karim Haddad", {"parent": father}),
            ("K. – Y.", {"relation_id": cast.rows["relation_father_Yara"].pk}),
            ("karim haddad – Yara Haddad", {}),
            ("Mona Haddad", {"parent": cast.parents["mother"]}),
        ):
            RosterChange.objects.create(
                board=cast.board,
                roster_import=file,
                kind="x",
                way="new",
                key="k",
                label=label,
                **extra,
            )
    values = {"voor": "self", "reason": "op verzoek", "still_here": "on", "sure": "on"}

    cast.client("leader").post(f"{person(cast, 'ouder', 'father')}wissen/", values)

    with open_every_tenant("test"):
        assert [row.label for row in RosterChange.objects.all()] == ["Mona Haddad"]


def test_what_stands_here_by_mistake_goes_on_behalf_of_the_school(cast: Cast) -> None:
    with open_every_tenant("test"):
        slip = Pupil.objects.create(
            board=cast.board, school=cast.school, first_name="Dubbel", last_name="Dubbel"
        )
    url = f"{HOME}privacy/leerling/{slip.public_id}/wissen/"
    values = {"voor": "school", "reason": "dubbel ingevoerd", "still_here": "on", "sure": "on"}

    assert cast.client("leader").post(url, values).status_code == 302


# -- the log ---------------------------------------------------------------------------------------
def test_the_log_says_who_did_what_to_whom_in_dutch(cast: Cast) -> None:
    note("pupil.viewed", cast.pupils["yara"], by=cast.actor("teacher"))
    here = cast.school.pk
    relation = cast.rows["relation_father_Yara"]
    note("relation.decided", relation, by=cast.actor("leader"), school_id=here)
    note("school.changed", cast.school, by=SYSTEM)
    note("pupil.viewed", cast.pupils["pupil"], by=cast.actor("leader"))

    html = cast.client("leader").get(f"{HOME}logboek/").content.decode()

    assert "<strong>Teun Leraar</strong> bekeek de gegevens van een leerling: Yara Haddad" in html
    assert "legde gezag of recht op informatie vast: Yara Haddad en Karim Haddad" in html
    assert "<strong>Drieklank zelf</strong> wijzigde de gegevens van de school" in html
    assert "Sam" not in html


def test_the_log_is_filtered_by_person_verb_and_days(cast: Cast) -> None:
    note("pupil.viewed", cast.pupils["yara"], by=cast.actor("teacher"))
    note("pupil.changed", cast.pupils["yara"], by=cast.actor("leader"))
    client = cast.client("leader")
    day, past = today().strftime("%d-%m-%Y"), "1-1-2020"

    def shown(**query: str) -> set[str]:
        html = client.get(f"{HOME}logboek/", query).content.decode()
        lines = html.split('role="status"')[-1]
        return {word for word in ("bekeek", "wijzigde") if word in lines}

    assert shown() == {"bekeek", "wijzigde"}
    assert shown(wie=str(cast.users["teacher"].pk)) == {"bekeek"}
    assert shown(wat="pupil.changed") == {"wijzigde"}
    assert shown(van=day, tot=day) == {"bekeek", "wijzigde"}
    assert shown(tot=past) == set()
    assert shown(wie="parent") == set()
    assert shown(van="onzin") == {"bekeek", "wijzigde"}
    odd = client.get(f"{HOME}logboek/", {"van": "onzin", "tot": past}).content.decode()
    assert "schrijf de datum als dag-maand-jaar" in odd
    assert 'value="onzin"' in odd
    assert (
        "Deze dag ligt voor de eerste."
        in client.get(f"{HOME}logboek/", {"van": day, "tot": past}).content.decode()
    )


def test_the_log_costs_the_same_with_more_lines_and_pages(cast: Cast) -> None:
    client = cast.client("leader")

    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"{HOME}logboek/").status_code == 200
        return len(caught)

    def lines(times: int) -> None:
        for _ in range(times):
            note("pupil.viewed", cast.pupils["yara"], by=cast.actor("teacher"))
            mother, here = cast.parents["mother"], cast.school.pk
            note("parent.viewed", mother, by=cast.actor("mother"), school_id=here)
            note("pupil.viewed", cast.pupils["own_child"], by=cast.actor("leader"))

    lines(1)
    statements()
    before = statements()
    lines(20)
    assert statements() == before


def test_a_leader_who_is_a_parent_here_reads_no_name_of_the_own_child(cast: Cast) -> None:
    with open_every_tenant("test"):
        Parent.objects.filter(pk=cast.parents["father"].pk).update(user=cast.users["leader"])
    note("pupil.viewed", cast.pupils["yara"], by=cast.actor("teacher"))

    html = cast.client("leader").get(f"{HOME}logboek/").content.decode()

    assert "Yara" not in html
