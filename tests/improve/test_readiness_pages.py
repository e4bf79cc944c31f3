"""The leader reads the verdict and asks for guidance; the adviser reads along; nobody else comes in."""

from django.test import Client
from django.urls import reverse

from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.models import GuidanceRequest
from drieklank.improve.rules.readiness import ALL, PREFIX
from drieklank.improve.rules.readiness_steps import STEPS
from drieklank.measure.queries.signed import sheets_of
from drieklank.outbox.models import Message
from tests.cast import Cast
from tests.improve.signing import sign

WISH = {
    "chosen": "other",
    "provider": "Bureau Samen",
    "provider_mail": "vraag@bureau.example",
    "parts": ["vision", "results"],
    "period": "Na de kerst",
    "contact_name": "Lies Leider",
    "contact_mail": "lies@vlieger.example",
    "words": "Wij zijn een kleine school <b>",
}


def address(cast: Cast, rest: str = "") -> str:
    return f"/school/{cast.school.code}/zelf-of-samen/{rest}"


def mails() -> list[Message]:
    with open_every_tenant("test"):
        return list(Message.objects.filter(template__startswith="guidance").order_by("pk"))


def requests() -> list[GuidanceRequest]:
    with open_every_tenant("test"):
        return list(GuidanceRequest.objects.all())


def ask(cast: Cast) -> tuple[Client, GuidanceRequest]:
    client = cast.client("leader")
    client.post(address(cast, "begeleiding/"), WISH | {"step": "send"})
    (row,) = requests()
    return client, row


def test_verdict_before_the_check_says_what_it_is_and_where_to_begin(cast: Cast) -> None:
    page = cast.client("leader").get(address(cast))
    assert "De startcheck is nog niet ingevuld" in page.text
    assert f"/school/{cast.school.code}/meten/ondertekend/" in page.text


def test_verdict_names_what_is_missing_and_says_that_it_is_an_own_rule(cast: Cast) -> None:
    sign(cast, "readiness", {PREFIX + key: "yes" for key in ALL} | {PREFIX + "vision-school": "no"})
    page = cast.client("leader").get(address(cast))
    assert "Begeleiding helpt jullie op weg" in page.text
    assert "een visie op een fijne school" in page.text
    assert "Wat noemen wij pesten, en wie is aan zet?" in page.text
    assert "Dit is onze eigen regel" in page.text
    assert "Er is geen onderzoek" in page.text


def test_every_missing_piece_leads_to_a_page_that_opens(cast: Cast) -> None:
    sign(cast, "readiness", {PREFIX + key: "no" for key in ALL})
    page = cast.client("leader").get(address(cast)).text
    for step in STEPS.values():
        assert step.do in page
        if step.page:
            assert f'href="{reverse(step.page, args=[cast.school.code])}"' in page


def test_signed_check_leads_to_its_verdict(cast: Cast) -> None:
    sign(cast, "readiness", {PREFIX + key: "yes" for key in ALL})
    with open_every_tenant("test"):
        (sheet,) = sheets_of(cast.school)
    own = f"/school/{cast.school.code}/meten/ondertekend/{sheet.public_id}/"
    assert f'href="{address(cast)}"' in cast.client("leader").get(own).text


def test_newer_check_counts_and_the_older_stays_to_be_seen(cast: Cast) -> None:
    sign(cast, "readiness", {PREFIX + key: "no" for key in ALL})
    sign(cast, "readiness", {PREFIX + key: "yes" for key in ALL})
    page = cast.client("leader").get(address(cast))
    assert "Jullie kunnen zelf aan de slag" in page.text
    assert "Eerdere startchecks" in page.text
    assert "Met begeleiding" in page.text


def test_leader_sees_the_letter_before_anything_leaves(cast: Cast) -> None:
    page = cast.client("leader").post(address(cast, "begeleiding/"), WISH | {"step": "look"})
    assert "Dit gaat weg" in page.text
    assert "vraag@bureau.example" in page.text
    assert "Een lastige uitkomst bespreken" in page.text
    assert "kleine school &lt;b&gt;" in page.text
    assert (requests(), mails()) == ([], [])


def test_changing_after_looking_loses_nothing_that_was_typed(cast: Cast) -> None:
    page = cast.client("leader").post(address(cast, "begeleiding/"), WISH | {"step": "change"})
    assert "Na de kerst" in page.text
    assert requests() == []


def test_sent_request_is_kept_and_its_mail_waits_for_the_provider(cast: Cast) -> None:
    _, row = ask(cast)
    assert (row.provider, row.parts, row.state) == ("Bureau Samen", ["vision", "results"], "sent")
    (mail,) = mails()
    assert (mail.template, mail.to) == ("guidance-request", "vraag@bureau.example")
    assert (
        mail.fields["parts"]
        == "- Een visie maken met team en ouders\n- Een lastige uitkomst bespreken"
    )


def test_request_to_the_own_adviser_goes_to_the_address_that_the_school_knows(cast: Cast) -> None:
    wish = WISH | {"chosen": "Ad Viseur", "provider": "", "provider_mail": "", "step": "send"}
    cast.client("leader").post(address(cast, "begeleiding/"), wish)
    assert [mail.to for mail in mails()] == ["adviser@noordwind.example"]


def test_request_without_an_address_is_refused_beside_the_field(cast: Cast) -> None:
    page = cast.client("leader").post(
        address(cast, "begeleiding/"), WISH | {"provider_mail": "", "step": "send"}
    )
    assert "Vul in op welk adres je hen bereikt." in page.text
    assert requests() == []


def test_answer_closes_a_request_and_a_withdrawal_after_it_changes_nothing(cast: Cast) -> None:
    client, row = ask(cast)
    own = address(cast, f"begeleiding/{row.public_id}/")
    client.post(own, {"answer": "Kennismaking op 12 januari"})
    client.post(own + "intrekken/")
    (row,) = requests()
    assert (row.state, row.answer) == ("answered", "Kennismaking op 12 januari")
    assert len(mails()) == 1


def test_withdrawn_request_tells_the_provider(cast: Cast) -> None:
    client, row = ask(cast)
    client.post(address(cast, f"begeleiding/{row.public_id}/intrekken/"))
    assert requests()[0].state == "withdrawn"
    assert [mail.template for mail in mails()] == ["guidance-request", "guidance-withdrawn"]


def test_adviser_reads_the_verdict_but_never_asks_in_the_name_of_the_school(cast: Cast) -> None:
    client = cast.client("adviser")
    assert client.get(address(cast)).status_code == 200
    assert client.post(address(cast, "begeleiding/"), WISH | {"step": "send"}).status_code == 404
    assert requests() == []


def test_request_of_another_school_answers_as_if_it_were_not_there(cast: Cast) -> None:
    _, row = ask(cast)
    elsewhere = cast.client("leader_elsewhere")
    own = f"/school/{cast.elsewhere.code}/zelf-of-samen/begeleiding/{row.public_id}/"
    assert elsewhere.get(own).status_code == 404
