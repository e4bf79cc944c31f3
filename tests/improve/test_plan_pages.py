"""The pages of a plan: from report to draft, and what each reader may do with it."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions.plan import ActionWish, add_action, start_plan
from drieklank.improve.actions.plan_action import (
    DoneWish,
    change_action,
    log_done,
    set_state,
)
from drieklank.improve.actions.plan_change import (
    PlanWish,
    PriorityWish,
    begin_plan,
    change_plan,
    set_priorities,
)
from drieklank.improve.models import ActionDone, Plan, PlanAction
from drieklank.improve.queries.plan import actions_of, current_plan, priorities_of
from drieklank.improve.queries.plan_action import moved_page
from drieklank.measure.models import Round
from drieklank.results.queries.choosing import asked_items, points_of
from tests.cast import Cast
from tests.results.certificates import HIGH, LOW, MIDDLE, measured

HOME = "/school/de-vlieger/plan/"


@pytest.fixture
def report(cast: Cast) -> Round:
    return measured(cast, "baseline", 30, MIDDLE, {"deciding": LOW})


def a_plan(cast: Cast, report: Round | None = None, limit: int | None = None) -> Plan:
    with open_every_tenant("test"):
        plan = start_plan(cast.school, by=cast.actor("leader"), measured=report)
        if limit is not None:
            wish = PlanWish(plan.title, limit)
            change_plan(plan, wish, version=plan.version, by=cast.actor("leader"))
        return plan


def an_action(cast: Cast, plan: Plan, **more: Any) -> PlanAction:
    wish = ActionWish(**{"title": "Bel alle ouders", "hours": 4, **more})
    with open_every_tenant("test"):
        return add_action(plan, wish, by=cast.actor("leader"))


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def form_data(answer: Any) -> dict[str, Any]:
    """What the form of a page would send as it stands."""
    form = answer.context["form"]
    found = {field.html_name: field.value() for field in form}
    return {key: "" if value is None else value for key, value in found.items()}


def url_of(row: PlanAction, rest: str = "") -> str:
    return f"{HOME}actie/{row.public_id}/{rest}"


def test_a_leader_comes_from_report_to_draft_in_four_pages(cast: Cast, report: Round) -> None:
    client = cast.client("leader")
    begun = {"measured": str(report.pk), "hours_limit": "90"}
    answer = client.post(f"{HOME}begin/", begun)
    assert answer.headers["Location"] == f"{HOME}prioriteiten/"

    page = client.get(f"{HOME}prioriteiten/")
    # The report's own improvement point is proposed, and nothing else.
    assert page.context["form"]["goals"].value() == ["deciding"]
    client.post(f"{HOME}prioriteiten/", {"goals": ["deciding"], "own": "Koffie op het plein"})

    page = client.get(f"{HOME}kiezen/")
    (first, own) = page.context["form"].blocks
    assert (len(first.offers), own.offers) == (3, ())
    chosen = first.offers[0]
    sent: dict[str, Any] = {
        f"offers_{first.priority.pk}": [chosen.key],
        f"own_{own.priority.pk}": "Elke vrijdag koffie",
    }
    answer = client.post(f"{HOME}kiezen/", sent)
    assert answer.headers["Location"] == f"{HOME}verdelen/"

    sent = form_data(client.get(f"{HOME}verdelen/"))
    with open_every_tenant("test"):
        plan = current_plan(cast.school)
        assert plan is not None
        rows = list(actions_of(plan))
    for row in rows:
        sent[f"owner_{row.pk}"], sent[f"due_{row.pk}"] = cast.users["teacher"].pk, "2099-02-01"
    assert client.post(f"{HOME}verdelen/", sent).status_code == 302

    with open_every_tenant("test"):
        plan = current_plan(cast.school)
        assert plan is not None
        assert (plan.round, plan.hours_limit, plan.state) == (report, 90, "draft")
        assert [row.goal for row in priorities_of(plan)] == ["deciding", ""]
        rows = list(actions_of(plan))
    assert [(row.title, row.activity, row.hours) for row in rows] == [
        (chosen.title, chosen.key, chosen.hours),
        ("Elke vrijdag koffie", "", 0),
    ]
    assert {row.owner_id for row in rows} == {cast.users["teacher"].pk}
    assert "Stel het plan vast" in text_of(client, HOME)


def test_a_plan_without_a_measurement_is_possible_and_says_so(cast: Cast) -> None:
    client = cast.client("leader")
    page = client.get(f"{HOME}begin/").content.decode()
    assert "begint dan zonder meting" in page
    client.post(f"{HOME}begin/", {"measured": "zonder", "hours_limit": ""})
    assert "begint niet bij een meting" in text_of(client, HOME)
    assert len(client.get(f"{HOME}prioriteiten/").context["points"]) == 6


def test_too_many_hours_are_refused_by_name_and_nothing_typed_is_lost(cast: Cast) -> None:
    plan = a_plan(cast, limit=10)
    row = an_action(cast, plan, hours=6)
    client = cast.client("leader")
    sent = form_data(client.get(url_of(row, "wijzigen/"))) | {
        "title": "Bel alle ouders twee keer",
        "hours": "8",
    }
    other = an_action(cast, plan, title="Versier de hal", hours=4)
    answer = client.post(url_of(row, "wijzigen/"), sent)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "2 uur meer dan het team dit jaar heeft" in shown
    assert "Bel alle ouders twee keer" in shown
    assert "die per uur waarschijnlijk het minst opleveren" in shown
    assert answer.context["form"].fields["drop"].choices == [
        (str(other.pk), "Versier de hal (4 uur)")
    ]

    assert client.post(url_of(row, "wijzigen/"), sent | {"drop": [other.pk]}).status_code == 302
    with open_every_tenant("test"):
        found = {one.title: (one.hours, one.state) for one in actions_of(plan)}
    assert found == {
        "Bel alle ouders twee keer": (8, "planned"),
        "Versier de hal": (4, "dropped"),
    }


def test_two_people_who_change_one_action_both_see_what_the_other_wrote(cast: Cast) -> None:
    row = an_action(cast, a_plan(cast))
    client = cast.client("leader")
    sent = form_data(client.get(url_of(row, "wijzigen/"))) | {"title": "Van Lies"}
    with open_every_tenant("test"):
        change_action(row, ActionWish("Van Ad", hours=4), version=1, by=cast.actor("adviser"))

    answer = client.post(url_of(row, "wijzigen/"), sent)
    (differs,) = answer.context["form"].differs
    assert (differs.theirs, differs.yours) == ("Van Ad", "Van Lies")
    with open_every_tenant("test"):
        assert PlanAction.objects.get(pk=row.pk).title == "Van Ad"

    # Saving again is knowingly.
    assert client.post(url_of(row, "wijzigen/"), sent | {"version": "2"}).status_code == 302
    with open_every_tenant("test"):
        assert PlanAction.objects.get(pk=row.pk).title == "Van Lies"


def test_an_activity_comes_into_the_plan_with_two_fields(cast: Cast, report: Round) -> None:
    plan = a_plan(cast, report)
    client = cast.client("leader")
    url = f"{HOME}actie/nieuw/?activiteit=positive-phone-round"
    link = text_of(client, "/school/de-vlieger/kiezen/positive-phone-round/")
    assert url in link
    page = client.get(url)
    assert [field.name for field in page.context["form"].visible_fields()] == ["owner", "due_on"]
    sent = {"owner": cast.users["teacher"].pk, "due_on": "2099-02-01"}
    client.post(url, sent)
    with open_every_tenant("test"):
        (row,) = actions_of(plan)
        known = {key for key, *_ in asked_items(report)}
    assert (row.activity, row.owner, row.source) == (
        "positive-phone-round",
        cast.users["teacher"],
        "activity",
    )
    assert row.hours > 0
    assert row.items
    assert set(row.items) <= known
    # It stands in it already: straight to the action.
    assert client.get(url).headers["Location"] == url_of(row)


def test_the_owner_writes_down_what_was_done_and_a_colleague_cannot(cast: Cast) -> None:
    row = an_action(cast, a_plan(cast), owner=cast.users["teacher"])
    sent = {
        "on": today().isoformat(),
        "what": "In 6a gebeld",
        "groups": ["6a"],
        "fidelity": "adapted",
        "hours": "3",
        "euros": "12",
    }
    assert cast.client("care").post(url_of(row, "gedaan/"), sent).status_code == 404
    assert cast.client("teacher").post(url_of(row, "gedaan/"), sent).status_code == 302
    with open_every_tenant("test"):
        done = ActionDone.objects.get(action=row)
    assert (done.groups, done.fidelity, done.hours, done.euros) == (["6a"], "adapted", 3, 12)
    shown = text_of(cast.client("board_member"), url_of(row))
    assert "Voor 6a. Aangepast aan onze school. 3 uur, 12 euro." in shown


def _written(cast: Cast, row: PlanAction, who: str = "teacher") -> ActionDone:
    with open_every_tenant("test"):
        wish = DoneWish(today(), "In 6a gebeld", "planned", ("6a",), hours=30)
        return log_done(row, wish, by=cast.actor(who))


def test_a_slip_in_what_was_done_is_put_right_by_who_wrote_it_and_the_totals_follow(
    cast: Cast,
) -> None:
    row = an_action(cast, a_plan(cast), owner=cast.users["leader"])
    done = _written(cast, row)
    url = url_of(row, f"gedaan/{done.pk}/")
    client = cast.client("teacher")
    assert url in text_of(client, url_of(row))
    assert url not in text_of(cast.client("care"), url_of(row))
    sent = form_data(client.get(url)) | {"hours": "3"}
    assert cast.client("care").post(url, sent).status_code == 404
    assert client.post(url, sent).status_code == 302
    assert "1 keer, 3 uur" in text_of(client, url_of(row))
    with open_every_tenant("test"):
        told = AuditEvent.objects.get(verb="plan.done_changed")
        assert (told.facts["before"], told.facts["hours"]) == (30, 3)
        assert ActionDone.objects.get(pk=done.pk).written_by == cast.users["teacher"]

    # The leader had it open meanwhile: both are told, and saving again is knowingly.
    leader = cast.client("leader")
    answer = leader.post(url, sent | {"hours": "4"})
    assert "3 uur" in str(answer.context["form"].errors["what"])
    assert leader.post(url, sent | {"hours": "4", "version": "2"}).status_code == 302
    assert "1 keer, 4 uur" in text_of(client, url_of(row))


def test_what_was_not_done_is_taken_away_and_in_a_closed_plan_it_stays(cast: Cast) -> None:
    plan = a_plan(cast)
    row = an_action(cast, plan, owner=cast.users["teacher"])
    first, second = _written(cast, row), _written(cast, row, "leader")
    assert cast.client("teacher").post(url_of(row, f"gedaan/{second.pk}/weg/")).status_code == 404
    assert cast.client("teacher").post(url_of(row, f"gedaan/{first.pk}/weg/")).status_code == 302
    assert "1 keer, 30 uur" in text_of(cast.client("adviser"), url_of(row))
    # A line of another action is not found at this one.
    other = an_action(cast, plan, title="Versier de hal")
    leader = cast.client("leader")
    assert leader.post(url_of(other, f"gedaan/{second.pk}/weg/")).status_code == 404
    with open_every_tenant("test"):
        assert AuditEvent.objects.filter(verb="plan.done_removed").count() == 1
        Plan.objects.filter(pk=plan.pk).update(state="closed")
    assert leader.post(url_of(row, f"gedaan/{second.pk}/weg/")).status_code == 404
    assert leader.get(url_of(row, f"gedaan/{second.pk}/")).status_code == 404


def test_a_board_member_reads_and_changes_nothing(cast: Cast) -> None:
    row = an_action(cast, a_plan(cast))
    client = cast.client("board_member")
    assert "<form" not in text_of(client, HOME).partition("<main")[2]
    assert "<form" not in text_of(client, url_of(row)).partition("<main")[2]
    assert client.post(f"{HOME}vaststellen/").status_code == 404


def test_an_action_of_another_school_is_not_there(cast: Cast) -> None:
    row = an_action(cast, a_plan(cast))
    url = f"/school/elders/plan/actie/{row.public_id}/"
    assert cast.client("leader_elsewhere").get(url).status_code == 404
    assert cast.client("leader").get(f"{HOME}actie/{UUID(int=0)}/").status_code == 404


def test_a_second_measurement_says_per_action_what_moved_in_the_words_of_the_report(
    cast: Cast,
) -> None:
    first = measured(cast, "baseline", 400, MIDDLE)
    with open_every_tenant("test"):
        goals = {one.goal: one.items for one in points_of(first)}
    plan = a_plan(cast, first)
    row = an_action(cast, plan, items=[goals["deciding"][0], goals["welcome"][0]])
    client = cast.client("leader")
    assert "Nog niet opnieuw gemeten" in text_of(client, f"{HOME}wat-veranderde/")

    measured(cast, "final", 30, MIDDLE, {"deciding": HIGH, "welcome": MIDDLE})
    with open_every_tenant("test"):
        page = moved_page(Plan.objects.get(pk=plan.pk), 5)
    assert page is not None
    (block,) = page.blocks
    kinds = {one.key: one.kind for one in block.wanted}
    assert kinds == {goals["welcome"][0]: "same", goals["deciding"][0]: "up"}
    said = {one.key: one.sentence for one in block.wanted}
    assert "groter is dan toeval" in said[goals["welcome"][0]]
    assert page.finding == "1 van de 2 vragen ging omhoog"
    assert said[goals["deciding"][0]] in text_of(client, url_of(row))


def test_a_reader_from_outside_gets_no_figure_of_fewer_than_ten(cast: Cast) -> None:
    first = measured(cast, "baseline", 400, MIDDLE, parents=8, invited=20)
    measured(cast, "final", 30, HIGH, parents=8, invited=20)
    plan = a_plan(cast, first)
    with open_every_tenant("test"):
        key = asked_items(first)[0][0]
        row = an_action(cast, plan, items=[key])
        inside, outside = (moved_page(plan, minimum) for minimum in (5, 10))
    assert inside is not None
    assert outside is not None
    assert outside.blocks[0].wanted[0].kind == "unknown"
    assert "gaven eerst" not in text_of(cast.client("board_member"), url_of(row))


def test_closing_asks_for_a_look_back_and_the_next_plan_begins_with_it(cast: Cast) -> None:
    plan = a_plan(cast)
    an_action(cast, plan)
    client = cast.client("leader")
    sent = form_data(client.get(f"{HOME}terugkijken/"))
    assert client.post(f"{HOME}terugkijken/", sent).status_code == 200
    client.post(f"{HOME}terugkijken/", sent | {"look_back": "Bellen werkte."})
    page = client.get(f"{HOME}begin/")
    assert "Bellen werkte." in page.content.decode()
    client.post(f"{HOME}begin/", form_data(page))
    with open_every_tenant("test"):
        new = current_plan(cast.school)
        assert new is not None
        assert [row.title for row in actions_of(new)] == ["Bel alle ouders"]
    assert "Bellen werkte." in text_of(client, f"{HOME}eerder/{plan.school_year}/")


def test_a_plan_that_began_without_a_measurement_may_answer_a_report_later(
    cast: Cast, report: Round
) -> None:
    plan = a_plan(cast)
    client = cast.client("leader")
    sent = form_data(client.get(f"{HOME}uren/")) | {"measured": str(report.pk)}
    assert client.post(f"{HOME}uren/", sent).status_code == 302
    with open_every_tenant("test"):
        assert Plan.objects.get(pk=plan.pk).round == report
    assert "measured" not in client.get(f"{HOME}uren/").context["form"].fields


def test_a_teacher_finds_the_own_actions_on_the_start_page_once_the_plan_runs(cast: Cast) -> None:
    plan = a_plan(cast)
    an_action(cast, plan, owner=cast.users["teacher"], title="Bel alle ouders van 6a")
    an_action(cast, plan, owner=cast.users["leader"], title="Praat met de MR")
    client = cast.client("teacher")
    assert "Jouw acties" not in text_of(client, "/school/de-vlieger/")
    with open_every_tenant("test"):
        begin_plan(plan, by=cast.actor("leader"))
    shown = text_of(client, "/school/de-vlieger/")
    assert "Bel alle ouders van 6a" in shown
    assert "Praat met de MR" not in shown


def test_priorities_and_states_that_somebody_else_chose_meanwhile_are_told(cast: Cast) -> None:
    plan = a_plan(cast)
    row = an_action(cast, plan, owner=cast.users["teacher"])
    client = cast.client("leader")
    sent = form_data(client.get(f"{HOME}prioriteiten/")) | {"goals": ["welcome"], "own": ""}
    stand = form_data(client.get(url_of(row, "stand/"))) | {"stand-state": "busy"}
    with open_every_tenant("test"):
        by = cast.actor("adviser")
        set_priorities(plan, [PriorityWish("Koffie op het plein")], by=by)
        set_state(row, "dropped", "Geen tijd.", by=by)

    answer = client.post(f"{HOME}prioriteiten/", sent)
    assert "Iemand anders koos intussen: ‘Koffie op het plein’" in answer.content.decode()
    answer = client.post(url_of(row, "stand/"), stand)
    assert "Nu staat er: gaat niet door. Geen tijd." in answer.content.decode()
    with open_every_tenant("test"):
        assert [one.title for one in priorities_of(plan)] == ["Koffie op het plein"]

    again = sent | {"version": "2"}
    assert client.post(f"{HOME}prioriteiten/", again).status_code == 302
    assert client.post(url_of(row, "stand/"), stand | {"stand-version": "2"}).status_code == 302
