"""The same roster, read from every format, is the same roster; and what may not be kept is nowhere in it."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drieklank.people.roster import reading
from drieklank.people.roster.snapshot import Duty, Kind, Snapshot
from tests.people.roster import writers
from tests.people.roster.rosters import TODAY, rosters

quick = settings(max_examples=60, deadline=None)


def read(data: bytes, name: str = "rooster") -> Snapshot:
    return reading.read(io.BytesIO(data), name, today=TODAY)


def as_read(snap: Snapshot, format_name: str, covers: set[Kind] | None = None) -> Snapshot:
    return replace(snap, format=format_name, covers=frozenset(covers or snap.covers))


def holds_nothing_planted(snap: Snapshot) -> bool:
    return not any(secret in repr(snap) for secret in writers.PLANTED)


@quick
@given(rosters(), st.booleans())
def test_oneroster_1_1_gives_back_the_roster_from_either_side_of_the_agents(
    snap: Snapshot, agents_at_pupil: bool
) -> None:
    found = read(writers.oneroster(snap, "1.1", agents_at_pupil=agents_at_pupil))
    assert found == as_read(snap, "oneroster-1.1")
    assert holds_nothing_planted(found)


@quick
@given(rosters())
def test_oneroster_1_2_with_roles_apart_gives_back_the_roster(snap: Snapshot) -> None:
    found = read(writers.oneroster(snap, "1.2"))
    assert found == as_read(snap, "oneroster-1.2")
    assert holds_nothing_planted(found)


@quick
@given(rosters())
def test_sds_v2_1_with_relationships_gives_back_the_roster(snap: Snapshot) -> None:
    # This format says no BRIN and no year of a group: the year comes from the group's name.
    schools = tuple(replace(school, brin=school.key[:4], location="00") for school in snap.schools)
    expected = as_read(replace(snap, schools=schools), "sds-v2.1", set(Kind))
    found = read(writers.sds(snap))
    assert found == expected
    assert holds_nothing_planted(found)


@quick
@given(rosters(schools=1, parents=False))
def test_edexml_gives_back_the_roster_of_its_school(snap: Snapshot) -> None:
    found = read(writers.edexml(snap), "school.xml")
    schools = tuple(replace(school, name="") for school in snap.schools)
    assert found == replace(as_read(snap, "edexml-2.1"), schools=schools, board_wide=False)
    assert holds_nothing_planted(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize(("delimiter", "newline"), [(";", "\r\n"), ("\t", "\n"), (",", "\r")])
def test_plain_csv_of_any_habit_gives_back_pupils_and_parents(
    encoding: str, delimiter: str, newline: str
) -> None:
    @settings(max_examples=12, deadline=None)
    @given(rosters())
    def same(snap: Snapshot) -> None:
        if not snap.pupils:
            return
        data = writers.plain_csv(snap, delimiter, encoding, newline)
        assert_same_people(read(data, "lijst.csv"), snap)

    same()


@pytest.mark.parametrize("day", ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d"])
def test_plain_csv_with_dates_of_another_habit_gives_the_same_birth_dates(day: str) -> None:
    @settings(max_examples=15, deadline=None)
    @given(rosters(parents=False))
    def same(snap: Snapshot) -> None:
        if snap.pupils:
            assert_same_people(read(writers.plain_csv(snap, day=day), "lijst.csv"), snap)

    same()


@settings(max_examples=15, deadline=None)
@given(rosters(), st.booleans())
def test_excel_in_either_date_system_gives_back_pupils_and_parents(
    snap: Snapshot, from_1904: bool
) -> None:
    if snap.pupils:
        assert_same_people(read(writers.excel(snap, from_1904=from_1904), "lijst.xlsx"), snap)


def assert_same_people(found: Snapshot, snap: Snapshot) -> None:
    """Pupils, and the first two parents of each, as a list can tell them."""
    assert found.problems == ()
    assert [replace(p, groups=(), email="") for p in found.pupils] == [
        replace(p, groups=(), email="") for p in snap.pupils
    ]
    first_two = {
        pair
        for pupil in snap.pupils
        for pair in [r for r in snap.relations if r.pupil_key == pupil.key][:2]
    }
    assert set(found.relations) == first_two
    kept = {relation.parent_key for relation in first_two}
    assert found.parents == tuple(parent for parent in snap.parents if parent.key in kept)
    assert holds_nothing_planted(found)


def test_plain_windows_1252_list_keeps_its_accents() -> None:
    data = "Leerlingnummer;Roepnaam;Achternaam;Groep\r\n1;Zoë;Peña – Šimko;7a\r\n".encode("cp1252")
    assert read(data, "l.csv").pupils[0].last_name == "Peña – Šimko"


def test_zermelo_parents_file_speaks_of_parents_only_so_no_pupil_seems_to_leave() -> None:
    data = "\ufeffCode;Achternaam;Email;Leerlingcodes\nb12;Berg, van den;A@B.nl;101,102\n".encode()
    snap = read(data, "ouders.csv")
    assert (snap.format, snap.covers) == ("zermelo-ouders", {Kind.PARENTS, Kind.RELATIONS})
    assert [(p.key, p.name_prefix, p.last_name, p.email) for p in snap.parents] == [
        ("b12", "van den", "Berg", "a@b.nl")
    ]
    assert [(r.parent_key, r.pupil_key) for r in snap.relations] == [("b12", "101"), ("b12", "102")]


def test_sds_v1_guardians_are_parents_by_role_and_the_doctor_is_a_doubt() -> None:
    data = writers.zipped(
        {
            "School.csv": "SIS ID,Name\n1,School\n",
            "Section.csv": "SIS ID,School SIS ID,Section Name\n11,1,7a\n",
            "Student.csv": "SIS ID,School SIS ID,First Name,Last Name,Grade,Birthdate,Password\n"
            f"p1,1,Noor,van den Berg,7,12/31/2015,{writers.PASSWORD}\n",
            "StudentEnrollment.csv": "Section SIS ID,SIS ID\n11,p1\n",
            "Teacher.csv": "SIS ID,School SIS ID,First Name,Last Name,Secondary Email\nt1,1,Jo,Vos,jo@s.nl\n",
            "TeacherRoster.csv": "Section SIS ID,SIS ID\n11,t1\n",
            "user.csv": "Email,First Name,Last Name,Phone,SIS ID\nm@b.nl,Mo,Berg,0612345678,\nd@b.nl,Do,Ter,,\n",
            "guardianrelationship.csv": "SIS ID,Email,Role\np1,M@b.nl,Parent\np1,d@b.nl,Doctor\n",
        }
    )
    snap = read(data)
    assert [(p.birth_date, p.year_group, p.name_prefix, p.groups) for p in snap.pupils] == [
        ("2015-12-31", "7", "van den", ("11",))
    ]
    assert [(r.parent_key, r.doubt) for r in snap.relations] == [("d@b.nl", "arts"), ("m@b.nl", "")]
    assert [(p.key, p.phone) for p in snap.parents] == [("d@b.nl", ""), ("m@b.nl", "+31612345678")]
    assert snap.staff[0].duties == (("1", Duty.TEACHER),)
    assert holds_nothing_planted(snap)


def test_an_agent_without_a_parents_role_is_a_doubt_and_an_unlisted_relative_is_not_kept() -> None:
    users = (
        "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,email,agentSourcedIds\n"
        'p1,active,true,1,student,Noor,Berg,,"t1,r1"\n'
        "t1,active,true,1,teacher,Tess,Vos,t@s.nl,\n"
        "r1,active,true,1,relative,Rie,Oma,r@o.nl,\n"
        "r2,active,true,1,relative,Ria,Tante,ria@o.nl,\n"
        "m1,active,true,1,parent,Mo,Berg,m@b.nl,p1\n"
    )
    orgs = "sourcedId,status,name,type\n1,active,School,school\n"
    snap = read(
        writers.zipped({"users.csv": users, "orgs.csv": orgs, "classes.csv": "sourcedId\n"})
    )
    assert [(r.parent_key, r.pupil_key, r.doubt) for r in snap.relations] == [
        ("m1", "p1", ""),
        ("r1", "p1", "familielid"),
        ("t1", "p1", "leerkracht"),
    ]
    assert [parent.key for parent in snap.parents] == ["m1", "r1", "t1"]


def test_a_pupil_marked_as_removed_is_gone_without_a_complaint_about_the_parent() -> None:
    users = (
        "sourcedId,status,enabledUser,orgSourcedIds,role,givenName,familyName,agentSourcedIds\n"
        "p1,tobedeleted,true,1,student,Noor,Berg,m1\nm1,active,true,1,parent,Mo,Berg,p1\n"
    )
    orgs = "sourcedId,status,name,type\n1,active,School,school\n"
    snap = read(
        writers.zipped({"users.csv": users, "orgs.csv": orgs, "x/classes.csv": "sourcedId\n"})
    )
    assert (snap.pupils, snap.parents, snap.relations, snap.problems) == ((), (), (), ())
