"""Staff on the pages: in with an invitation, out with a question, never without a leader."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.outbox.models import Message
from drieklank.schools.models import AdviserAssignment, GroupAssignment, Membership, User
from tests.cast import Cast

TEAM = "/school/de-vlieger/team/"


def new(**changed: Any) -> dict[str, Any]:
    return {"name": "Nina Nieuw", "email": "nina@noordwind.example", "role": "teacher"} | changed


def mails(template: str) -> list[str]:
    with open_every_tenant("test"):
        return [row.to for row in Message.objects.filter(template=template).order_by("pk")]


def test_a_new_teacher_gets_groups_and_an_invitation(cast: Cast) -> None:
    answer = cast.client("leader").post(f"{TEAM}nieuw/", new(groups=[cast.group.pk]))

    assert answer.status_code == 302
    user = User.objects.get(email="nina@noordwind.example")
    with open_every_tenant("test"):
        assert GroupAssignment.objects.get(user=user).class_group == cast.group
    assert mails("staff-account") == ["nina@noordwind.example"]


def test_who_has_an_account_already_is_not_invited_again(cast: Cast) -> None:
    values = new(email="LEADER-elsewhere@noordwind.example", role="care_coordinator")

    assert cast.client("leader").post(f"{TEAM}nieuw/", values).status_code == 302

    assert mails("staff-account") == []


def test_groups_without_the_role_of_teacher_and_a_double_role_are_explained(cast: Cast) -> None:
    client = cast.client("leader")

    wrong = client.post(
        f"{TEAM}nieuw/", new(role="care_coordinator", groups=[cast.group.pk])
    ).content.decode()
    double = client.post(f"{TEAM}nieuw/", new(email="teacher@noordwind.example")).content.decode()
    board = client.post(f"{TEAM}nieuw/", new(role="board_member")).content.decode()

    assert "Groepen horen bij de rol leerkracht of mentor." in wrong
    assert 'value="Nina Nieuw"' in wrong
    assert "Teun Leraar is hier al leerkracht of mentor." in double
    assert "deze keuze is er niet meer" in board


def test_name_and_groups_are_mended_and_the_address_is_not_asked(cast: Cast) -> None:
    client = cast.client("leader")
    url = f"{TEAM}{cast.rows['membership_teacher'].public_id}/wijzigen/"
    assert 'name="email"' not in client.get(url).content.decode()

    client.post(url, {"name": "Teun de Leraar", "groups": [cast.other_group.pk]})

    assert User.objects.get(pk=cast.users["teacher"].pk).name == "Teun de Leraar"
    with open_every_tenant("test"):
        rows = GroupAssignment.objects.filter(user=cast.users["teacher"], ended_on=None)
        assert [row.class_group for row in rows] == [cast.other_group]


def test_the_last_leader_cannot_end_the_own_role_and_reads_why(cast: Cast) -> None:
    client = cast.client("leader")
    url = f"{TEAM}{cast.rows['membership_leader'].public_id}/beeindigen/"
    assert "Dit is je eigen rol." in client.get(url).content.decode()

    refused = client.post(url, {"when": "now"}).content.decode()

    assert "Geef eerst een ander de rol van schoolleider." in refused
    assert client.get(TEAM).status_code == 200


def test_with_a_successor_a_leader_leaves_and_lands_on_the_start_page(cast: Cast) -> None:
    client = cast.client("leader")
    client.post(f"{TEAM}nieuw/", new(role="school_leader"))

    url = f"{TEAM}{cast.rows['membership_leader'].public_id}/beeindigen/"
    answer = client.post(url, {"when": "now"})

    assert answer.url == "/"
    assert client.get(TEAM).status_code == 404


def test_a_role_that_ends_later_is_shown_with_its_last_day(cast: Cast) -> None:
    client = cast.client("leader")
    row = cast.rows["membership_teacher"]
    day = today() + timedelta(days=10)

    client.post(
        f"{TEAM}{row.public_id}/beeindigen/",
        {"when": "later", "last_day": day.strftime("%d-%m-%Y")},
    )

    with open_every_tenant("test"):
        assert Membership.objects.get(pk=row.pk).ended_on == day
    assert "tot en met" in client.get(TEAM).content.decode()
    assert "Deze rol eindigt na" in client.get(f"{TEAM}{row.public_id}/").content.decode()


def test_a_lost_second_step_is_taken_away_after_a_question_and_never_the_own(cast: Cast) -> None:
    client = cast.client("leader")
    for who in ("leader", "teacher"):
        Authenticator.objects.create(user=cast.users[who], type="totp", data={})
    url = f"{TEAM}{cast.rows['membership_teacher'].public_id}/tweede-stap/"

    assert "krijgt hierover een e-mail" in client.get(url).content.decode()
    client.post(url)
    own = client.post(f"{TEAM}{cast.rows['membership_leader'].public_id}/tweede-stap/")

    assert "Je eigen tweede stap" in own.content.decode()
    assert [row.user for row in Authenticator.objects.all()] == [cast.users["leader"]]
    assert mails("staff-account-changed") == ["teacher@noordwind.example"]


def test_one_board_does_not_take_the_second_step_of_who_works_at_another_too(cast: Cast) -> None:
    els = cast.users["leader_elsewhere"]
    Authenticator.objects.create(user=els, type="totp", data={})
    client = cast.client("leader")
    client.post(f"{TEAM}nieuw/", new(email=els.email, role="care_coordinator"))
    with open_every_tenant("test"):
        row = Membership.objects.get(user=els, school=cast.school)

    html = client.post(f"{TEAM}{row.public_id}/tweede-stap/").content.decode()

    assert "Els Elders werkt ook bij een ander bestuur." in html
    assert Authenticator.objects.filter(user=els).exists()
    cast.client("staff_session").post(f"{TEAM}{row.public_id}/tweede-stap/")
    assert not Authenticator.objects.filter(user=els).exists()


def test_an_invitation_is_sent_again_but_not_to_who_left(cast: Cast) -> None:
    client = cast.client("leader")
    row = cast.rows["membership_teacher"]

    client.post(f"{TEAM}{row.public_id}/uitnodigen/")
    client.post(f"{TEAM}{row.public_id}/beeindigen/", {"when": "now"})
    client.post(f"{TEAM}{row.public_id}/uitnodigen/")

    assert mails("staff-account") == ["teacher@noordwind.example"]


def test_an_adviser_is_let_in_for_a_term_and_out_again(cast: Cast) -> None:
    client = cast.client("leader")
    values = {"name": "Ada", "email": "ada@advies.example", "starts_on": "1-1-2026"}

    def said(ends_on: str) -> str:
        return client.post(f"{TEAM}adviseur/nieuw/", values | {"ends_on": ends_on}).content.decode()

    assert "1-2-2026 is al geweest." in said("1-2-2026")
    assert "hoogstens drie jaar" in said("1-1-2090")
    later = (today() + timedelta(days=60)).strftime("%d-%m-%Y")
    assert client.post(f"{TEAM}adviseur/nieuw/", values | {"ends_on": later}).status_code == 302

    with open_every_tenant("test"):
        row = AdviserAssignment.objects.get(user__email="ada@advies.example")
    client.post(f"{TEAM}adviseur/{row.public_id}/beeindigen/")
    client.get(TEAM)  # shows the messages once
    assert "Ada" not in client.get(TEAM).content.decode()


def test_a_teacher_sees_colleagues_without_buttons_or_advisers(cast: Cast) -> None:
    html = cast.client("teacher").get(TEAM).content.decode()

    assert "Lies Leider" in html
    assert "Voeg een medewerker toe" not in html
    assert "Ad Viseur" not in html


def test_who_manages_the_platform_gets_no_role_not_even_from_the_own_session(cast: Cast) -> None:
    administrator = cast.users["administrator"]
    for who in ("staff_session", "leader"):
        page = cast.client(who).post(
            f"{TEAM}nieuw/", new(email=administrator.email, role="school_leader")
        )
        assert "Gebruik voor werk op school een ander e-mailadres." in page.content.decode()
    with open_every_tenant("test"):
        assert not Membership.objects.filter(user=administrator).exists()


def test_who_manages_the_platform_does_not_become_an_adviser(cast: Cast) -> None:
    values = {
        "email": cast.users["administrator"].email,
        "name": "Bea Beheer",
        "starts_on": today().isoformat(),
        "ends_on": (today() + timedelta(days=30)).isoformat(),
    }

    page = cast.client("leader").post(f"{TEAM}adviseur/nieuw/", values)

    assert "Gebruik voor werk op school een ander e-mailadres." in page.content.decode()
    with open_every_tenant("test"):
        assert not AdviserAssignment.objects.filter(user=cast.users["administrator"]).exists()
