"""Schools, groups and staff: what may be done, what is refused with a reason, what closes at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.schools.actions import (
    Refused,
    add_group,
    add_location,
    add_member,
    assign_adviser,
    change_school,
    end_adviser,
    end_membership,
    remove_group,
    remove_location,
    set_groups,
    set_teachers,
)
from drieklank.schools.models import (
    AdviserAssignment,
    ClassGroup,
    GroupAssignment,
    Location,
    Membership,
    School,
    User,
)
from drieklank.schools.queries import (
    advisers_of,
    possible_teachers,
    staff_of,
    teachers_of,
    team_of,
    user_with_email,
)
from tests.cast import Cast

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _all_boards(db: None):
    with open_every_tenant("test"):
        yield


def groups_of(cast: Cast, who: str) -> frozenset[int]:
    return frozenset().union(*(grant.group_ids for grant in cast.actor(who).grants))


def test_a_changed_school_is_written_down_by_field_and_unchanged_not_at_all(cast: Cast) -> None:
    values = {"name": "De Vlieger", "town": "Bruggenstad"}

    assert change_school(cast.school, values, by=cast.actor("leader")) == ["town"]
    assert change_school(cast.school, values, by=cast.actor("leader")) == []

    assert School.objects.get(pk=cast.school.pk).town == "Bruggenstad"
    assert AuditEvent.objects.get(verb="school.changed").facts == {"fields": ["town"]}


def test_the_last_location_stays(cast: Cast) -> None:
    own = Location.objects.get(school=cast.school)
    with pytest.raises(Refused, match="ten minste één locatie"):
        remove_location(own, by=cast.actor("leader"))

    other = add_location(
        cast.school,
        {"number": "01", "name": "Bijgebouw", "street": "", "postcode": "", "town": ""},
        by=cast.actor("leader"),
    )
    remove_location(other, by=cast.actor("leader"))
    assert list(Location.objects.filter(school=cast.school)) == [own]


def test_a_group_in_which_a_child_ever_sat_is_not_taken_away(cast: Cast) -> None:
    with pytest.raises(Refused, match="zitten of zaten leerlingen"):
        remove_group(cast.group, by=cast.actor("leader"))

    empty = add_group(
        cast.school,
        cast.group.school_year,
        {"name": "3", "year_group": "3", "location": None},
        by=cast.actor("leader"),
    )
    remove_group(empty, by=cast.actor("leader"))
    assert not ClassGroup.objects.filter(name="3").exists()


def test_a_teacher_taken_from_a_group_does_not_see_it_any_more_today(cast: Cast) -> None:
    teacher, other = cast.users["teacher"], cast.users["teacher_parent"]
    assert groups_of(cast, "teacher") == {cast.group.pk}

    assert set_teachers(cast.group, [other], by=cast.actor("leader")) is True
    assert set_teachers(cast.group, [other], by=cast.actor("leader")) is False

    assert groups_of(cast, "teacher") == frozenset()
    assert list(teachers_of(cast.group)) == [other]
    assert GroupAssignment.objects.get(user=teacher).ended_on == today() - DAY


def test_groups_of_a_teacher_are_set_at_one_school_only(cast: Cast) -> None:
    teacher = cast.users["teacher"]
    GroupAssignment.objects.create(
        board=cast.board, user=teacher, class_group=cast.rows["brug_group"], started_on=today()
    )

    set_groups(teacher, cast.school, [cast.other_group], by=cast.actor("leader"))
    set_groups(teacher, cast.school, [cast.group], by=cast.actor("leader"))

    running = GroupAssignment.objects.filter(user=teacher, ended_on=None)
    assert {row.class_group for row in running} == {cast.group, cast.rows["brug_group"]}
    # One that began and stopped today left no trace.
    assert not GroupAssignment.objects.filter(user=teacher, class_group=cast.other_group).exists()


def test_a_new_member_gets_an_account_and_the_groups(cast: Cast) -> None:
    row = add_member(
        cast.school,
        email="Nieuw@Noordwind.example ",
        name="Nieuw",
        role="teacher",
        groups=[cast.group],
        by=cast.actor("leader"),
    )

    assert row.user.email == "nieuw@noordwind.example"
    assert not row.user.has_usable_password()
    assert row.user in teachers_of(cast.group)
    assert row in team_of(cast.school)
    assert row.user in possible_teachers(cast.school)


def test_a_known_address_in_other_capitals_is_the_same_person_with_one_more_role(
    cast: Cast,
) -> None:
    els = cast.users["leader_elsewhere"]
    count = User.objects.count()

    row = add_member(
        cast.school,
        email="LEADER-ELSEWHERE@noordwind.example",
        name="Andere Naam",
        role="care_coordinator",
        by=cast.actor("leader"),
    )

    assert row.user == els == user_with_email("leader-elsewhere@NOORDWIND.example")
    assert User.objects.count() == count
    assert User.objects.get(pk=els.pk).name == "Els Elders"


def test_the_same_role_twice_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="Teun Leraar is hier al leerkracht"):
        add_member(
            cast.school,
            email="teacher@noordwind.example",
            name="Teun",
            role="teacher",
            by=cast.actor("leader"),
        )


def test_the_last_leader_stays_until_there_is_a_successor(cast: Cast) -> None:
    own = cast.rows["membership_leader"]
    with pytest.raises(Refused, match="laatste schoolleider"):
        end_membership(own, by=cast.actor("leader"))

    successor = add_member(
        cast.school,
        email="care@noordwind.example",
        name="",
        role="school_leader",
        by=cast.actor("leader"),
    )
    Membership.objects.filter(pk=successor.pk).update(ended_on=today())
    with pytest.raises(Refused):
        end_membership(own, by=cast.actor("leader"))
    Membership.objects.filter(pk=successor.pk).update(ended_on=None)
    User.objects.filter(pk=successor.user_id).update(is_active=False)
    with pytest.raises(Refused):
        end_membership(own, by=cast.actor("leader"))
    User.objects.filter(pk=successor.user_id).update(is_active=True)
    end_membership(own, by=cast.actor("leader"))

    assert cast.actor("leader").grants == ()


def test_an_ended_role_closes_the_groups_and_starts_the_term_of_the_account(cast: Cast) -> None:
    row = cast.rows["membership_teacher"]

    end_membership(row, by=cast.actor("leader"))

    assert cast.actor("teacher").grants == ()
    assert groups_of(cast, "teacher") == frozenset()
    assert User.objects.get(pk=row.user_id).ended_on == today() - DAY
    assert row not in team_of(cast.school)
    assert row.user in staff_of(cast.school)


def test_a_role_that_ends_later_holds_up_to_its_last_day(cast: Cast) -> None:
    row = cast.rows["membership_teacher"]

    end_membership(row, by=cast.actor("leader"), last_day=today() + 5 * DAY)

    assert groups_of(cast, "teacher") == {cast.group.pk}
    assert row in team_of(cast.school)


def test_who_has_another_role_or_comes_back_is_not_gone(cast: Cast) -> None:
    row = cast.rows["membership_teacher"]
    add_member(
        cast.school,
        email=row.user.email,
        name="",
        role="care_coordinator",
        by=cast.actor("leader"),
    )
    end_membership(row, by=cast.actor("leader"))
    assert User.objects.get(pk=row.user_id).ended_on is None

    User.objects.filter(pk=row.user_id).update(ended_on=today())
    add_member(cast.school, email=row.user.email, name="", role="teacher", by=cast.actor("leader"))
    assert User.objects.get(pk=row.user_id).ended_on is None


def test_an_adviser_sees_the_school_for_the_term_and_not_after_an_end(cast: Cast) -> None:
    row = assign_adviser(
        cast.school,
        email="nieuw@advies.example",
        name="Nieuw",
        starts_on=today(),
        ends_on=today() + 30 * DAY,
        by=cast.actor("leader"),
    )
    assert row in advisers_of(cast.school)

    end_adviser(row, by=cast.actor("leader"))
    assert not AdviserAssignment.objects.filter(pk=row.pk).exists()
    assert User.objects.get(email="nieuw@advies.example").ended_on == today() - DAY

    running = cast.rows["adviser_assignment"]
    end_adviser(running, by=cast.actor("leader"))
    assert cast.actor("adviser").grants == ()


def test_a_role_at_another_board_keeps_the_account_while_the_one_here_ends(cast: Cast) -> None:
    teacher = cast.users["teacher"]
    Membership.objects.create(
        board=cast.other_board,
        user=teacher,
        school=cast.elsewhere,
        role="teacher",
        started_on=today(),
    )

    with open_tenant(cast.board.pk):  # the leader's own board only, as on a page
        end_membership(cast.rows["membership_teacher"], by=cast.actor("leader"))

    assert User.objects.get(pk=teacher.pk).ended_on is None
