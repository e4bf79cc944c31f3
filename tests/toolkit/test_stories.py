"""Stories from writing to other schools and back, and what colleagues say and send each other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.config.cli import main
from drieklank.outbox.models import Message
from drieklank.schools.models import Membership, School, User
from drieklank.toolkit.actions.stories import JudgedAlreadyError, approve_story, offer_story
from drieklank.toolkit.models import Again, Rating, SharedState, SharedStory, Story
from drieklank.toolkit.queries.stories import waiting_for
from drieklank.toolkit.rules.ratings import rating_words
from drieklank.toolkit.rules.stories import contacts_in, names_in, school_year_of
from tests.cast import Cast
from tests.toolkit.desk import KIEZEN, STORY, own_of_vlieger, story_of_vlieger

STORIES = f"{KIEZEN}verhalen/"
ELSEWHERE = "/school/elders/kiezen/verhalen/"


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def editor(cast: Cast) -> Client:
    """An editor who works at no school."""
    user = User.objects.filter(email="redactie@platform.example").first()
    user = user or User.objects.create_user("redactie@platform.example", is_editor=True)
    client = Client()
    client.force_login(user)
    return client


def offered(cast: Cast, named: str = "no") -> SharedStory:
    story = story_of_vlieger(cast)
    address = f"{STORIES}{story.public_id}/delen/"
    cast.client("leader").post(address, {"named": named, "read": "on"})
    return SharedStory.objects.get(story=story)


def approve(client: Client, row: SharedStory) -> None:
    address = f"/redactie/{row.public_id}/"
    client.post(f"{address}goed/", {"text": client.get(address).context["print"]})


def test_story_is_told_within_the_school_and_nowhere_else(cast: Cast) -> None:
    client = cast.client("teacher")
    answer = client.post(f"{STORIES}nieuw/", STORY | {"key": "positive-phone-round"})
    with open_every_tenant("test"):
        story = Story.objects.get()
    assert answer["Location"] == f"{STORIES}{story.public_id}/"
    assert "Soep smaakt beter samen" in page(cast.client("adviser"), STORIES)
    assert "Soep smaakt beter samen" in page(client, f"{KIEZEN}positive-phone-round/")
    far = cast.client("leader_elsewhere")
    assert "Soep smaakt beter samen" not in page(far, ELSEWHERE)
    assert far.get(f"{ELSEWHERE}{story.public_id}/").status_code == 404
    assert far.get(f"{STORIES}{story.public_id}/").status_code == 404


def test_story_of_tomorrow_is_not_told_yet(cast: Cast) -> None:
    day = (today() + timedelta(days=1)).isoformat()
    said = cast.client("teacher").post(f"{STORIES}nieuw/", STORY | {"done_on": day})
    assert "Deze dag moet nog komen." in said.content.decode()


def test_consent_and_an_editors_look_bring_a_story_to_other_schools(cast: Cast) -> None:
    row = offered(cast)
    far = cast.client("leader_elsewhere")
    assert "Soep smaakt" not in page(far, ELSEWHERE)
    desk = editor(cast)
    assert "Soep smaakt beter samen" in page(desk, "/redactie/")
    approve(desk, row)
    assert "Soep smaakt beter samen" in page(far, ELSEWHERE)
    read = page(far, f"{ELSEWHERE}andere-scholen/{row.public_id}/")
    assert "We kookten met twaalf ouders." in read
    assert "Een basisschool" in read
    for hidden in ("De Vlieger", "Noordwind", "Teun Leraar"):
        assert hidden not in read


def test_editor_sees_the_offered_text_and_nothing_of_the_school(cast: Cast) -> None:
    row, desk = offered(cast), editor(cast)
    read = page(desk, f"/redactie/{row.public_id}/")
    for hidden in ("De Vlieger", "Noordwind", "Teun", "Lies"):
        assert hidden not in read
    for address in (STORIES, KIEZEN, "/school/de-vlieger/", f"{STORIES}{row.story.public_id}/"):
        assert desk.get(address).status_code == 404


def test_school_is_named_only_where_its_leader_chose_so(cast: Cast) -> None:
    row = offered(cast, named="yes")
    approve(editor(cast), row)
    far = cast.client("leader_elsewhere")
    assert "De Vlieger" in page(far, f"{ELSEWHERE}andere-scholen/{row.public_id}/")


def test_consent_taken_back_makes_it_vanish_at_once(cast: Cast) -> None:
    row = offered(cast)
    desk, far = editor(cast), cast.client("leader_elsewhere")
    approve(desk, row)
    cast.client("leader").post(f"{STORIES}{row.story.public_id}/niet-meer-delen/")
    assert not SharedStory.objects.exists()
    assert "Soep smaakt" not in page(far, ELSEWHERE)
    assert far.get(f"{ELSEWHERE}andere-scholen/{row.public_id}/").status_code == 404
    assert desk.get(f"/redactie/{row.public_id}/").status_code == 404


def test_teacher_can_neither_consent_nor_remove_what_is_shared(cast: Cast) -> None:
    row = offered(cast)
    address = f"{STORIES}{row.story.public_id}/"
    client = cast.client("teacher")
    consent = client.post(f"{address}delen/", {"named": "yes", "read": "on"})
    assert consent.status_code == 404
    assert client.post(f"{address}niet-meer-delen/").status_code == 404
    client.post(f"{address}weghalen/")
    assert SharedStory.objects.filter(pk=row.pk).exists()
    cast.client("leader").post(f"{address}weghalen/")
    assert not SharedStory.objects.exists()


def test_sent_back_story_says_why_and_waits_again_once_it_is_offered_anew(cast: Cast) -> None:
    row, desk = offered(cast), editor(cast)
    empty = desk.post(f"/redactie/{row.public_id}/terug/", {"reason": ""})
    assert "Beantwoord nog: Wat moet er anders?" in empty.content.decode()
    desk.post(f"/redactie/{row.public_id}/terug/", {"reason": "Groep 6 is herkenbaar."})
    address = f"{STORIES}{row.story.public_id}/"
    assert "De redactie schreef: Groep 6 is herkenbaar." in page(cast.client("teacher"), address)
    assert "Soep smaakt" not in page(desk, "/redactie/")
    cast.client("leader").post(f"{address}delen/", {"named": "no", "read": "on"})
    again = SharedStory.objects.get()
    assert (again.state, again.reason) == (SharedState.WAITING, "")


def test_changing_a_shared_story_leaves_what_was_agreed_to(cast: Cast) -> None:
    row = offered(cast)
    approve(editor(cast), row)
    address = f"{STORIES}{row.story.public_id}/wijzigen/"
    changed = STORY | {"done": "Anders verteld.", "version": "1"}
    assert cast.client("teacher").post(address, changed).status_code == 302
    far = cast.client("leader_elsewhere")
    read = page(far, f"{ELSEWHERE}andere-scholen/{row.public_id}/")
    assert "We kookten met twaalf ouders." in read
    assert "Anders verteld." not in read


def test_editor_approves_only_the_text_that_was_read(cast: Cast) -> None:
    row, desk = offered(cast), editor(cast)
    read = desk.get(f"/redactie/{row.public_id}/").context["print"]
    with open_every_tenant("test"):
        Story.objects.update(done="Yara Haddad kookte.")
        offer_story(Story.objects.get(), named=False, by=cast.actor("leader"))
    desk.post(f"/redactie/{row.public_id}/goed/", {"text": read})
    assert SharedStory.objects.get().state == SharedState.WAITING
    with pytest.raises(JudgedAlreadyError):
        approve_story(row, by=cast.actor("administrator"))


def test_editor_approves_only_the_name_of_an_activity_that_was_read(cast: Cast) -> None:
    """A school writes the names of its own activities itself, and other schools read them too."""
    own = own_of_vlieger(cast)
    with open_every_tenant("test"):
        story = story_of_vlieger(cast, key=own.key)
        row = offer_story(story, named=False, by=cast.actor("leader"))
    desk = editor(cast)
    read = desk.get(f"/redactie/{row.public_id}/").context["print"]
    with open_every_tenant("test"):
        type(own).objects.update(title="Soep met Yara Haddad")
        offer_story(Story.objects.get(), named=False, by=cast.actor("leader"))
    desk.post(f"/redactie/{row.public_id}/goed/", {"text": read})
    assert SharedStory.objects.get().state == SharedState.WAITING
    with pytest.raises(JudgedAlreadyError):
        approve_story(row, by=cast.actor("administrator"))


def test_editor_does_not_judge_the_own_school(cast: Cast) -> None:
    row = offered(cast)
    cast.users["care"].is_editor = True
    cast.users["care"].save()
    client = cast.client("care")
    assert client.get("/redactie/").status_code == 200
    assert client.get(f"/redactie/{row.public_id}/").status_code == 404
    assert list(waiting_for(cast.actor("care"))) == []


def test_who_is_no_editor_has_no_desk(cast: Cast) -> None:
    row = offered(cast)
    for who in ("leader", "adviser", "administrator", "staff_session", "board_member"):
        client = cast.client(who)
        assert client.get("/redactie/").status_code == 404
        assert client.get(f"/redactie/{row.public_id}/").status_code == 404


def test_names_at_the_school_are_pointed_out_before_sharing(cast: Cast) -> None:
    story = story_of_vlieger(
        cast, done="Yara en mevrouw Haddad kookten met Teun. Bel 06 12 34 56 78."
    )
    said = page(cast.client("leader"), f"{STORIES}{story.public_id}/delen/")
    assert "Yara, Haddad, Teun, 06 12 34 56 78" in said
    clean = story_of_vlieger(cast)
    said = page(cast.client("leader"), f"{STORIES}{clean.public_id}/delen/")
    assert "We vonden geen namen" in said


def test_name_check_knows_names_from_words() -> None:
    names = ["Roos de Wit", "Jan van den Berg", "Bo"]
    assert names_in("Roos plukte een roos in de Berg, Bo niet. De wit was op.", names) == (
        "Roos",
        "Berg",
    )
    assert contacts_in("Mail a@b.nl of bel 0612345678 in 2026.") == ("a@b.nl", "0612345678")
    assert (school_year_of(2026, 8), school_year_of(2026, 7)) == ("2026-2027", "2025-2026")


def test_two_who_change_one_story_lose_nothing(cast: Cast) -> None:
    story = story_of_vlieger(cast)
    address = f"{STORIES}{story.public_id}/wijzigen/"
    cast.client("teacher").post(address, STORY | {"done": "Eerst.", "version": "1"})
    said = cast.client("leader").post(address, STORY | {"done": "Tweede.", "version": "1"})
    text = said.content.decode()
    assert "Iemand anders bewaarde deze tekst" in text
    assert "Eerst." in text
    assert "Tweede." in text


def test_erasing_a_school_takes_its_shared_story_along(cast: Cast) -> None:
    approve(editor(cast), offered(cast))
    with open_every_tenant("test"):
        Story.objects.filter(school=cast.school).delete()
    assert not SharedStory.objects.exists()


def test_story_sent_back_without_a_reason_cannot_be_stored(cast: Cast) -> None:
    row = offered(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        SharedStory.objects.filter(pk=row.pk).update(state=SharedState.SENT_BACK)


@pytest.mark.django_db
def test_command_gives_and_takes_the_task_of_editor(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["editor", "nieuw@platform.example"]) == 0
    assert "Een link om een wachtwoord te kiezen" in capsys.readouterr().out
    assert main(["editor"]) == 0
    assert capsys.readouterr().out == "nieuw@platform.example\n"
    assert main(["editor", "nieuw@platform.example", "--remove"]) == 0
    assert not User.objects.get().is_editor
    assert main(["editor", "onbekend@platform.example", "--remove"]) == 1
    assert main(["editor", "geen adres"]) == 1


# -- what colleagues think of an activity ---------------------------------------------------------
def test_rating_is_read_by_colleagues_and_replaced_by_a_later_one(cast: Cast) -> None:
    address = f"{KIEZEN}positive-phone-round/"
    client = cast.client("teacher")
    client.post(f"{address}gedaan/", {"again": "no", "line": "Te druk."})
    client.post(f"{address}gedaan/", {"again": "changed", "line": "Bel na vieren."})
    cast.client("care").post(f"{address}gedaan/", {"again": "yes", "line": ""})
    read = page(cast.client("leader"), address)
    assert (
        "2 collega’s deden dit al. Nog een keer? 1 zegt ‘ja’ en 1 zegt ‘ja, maar anders’." in read
    )
    assert "Bel na vieren." in read
    assert "Te druk." not in read
    client.post(f"{address}gedaan/weg/")
    assert "Bel na vieren." not in page(client, address)


def test_rating_without_a_choice_is_asked_again(cast: Cast) -> None:
    answer = cast.client("teacher").post(f"{KIEZEN}positive-phone-round/gedaan/", {"line": "Fijn."})
    said = answer.content.decode()
    assert "Beantwoord nog: Zou je het weer doen?" in said
    assert 'value="Fijn."' in said


def test_ratings_never_reach_another_school(cast: Cast) -> None:
    with open_every_tenant("test"):
        for number in range(12):
            school = School.objects.create(
                board=cast.board,
                code=f"s{number}",
                name=f"S{number}",
                brin=f"97A{chr(65 + number)}",
            )
            Rating.objects.create(
                board=cast.board,
                school=school,
                key="positive-phone-round",
                again=Again.YES,
                line="Doen!",
                rated_by=cast.users["adviser"],
                rated_on=today(),
            )
    read = page(cast.client("leader"), f"{KIEZEN}positive-phone-round/")
    assert "Doen!" not in read
    assert "Nog niemand schreef op hoe het ging." in read


def test_rating_words_count_each_kind_once() -> None:
    assert rating_words(0, 0, 0) == ""
    assert rating_words(1, 0, 0) == "Eén collega deed dit al. Nog een keer? 1 zegt ‘ja’."
    assert rating_words(3, 2, 1) == (
        "6 collega’s deden dit al. Nog een keer? 3 zeggen ‘ja’, 2 zeggen ‘ja, maar anders’ en 1 zegt ‘nee’."
    )


# -- sending an activity to the team --------------------------------------------------------------
def share(cast: Cast, key: str, who: tuple[str, ...], words: str = "Doen we mee?") -> str:
    people = [str(cast.users[one].public_id) for one in who]
    address = f"{KIEZEN}{key}/delen/"
    answer = cast.client("leader").post(address, {"people": people, "words": words}, follow=True)
    return answer.content.decode()


def waiting_mail() -> list[Message]:
    with open_every_tenant("test"):
        return list(Message.objects.filter(template="activity-shared").order_by("to"))


def test_chosen_colleagues_get_one_mail_with_the_own_words(cast: Cast) -> None:
    said = share(cast, "positive-phone-round", ("teacher", "care"))
    assert "Het bericht gaat naar 2 collega" in said
    mails = waiting_mail()
    assert [mail.to for mail in mails] == ["care@noordwind.example", "teacher@noordwind.example"]
    fields = mails[0].fields
    assert (fields["words"], fields["colleague"]) == ("Doen we mee?", "Lies Leider")
    assert fields["link"].endswith(f"{KIEZEN}positive-phone-round/")
    assert not any(mail.urgent for mail in mails)  # quiet hours hold


def test_same_activity_goes_once_a_day_whoever_sends_it(cast: Cast) -> None:
    share(cast, "positive-phone-round", ("teacher",))
    assert "Morgen kan het weer" in share(cast, "positive-phone-round", ("care",))
    assert len(waiting_mail()) == 1
    share(cast, own_of_vlieger(cast).key, ("care",))
    assert len(waiting_mail()) == 2


def test_nobody_outside_the_school_can_be_chosen(cast: Cast) -> None:
    for who in ("leader_elsewhere", "board_member", "adviser", "leader"):
        said = share(cast, "positive-phone-round", (who,))
        assert "deze keuze is er niet meer" in said, who
    with open_every_tenant("test"):
        Membership.objects.filter(user=cast.users["care"]).update(
            ended_on=today() - timedelta(days=1)
        )
    assert "deze keuze is er niet meer" in share(cast, "positive-phone-round", ("care",))
    assert waiting_mail() == []


def test_own_words_have_a_limit_and_no_odd_addresses(cast: Cast) -> None:
    assert "dit is te lang" in share(cast, "positive-phone-round", ("teacher",), "x" * 301)
    said = share(cast, "positive-phone-round", ("teacher",), "javascript:alert(1)")
    assert "iets kan uitvoeren" in said
    assert waiting_mail() == []
