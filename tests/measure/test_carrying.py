"""Carrying a round: announcing, newcomers, taking back, a test mail, cards, counts per language."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions, queries
from drieklank.measure.models import Envelope, Invitation, Role, Round, RoundState
from drieklank.measure.precision import Label
from drieklank.measure.queries import people
from drieklank.measure.queries.carrying import lagging, precision_of
from drieklank.measure.queries.rounds import Response
from drieklank.measure.rules import Marks, Shown, announcement_day, count_languages, shown_languages
from drieklank.outbox.models import Message
from drieklank.people.models import Enrolment
from tests.cast import Cast
from tests.measure.conftest import Held, add_family

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


def planned(cast: Cast, days: int = 20, roles: tuple[str, ...] = ("parents", "team")) -> Round:
    first = today() + timedelta(days=days)
    with open_every_tenant("test"):
        return actions.plan_round(
            cast.school, "baseline", first, first + timedelta(days=18), by=SYSTEM, roles=roles
        )


def test_announcement_goes_once_a_week_before_to_parents_with_mail_and_holds_no_link(
    cast: Cast,
) -> None:
    row = planned(cast)
    assert row.announce_on == row.opens_on - timedelta(days=7)
    with open_every_tenant("test"):
        assert actions.send_announcements(row) == 0
        Round.objects.filter(pk=row.pk).update(announce_on=today())
        told = actions.send_announcements(row)
        assert (told, actions.send_announcements(row)) == (told, 0)
        sent = list(Message.objects.filter(template="announcement-parents"))
    assert told == len(sent) > 0
    assert all((one.filler, "/v/" in str(one.fields)) == ("measure.stop", False) for one in sent)


def test_round_that_begins_tomorrow_is_not_announced_any_more() -> None:
    day = today()
    assert announcement_day(day + timedelta(days=1), day) is None
    assert announcement_day(day + timedelta(days=4), day) == day + timedelta(days=1)


def test_parents_of_a_child_that_came_midway_are_invited_once(held: Held) -> None:
    with open_every_tenant("test"):
        before = Invitation.objects.count()
        assert actions.invite_newcomers(held.round) == 0
        mailed = Message.objects.count()
        new = add_family(held.cast, 99, held.cast.group, parents=2)
        Enrolment.objects.filter(pupil__last_name="Gezin99").update(started_on=today())
        assert actions.invite_newcomers(held.round) == len(new)
        assert actions.invite_newcomers(held.round) == 0
        assert Invitation.objects.count() == before + len(new)
        assert Message.objects.count() == mailed + sum(bool(parent.email) for parent in new)


def test_newcomer_whose_invitation_was_taken_back_is_not_invited_again(held: Held) -> None:
    with open_every_tenant("test"):
        new = add_family(held.cast, 98, held.cast.group, parents=1)
        Enrolment.objects.filter(pupil__last_name="Gezin98").update(started_on=today())
        assert actions.invite_newcomers(held.round) == 1
        wrong = Invitation.objects.get(parent=new[0])
        actions.withdraw(held.round, wrong, by=SYSTEM)
        assert actions.invite_newcomers(held.round) == 0  # nor the morning after
        closed = actions.close_round(held.round)
        assert closed.taken_back == []


def test_wrong_invitation_is_taken_back_with_its_answer_and_leaves_the_same_trace_without_one(
    held: Held,
) -> None:
    answered, silent = held.invitations()[:2]
    held.answer(answered)
    with open_every_tenant("test"):
        for one in (answered, silent):
            actions.withdraw(held.round, one, by=SYSTEM)
        assert Envelope.objects.count() == 0
        assert Invitation.objects.filter(pk__in=[answered.pk, silent.pk]).count() == 0
        assert actions.invite_newcomers(held.round) == 0  # the next morning it stays away
    assert held.visitor(answered).get("/v/").status_code == 404


def test_page_of_invited_parents_is_the_same_before_and_after_an_answer(held: Held) -> None:
    """A leader may know whom the school asked, and never who answered."""
    client = held.cast.client("leader")
    url = f"/school/de-vlieger/meten/{held.round.code}/uitgenodigd/"
    strip = re.compile(r'(FToken": |oken" value=|nonce=)"[^"]+"')
    before = strip.sub("", client.get(url).content.decode())
    for invitation in held.invitations():
        held.answer(invitation)
    assert strip.sub("", client.get(url).content.decode()) == before


def test_test_mail_looks_as_others_get_it_and_its_link_answers_nothing(held: Held) -> None:
    client = held.cast.client("leader")
    client.post(f"/school/de-vlieger/meten/{held.round.code}/proefmail/parents/")
    with open_every_tenant("test"):
        mail = Message.objects.filter(template="invitation-parents").order_by("-pk").first()
    assert mail is not None
    assert (mail.filler, mail.fields["link"]) == (
        "",
        "http://testserver/school/de-vlieger/meten/vragen/baseline/parents/",
    )


def test_pupils_draw_cards_of_nobody_and_each_card_answers_once(cast: Cast) -> None:
    row = planned(cast, roles=("pupils",))
    with open_every_tenant("test"):
        row = actions.open_round(row, by=SYSTEM)
        cards = list(Invitation.objects.filter(round=row))
        expected = queries.pupils_reached(cast.school, today())
    assert len(cards) == expected > 0
    assert {(card.role, card.parent_id, card.user_id) for card in cards} == {
        (Role.PUPILS, None, None)
    }
    held = Held(cast, row)
    page = held.visitor(cards[0])
    assert "Hoe gaat het tussen school en thuis?" in page.get("/v/").content.decode()
    client = cast.client("leader")
    with open_every_tenant("test"):
        group = cast.school.class_groups.get(pk=cards[0].groups[0])
    url = f"/school/de-vlieger/meten/{row.code}/kaartjes/{group.public_id}/"
    pdf = client.post(url)
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")


def test_paper_days_hold_the_close_back_but_not_the_last_day_online(held: Held) -> None:
    day = held.round.closes_on + timedelta(days=1)
    with open_every_tenant("test"):
        assert [row.pk for row in queries.due_to_close(day)] == [held.round.pk]
        actions.read_paper_until(held.round, day + timedelta(days=6), by=SYSTEM)
        assert list(queries.due_to_close(day)) == []
        assert [row.pk for row in queries.due_to_close(day + timedelta(days=7))] == [held.round.pk]


def test_counts_per_language_are_shown_both_or_neither() -> None:
    marks = [("nl", True)] * 10 + [("nl", False)] * 10 + [("ti", True)] * 6 + [("ar", False)] * 5
    counted = count_languages(marks)
    assert counted == {"nl": Marks(20, 10), "other": Marks(11, 6)}
    total = Shown(31, 16)
    assert shown_languages(total, counted) == {"nl": Shown(20, 10), "other": Shown(11, 6)}
    few = count_languages(marks[:-1])
    assert shown_languages(total, few) == {"nl": Shown(20, None), "other": Shown(10, None)}


def test_precision_and_who_lags_are_said_from_counts_that_may_be_seen() -> None:
    response = Response(
        "parents",
        "ouders",
        Shown(200, 80),
        (("Groep 3", Shown(30, 20)), ("Groep 4", Shown(30, 6)), ("Groep 5", Shown(9, None))),
    )
    found, least = precision_of(response), lagging(response)
    assert found is not None
    assert least is not None
    assert (found.label, found.points, found.useful, found.reliable) == (Label.USEFUL, 9, None, 132)
    assert (least.name, least.answered, least.invited) == ("Groep 4", 6, 30)
    assert precision_of(Response("parents", "ouders", Shown(8, None), ())) is None


def test_poster_and_help_page_hold_no_secret(held: Held) -> None:
    client = held.cast.client("leader")
    base = f"/school/de-vlieger/meten/{held.round.code}/"
    page = client.get(f"{base}helpen/").content.decode()
    assert client.get(f"{base}poster/").content[:5] == b"%PDF-"
    secrets = [held.link(one) for one in held.invitations()]
    secrets += [held.code(one) for one in held.invitations()]
    assert [one for one in secrets if one in page] == []


def test_newcomers_are_not_invited_to_a_closed_round(held: Held) -> None:
    with open_every_tenant("test"):
        actions.close_round(held.round)
        add_family(held.cast, 99, held.cast.group, parents=2)
        with pytest.raises(actions.WrongStateError):
            actions.invite_newcomers(held.round)
        assert Round.objects.get().state == RoundState.CLOSED


def test_parents_are_invited_by_the_teacher_of_their_child(cast: Cast) -> None:
    """A name that a parent knows is what makes most people answer."""
    row = planned(cast)
    with open_every_tenant("test"):
        teachers = people.teacher_names(cast.school)
        actions.open_round(row, by=SYSTEM)
        sent = Message.objects.filter(template="invitation-parents").order_by("pk")
        of = {one.parent_id: one.fields["sender"] for one in sent}
        leader = people.leader_name(cast.school)
        expected = {
            one.parent_id: next((teachers[g] for g in one.groups if g in teachers), leader)
            for one in Invitation.objects.filter(round=row, parent_id__in=of)
        }
    assert of == expected
    assert set(of.values()) & set(teachers.values())
