"""The pages of pupils, parents and groups: what they cost, what they say, and that nothing typed is lost."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.people.models import AccessCode, Enrolment, Parent, ParentChildRelation, Pupil
from drieklank.schools.models import ClassGroup, GroupAssignment, Location, School
from tests.cast import Cast

HOME = "/school/de-vlieger/"


def family(cast: Cast, number: int) -> Pupil:
    """One more pupil with two parents in group 6a."""
    with open_every_tenant("test"):
        pupil = Pupil.objects.create(
            board=cast.board, school=cast.school, first_name=f"Kind{number}", last_name="Extra"
        )
        Enrolment.objects.create(
            board=cast.board, pupil=pupil, class_group=cast.group, started_on=today()
        )
        for place in (1, 2):
            parent = Parent.objects.create(
                board=cast.board, first_name=f"Ouder{number}{place}", last_name="Extra"
            )
            ParentChildRelation.objects.create(
                board=cast.board, parent=parent, pupil=pupil, started_on=today()
            )
        return pupil


def statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_lists_and_pages_cost_the_same_with_more_rows(cast: Cast) -> None:
    client = cast.client("leader")
    yara = cast.pupils["yara"]
    pages = [
        "groepen/",
        f"groepen/{cast.group.public_id}/",
        "leerlingen/",
        f"leerlingen/{yara.public_id}/",
        "ouders/",
        f"ouders/{cast.parents['mother'].public_id}/",
        "team/",
        "schooljaar/",
    ]
    for page in pages:
        client.get(HOME + page)
    before = {page: statements(client, HOME + page) for page in pages}

    with open_every_tenant("test"):
        for number in (1, 2):
            extra = family(cast, number)
            ParentChildRelation.objects.create(
                board=cast.board, parent=cast.parents["mother"], pupil=extra, started_on=today()
            )
            group = ClassGroup.objects.create(
                board=cast.board,
                school=cast.school,
                school_year=cast.group.school_year,
                name=f"extra {number}",
            )
            Enrolment.objects.create(
                board=cast.board, pupil=yara, class_group=group, started_on=today()
            )
            GroupAssignment.objects.create(
                board=cast.board,
                user=cast.users["teacher"],
                class_group=group,
                started_on=today(),
            )
            parent = Parent.objects.create(board=cast.board, last_name="Derde")
            ParentChildRelation.objects.create(
                board=cast.board, parent=parent, pupil=yara, started_on=today()
            )
    assert {page: statements(client, HOME + page) for page in pages} == before


def test_looking_at_a_person_is_written_down_with_who_looked(cast: Cast) -> None:
    client = cast.client("care")
    client.get(f"{HOME}leerlingen/{cast.pupils['yara'].public_id}/")
    client.get(f"{HOME}ouders/{cast.parents['mother'].public_id}/")

    with open_every_tenant("test"):
        lines = AuditEvent.objects.filter(verb__endswith=".viewed").order_by("pk")
        assert [(x.verb, x.actor_id, x.school_id) for x in lines] == [
            ("pupil.viewed", cast.users["care"].pk, cast.school.pk),
            ("parent.viewed", cast.users["care"].pk, cast.school.pk),
        ]


def test_pupils_are_found_by_a_part_of_the_name_and_by_group(cast: Cast) -> None:
    client = cast.client("leader")

    def shown(query: dict[str, str]) -> set[str]:
        html = client.get(f"{HOME}leerlingen/", query).content.decode()
        return {name for name in ("Haddad, Yara", "Ouder, Olaf") if name in html}

    assert shown({}) == {"Haddad, Yara", "Ouder, Olaf"}
    assert shown({"zoek": "YAR"}) == {"Haddad, Yara"}
    assert shown({"groep": str(cast.other_group.public_id)}) == {"Ouder, Olaf"}
    assert shown({"groep": "onzin"}) == {"Haddad, Yara", "Ouder, Olaf"}
    assert shown({"vertrokken": "ja"}) == set()
    nothing = client.get(f"{HOME}leerlingen/", {"zoek": "<script>"}).content.decode()
    assert "Niets gevonden voor “&lt;script&gt;”" in nothing


# -- forms -----------------------------------------------------------------------------------------
def test_a_pupil_is_added_with_group_and_year(cast: Cast) -> None:
    client = cast.client("leader")

    answer = client.post(
        f"{HOME}leerlingen/nieuw/",
        {
            "first_name": "Nina",
            "name_prefix": "de",
            "last_name": "Nieuw",
            "birth_date": "3/10/2016",
            "group": cast.group.pk,
        },
    )

    with open_every_tenant("test"):
        pupil = Pupil.objects.get(first_name="Nina")
        assert (pupil.birth_date.isoformat(), pupil.year_group) == ("2016-10-03", "6")
        assert Enrolment.objects.get(pupil=pupil).class_group == cast.group
    assert answer.url == f"{HOME}leerlingen/{pupil.public_id}/"


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("birth_date", "31-2-2016", "schrijf de datum als dag-maand-jaar"),
        ("birth_date", "1-1-2090", "1-1-2090 moet nog komen."),
        ("birth_date", "1-1-1950", "Kijk het jaar na."),
        ("last_name", "", "Vul nog in: Achternaam"),
        ("email", "geen-adres", "Dit e-mailadres klopt niet."),
        ("group", "999999", "deze keuze is er niet meer"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_what_was_typed_stays(
    cast: Cast, field: str, typed: str, said: str
) -> None:
    values = {"first_name": "Zeldzaam", "last_name": "Nieuw", field: typed}

    html = cast.client("leader").post(f"{HOME}leerlingen/nieuw/", values).content.decode()

    assert said in html
    assert f'id="id_{field}_error"' in html
    assert 'value="Zeldzaam"' in html
    if field != "group":
        assert not typed or f'value="{typed}"' in html
    with open_every_tenant("test"):
        assert not Pupil.objects.filter(first_name="Zeldzaam").exists()


def test_a_group_of_another_school_cannot_be_chosen(cast: Cast) -> None:
    values = {"first_name": "N", "last_name": "N", "group": cast.rows["brug_group"].pk}

    html = cast.client("leader").post(f"{HOME}leerlingen/nieuw/", values).content.decode()

    assert "deze keuze is er niet meer" in html


def test_a_pupil_is_changed_moved_written_out_and_in_again(cast: Cast) -> None:
    client, yara = cast.client("leader"), cast.pupils["yara"]
    home = f"{HOME}leerlingen/{yara.public_id}/"
    values = {"first_name": "Yara", "last_name": "Haddad", "group": cast.other_group.pk}

    assert client.post(f"{home}wijzigen/", values).url == home
    html = client.get(home).content.decode()
    assert html.index(">7<") < html.index(">6a<")  # history stays, newest first

    later = (today() + timedelta(days=3)).strftime("%d-%m-%Y")
    assert (
        "moet nog komen"
        in client.post(f"{home}uitschrijven/", {"last_day": later}).content.decode()
    )
    assert (
        client.post(f"{home}uitschrijven/", {"last_day": today().strftime("%d-%m-%Y")}).url == home
    )
    assert "Van school sinds" in client.get(home).content.decode()
    assert client.get(f"{home}uitschrijven/").status_code == 404
    assert client.post(f"{home}terug/", {"group": cast.group.pk}).url == home
    assert "Van school sinds" not in client.get(home).content.decode()


def test_consent_of_an_adult_pupil_is_asked_of_adults_only(cast: Cast) -> None:
    client, yara = cast.client("leader"), cast.pupils["yara"]
    url = f"{HOME}leerlingen/{yara.public_id}/wijzigen/"
    assert "shares_with_parents" not in client.get(url).content.decode()

    with open_every_tenant("test"):
        grown = yara.birth_date.replace(year=today().year - 19)
        Pupil.objects.filter(pk=yara.pk).update(birth_date=grown)
    assert "shares_with_parents" in client.get(url).content.decode()
    home = f"{HOME}leerlingen/{yara.public_id}/"
    assert "Ouders zien niets, tot Yara zegt dat het mag." in client.get(home).content.decode()
    client.post(url, {"first_name": "Yara", "last_name": "Haddad", "shares_with_parents": "on"})
    assert "Ouders zien niets" not in client.get(home).content.decode()


def test_the_school_is_mended_and_a_brin_in_small_letters_is_understood(cast: Cast) -> None:
    client = cast.client("leader")
    url = f"{HOME}instellingen/wijzigen/"
    values = {"name": "De Vlieger", "brin": "98aa", "sector": "po", "phone": "010 123 45 67"}

    assert client.post(url, values).status_code == 302
    with open_every_tenant("test"):
        school = School.objects.get(pk=cast.school.pk)
        assert (school.brin, school.phone) == ("98AA", "010 123 45 67")
    bad = client.post(url, values | {"brin": "AA98", "name": "de brug", "phone": "bel maar"})
    html = bad.content.decode()
    assert "twee cijfers en twee hoofdletters, zoals 12AB" in html
    assert "Een andere school van dit bestuur heet al de brug." in html
    assert "Dit telefoonnummer klopt niet." in html
    assert 'value="AA98"' in html


def test_locations_come_change_and_go(cast: Cast) -> None:
    client = cast.client("leader")
    url = f"{HOME}instellingen/locatie/"
    same = client.post(f"{url}nieuw/", {"number": "00", "name": "Dubbel"}).content.decode()
    assert "Nummer 00 is al van een andere locatie." in same
    assert (
        "vier cijfers en twee letters"
        in client.post(
            f"{url}nieuw/", {"number": "01", "name": "B", "postcode": "12345"}
        ).content.decode()
    )

    client.post(f"{url}nieuw/", {"number": "01", "name": "Bijgebouw", "postcode": "1234ab"})
    client.post(f"{url}01/", {"number": "02", "name": "Bijgebouw"})
    with open_every_tenant("test"):
        row = Location.objects.get(name="Bijgebouw")
        assert (row.number, row.postcode) == ("02", "")
    assert client.post(f"{url}02/weghalen/").status_code == 302
    refused = client.post(f"{url}00/weghalen/").content.decode()
    assert "ten minste één locatie" in refused


def test_a_group_gets_its_teachers_and_a_filled_one_is_not_taken_away(cast: Cast) -> None:
    client = cast.client("leader")
    url = f"{HOME}groepen/{cast.group.public_id}/"
    same = client.post(f"{url}wijzigen/", {"name": "7", "year_group": "6"}).content.decode()
    assert "Er is dit schooljaar al een groep 7." in same

    client.post(f"{url}wijzigen/", {"name": "6b", "year_group": "6", "teachers": []})
    with open_every_tenant("test"):
        assert not GroupAssignment.objects.filter(class_group=cast.group, ended_on=None).exists()
    assert "zitten of zaten leerlingen" in client.post(f"{url}weghalen/").content.decode()
    made = client.post(f"{HOME}groepen/nieuw/", {"name": "3", "year_group": "3"})
    assert client.post(f"{made.url}weghalen/").url == f"{HOME}groepen/"


# -- letters and codes -----------------------------------------------------------------------------
def test_a_letter_with_a_code_is_a_pdf_that_no_cache_keeps(cast: Cast) -> None:
    url = f"{HOME}relaties/{cast.rows['relation_mother_Yara'].public_id}/brief/"

    answer = cast.client("leader").post(url)

    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "no-store"
    assert io.BytesIO(answer.content).read(5) == b"%PDF-"
    with open_every_tenant("test"):
        assert AccessCode.objects.get().relation == cast.rows["relation_mother_Yara"]


def test_letters_of_a_group_go_to_parents_without_an_address_who_are_told_everything(
    cast: Cast,
) -> None:
    client = cast.client("leader")
    url = f"{HOME}groepen/{cast.group.public_id}/"
    assert "Ouders zonder e-mailadres" not in client.get(url).content.decode()
    assert client.post(f"{url}brieven/").url == url

    with open_every_tenant("test"):
        Parent.objects.filter(last_name="Haddad").update(email="")
        ParentChildRelation.objects.filter(parent=cast.parents["father"]).update(
            information_right="on_request"
        )
    assert "1 ouder van deze groep heeft geen e-mailadres" in client.get(url).content.decode()
    assert client.post(f"{url}brieven/")["Content-Type"] == "application/pdf"
    with open_every_tenant("test"):
        assert [row.relation for row in AccessCode.objects.all()] == [
            cast.rows["relation_mother_Yara"]
        ]


def test_a_pupils_code_is_shown_once_and_refused_where_the_birth_date_lacks(cast: Cast) -> None:
    client, yara = cast.client("leader"), cast.pupils["yara"]
    url = f"{HOME}leerlingen/{yara.public_id}/code/"

    answer = client.post(url)
    assert answer["Cache-Control"] == "no-store"
    assert "Je ziet hem maar één keer." in answer.content.decode()

    with open_every_tenant("test"):
        Pupil.objects.filter(pk=yara.pk).update(birth_date=None)
    refused = client.post(url, follow=True).content.decode()
    assert "Vul eerst de geboortedatum in." in refused
