"""The pages of the certificate: who sees which button, and what everybody may look up."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.results.actions import certificate as actions
from drieklank.results.certificate_statement import Finding, check
from drieklank.results.models import Certificate, CertificateEvidence, Certification
from drieklank.schools.models import AdviserAssignment
from tests.access.pages import address, page_names
from tests.access.test_pages import samples
from tests.cast import Cast
from tests.results.certificates import asked_for, assessor, show_evidence, two_rounds

pytestmark = pytest.mark.django_db
REASONS = "Ouders en leerlingen vertelden hetzelfde als de cijfers."


@pytest.fixture(autouse=True)
def _keys(tmp_path: Path, settings: Any) -> None:
    settings.KEYS_DIR, settings.KEYS_COPY_DIR = tmp_path / "keys", None


def at(name: str, *more: object) -> str:
    return reverse(f"results:certificate{name}", args=["de-vlieger", *more])


def granted(cast: Cast) -> Certificate:
    judge, certification = assessor(cast), asked_for(cast)
    show_evidence(certification, cast.actor("leader"), judge)
    with open_every_tenant("test"):
        actions.decide(certification, grant=True, reasons=REASONS, by=judge)
        return Certificate.objects.get()


def public(certificate: Certificate, name: str = "public") -> str:
    code = f"{certificate.code[:5]}-{certificate.code[5:]}"
    return reverse(f"results:certificate_{name}", args=[code])


def post(client: Client, url: str, **data: object) -> str:
    """The page after a form was sent."""
    return client.post(url, data, follow=True).content.decode()


# -- the whole way, by hand ------------------------------------------------------------------------
def test_school_walks_the_whole_way_over_the_pages(cast: Cast) -> None:
    first, final = two_rounds(cast)
    leader, board = cast.client("leader"), cast.client("board_member")
    assert "Het certificaat is aangevraagd" in post(
        leader, at("_ask"), pair=f"{first.code}/{final.code}"
    )
    assert "kan de school nu beoordelen" in post(
        board,
        at("_assessor"),
        name="Bo Buiten",
        email="bo@buiten.example",
        starts_on=str(today()),
        ends_on=str(today() + timedelta(days=90)),
    )
    day = str(today() - timedelta(days=3))
    for number in range(3):
        said = post(
            leader, at("_evidence", "actie"),
            what=f"Actie {number}", on=day, evaluated_on=day, result="Meer ouders kwamen.", place="",
        )  # fmt: skip
        assert "Dit is vastgelegd." in said
    post(leader, at("_evidence", "raad"), what="De uitkomsten", on=day)
    with open_every_tenant("test"):
        user = AdviserAssignment.objects.get(kind="assessor").user
        rows = list(CertificateEvidence.objects.values_list("public_id", flat=True))
    judge = Client()
    judge.force_login(user)
    for public_id in rows:
        post(judge, at("_check", public_id), confirmed="yes", remark="")
    post(judge, at("_visit"), on=day, parents=6, pupils=9, what="Ouders voelen zich welkom.")
    done = post(judge, at("_decide"), grant="yes", reasons=REASONS)

    assert "Het certificaat is toegekend." in done
    page = leader.get(at("")).content.decode()
    assert "De school heeft het certificaat" in page
    assert REASONS in page
    with open_every_tenant("test"):
        assert Client().get(public(Certificate.objects.get())).status_code == 200


def test_visit_in_the_future_is_refused_with_a_sentence(cast: Cast) -> None:
    assessor(cast)
    asked_for(cast)
    tomorrow = str(today() + timedelta(days=1))
    page = post(cast.client("assessor"), at("_visit"), on=tomorrow, parents=1, pupils=1, what="x")

    assert "moet nog komen" in page


def test_granting_too_early_says_why(cast: Cast) -> None:
    assessor(cast)
    asked_for(cast)
    page = post(cast.client("assessor"), at("_decide"), grant="yes", reasons=REASONS)

    assert "Toekennen kan pas als aan alle eisen is voldaan." in page
    with open_every_tenant("test"):
        assert Certification.objects.get().stage == "asked"


def test_refused_school_reads_the_reasons_and_can_ask_again(cast: Cast) -> None:
    judge, certification = assessor(cast), asked_for(cast)
    with open_every_tenant("test"):
        actions.decide(certification, grant=False, reasons=REASONS, by=judge)
    leader = cast.client("leader")
    page = leader.get(at("")).content.decode()

    assert REASONS in page
    assert "Vraag een tweede beoordeling" in page
    assert "Een andere beoordelaar kijkt opnieuw." in post(
        leader, at("_appeal"), appeal="Er waren meer acties."
    )
    first = cast.client("assessor").get(at("")).content.decode()
    assert "Een tweede beoordeling doet iemand anders dan de eerste." in first
    assert "Neem een besluit" not in first


def test_leader_and_assessor_each_see_their_own_buttons(cast: Cast) -> None:
    assessor(cast)
    asked_for(cast)
    buttons = (
        "Leg een actie vast",
        "Leg je bezoek vast",
        "Neem een besluit",
        "Wijs een beoordelaar aan",
    )
    seen = {
        who: [one for one in buttons if one in cast.client(who).get(at("")).content.decode()]
        for who in ("leader", "assessor", "board_member", "adviser")
    }

    assert seen == {
        "leader": ["Leg een actie vast"],
        "assessor": ["Leg je bezoek vast", "Neem een besluit"],
        "board_member": ["Wijs een beoordelaar aan"],
        "adviser": [],
    }


def test_leader_cannot_appoint_end_or_list_an_assessor_as_adviser(cast: Cast) -> None:
    judge = assessor(cast)
    with open_every_tenant("test"):
        row = AdviserAssignment.objects.get(user=judge.user)
    leader = cast.client("leader")

    assert leader.post(at("_assessor"), {}).status_code == 404
    assert leader.post(at("_assessor_end", row.public_id)).status_code == 404
    office = reverse("office:adviser_end", args=["de-vlieger", row.public_id])
    assert leader.post(office).status_code == 404
    assert (
        str(judge.user)
        not in leader.get(reverse("office:team", args=["de-vlieger"])).content.decode()
    )


# -- every page, asked by an assessor --------------------------------------------------------------


ABOUT_PEOPLE = (
    "office:pupil", "office:parent", "office:group", "office:relation", "office:team",
    "office:member", "office:privacy", "office:log", "office:roster", "results:publish",
)  # fmt: skip


def test_assessor_sees_figures_of_the_school_and_no_page_about_a_person(cast: Cast) -> None:
    assessor(cast)
    known = samples(cast)
    client = cast.client("assessor")
    found = {
        name: str(client.get(address(name, cast, known)).status_code)
        for name in page_names()
        if name.startswith(ABOUT_PEOPLE)
    }

    assert len(found) > 30
    opened = {name: status for name, status in found.items() if status not in {"404", "405"}}
    assert opened == {"office:privacy_page": "200"}  # the public explanation


@pytest.mark.parametrize("who", ["leader", "teacher", "board_member", "adviser", "mother"])
def test_nobody_else_may_judge(cast: Cast, who: str) -> None:
    asked_for(cast)
    client = cast.client(who)
    with open_every_tenant("test"):
        row = Certification.objects.get()
        evidence = CertificateEvidence.objects.create(
            board=cast.board, certification=row, kind="council", on=today(), what="x", salt="x"
        )

    assert client.post(at("_decide"), {"grant": "no", "reasons": REASONS}).status_code == 404
    assert client.post(at("_visit"), {}).status_code == 404
    assert client.post(at("_check", evidence.public_id), {"confirmed": "yes"}).status_code == 404


def test_assessor_of_another_school_is_an_outsider(cast: Cast) -> None:
    asked_for(cast)
    judge = assessor(cast)
    with open_every_tenant("test"):
        AdviserAssignment.objects.filter(user=judge.user).update(school=cast.brug)

    assert cast.client("assessor").get(at("")).status_code == 404
    assert cast.client("assessor").post(at("_decide"), {}).status_code == 404


# -- what everybody may see ------------------------------------------------------------------------
@pytest.fixture
def issued(cast: Cast) -> Certificate:
    return granted(cast)


def test_public_page_shows_status_figures_and_no_person(cast: Cast, issued: Certificate) -> None:
    page = Client().get(public(issued)).content.decode()

    assert "Dit certificaat is geldig." in page
    assert "98AA" in page
    assert "60" in page
    people = [user.name for user in cast.users.values()]
    assert [name for name in (*people, REASONS, "Actie 1") if name in page] == []


def test_public_page_says_expired_and_withdrawn(cast: Cast, issued: Certificate) -> None:
    with time_machine.travel(issued.ends_on + timedelta(days=1), tick=False):
        assert "Dit certificaat is verlopen." in Client().get(public(issued)).content.decode()
        assert Client().get(public(issued, "pdf")).status_code == 404
    with open_every_tenant("test"):
        Certificate.objects.update(withdrawn_on=today(), withdrawn_because="facts")
    page = Client().get(public(issued)).content.decode()

    assert "Dit certificaat is ingetrokken op" in page
    assert "bleken niet te kloppen" in page
    assert "Dit certificaat is geldig." not in page


def test_downloaded_statement_is_genuine_by_the_published_key(issued: Certificate) -> None:
    client = Client()
    keys = client.get(reverse("results:certificate_keys")).content.decode()
    mark = keys.partition("sleutels/")[2].partition(".pem")[0]
    file = client.get(public(issued, "statement")).content

    assert client.get(reverse("results:certificate_key", args=[mark])).content.startswith(
        b"-----BEGIN PUBLIC KEY-----"
    )
    assert check(file, {mark}).finding is Finding.GENUINE


@pytest.mark.parametrize("typed", ["00000-00000", "onzin", "0000", "sleutel"])
def test_unknown_code_is_not_found(db: None, typed: str) -> None:
    assert Client().get(f"/certificaat/{typed}/").status_code == 404


def test_code_typed_otherwise_leads_to_the_one_address(issued: Certificate) -> None:
    answer = Client().get(f"/certificaat/{issued.code.lower()}/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == public(issued)


def test_pdf_is_one_tagged_page_that_says_what_the_statement_says(
    issued: Certificate, tmp_path: Path
) -> None:
    file = tmp_path / "c.pdf"
    file.write_bytes(Client().get(public(issued, "pdf")).content)

    def run(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    info, text, tags = (
        run("pdfinfo", str(file)),
        run("pdftotext", "-layout", str(file), "-"),
        run("pdfinfo", "-struct", str(file)),
    )
    assert "Tagged:          yes" in info
    assert "Pages:           1" in info
    assert "De Vlieger" in text
    assert issued.code[:5] in text
    assert "Geldig van" in text
    assert [tag for tag in ("H1", "Table", "TH", "Figure") if tag not in tags] == []
