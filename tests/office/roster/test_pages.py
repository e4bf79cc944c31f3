"""Reading in a roster on the pages: upload, choose columns, look, decide, undo."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from drieklank.base.tenancy import open_every_tenant
from drieklank.config.worker import Worker
from drieklank.office.uploads import UnlinkedFileHandler
from drieklank.people.models import Parent, ParentChildRelation, Pupil, RosterChange, RosterImport
from tests.cast import Cast
from tests.people.roster.writers import BSN, COUNTRY, PASSWORD, zipped

LIST = (
    f"Leerlingnummer;Roepnaam;Tussenvoegsel;Achternaam;Groep;BSN;Geboorteland;Ouder 1 naam;Ouder 1 e-mail\r\n"
    f"n1;Noor;van den;Berg;Groep 7;{BSN};{COUNTRY};Mo van den Berg;mo@ouder.example\r\n"
    f"n2;Sem;;Vos;Groep 7;{BSN};{COUNTRY};;\r\n"
)
ORGS = "sourcedId,status,name,type,identifier\ns1,active,De Vlieger,school,98AA00\ns2,active,De Brug,school,98AB00\n"
USERS = (
    "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,email,agentSourcedIds,password,userIds\n"
    f'k1,active,true,s1,student,Kim,Bos,,"a1,o1",{PASSWORD},{{BSN:{BSN}}}\n'
    f"k2,active,true,s2,student,Ver,Weg,,,{PASSWORD},\n"
    f"o1,active,true,s1,parent,Ans,Bos,ans@ouder.example,,{PASSWORD},\n"
    f"a1,active,true,s1,relative,Opa,Bos,opa@ouder.example,,{PASSWORD},\n"
)


def work() -> None:
    """The worker does what is in the queue."""
    Worker().once()


@pytest.fixture
def leader(cast: Cast) -> Client:
    """The leader, at a school whose people were all added by hand: none of them can seem to leave."""
    with open_every_tenant("test"):
        Pupil.objects.update(external_id="")
        Parent.objects.update(external_id="")
    return cast.client("leader")


def upload(client: Client, data: bytes | str, name: str, code: str = "de-vlieger") -> Any:
    file = SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data)
    return client.post(reverse("office:roster", args=[code]), {"file": file})


def newest() -> RosterImport:
    with open_every_tenant("test"):
        return RosterImport.objects.latest("pk")


def at(page: str, row: RosterImport) -> str:
    return reverse(f"office:{page}", args=["de-vlieger", row.public_id])


def pupils(**wanted: Any) -> set[str]:
    with open_every_tenant("test"):
        return set(Pupil.objects.filter(**wanted).values_list("external_id", flat=True))


@pytest.mark.django_db(transaction=True)
def test_a_plain_list_goes_over_choosing_columns_to_pupils_and_back(leader: Client) -> None:
    client = leader
    answer = upload(client, LIST, "leerlingen.csv")
    row = newest()
    assert answer.url == at("roster_columns", row)
    with open_every_tenant("test"):
        assert row.draft
        assert b"Noor" not in bytes(row.draft)
    page = client.get(answer.url).content.decode()
    assert "Noor" in page
    assert BSN not in page
    assert COUNTRY not in page
    fields = dict(
        re.findall(r'<select name="(column-\d+)".*?<option value="(\w+)" selected', page, re.DOTALL)
    )
    answer = client.post(answer.url, fields)
    row = newest()
    assert answer.url == at("roster_import", row)
    page = client.get(answer.url).content.decode()
    assert "Dit verandert er" in page
    assert "Noor van den Berg" in page
    assert pupils(external_id__startswith="n") == set()
    answer = client.post(at("roster_apply", row))
    assert "wordt verwerkt" in client.get(answer.url).content.decode()
    work()
    assert "Dit is er veranderd" in client.get(answer.url).content.decode()
    assert pupils(external_id__startswith="n") == {"n1", "n2"}
    client.post(at("roster_undo", row))
    work()
    assert "teruggedraaid" in client.get(at("roster_import", row)).content.decode()
    assert pupils(external_id__startswith="n") == set()


@pytest.mark.django_db(transaction=True)
def test_a_leader_reads_in_the_own_school_only_and_decides_who_is_a_parent(leader: Client) -> None:
    client = leader
    answer = upload(
        client,
        zipped({"orgs.csv": ORGS, "users.csv": USERS, "classes.csv": "sourcedId\n"}),
        "r.zip",
    )
    row = newest()
    page = client.get(answer.url).content.decode()
    assert "Is Opa Bos ouder of verzorger van Kim Bos?" in page
    told = client.get(at("roster_problems", row)).content.decode()
    assert "hoort niet bij de scholen waarvoor je mag inlezen" in told
    with open_every_tenant("test"):
        doubt = RosterChange.objects.get(kind="doubts")
    client.post(at("roster_decide", row), {f"doubt-{doubt.pk}": "yes"})
    client.post(at("roster_apply", row))
    work()
    assert pupils(external_id__startswith="k") == {"k1"}
    with open_every_tenant("test"):
        found = ParentChildRelation.objects.filter(pupil__external_id="k1")
        assert set(found.values_list("parent__email", "authority")) == {
            ("ans@ouder.example", "unknown"),
            ("opa@ouder.example", "unknown"),
        }


@pytest.mark.django_db(transaction=True)
def test_what_was_built_on_stays_after_undoing_and_is_listed(leader: Client) -> None:
    client = leader
    upload(
        client,
        zipped({"orgs.csv": ORGS, "users.csv": USERS, "classes.csv": "sourcedId\n"}),
        "r.zip",
    )
    row = newest()
    client.post(at("roster_apply", row))
    work()
    with open_every_tenant("test"):
        ParentChildRelation.objects.filter(pupil__external_id="k1").update(
            authority="full", decided_by_hand=True
        )
    client.post(at("roster_undo", row))
    work()
    page = client.get(at("roster_import", row)).content.decode()
    assert "Dit bleef staan" in page
    assert pupils(external_id__startswith="k") == {"k1"}
    with open_every_tenant("test"):
        assert Parent.objects.filter(external_id="o1").exists()


@pytest.mark.django_db
def test_a_pupil_who_would_vanish_asks_first(cast: Cast) -> None:
    client = cast.client("leader")
    upload(client, LIST, "l.csv")
    with open_every_tenant("test"):
        RosterImport.objects.all().delete()
        Pupil.objects.filter(school=cast.school).update(external_id="")
        Pupil.objects.filter(pk=cast.pupils["yara"].pk).update(external_id="oud")
    upload(
        client,
        zipped({"orgs.csv": ORGS, "users.csv": USERS, "classes.csv": "sourcedId\n"}),
        "r.zip",
    )
    row = newest()
    page = client.post(at("roster_apply", row), follow=True).content.decode()
    assert "Klopt dat? Zet dan het vinkje" in page
    assert newest().state == "planned"
    client.post(at("roster_apply", row), {"leaving": "on"})
    assert newest().state == "applying"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "leeg"),
        (b"%PDF-1.7 niets", "kennen wij niet"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><EDEX/>', "DOCTYPE"),
        (b"<EDEX><school><brincode>11ZZ</brincode></school></EDEX>", "andere school"),
    ],
)
def test_a_refused_file_says_why_beside_the_field_and_writes_nothing(
    cast: Cast, data: bytes, sentence: str
) -> None:
    page = upload(cast.client("leader"), data, "bestand.xml")
    assert page.status_code == 200
    assert sentence in page.content.decode()
    with open_every_tenant("test"):
        assert not RosterImport.objects.exists()


@pytest.mark.django_db
def test_a_file_over_the_limit_is_not_kept_and_the_form_says_how_large_it_may_be(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("drieklank.office.uploads.MOST", 1000)
    monkeypatch.setattr("drieklank.office.forms.roster.MOST", 1000)
    page = upload(cast.client("leader"), b"x" * 5000, "groot.csv").content.decode()
    assert "groter dan" in page


@pytest.mark.django_db
def test_the_key_of_a_list_goes_only_over_https_where_there_is_https(
    cast: Cast, settings: Settings
) -> None:
    settings.HTTPS = True
    answer = upload(cast.client("leader"), LIST, "l.csv")
    cookie = answer.cookies["inlezen"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Strict")


@pytest.mark.django_db
def test_the_columns_page_of_another_browser_stays_shut(cast: Cast) -> None:
    upload(cast.client("leader"), LIST, "l.csv")
    other = cast.client("leader")
    answer = other.get(at("roster_columns", newest()))
    assert answer.url == reverse("office:roster", args=["de-vlieger"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "who", ["teacher", "care", "mother", "pupil", "leader_elsewhere", "board_member"]
)
def test_nobody_else_comes_near_an_import(cast: Cast, who: str) -> None:
    upload(cast.client("leader"), LIST, "l.csv")
    row = newest()
    client = cast.client(who)
    for page in ("roster_import", "roster_columns", "roster_problems", "roster_undo"):
        assert client.get(at(page, row)).status_code == 404
    for page in ("roster_apply", "roster_decide", "roster_drop"):
        assert client.post(at(page, row)).status_code == 404
    assert client.get(reverse("office:roster", args=["de-vlieger"])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_what_may_not_be_kept_is_nowhere_afterwards(
    leader: Client, caplog: pytest.LogCaptureFixture
) -> None:
    """Not in any table, log or page, after both kinds of file were read in and applied."""
    client = leader
    answer = upload(client, LIST, "l.csv")
    page = client.get(answer.url).content.decode()
    fields = dict(
        re.findall(r'<select name="(column-\d+)".*?<option value="(\w+)" selected', page, re.DOTALL)
    )
    client.post(answer.url, fields)
    client.post(at("roster_apply", newest()))
    upload(
        client,
        zipped({"orgs.csv": ORGS, "users.csv": USERS, "classes.csv": "sourcedId\n"}),
        "r.zip",
    )
    client.post(at("roster_apply", newest()), {"leaving": "on"})
    work()
    assert pupils(external_id__in=["n1", "k1"]) == {"n1", "k1"}
    assert "Kim" in everything_kept()
    found = [
        secret for secret in (BSN, COUNTRY, PASSWORD) if secret in everything_kept() + caplog.text
    ]
    assert found == []


def everything_kept() -> str:
    """Every value of every table, as text."""
    with open_every_tenant("test"):
        return "\n".join(
            repr(row)
            for model in apps.get_models()
            if model._meta.managed
            for row in model._base_manager.values_list()
        )


def test_an_upload_has_no_name_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    handler = UnlinkedFileHandler()
    handler.new_file("file", "l.csv", "text/csv", 3)
    handler.receive_data_chunk(b"abc", 0)
    assert list(tmp_path.iterdir()) == []
    file = handler.file_complete(3)
    assert file.read() == b"abc"
    file.close()
