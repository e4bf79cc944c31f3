"""Pages of the trajectory: starting, planning, agenda, writing together, papers, points and notes."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from io import BytesIO

import pikepdf

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import trajectory
from drieklank.improve.actions.track_work import TaskWish, add_task
from drieklank.improve.models import (
    AgendaBlock,
    HeardPoint,
    PrepTask,
    StepAgreement,
    StepNote,
    StepText,
    Track,
    TrackStep,
)
from drieklank.improve.queries.track_papers import as_paper, papers_of
from drieklank.ui.parts.words import day
from tests.cast import Cast
from tests.improve.track_stage import BASE, make_track, page, step, write


def blocks(row: TrackStep) -> list[AgendaBlock]:
    with open_every_tenant("test"):
        return list(AgendaBlock.objects.filter(step=row))


def agenda_form(row: TrackStep, **changed: object) -> dict[str, object]:
    """The form of the agenda as it stands, with these fields changed."""
    with open_every_tenant("test"):
        row.refresh_from_db()
    data: dict[str, object] = {"seen": row.agenda_version, "title_new": "", "words_new": ""}
    for block in blocks(row):
        data |= {
            f"title_{block.pk}": block.title,
            f"minutes_{block.pk}": block.minutes,
            f"words_{block.pk}": block.words,
        }
    return data | changed


def test_school_without_a_trajectory_reads_what_it_is_and_the_leader_can_begin(cast: Cast) -> None:
    shown = page(cast, "leader")
    assert "Nog geen traject" in shown
    assert "Begin het traject" in shown
    for one in trajectory().steps:
        assert one.name in shown
    assert "Begin het traject" not in page(cast, "teacher")


def test_leader_begins_alone_and_all_five_steps_stand_ready(cast: Cast) -> None:
    terms = {
        "starts_on": today().isoformat(),
        "ends_on": (today() + timedelta(days=150)).isoformat(),
    }
    assert cast.client("leader").post(f"{BASE}begin/", terms).status_code == 302
    with open_every_tenant("test"):
        track = Track.objects.get(school=cast.school)
        steps = list(TrackStep.objects.filter(track=track).values_list("key", flat=True))
    assert track.adviser is None
    assert steps == [one.key for one in trajectory().steps]
    assert "zonder adviseur" in page(cast, "teacher")


def test_term_beyond_the_advisers_is_refused_beside_the_field_and_what_was_typed_stays(
    cast: Cast,
) -> None:
    end = today() + timedelta(days=200)
    terms = {
        "starts_on": today().isoformat(),
        "ends_on": end.isoformat(),
        "adviser": cast.users["adviser"].pk,
    }
    answer = cast.client("leader").post(f"{BASE}begin/", terms)
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "verleng eerst die toegang" in shown
    assert end.isoformat() in shown


def test_choosing_a_day_moves_what_is_to_be_prepared_along(cast: Cast) -> None:
    row = step(make_track(cast), "team_session")
    with open_every_tenant("test"):
        before = dict(PrepTask.objects.filter(step=row).values_list("pk", "due_on"))
    held = today() + timedelta(days=70)
    data = {"held_on": held.isoformat(), "held_at": "13:00", "minutes": 210, "who": "hele team"}
    assert cast.client("adviser").post(f"{BASE}{row.public_id}/wanneer/", data).status_code == 302
    with open_every_tenant("test"):
        after = dict(PrepTask.objects.filter(step=row).values_list("pk", "due_on"))
    moves = {after[key] - day for key, day in before.items() if day}
    assert len(moves) == 1
    assert max(day for day in after.values() if day) == held - timedelta(days=1)
    assert "13.00 uur" in page(cast, "teacher", row)


def test_agenda_keeps_changes_order_and_a_new_block(cast: Cast) -> None:
    row, client = step(make_track(cast), "intake"), cast.client("leader")
    first, second = blocks(row)[:2]
    changed = {f"minutes_{first.pk}": 25, "title_new": "Rondleiding", "minutes_new": 10}
    data = agenda_form(row, do="more", **changed)
    assert client.post(f"{BASE}{row.public_id}/agenda/", data).status_code == 302
    assert (
        client.post(
            f"{BASE}{row.public_id}/agenda/", agenda_form(row, do=f"down:{first.pk}")
        ).status_code
        == 302
    )
    found = blocks(row)
    assert [one.pk for one in found[:2]] == [second.pk, first.pk]
    assert (found[1].minutes, found[-1].title, found[-1].minutes) == (25, "Rondleiding", 10)
    assert "25 minuten te lang" in page(cast, "leader", row)


def test_meeting_of_the_parent_evening_cannot_be_taken_away_and_the_page_says_why(
    cast: Cast,
) -> None:
    row, client = step(make_track(cast), "parent_evening"), cast.client("leader")
    meet = blocks(row)[0]
    shown = page(cast, "leader", row, "agenda/")
    assert f'value="drop:{meet.pk}"' not in shown
    assert "hoort de ontmoeting altijd bij deze avond" in shown

    forced = agenda_form(row, do=f"drop:{meet.pk}")
    answer = client.post(f"{BASE}{row.public_id}/agenda/", forced, follow=True)
    assert "hoort de ontmoeting altijd bij deze avond" in answer.content.decode()
    assert blocks(row)[0].pk == meet.pk
    other = blocks(row)[1]
    client.post(f"{BASE}{row.public_id}/agenda/", agenda_form(row, do=f"drop:{other.pk}"))
    assert other.pk not in {one.pk for one in blocks(row)}


def test_two_people_at_one_agenda_lose_nothing(cast: Cast) -> None:
    row = step(make_track(cast), "intake")
    first = blocks(row)[0]
    leader = agenda_form(row, do="save", **{f"title_{first.pk}": "Koffie"})
    adviser = agenda_form(row, do="save", **{f"title_{first.pk}": "Wandeling"})
    address = f"{BASE}{row.public_id}/agenda/"
    assert cast.client("leader").post(address, leader).status_code == 302
    answer = cast.client("adviser").post(address, adviser)
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert "Wandeling" in shown
    assert "Koffie" in shown
    assert blocks(row)[0].title == "Koffie"


def answers_form(row: TrackStep, **changed: str) -> dict[str, object]:
    data: dict[str, object] = {}
    with open_every_tenant("test"):
        there = {one.key: one for one in StepText.objects.filter(step=row)}
    for field in trajectory().step(row.key).fields:
        known = there.get(field.key)
        data |= {
            f"t_{field.key}": known.text if known else "",
            f"v_{field.key}": known.version if known else 0,
            f"s_{field.key}": sha256((known.text if known else "").encode()).hexdigest(),
        }
    return data | {f"t_{key}": text for key, text in changed.items()}


def test_two_people_at_one_form_keep_what_only_one_touched_and_see_both_texts_of_the_rest(
    cast: Cast,
) -> None:
    row = step(make_track(cast), "intake")
    address = f"{BASE}{row.public_id}/vragen/"
    leader = answers_form(row, goals="Elk gezin hoort goed nieuws.", hours="Zes middagen")
    adviser = answers_form(row, goals="Ouders weten de weg.", adviser_eye="Warm team")
    assert cast.client("leader").post(address, leader).status_code == 302
    answer = cast.client("adviser").post(address, adviser)
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert "Elk gezin hoort goed nieuws." in shown
    assert "Ouders weten de weg." in shown
    assert "Lies Leider schreef intussen" in shown
    # The adviser left the hours alone: they are no conflict, and what came back has them.
    assert "Bij één vraag staan hieronder allebei de teksten" in shown
    assert "Zes middagen" in shown
    with open_every_tenant("test"):
        texts = dict(StepText.objects.filter(step=row).values_list("key", "text"))
    assert texts == {
        "goals": "Elk gezin hoort goed nieuws.",
        "hours": "Zes middagen",
        "adviser_eye": "Warm team",
    }
    # What came back can be put together and saved: it was seen now.
    together = answers_form(row, goals="Elk gezin hoort goed nieuws en weet de weg.")
    assert cast.client("adviser").post(address, together).status_code == 302


def test_old_form_that_says_nothing_new_clashes_with_nobody(cast: Cast) -> None:
    row = step(make_track(cast), "intake")
    old = answers_form(row, hours="Zes middagen")
    write(cast, row, goals="Elk gezin hoort goed nieuws.")
    old["t_goals"] = "Elk gezin hoort goed nieuws.  "
    assert cast.client("adviser").post(f"{BASE}{row.public_id}/vragen/", old).status_code == 302


def test_minutes_of_a_block_that_is_gone_stay_to_be_read(cast: Cast) -> None:
    row = step(make_track(cast), "intake")
    block = blocks(row)[0]
    write(cast, row, **{f"block-{block.pk}": "Iedereen noemde Omar."})
    client = cast.client("leader")
    client.post(f"{BASE}{row.public_id}/agenda/", agenda_form(row, do=f"drop:{block.pk}"))
    assert "Iedereen noemde Omar." in page(cast, "leader", row)


def test_points_of_a_table_are_typed_by_the_team_and_three_of_them_count(cast: Cast) -> None:
    row = step(make_track(cast), "parent_evening")
    address = f"{BASE}{row.public_id}/punten/"
    for table in (1, 2):
        data = {"table": table, "point1": f"Bel ons {table}", "point2": f"Kom langs {table}"}
        assert cast.client("teacher").post(address, data).status_code == 302
    cast.client("teacher").post(address, {"table": 1, "point1": "Bel ons 1"})
    with open_every_tenant("test"):
        keys = [str(one.public_id) for one in HeardPoint.objects.filter(step=row)]
    assert len(keys) == 4
    answer = cast.client("leader").post(f"{address}kiezen/", {"punt": keys}, follow=True)
    assert "Er kunnen er drie meetellen" in answer.content.decode()
    with open_every_tenant("test"):
        assert HeardPoint.objects.filter(step=row, is_chosen=True).count() == 3


def test_list_of_who_invites_whom_has_each_group_once_with_its_teacher(cast: Cast) -> None:
    row = step(make_track(cast), "parent_evening")
    for _ in range(2):
        cast.client("leader").post(f"{BASE}{row.public_id}/uitnodigen/")
    with open_every_tenant("test"):
        made = PrepTask.objects.filter(step=row).exclude(class_group=None)
        found = {task.class_group.name: str(task.owner) for task in made if task.class_group}
    assert set(found) == {"6a", "7"}
    assert found["7"] == "Petra Ouder"


def test_note_of_the_adviser_stands_on_the_leaders_page_and_not_on_the_teams(cast: Cast) -> None:
    row = step(make_track(cast), "team_session")
    text = "Begin met een ouder aan het woord."
    address = f"{BASE}{row.public_id}/bericht/"
    assert cast.client("adviser").post(address, {"text": text}).status_code == 302
    assert text in page(cast, "leader")
    assert text in page(cast, "leader", row)
    assert text not in page(cast, "teacher", row)
    assert "Vul nog in" in cast.client("leader").post(address, {"text": " "}).content.decode()
    with open_every_tenant("test"):
        assert StepNote.objects.count() == 1


def test_papers_hold_what_was_said_before_and_leave_out_what_only_two_read(cast: Cast) -> None:
    track = make_track(cast)
    write(cast, step(track, "intake"), goals="Elk gezin telt.", team_mood="Moe, maar blij.")
    row = step(track, "team_session")
    whole, shared = page(cast, "leader", row, "papier/"), page(cast, "teacher", row, "papier/")
    for_all = page(cast, "leader", row, "papier/?voor=iedereen")
    assert "Moe, maar blij." in whole
    assert "Elk gezin telt." in whole
    for one in (shared, for_all):
        assert "Elk gezin telt." in one
        assert "Moe, maar blij." not in one


def test_papers_of_each_step_are_a_tagged_pdf_that_says_the_same(cast: Cast) -> None:
    track = make_track(cast)
    write(cast, step(track, "intake"), goals="Elk gezin hoort\n\nelk jaar goed nieuws.")
    with open_every_tenant("test"):
        StepAgreement.objects.create(
            board=cast.board,
            step=step(track, "intake"),
            title="Dagen kiezen",
            owner_words="wij",
            due_on=date(2027, 1, 5),
        )
        data = as_paper(papers_of(step(track, "debrief")))
    assert {
        "title": "Waarmee jullie begonnen",
        "lines": ["Elk gezin hoort", "", "elk jaar goed nieuws."],
    } in data["before"]
    for at in trajectory().steps:
        row = step(track, at.key)
        answer = cast.client("adviser").get(f"{BASE}{row.public_id}/papier.pdf")
        assert answer.headers["Content-Type"] == "application/pdf"
        with pikepdf.open(BytesIO(answer.content)) as document:
            assert bool(document.Root.MarkInfo.Marked)
            assert str(document.docinfo.Title) == f"{at.name}, De Vlieger"
    assert "Dagen kiezen" in page(cast, "leader", step(track, "team_session"), "papier/")


def test_task_is_ticked_by_who_took_it_on_and_by_nobody_elses_colleague(cast: Cast) -> None:
    row = step(make_track(cast), "intake")
    with open_every_tenant("test"):
        task = PrepTask.objects.filter(step=row).first()
        assert task is not None
        PrepTask.objects.filter(pk=task.pk).update(owner=cast.users["teacher"])
    address = f"{BASE}voorbereiding/{task.public_id}/klaar/"
    assert cast.client("care").post(address, {"klaar": "ja"}).status_code == 404
    assert cast.client("teacher").post(address, {"klaar": "ja"}).status_code == 302
    with open_every_tenant("test"):
        assert PrepTask.objects.get(pk=task.pk).done_on == today()


def test_trajectory_closes_only_when_every_step_is_closed(cast: Cast) -> None:
    track = make_track(cast)
    answer = cast.client("leader").post(f"{BASE}afsluiten/", follow=True)
    assert "Nog open: 5." in answer.content.decode()
    with open_every_tenant("test"):
        for row in TrackStep.objects.filter(track=track):
            cast.client("leader").post(f"{BASE}{row.public_id}/sluiten/")
    answer = cast.client("leader").post(f"{BASE}afsluiten/", follow=True)
    shown = answer.content.decode()
    assert "Nog geen traject" in shown
    assert "Het vorige traject" in shown


def test_two_people_at_one_refused_agreement_see_both_versions(cast: Cast) -> None:
    row, due = step(make_track(cast), "intake"), today() + timedelta(days=9)
    with open_every_tenant("test"):
        agreed = StepAgreement.objects.create(
            board=cast.board, step=row, title="Bellen", owner_words="team", due_on=due
        )
    address = f"{BASE}afspraak/{agreed.public_id}/"
    data = {"owner_words": "team", "due_on": due.isoformat(), "hours": 5, "seen": 1}
    with open_every_tenant("test"):
        StepAgreement.objects.filter(pk=agreed.pk).update(title="Langsgaan", version=2)
    answer = cast.client("leader").post(address, data | {"title": "Elk gezin bellen"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "Langsgaan" in shown
    assert "Elk gezin bellen" in shown


def test_closed_step_offers_no_writing_and_can_be_opened_again(cast: Cast) -> None:
    row, client = step(make_track(cast), "intake"), cast.client("leader")
    assert "Wijzig de agenda" in page(cast, "leader", row)
    client.post(f"{BASE}{row.public_id}/sluiten/")
    shown = page(cast, "leader", row)
    assert "Wijzig de agenda" not in shown
    assert "Afgesloten op" in shown
    client.post(f"{BASE}{row.public_id}/openen/")
    assert "Wijzig de agenda" in page(cast, "leader", row)


def test_teacher_finds_what_is_to_be_prepared_on_the_own_start_page_until_it_is_ready(
    cast: Cast,
) -> None:
    row = step(make_track(cast), "parent_evening")
    due = today() + timedelta(days=9)
    with open_every_tenant("test"):
        by, teacher = cast.actor("leader"), cast.users["teacher"]
        mine = add_task(row, TaskWish("Regel de oppas", teacher, due_on=due), by=by)
        add_task(row, TaskWish("Bel de tolk", cast.users["care"]), by=by)
    shown = cast.client("teacher").get("/school/de-vlieger/").content.decode()
    assert "Regel de oppas" in shown
    assert f"Ouderavond, voor {day(due)}" in shown
    assert "Bel de tolk" not in shown
    cast.client("teacher").post(f"{BASE}voorbereiding/{mine.public_id}/klaar/", {"klaar": "ja"})
    assert (
        "Regel de oppas" not in cast.client("teacher").get("/school/de-vlieger/").content.decode()
    )
