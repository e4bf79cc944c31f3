"""Made-up rosters for property tests: small, but with every trap that real ones have."""

from datetime import date, timedelta

from hypothesis import strategies as st

from drieklank.people.roster.snapshot import (
    Duty,
    Kind,
    RosterGroup,
    RosterParent,
    RosterPupil,
    RosterRelation,
    RosterSchool,
    RosterStaff,
    Snapshot,
    Tie,
)

TODAY = date(2026, 11, 22)
FIRST = (
    "Jan",
    "Noor",
    "Jean-Luc",
    "Çağla",
    "Zoë",
    "Fatima Zahra",
    "D'Angelo",
    "Ngọc",
    "محمد",
    "Ad",
)
PREFIX = ("", "", "van den", "de", "van 't", "in 't", "ter", "van der")
LAST = (
    "Berg",
    "Vries",
    "O'Neill",
    "Jansen-de Boer",
    "El Idrissi",
    "Åkesson",
    "Łuczak",
    "Öztürk",
    "Ie",
)

names = st.tuples(st.sampled_from(FIRST), st.sampled_from(PREFIX), st.sampled_from(LAST))


@st.composite
def rosters(draw: st.DrawFn, *, schools: int = 2, parents: bool = True) -> Snapshot:
    """A board with schools, groups, pupils, staff and (if asked) parents, in order of key."""
    places = tuple(
        RosterSchool(f"9{n}AA00", f"School {n}", f"9{n}AA", "00")
        for n in range(1, draw(st.integers(1, schools)) + 1)
    )
    groups = tuple(
        RosterGroup(f"g{place.key}-{year}", place.key, f"Groep {year}", str(year))
        for place in places
        for year in sorted(draw(st.sets(st.integers(1, 8), min_size=1, max_size=3)))
    )
    pupils = tuple(_pupil(draw, number, groups) for number in range(draw(st.integers(0, 6))))
    staff = tuple(
        _teacher(draw, number, places, groups) for number in range(draw(st.integers(0, 3)))
    )
    adults = _parents(draw, pupils) if parents else ((), ())
    kinds = {Kind.GROUPS, Kind.PUPILS, Kind.STAFF} | (
        {Kind.PARENTS, Kind.RELATIONS} if adults[0] else set()
    )
    return Snapshot(
        "made-up", frozenset(kinds), True, "2026-2027", places, groups, pupils, staff, *adults
    )


def _pupil(draw: st.DrawFn, number: int, groups: tuple[RosterGroup, ...]) -> RosterPupil:
    group = draw(st.sampled_from(groups))
    born = TODAY - timedelta(days=draw(st.integers(4 * 366, 13 * 365)))
    return RosterPupil(
        f"p{number}",
        group.school_key,
        *draw(names),
        born.isoformat(),
        group.year_group,
        draw(st.sampled_from(("", f"p{number}@leerling.example"))),
        (group.key,),
    )


def _teacher(
    draw: st.DrawFn, number: int, places: tuple[RosterSchool, ...], groups: tuple[RosterGroup, ...]
) -> RosterStaff:
    place = draw(st.sampled_from(places))
    own = tuple(
        sorted(
            group.key for group in groups if group.school_key == place.key and draw(st.booleans())
        )
    )
    return RosterStaff(
        f"t{number}", *draw(names), f"t{number}@school.example", ((place.key, Duty.TEACHER),), own
    )


def _parents(
    draw: st.DrawFn, pupils: tuple[RosterPupil, ...]
) -> tuple[tuple[RosterParent, ...], tuple[RosterRelation, ...]]:
    adults, relations = [], []
    for number in range(draw(st.integers(0, 5)) if pupils else 0):
        tie = draw(st.sampled_from((Tie.PARENT, Tie.GUARDIAN)))
        children = draw(
            st.sets(st.sampled_from(pupils).map(lambda pupil: pupil.key), min_size=1, max_size=3)
        )
        phone = draw(st.sampled_from(("", "+31612345678", "+32470123456")))
        adults.append(RosterParent(f"o{number}", *draw(names), f"o{number}@ouder.example", phone))
        relations += [RosterRelation(f"o{number}", child, tie) for child in sorted(children)]
    return tuple(adults), tuple(relations)
