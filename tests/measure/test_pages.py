"""The pages of a round for staff: what a leader can do, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import questionnaire
from drieklank.content.schema import Audience, Review
from drieklank.measure import actions
from drieklank.measure.models import Invitation, Role, Round, RoundState
from drieklank.people.models import Parent
from tests.cast import Cast
from tests.measure.conftest import Held

pytestmark = pytest.mark.django_db
LIST = "/school/de-vlieger/meten/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


def plan(cast: Cast, opens: int = 3, days: int = 18) -> Any:
    day = today() + timedelta(days=opens)
    dates = {"opens_on": day.isoformat(), "closes_on": (day + timedelta(days=days)).isoformat()}
    dates["roles"] = ["parents", "team"]
    return cast.client("leader").post(f"{LIST}plannen/baseline/", dates)


def test_leader_plans_a_round_and_sees_whom_it_will_ask(cast: Cast) -> None:
    assert "Plan een nulmeting" in cast.client("leader").get(LIST).content.decode()
    form = cast.client("leader").get(f"{LIST}plannen/baseline/").content.decode()
    assert "Wie wordt gevraagd" in form
    response = plan(cast)
    with open_every_tenant("test"):
        row = Round.objects.get()
        assert AuditEvent.objects.filter(verb="round.plan").count() == 1
    assert response["Location"] == f"{LIST}{row.code}/"
    page = cast.client("leader").get(response["Location"])
    assert "Nodig iedereen nu uit" in page.content.decode()


@pytest.mark.parametrize(("opens", "days"), [(-2, 18), (3, -2), (3, 2), (3, 300), (900, 18)])
def test_plan_with_impossible_dates_is_explained_and_keeps_what_was_chosen(
    cast: Cast, opens: int, days: int
) -> None:
    response = plan(cast, opens, days)
    html = response.content.decode()
    assert response.status_code == 200
    assert (today() + timedelta(days=opens)).isoformat() in html
    assert 'class="error"' in html
    with open_every_tenant("test"):
        assert Round.objects.count() == 0


def test_second_plan_while_one_stands_is_refused_on_the_page(cast: Cast) -> None:
    plan(cast)
    assert "Er loopt al een nulmeting" in plan(cast).content.decode()


@pytest.mark.parametrize(
    "who", ["teacher", "care", "board_member", "adviser", "leader_elsewhere", "mother"]
)
def test_nobody_but_the_leader_of_the_school_changes_a_round(held: Held, who: str) -> None:
    client = held.cast.client(who)
    base = f"{LIST}{held.round.code}/"
    pages = [f"{base}{page}/" for page in ("openen", "verlengen", "sluiten", "brieven")]
    assert {client.post(url).status_code for url in [*pages, f"{LIST}plannen/baseline/"]} <= {
        404,
        302,
    }
    assert held.fresh().state == RoundState.OPEN
    with open_every_tenant("test"):
        assert Round.objects.count() == 1


@pytest.mark.parametrize("who", ["leader", "teacher", "care", "board_member", "adviser"])
def test_who_may_follow_a_round_sees_counts_and_no_names(held: Held, who: str) -> None:
    response = held.cast.client(who).get(f"{LIST}{held.round.code}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert ("Sluit de meting" in html, "Maak de brieven" in html) == (who == "leader",) * 2
    assert "Gezin" not in html
    assert "Haddad" not in html


def test_round_of_another_school_is_not_there(held: Held) -> None:
    client = held.cast.client("leader_elsewhere")
    assert client.get(f"{LIST}{held.round.code}/").status_code == 404
    assert client.get(f"/school/elders/meten/{held.round.code}/").status_code == 404


def test_counts_below_five_are_said_in_words(held: Held) -> None:
    html = held.cast.client("leader").get(f"{LIST}{held.round.code}/").content.decode()
    assert "nog niet te tonen" in html


def test_leader_opens_extends_and_closes_with_a_question_before_the_last(cast: Cast) -> None:
    client = cast.client("leader")
    base = plan(cast)["Location"]
    client.post(f"{base}openen/")
    later = (today() + timedelta(days=40)).isoformat()
    client.post(f"{base}verlengen/", {"closes_on": later})
    with open_every_tenant("test"):
        row = Round.objects.get()
    assert (row.state, row.opens_on, row.closes_on.isoformat()) == ("open", today(), later)
    assert "niet terugdraaien" in client.get(f"{base}sluiten/").content.decode()
    with open_every_tenant("test"):
        assert Round.objects.get().state == RoundState.OPEN
    client.post(f"{base}sluiten/")
    with open_every_tenant("test"):
        assert Round.objects.get().state == RoundState.CLOSED
    assert "is gesloten" in client.get(base).content.decode()


def test_plan_is_taken_back_after_a_question(cast: Cast) -> None:
    client = cast.client("leader")
    base = plan(cast)["Location"]
    assert "Haal het plan weg" in client.get(f"{base}terugnemen/").content.decode()
    assert client.post(f"{base}terugnemen/")["Location"] == LIST
    with open_every_tenant("test"):
        assert Round.objects.count() == 0


@pytest.mark.parametrize("day", ["2020-01-01", "2099-01-01", "geen datum", ""])
def test_extension_to_an_impossible_day_is_explained(held: Held, day: str) -> None:
    response = held.cast.client("leader").post(
        f"{LIST}{held.round.code}/verlengen/", {"closes_on": day}
    )
    assert (response.status_code, 'class="error"' in response.content.decode()) == (200, True)


def test_letters_go_to_parents_without_mail_and_leave_a_line_but_no_secret(held: Held) -> None:
    with open_every_tenant("test"):
        Parent.objects.filter(pk=held.cast.parents["mother"].pk).update(email="")
    client = held.cast.client("leader")
    url = f"{LIST}{held.round.code}/brieven/"
    response = client.post(url, {"who": "without", "two_sided": "on"})
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response["Cache-Control"] == "no-store"
    with open_every_tenant("test"):
        line = AuditEvent.objects.get(verb="round.letters")
        code = held.code(Invitation.objects.get(parent=held.cast.parents["mother"]))
    assert line.facts == {"letters": 1}
    assert code not in str(line.facts)
    assert client.get(url).status_code == 405


def test_letters_for_nobody_say_so(held: Held) -> None:
    client = held.cast.client("leader")
    response = client.post(f"{LIST}{held.round.code}/brieven/", {"who": "without"}, follow=True)
    assert "geen brief nodig" in response.content.decode()


def test_round_without_its_key_can_only_be_cleared_and_says_why(held: Held, settings: Any) -> None:
    (settings.KEYS_DIR / f"{held.round.public_id.hex}.key").unlink()
    client = held.cast.client("leader")
    base = f"{LIST}{held.round.code}/"
    assert "Sluit zonder uitkomst" in client.get(f"{base}sluiten/").content.decode()
    client.post(f"{base}sluiten/", {"give_up": "1"})
    assert held.fresh().state == RoundState.LOST
    assert "niet te lezen" in client.get(base).content.decode()


@pytest.mark.parametrize(
    ("role", "language", "text"),
    [
        ("parents", "nl", "Voelt u zich welkom als u op school komt?"),
        ("parents", "ar", "هل تشعرون بالترحيب"),
        ("team", "nl", "jullie"),
        ("team", "xx", "jullie"),
    ],
)
def test_questions_are_shown_before_they_are_asked(
    cast: Cast, role: str, language: str, text: str
) -> None:
    response = cast.client("teacher").get(f"{LIST}vragen/baseline/{role}/?taal={language}")
    assert (response.status_code, text in response.content.decode()) == (200, True)
    assert cast.client("teacher").get(f"{LIST}vragen/baseline/niemand/").status_code == 404


@pytest.mark.parametrize("reader", ["none", "Hatice Yıldız"])
def test_translation_names_who_read_it_over_or_says_that_nobody_did(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    asked = questionnaire("baseline-parents")
    read = {**asked.languages, "tr": Review.model_validate({"reviewed_by": reader})}
    found = asked.model_copy(update={"languages": read})
    monkeypatch.setattr(
        "drieklank.measure.views.rounds.questionnaires", lambda *_: {Audience.PARENTS: found}
    )
    at = f"{LIST}vragen/baseline/parents/"
    turkish, dutch = (
        cast.client("teacher").get(f"{at}?taal={lang}").content.decode() for lang in ("tr", "nl")
    )
    assert ("Nog niet nagelezen" in turkish) is (reader == "none")
    assert (f"Nagelezen door {reader}." in turkish) is (reader != "none")
    assert "nagelezen" not in dutch.lower()


@pytest.mark.parametrize("rounds", [1, 3])
def test_list_of_rounds_needs_as_many_statements_for_one_as_for_three(
    cast: Cast, rounds: int, django_assert_max_num_queries: Any
) -> None:
    with open_every_tenant("test"):
        for number in range(rounds):
            row = actions.plan_round(
                cast.school,
                "baseline",
                today(),
                today() + timedelta(days=18),
                by=SYSTEM,
            )
            if number < rounds - 1:
                Round.objects.filter(pk=row.pk).update(state=RoundState.CLOSED)
    client = cast.client("leader")
    client.get(LIST)
    with django_assert_max_num_queries(22):
        client.get(LIST)


def test_command_lists_rounds_for_people_and_for_machines(
    held: Held, capsys: pytest.CaptureFixture[str]
) -> None:
    import argparse  # noqa: PLC0415 -- only this test runs the command
    import json  # noqa: PLC0415 -- as above

    from drieklank.measure.commands import rounds  # noqa: PLC0415 -- as above

    parser = argparse.ArgumentParser()
    rounds.add_arguments(parser)
    assert rounds.run(parser.parse_args(["--json"])) == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["code"], one["state"], one["counts"][Role.PARENTS]["invited"]) == (
        held.round.code,
        "open",
        13,
    )
    rounds.run(parser.parse_args([]))
    assert "nulmeting  loopt" in capsys.readouterr().out
    rounds.run(parser.parse_args([]))
    assert "ouders (nog) niet te tonen van 13" in capsys.readouterr().out
    rounds.run(parser.parse_args(["--school", "nergens"]))
    assert capsys.readouterr().out == "Er zijn nog geen metingen.\n"
