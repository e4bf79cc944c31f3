"""Who holds a brainstorm: start, group, count, turn into actions, print, and the end of a board."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from drieklank.audit.retention import run_retention
from drieklank.base import codes
from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions.brainstorm import close_left_open
from drieklank.improve.actions.plan import ActionWish, add_action, ensure_plan
from drieklank.improve.models import (
    Brainstorm,
    BrainstormDot,
    BrainstormGroup,
    BrainstormNote,
    Plan,
    PlanAction,
)
from drieklank.improve.queries.brainstorm import brainstorms_of_step
from tests.cast import Cast
from tests.improve.boards import chosen, table


def test_leader_opens_a_board_with_a_ready_question_for_a_step(cast: Cast) -> None:
    leader = cast.client("leader")
    url = f"/school/{cast.school.code}/brainstorm/beginnen/"
    page = leader.get(url).content.decode()
    answer = leader.post(
        f"{url}?stap=stap-2", {"ready": "Hoe krijgen we alle ouders op de ouderavond?"}
    )
    with open_every_tenant("test"):
        row = brainstorms_of_step(cast.school, "stap-2").get()
    screen = leader.get(answer["Location"]).content.decode()

    assert "Hoe krijgen we alle ouders op de ouderavond?" in page
    assert row.question == "Hoe krijgen we alle ouders op de ouderavond?"
    assert codes.show(codes.encode(row.code)) in screen
    assert "<svg" in screen


def test_own_question_is_asked_for_when_it_is_chosen(cast: Cast) -> None:
    leader = cast.client("leader")
    url = f"/school/{cast.school.code}/brainstorm/beginnen/"
    refused = leader.post(url, {"ready": "eigen", "own": ""}).content.decode()
    leader.post(url, {"ready": "eigen", "own": "Hoe vieren we samen?"})
    assert "Schrijf de vraag op, of kies een vraag hierboven." in refused
    with open_every_tenant("test"):
        assert Brainstorm.objects.get().question == "Hoe vieren we samen?"


def test_note_makes_a_group_of_its_own_and_another_joins_it(cast: Cast) -> None:
    at = table(cast)
    at.do("schrijf", text="Bel iedereen op")
    at.do("schrijf", text="Bel ook opa en oma")
    at.do("fase", fase="cluster")
    at.do("leg", briefje=str(at.note("Bel iedereen op").public_id), bij="nieuw")
    at.lay("Bel ook opa en oma", "Bel iedereen op")
    group = at.group("Bel iedereen op")
    at.do("noem", groep=str(group.public_id), name="Bellen")

    assert at.note("Bel ook opa en oma").group == group
    assert "Bellen" in at.phone().page()
    at.do("los", groep=str(group.public_id))
    assert at.note("Bel iedereen op").group is None


def test_choosing_waits_for_a_group_with_notes(cast: Cast) -> None:
    at = table(cast)
    nothing = at.do("fase", fase="cluster")
    at.do("schrijf", text="Soep vooraf")
    at.do("fase", fase="cluster")
    at.do("groep", name="Leeg")
    early = at.do("fase", fase="choose")
    assert "Er zijn nog geen briefjes." in nothing.content.decode()
    assert "Leg eerst briefjes bij elkaar in een groep." in early.content.decode()
    assert (nothing.status_code, early.status_code) == (422, 422)


def test_holder_removes_a_note_that_names_a_child(cast: Cast) -> None:
    at = table(cast)
    at.phone().write("De moeder van Yara komt nooit")
    at.do("weg", briefje=str(at.note("De moeder van Yara komt nooit").public_id))
    assert at.notes() == []


def test_group_becomes_an_action_in_a_new_plan_with_owner_and_day(cast: Cast) -> None:
    at = chosen(cast)
    at.do("fase", fase="act")
    group = at.group("Bellen")
    day = today() + timedelta(days=30)
    url = f"{at.address}actie/{group.public_id}/"
    assert "Bel iedereen op" in at.holder.get(url).content.decode()
    answer = at.holder.post(
        url,
        {
            "title": "Groep 6a: 20 van de 24 gezinnen op de ouderavond",
            "owner": cast.users["teacher"].pk,
            "due_on": day.isoformat(),
            "hours": "4",
        },
    )
    with open_every_tenant("test"):
        made = PlanAction.objects.select_related("owner").get()

    assert answer.status_code == 302
    assert (made.owner, made.due_on, made.hours) == (cast.users["teacher"], day, 4)
    assert (made.source, made.source_ref) == ("brainstorm", str(group.public_id))
    assert "Groep 6a: 20 van de 24 gezinnen op de ouderavond" in at.screen()


def test_too_many_hours_are_refused_with_what_to_drop_and_nothing_typed_is_lost(cast: Cast) -> None:
    at = chosen(cast)
    at.do("fase", fase="act")
    with open_every_tenant("test"):
        plan = ensure_plan(cast.school, by=cast.actor("leader"))
        Plan.objects.filter(pk=plan.pk).update(hours_limit=10)
        wish = ActionWish(title="Een heel groot feest", hours=8)
        add_action(plan, wish, by=cast.actor("leader"))
    answer = at.holder.post(
        f"{at.address}actie/{at.group('Eten').public_id}/",
        {"title": "Soep voor iedereen", "owner_words": "team", "due_on": today(), "hours": "5"},
    ).content.decode()
    with open_every_tenant("test"):
        assert PlanAction.objects.count() == 1
    assert "3 uur meer dan jullie dit jaar hebben." in answer
    assert "Een heel groot feest" in answer
    assert "Soep voor iedereen" in answer


def test_action_without_anybody_or_in_the_past_is_asked_again(cast: Cast) -> None:
    at = chosen(cast)
    at.do("fase", fase="act")
    yesterday = today() - timedelta(days=1)
    answer = at.holder.post(
        f"{at.address}actie/{at.group('Eten').public_id}/",
        {"title": "Soep", "due_on": yesterday.isoformat(), "hours": "1"},
    ).content.decode()
    assert "Kies iemand, of schrijf hieronder wie het samen doen." in answer
    assert "Deze dag is al geweest." in answer


def test_teacher_holds_a_board_and_leaves_the_plan_to_the_leader(cast: Cast) -> None:
    at = chosen(cast, "teacher")
    at.do("fase", fase="act")
    assert "De schoolleider of de adviseur zet dit in het plan." in at.screen()
    url = f"{at.address}actie/{at.group('Eten').public_id}/"
    assert at.holder.get(url).status_code == 404


def test_board_of_another_school_is_not_found(cast: Cast) -> None:
    at = table(cast)
    stranger = cast.client("leader_elsewhere")
    own = f"/school/{cast.elsewhere.code}/brainstorm/{at.row.public_id}/"
    assert [stranger.get(url).status_code for url in (at.address, own)] == [404, 404]


def test_screen_without_news_sends_nothing(cast: Cast) -> None:
    at = table(cast)
    url = f"{at.address}deel/?stand="
    assert at.holder.get(f"{url}1-write").status_code == 204
    at.phone().write("Soep vooraf")
    assert "Soep vooraf" in at.holder.get(f"{url}1-write").content.decode()


def test_paper_holds_groups_dots_notes_and_actions(cast: Cast) -> None:
    at = chosen(cast)
    at.phone().send("stip", groep=str(at.group("Eten").public_id))
    at.do("sluit")
    answer = at.holder.get(f"{at.address}pdf/")
    assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")


def test_board_that_nobody_closed_is_closed_after_a_day(cast: Cast) -> None:
    at = chosen(cast)
    at.phone().send("stip", groep=str(at.group("Eten").public_id))
    with open_every_tenant("test"):
        early = close_left_open()
        with time_machine.travel(now() + timedelta(hours=25)):
            late = close_left_open()
        assert (early, late) == (0, 1)
        assert BrainstormDot.objects.count() == 0
    assert at.group("Eten").dots == 1


@pytest.mark.parametrize(("days", "left"), [(364, 1), (367, 0)])
def test_board_goes_after_a_year_with_every_note(cast: Cast, days: int, left: int) -> None:
    at = chosen(cast)
    at.do("sluit")
    with open_every_tenant("test"), time_machine.travel(now() + timedelta(days=days)):
        run_retention()
        assert Brainstorm.objects.count() == left
        assert BrainstormNote.objects.count() == 2 * left
        assert BrainstormGroup.objects.count() == 2 * left
