"""Who sees a trajectory: the school, its adviser within the term, and parents in the steering group."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drieklank.access.doors import visible
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions.steering import accept, ask_parent, ask_staff, leave
from drieklank.improve.actions.track import share_minutes
from drieklank.improve.actions.track_agreements import AgreementWish, agree
from drieklank.improve.models import SteeringMember, Track
from drieklank.people.models import ParentChildRelation, Pupil
from drieklank.schools.models import AdviserAssignment
from tests.cast import Cast
from tests.improve.track_stage import BASE, make_track, page, step, write


@pytest.fixture
def track(cast: Cast) -> Track:
    return make_track(cast)


def member(
    cast: Cast, track: Track, who: str = "father", *, said_yes: bool = True
) -> SteeringMember:
    with open_every_tenant("test"):
        row = ask_parent(track, cast.parents[who], by=cast.actor("leader"))
        if said_yes:
            accept(row, by=cast.actor(who))
        return row


def at_home(cast: Cast, row: SteeringMember, who: str = "father", rest: str = "") -> int:
    return cast.client(who).get(f"/thuis/stuurgroep/{row.public_id}/{rest}").status_code


def read(cast: Cast, row: SteeringMember, who: str = "father") -> str:
    return cast.client(who).get(f"/thuis/stuurgroep/{row.public_id}/").content.decode()


def test_adviser_reads_the_trajectory_within_the_term_and_not_a_day_longer(
    cast: Cast, track: Track
) -> None:
    address = f"{BASE}{step(track, 'intake').public_id}/"
    places = (BASE, address, f"{address}vragen/", f"{address}papier.pdf", f"{BASE}stuurgroep/")
    assert [cast.client("adviser").get(place).status_code for place in places] == [200] * 5

    yesterday = today() - timedelta(days=1)
    with open_every_tenant("test"):
        AdviserAssignment.objects.update(ends_on=yesterday)
    assert [cast.client("adviser").get(place).status_code for place in places] == [404] * 5
    posted = cast.client("adviser").post(f"{address}bericht/", {"text": "Nog één ding"})
    assert posted.status_code == 404


def test_adviser_before_the_term_reads_nothing(cast: Cast, track: Track) -> None:
    with open_every_tenant("test"):
        AdviserAssignment.objects.update(starts_on=today() + timedelta(days=1))
    assert cast.client("adviser").get(BASE).status_code == 404


def test_step_of_another_school_is_not_found_under_the_own_address(
    cast: Cast, track: Track
) -> None:
    row = step(track, "intake")
    assert cast.client("leader_elsewhere").get(f"{BASE}{row.public_id}/").status_code == 404
    other = f"/school/elders/traject/{row.public_id}/"
    assert cast.client("leader_elsewhere").get(other).status_code == 404


def test_team_reads_what_is_for_all_and_not_what_leader_and_adviser_keep_between_them(
    cast: Cast, track: Track
) -> None:
    row = step(track, "intake")
    write(cast, row, goals="Elk gezin telt.", team_mood="Er is spanning.")
    shown = page(cast, "teacher", row)
    assert "Elk gezin telt." in shown
    assert "Er is spanning." not in shown
    assert "Er is spanning." in page(cast, "adviser", row)
    for rest in ("vragen/", "verslag/", "agenda/", "wanneer/"):
        assert cast.client("teacher").get(f"{BASE}{row.public_id}/{rest}").status_code == 404


def test_parent_who_is_asked_reads_only_the_question_until_she_says_yes_herself(
    cast: Cast, track: Track
) -> None:
    write(cast, step(track, "parent_evening"), told_on="Op 12 maart in de nieuwsbrief.")
    row = member(cast, track, said_yes=False)
    asked = read(cast, row)
    assert "Denkt u mee met de school?" in asked
    assert "12 maart" not in asked
    assert cast.client("father").post(f"/thuis/stuurgroep/{row.public_id}/ja/").status_code == 302
    assert "12 maart" in read(cast, row)
    assert "Karim Haddad" in page(cast, "teacher", rest="stuurgroep/")


def test_parent_in_the_group_reads_agreements_and_shared_minutes_and_no_more(
    cast: Cast, track: Track
) -> None:
    row, intake = member(cast, track), step(track, "intake")
    write(cast, intake, goals="Elk gezin telt.", team_mood="Er is spanning.", intake_core="Samen.")
    with open_every_tenant("test"):
        wish = AgreementWish("Elke vrijdag inloop", today() + timedelta(days=9), owner_words="team")
        agree(intake, wish, by=cast.actor("leader"))
    shown = read(cast, row)
    assert "Elke vrijdag inloop" in shown
    for hidden in ("Samen.", "Er is spanning.", "Elk gezin telt."):
        assert hidden not in shown
    with open_every_tenant("test"):
        share_minutes(intake, shared=True, by=cast.actor("leader"))
    shown = read(cast, row)
    assert "Samen." in shown
    assert "Er is spanning." not in shown
    # Her seat opens nothing of the school's own pages.
    assert cast.client("father").get(BASE).status_code == 404
    assert cast.client("father").get(f"{BASE}{intake.public_id}/papier.pdf").status_code == 404


def test_another_parent_does_not_find_the_seat_not_even_of_the_same_child(
    cast: Cast, track: Track
) -> None:
    row = member(cast, track)
    assert [at_home(cast, row, who) for who in ("father", "mother", "parent_elsewhere")] == [
        200,
        404,
        404,
    ]
    assert cast.client("mother").post(f"/thuis/stuurgroep/{row.public_id}/weg/").status_code == 404


def test_parent_who_leaves_or_is_taken_out_reads_nothing_any_more(cast: Cast, track: Track) -> None:
    row = member(cast, track)
    assert cast.client("father").post(f"/thuis/stuurgroep/{row.public_id}/weg/").status_code == 302
    assert at_home(cast, row) == 404
    again = member(cast, track)
    assert (again.pk != row.pk, at_home(cast, again)) == (True, 200)
    with open_every_tenant("test"):
        leave(again, by=cast.actor("leader"))
    assert at_home(cast, again) == 404


@pytest.mark.parametrize("change", ["ended", "blocked", "left", "adult"])
def test_seat_closes_when_the_child_is_no_longer_the_parents_road_to_the_school(
    cast: Cast, track: Track, change: str
) -> None:
    row = member(cast, track)
    relation = cast.rows["relation_father_Yara"]
    with open_every_tenant("test"):
        rows = ParentChildRelation.objects.filter(pk=relation.pk)
        pupil = Pupil.objects.filter(pk=relation.pupil_id)
        if change == "ended":
            rows.update(ended_on=today() - timedelta(days=1))
        elif change == "blocked":
            rows.update(information_right="blocked", blocked_reason="uitspraak")
        elif change == "left":
            pupil.update(left_on=today())
        else:
            pupil.update(birth_date=today().replace(year=today().year - 19, day=1))
    assert at_home(cast, row) == 404


def test_list_and_single_row_of_seats_agree(cast: Cast, track: Track) -> None:
    row = member(cast, track)
    member(cast, track, "mother", said_yes=False)
    with open_every_tenant("test"):
        own = visible(cast.actor("father"), Right.TRACK_SHARED, SteeringMember.objects.all())
        assert [one.pk for one in own] == [row.pk]
        none = visible(cast.actor("leader"), Right.TRACK_SHARED, SteeringMember.objects.all())
        assert list(none) == []


def test_group_without_a_parent_says_so_and_only_the_leader_asks(cast: Cast, track: Track) -> None:
    assert "nog geen ouder in de stuurgroep" in page(cast, "leader")
    assert cast.client("adviser").get(f"{BASE}stuurgroep/vragen/").status_code == 404
    shown = page(cast, "leader", rest="stuurgroep/vragen/")
    assert "Karim Haddad" in shown
    assert "Vera Ver" not in shown
    data = {"wie": "ouder", "parent": cast.parents["father"].pk}
    assert cast.client("leader").post(f"{BASE}stuurgroep/vragen/", data).status_code == 302
    # Who was asked and has not answered is the leader's to know.
    assert "Karim Haddad" in page(cast, "leader", rest="stuurgroep/")
    for who in ("teacher", "adviser"):
        assert "Karim Haddad" not in page(cast, who, rest="stuurgroep/")


def test_parent_of_another_school_cannot_be_asked_by_a_forged_form(
    cast: Cast, track: Track
) -> None:
    data = {"wie": "ouder", "parent": cast.parents["parent_of_sixteen"].pk}
    assert cast.client("leader").post(f"{BASE}stuurgroep/vragen/", data).status_code == 200
    with open_every_tenant("test"):
        assert SteeringMember.objects.count() == 0


def test_parent_finds_the_seat_on_the_own_start_page(cast: Cast, track: Track) -> None:
    row = member(cast, track, said_yes=False)
    shown = cast.client("father").get("/thuis/").content.decode()
    assert f"/thuis/stuurgroep/{row.public_id}/" in shown
    assert "stuurgroep" not in cast.client("mother").get("/thuis/").content.decode()


def test_colleague_is_in_at_once_and_stands_in_the_list_once(cast: Cast, track: Track) -> None:
    with open_every_tenant("test"):
        for _ in range(2):
            ask_staff(track, cast.users["teacher"], by=cast.actor("leader"))
        assert SteeringMember.objects.exclude(accepted_on=None).count() == 1
