"""A printed code belongs to one parent and one child, or to one pupil, and works once."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from drieklank.audit.ledger import entries
from drieklank.audit.models import AuditEvent
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.office.actions.codes import CannotGiveCode, make_activation_code, make_pupil_code
from drieklank.people.models import AccessCode, Parent, ParentChildRelation, PersonSession, Pupil
from tests.cast import Cast
from tests.office.sign_in.conftest import is_in, link_in

Mails = Callable[[], list[str]]
REFUSED = "Deze code en dit jaar horen niet bij elkaar"


def relation(cast: Cast) -> ParentChildRelation:
    row: ParentChildRelation = cast.rows["relation_mother_Yara"]
    return row


def printed(cast: Cast) -> str:
    with open_every_tenant("test"):
        Parent.objects.filter(pk=cast.parents["mother"].pk).update(email="")
    return make_activation_code(relation(cast), by=cast.actor("leader"))


def born(cast: Cast, who: str = "yara") -> str:
    day = cast.pupils[who].birth_date
    assert day is not None
    return str(day.year)


def send(client: Client, code: str, year: str) -> str:
    response = client.post("/aanmelden/code/", {"code": code, "year": year})
    return response.get("Location") or response.content.decode()


def test_code_and_birth_year_let_this_parent_in(cast: Cast, client: Client) -> None:
    assert send(client, printed(cast), born(cast)) == "/aanmelden/adres/"
    with open_every_tenant("test"):
        assert PersonSession.objects.get().parent == cast.parents["mother"]
        assert AuditEvent.objects.get(verb="relation.code_made").parent_id is not None
        assert AuditEvent.objects.get(verb="parent.signed_in").facts == {"way": "print"}


def test_a_parent_with_an_address_is_not_asked_for_one(cast: Cast, client: Client) -> None:
    code = make_activation_code(relation(cast), by=cast.actor("leader"))
    assert send(client, code, born(cast)) == "/"


def test_arabic_digits_are_a_year_too(cast: Cast, client: Client) -> None:
    year = born(cast).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert send(client, printed(cast), year) == "/aanmelden/adres/"


def test_a_wrong_year_is_refused_and_five_kill_the_code(cast: Cast, client: Client) -> None:
    code = printed(cast)
    for _ in range(5):
        assert REFUSED in send(client, code, "2005")
    assert REFUSED in send(client, code, born(cast))
    assert not is_in(client)


def test_a_code_works_once_and_the_ledger_knows(cast: Cast, client: Client) -> None:
    before = len(list(entries()))
    code = printed(cast)
    send(client, code, born(cast))
    assert REFUSED in send(Client(), code, born(cast))
    with open_every_tenant("test"):
        row = AccessCode.objects.get()
    assert row.used_at is not None
    assert len(list(entries())) == before  # written when the transaction of this test is saved


@pytest.mark.django_db(transaction=True)
def test_a_used_code_stays_used_after_a_restore(cast: Cast, client: Client) -> None:
    before = len(list(entries()))
    code = printed(cast)
    send(client, code, born(cast))
    (line,) = list(entries())[before:]
    assert (line["kind"], line["model"], list(line["set"])) == (
        "revoke",
        "people.AccessCode",
        ["used_at"],
    )


def test_a_newer_letter_kills_the_older(cast: Cast, client: Client) -> None:
    first, second = printed(cast), printed(cast)
    assert REFUSED in send(client, first, born(cast))
    assert send(client, second, born(cast)) == "/aanmelden/adres/"


def test_the_letter_of_the_other_parent_lives_on(cast: Cast, client: Client) -> None:
    first = printed(cast)
    other = make_activation_code(cast.rows["relation_father_Yara"], by=cast.actor("leader"))
    assert send(client, first, born(cast)) == "/aanmelden/adres/"
    send(client, other, born(cast))
    with open_every_tenant("test"):
        assert PersonSession.objects.get().parent == cast.parents["father"]


def test_after_sixty_days_a_letter_is_paper(cast: Cast, client: Client) -> None:
    code = printed(cast)
    with time_machine.travel(now() + timedelta(days=60, minutes=1)):
        assert REFUSED in send(client, code, born(cast))


def test_a_relation_that_ended_since_opens_nothing(cast: Cast, client: Client) -> None:
    code = printed(cast)
    with open_every_tenant("test"):
        ParentChildRelation.objects.filter(pk=relation(cast).pk).update(
            ended_on=today() - timedelta(days=1)
        )
    assert REFUSED in send(client, code, born(cast))
    assert not is_in(client)


@pytest.mark.parametrize("year", ["", "16", "abcd", "1234", "9999", "-201"])
def test_a_year_that_is_none_is_explained(cast: Cast, client: Client, year: str) -> None:
    page = send(client, printed(cast), year)
    assert "Vul het geboortejaar in met vier cijfers" in page


def test_unknown_and_known_code_get_the_same_page(cast: Cast) -> None:
    """Whoever tries codes learns nothing: wrong year, used, unknown, all alike."""
    code = printed(cast)
    unknown = "00000-00000"
    pages = [send(Client(), typed, "2005").replace(typed, "CODE") for typed in (code, unknown)]
    hidden = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages]
    assert hidden[0] == hidden[1]
    assert REFUSED in hidden[0]


def test_a_pupil_from_group_six_gets_in_with_the_own_code(cast: Cast, client: Client) -> None:
    code = make_pupil_code(cast.pupils["pupil"], by=cast.actor("leader"))
    assert send(client, code, born(cast, "pupil")) == "/"
    with open_every_tenant("test"):
        assert PersonSession.objects.get().pupil == cast.pupils["pupil"]


def test_a_young_pupil_gets_no_code(cast: Cast) -> None:
    with open_every_tenant("test"):
        young = Pupil.objects.get(pk=cast.pupils["yara"].pk)
    young.year_group, young.birth_date = "4", date(today().year - 8, 1, 1)
    with pytest.raises(CannotGiveCode, match="vanaf groep 6"):
        make_pupil_code(young, by=cast.actor("leader"))


def test_without_birth_date_no_code_is_printed(cast: Cast) -> None:
    row = relation(cast)
    row.pupil.birth_date = None
    with pytest.raises(CannotGiveCode, match="geboortedatum"):
        make_activation_code(row, by=cast.actor("leader"))


def test_an_ended_relation_gets_no_code(cast: Cast) -> None:
    row = relation(cast)
    row.ended_on = today() - timedelta(days=1)
    with pytest.raises(CannotGiveCode, match="beëindigd"):
        make_activation_code(row, by=cast.actor("leader"))


def test_a_printed_code_is_nowhere_in_the_database(cast: Cast) -> None:
    code = printed(cast)
    with open_every_tenant("test"):
        rows = str(list(AccessCode.objects.values())) + str(list(AuditEvent.objects.values()))
    assert "people.ParentChildRelation" in rows
    assert [part in rows for part in (code, code.replace("-", ""), code[:5])] == [False] * 3


def test_a_new_address_counts_once_its_mail_was_opened_and_confirmed(
    cast: Cast, client: Client, mails: Mails
) -> None:
    send(client, printed(cast), born(cast))
    page = client.post("/aanmelden/adres/", {"email": "Nieuw@thuis.example"})
    assert "Kijk in uw mail" in page.content.decode()
    link = link_in(mails()[0])
    stranger = Client()
    assert "nieuw@thuis.example" in stranger.get(link).content.decode()

    def address() -> str:
        with open_every_tenant("test"):
            return str(Parent.objects.get(pk=cast.parents["mother"].pk).email)

    assert address() == ""
    key = {"key": link.partition("key=")[2].replace("%3A", ":")}
    assert (
        "Uw adres is bewaard" in stranger.post("/aanmelden/adres/bevestigen/", key).content.decode()
    )
    assert address() == "nieuw@thuis.example"
    assert stranger.post("/aanmelden/adres/bevestigen/", key).status_code == 410  # not twice
    assert not is_in(stranger)


def test_a_link_for_an_address_ends_after_a_day_and_cannot_be_made_up(
    cast: Cast, client: Client, mails: Mails
) -> None:
    send(client, printed(cast), born(cast))
    client.post("/aanmelden/adres/", {"email": "nieuw@thuis.example"})
    link = link_in(mails()[0])
    with time_machine.travel(now() + timedelta(days=1, seconds=2)):
        assert client.get(link).status_code == 410
    assert client.get("/aanmelden/adres/bevestigen/?key=onzin").status_code == 410
    assert client.get("/aanmelden/adres/bevestigen/").status_code == 410


def test_the_page_for_an_address_is_for_parents_only(cast: Cast) -> None:
    answers = {w: cast.client(w).get("/aanmelden/adres/").status_code for w in ("leader", "pupil")}
    assert answers == {"leader": 404, "pupil": 404}
    assert Client().get("/aanmelden/adres/").status_code == 302
