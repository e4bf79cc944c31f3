"""Results go to everyone who was asked, with a promise; changes follow; only then the archive."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from drieklank.access.middleware import PERSON_COOKIE
from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Round
from drieklank.outbox.models import Message
from drieklank.outbox.tasks import send_waiting
from drieklank.people.models import Parent, ParentChildRelation
from drieklank.results import actions as results
from drieklank.results.actions import telling as actions
from drieklank.results.actions.commitments import Wish, change_commitment, make_commitment
from drieklank.results.models import Commitment, CommitmentChange, Telling
from drieklank.results.queries.telling import audience_of, telling_facts
from drieklank.results.rules.telling import (
    TellingFacts,
    missing_before_archive,
    missing_before_telling,
)
from drieklank.results.tasks import daily_results
from drieklank.schools.models import Membership
from tests.cast import Cast
from tests.results.conftest import closed_round

LANGUAGES = ("nl", "en", "ar", "tr", "pl", "uk", "ti")


@pytest.fixture(autouse=True)
def _sends(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    from drieklank.outbox.rules import Quiet  # noqa: PLC0415 -- whatever the hour of the test

    settings.QUIET = Quiet(0, 0, sunday=False)


@pytest.fixture
def published(cast: Cast) -> Round:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        results.publish(measured, by=cast.actor("leader"))
        return Round.objects.select_related("school").get(pk=measured.pk)


def promise(cast: Cast, measured: Round, text: str = "Elke vrijdag een inloop.") -> Commitment:
    with open_every_tenant("test"):
        wish = Wish(text, cast.users["teacher"], today() + timedelta(days=30))
        return make_commitment(measured, wish, by=cast.actor("leader"))


def tell(cast: Cast, measured: Round) -> Telling:
    with open_every_tenant("test"):
        return actions.tell_everyone(measured, by=cast.actor("leader"))


def archive(cast: Cast, measured: Round) -> Round:
    with open_every_tenant("test"):
        fresh = Round.objects.select_related("school").get(pk=measured.pk)
        return actions.archive_round(fresh, by=cast.actor("leader"))


def report_progress(cast: Cast, row: Commitment, state: str, outcome: str = "") -> None:
    with open_every_tenant("test"):
        wish = Wish(row.text, cast.users["teacher"], row.due_on, "", state, outcome)
        change_commitment(row, wish, by=cast.actor("leader"))


def days_pass(number: int) -> None:
    """Everything that was written happened so many days earlier."""
    back = timedelta(days=number)
    with open_every_tenant("test"):
        for change in CommitmentChange.objects.all():
            change.changed_on -= back
            change.told_on = change.told_on and change.told_on - back
            change.save()
        for telling in Telling.objects.all():
            telling.told_on -= back
            telling.changes_told_on = telling.changes_told_on and telling.changes_told_on - back
            telling.save()


def queued(template: str) -> list[str]:
    with open_every_tenant("test"):
        rows = Message.objects.filter(template=template, state="waiting")
        return sorted(rows.values_list("to", flat=True))


def public_path(measured: Round) -> str:
    return f"/school/de-vlieger/u-zei-wij-doen/{measured.code}/"


# -- rules -------------------------------------------------------------------------------------------


def test_each_thing_that_is_missing_is_said_in_a_sentence() -> None:
    nothing = TellingFacts(is_published=False, commitments=0)
    assert [sentence.split(".")[0] for sentence in missing_before_archive(nothing)] == [
        "Het rapport is nog niet gedeeld met het team",
        "Er is nog geen toezegging met een eigenaar en een datum",
        "De uitkomst is nog niet verteld aan iedereen die is gevraagd",
    ]
    ready = TellingFacts(is_published=True, commitments=1)
    assert missing_before_telling(ready) == ()
    on_paper = TellingFacts(is_published=True, commitments=1, is_told=True, on_paper=2)
    assert missing_before_archive(on_paper) == (
        "2 ouders lezen geen mail. Geef de brief mee en zet dat hier neer.",
    )
    done = TellingFacts(
        is_published=True, commitments=1, is_told=True, on_paper=2, is_paper_given=True
    )
    assert missing_before_archive(done) == ()
    again = TellingFacts(is_published=True, commitments=1, is_told=True, is_archived=True)
    assert missing_before_archive(again) == ("Deze meting staat al in het archief.",)


# -- who is told ----------------------------------------------------------------------------------------


def test_everyone_with_a_right_to_know_is_told_in_the_own_language(
    cast: Cast, published: Round
) -> None:
    promise(cast, published)
    telling = tell(cast, published)
    here = ["father@thuis.example", "mother@thuis.example", "teacher-home@thuis.example"]
    assert queued("results-parents") == here
    with open_every_tenant("test"):
        team = set(
            Membership.objects.filter(school=cast.school).values_list("user__email", flat=True)
        )
        assert set(queued("results-team")) == team
        languages = dict(
            Message.objects.filter(template="results-parents").values_list("to", "language")
        )
        (line,) = AuditEvent.objects.filter(verb="results.told")
    assert languages["mother@thuis.example"] == "ar"
    assert languages["father@thuis.example"] == "nl"
    assert line.facts == {"parents": 3, "team": len(team), "on_paper": 0}
    assert (telling.parents, telling.team) == (3, len(team))


def test_mail_holds_the_response_the_promise_and_a_link_that_is_open(
    cast: Cast, published: Round
) -> None:
    promise(cast, published)
    tell(cast, published)
    send_waiting.func()
    (father,) = [one for one in mail.outbox if one.to == ["father@thuis.example"]]
    assert "Van de 60 ouders deden er 40 mee." in father.body
    assert "Elke vrijdag een inloop." in father.body
    assert f"{public_path(published)}?taal=nl" in father.body
    assert "/meedoen/stop/" in father.body
    (mother,) = [one for one in mail.outbox if one.to == ["mother@thuis.example"]]
    assert "سألنا أولياء الأمور" in mother.body
    assert "?taal=ar" in mother.body


def test_parent_whose_relation_ended_before_sending_gets_nothing(
    cast: Cast, published: Round
) -> None:
    promise(cast, published)
    tell(cast, published)
    with open_every_tenant("test"):
        relations = ParentChildRelation.objects.filter(parent=cast.parents["father"])
        relations.update(ended_on=today() - timedelta(days=1))
        own = ParentChildRelation.objects.filter(parent=cast.parents["mother"])
        own.update(information_right="blocked", blocked_reason="rechter")
    send_waiting.func()
    reached = {address for one in mail.outbox for address in one.to}
    assert "teacher-home@thuis.example" in reached
    assert reached & {"father@thuis.example", "mother@thuis.example"} == set()


def test_parents_without_mail_are_counted_for_paper_and_those_in_peace_left_alone(
    cast: Cast, published: Round
) -> None:
    promise(cast, published)
    with open_every_tenant("test"):
        Parent.objects.filter(pk=cast.parents["father"].pk).update(email="")
        Parent.objects.filter(pk=cast.parents["mother"].pk).update(no_measure_mail=True)
        found = audience_of(published)
    assert (len(found.parents), found.on_paper, found.in_peace) == (1, 1, 1)
    assert found.paper_words == "Nederlands (1)"
    telling = tell(cast, published)
    assert (telling.parents, telling.on_paper) == (1, 1)
    with pytest.raises(actions.MissingError, match="Eén ouder leest geen mail"):
        archive(cast, published)
    page = cast.client("leader").get(f"/school/de-vlieger/begrijpen/{published.code}/wat-we-doen/")
    assert "geef die mee: Nederlands (1)." in page.content.decode()
    cast.client("leader").post(
        f"/school/de-vlieger/begrijpen/{published.code}/wat-we-doen/op-papier/"
    )
    assert archive(cast, published).archived_on == today()


# -- what must be there first --------------------------------------------------------------------------


def test_nothing_is_told_without_a_promise(cast: Cast, published: Round) -> None:
    with pytest.raises(actions.MissingError, match="nog geen toezegging"):
        tell(cast, published)
    with open_every_tenant("test"):
        assert not Telling.objects.exists()
        assert not Message.objects.exists()


def test_promise_whose_owner_left_needs_another_one_first(cast: Cast, published: Round) -> None:
    promise(cast, published)
    with open_every_tenant("test"):
        Membership.objects.filter(user=cast.users["teacher"]).update(
            ended_on=today() - timedelta(days=1)
        )
        facts = telling_facts(published)
    assert (facts.commitments, facts.without_owner) == (0, 1)
    with pytest.raises(actions.MissingError, match="geen eigenaar meer"):
        tell(cast, published)


def test_results_are_told_once(cast: Cast, published: Round) -> None:
    promise(cast, published)
    tell(cast, published)
    with pytest.raises(actions.ToldAlreadyError):
        tell(cast, published)
    assert len(queued("results-parents")) == 3


def test_unpublished_round_is_not_told(cast: Cast) -> None:
    measured = closed_round(cast)
    promise(cast, measured)
    with pytest.raises(actions.MissingError, match="nog niet gedeeld met het team"):
        tell(cast, measured)


# -- the archive ----------------------------------------------------------------------------------------


def test_round_goes_to_the_archive_only_after_everyone_was_told(
    cast: Cast, published: Round
) -> None:
    client = cast.client("leader")
    path = f"/school/de-vlieger/begrijpen/{published.code}/wat-we-doen/"
    refused = client.post(f"{path}archief/", follow=True).content.decode()
    assert "Er is nog geen toezegging met een eigenaar en een datum." in refused
    assert "nog niet verteld aan iedereen" in refused
    promise(cast, published)
    with pytest.raises(actions.MissingError, match="nog niet verteld"):
        archive(cast, published)
    tell(cast, published)
    done = client.post(f"{path}archief/", follow=True).content.decode()
    assert "De meting staat in het archief." in done
    with open_every_tenant("test"):
        row = Round.objects.get(pk=published.pk)
        assert (row.state, row.archived_on) == ("published", today())
        assert AuditEvent.objects.filter(verb="round.archive").count() == 1
    with pytest.raises(actions.MissingError, match="staat al in het archief"):
        archive(cast, published)
    assert "Archief" in client.get("/school/de-vlieger/meten/").content.decode()
    assert "Archief" in client.get("/school/de-vlieger/begrijpen/").content.decode()


# -- changes --------------------------------------------------------------------------------------------


def test_changes_are_told_once_a_week_and_never_on_the_day_itself(
    cast: Cast, published: Round
) -> None:
    row = promise(cast, published)
    tell(cast, published)
    days_pass(3)
    report_progress(cast, row, "busy")
    daily_results.func()
    assert queued("results-changes") == []  # on the day itself
    days_pass(1)
    daily_results.func()
    assert queued("results-changes") == []  # four days after telling
    days_pass(3)
    daily_results.func()
    assert len(queued("results-changes")) == 3
    assert queued("results-changes-team") != []
    report_progress(cast, row, "done", "Elke vrijdag om half negen.")
    days_pass(1)
    daily_results.func()
    daily_results.func()
    assert len(queued("results-changes")) == 3
    days_pass(6)
    daily_results.func()
    daily_results.func()
    assert len(queued("results-changes")) == 6


def test_other_owner_is_no_news_and_sends_nothing(cast: Cast, published: Round) -> None:
    row = promise(cast, published)
    tell(cast, published)
    with open_every_tenant("test"):
        wish = Wish(row.text, cast.users["care"], row.due_on)
        change_commitment(row, wish, by=cast.actor("leader"))
    days_pass(8)
    daily_results.func()
    assert queued("results-changes") == []


# -- the page for parents ---------------------------------------------------------------------------------


def test_page_is_closed_until_the_leader_told_everyone(cast: Cast, published: Round) -> None:
    promise(cast, published)
    assert Client().get(public_path(published)).status_code == 404
    tell(cast, published)
    assert Client().get(public_path(published)).status_code == 200
    assert Client().get(f"/school/elders/u-zei-wij-doen/{published.code}/").status_code == 404


def test_page_shows_what_parents_said_and_what_became_of_each_promise(
    cast: Cast, published: Round
) -> None:
    row = promise(cast, published, "Elke <b>vrijdag</b> een inloop.")
    tell(cast, published)
    report_progress(cast, row, "done", "Gedaan sinds mei.")
    html = Client().get(public_path(published)).content.decode()
    assert "Van de 60 ouders deden er 40 mee." in html
    assert "Elke &lt;b&gt;vrijdag&lt;/b&gt; een inloop." in html
    assert "Gedaan sinds mei." in html
    assert "een leerkracht of mentor" in html
    for name in ("Teun Leraar", "Lies Leider", "Haddad"):
        assert name not in html
    assert "<script" not in html.partition("</main>")[0]
    assert 'style="' not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_speaks_the_language_of_the_reader(
    cast: Cast, published: Round, language: str
) -> None:
    promise(cast, published)
    tell(cast, published)
    html = Client().get(f"{public_path(published)}?taal={language}").content.decode()
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in html
    assert ('lang="nl" dir="auto"' in html) is True
    by_browser = Client().get(public_path(published), headers={"Accept-Language": f"{language},nl"})
    assert f'<html lang="{language}"' in by_browser.content.decode()


def test_page_of_nine_parents_shows_no_answers(cast: Cast) -> None:
    measured = closed_round(cast, parents=9)
    with open_every_tenant("test"):
        results.publish(measured, by=cast.actor("leader"))
        measured.refresh_from_db()
    promise(cast, measured)
    tell(cast, measured)
    html = Client().get(public_path(measured)).content.decode()
    assert "Er deden te weinig ouders mee." in html
    assert "van de 100 ouders" not in html


def test_leader_sees_who_will_be_told_before_telling(cast: Cast, published: Round) -> None:
    path = f"/school/de-vlieger/begrijpen/{published.code}/wat-we-doen/vertellen/"
    client = cast.client("leader")
    assert "Dit moet er eerst zijn:" in client.get(path).content.decode()
    promise(cast, published)
    html = client.get(path).content.decode()
    assert "Ouders, met een mail" in html
    assert client.post(path).status_code == 302
    assert len(queued("results-parents")) == 3
    assert "verteld" in client.get(path, follow=True).content.decode()


def test_parent_with_a_session_reads_the_page_in_the_own_language(
    cast: Cast, published: Round
) -> None:
    promise(cast, published)
    tell(cast, published)
    client = cast.client("mother")
    assert PERSON_COOKIE in client.cookies
    dutch = {"Accept-Language": "nl"}
    own = client.get(public_path(published), headers=dutch).content.decode()
    assert '<html lang="ar" dir="rtl"' in own
    client.cookies["taal"] = "tr"
    chosen = client.get(public_path(published), headers=dutch).content.decode()
    assert '<html lang="tr" dir="ltr"' in chosen


def test_round_of_the_team_alone_tells_no_parent_and_has_no_page(
    cast: Cast, published: Round
) -> None:
    with open_every_tenant("test"):
        Round.objects.filter(pk=published.pk).update(parents_questionnaire=None)
        published.refresh_from_db()
    promise(cast, published)
    telling = tell(cast, published)
    assert (telling.parents, telling.on_paper, telling.team > 0) == (0, 0, True)
    assert Client().get(public_path(published)).status_code == 404
    path = f"/school/de-vlieger/begrijpen/{published.code}/wat-we-doen/"
    assert public_path(published) not in cast.client("leader").get(path).content.decode()
