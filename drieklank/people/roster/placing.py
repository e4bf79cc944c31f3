"""Which school of the board each school in a file is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from drieklank.people.roster.existing import ExistingSchool
from drieklank.people.roster.refusal import RosterRefused
from drieklank.people.roster.snapshot import Problem, RosterSchool, Snapshot


@dataclass
class Placing:
    """`ids` is key of the school in the file -> id; `unknown` are schools that the board does not have."""

    ids: dict[str, int] = field(default_factory=dict)
    unknown: list[RosterSchool] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def place(
    snap: Snapshot,
    schools: Sequence[ExistingSchool],
    *,
    chosen: int | None = None,
    allowed: Collection[int] | None = None,
) -> Placing:
    """Find each school by BRIN and location, else by name.

    chosen: the school that the file was given for; it takes people without a school, and the only school of a file
    that gives no BRIN. allowed: ids that may be changed; None for all. Raises RosterRefused where a file without
    schools has nowhere to go, or the only school of the file is another than the chosen one.
    """
    found = Placing()
    for school in snap.schools:
        school_id = _find(school, schools)
        if school_id is None and chosen is not None and len(snap.schools) == 1:
            school_id = _only_one(school, chosen)
        if school_id is None:
            found.unknown.append(school)
        elif allowed is not None and school_id not in allowed:
            _leave_out(found, school, "hoort niet bij de scholen waarvoor je mag inlezen")
        elif chosen is not None and len(snap.schools) == 1 and school_id != chosen:
            raise RosterRefused(f"Dit bestand is van een andere school: {_shown(school)}.")
        else:
            found.ids[school.key] = school_id
    if not snap.schools:
        found.ids[""] = _nowhere_else(schools, chosen)
    return found


def leave_out_unknown(found: Placing) -> None:
    """Turn schools that the board does not have into problems; their people are left out."""
    for school in found.unknown:
        _leave_out(found, school, "is geen school van dit bestuur in Drieklank")
    found.unknown = []


def _leave_out(found: Placing, school: RosterSchool, why: str) -> None:
    message = f"De school {_shown(school)} {why}. Haar leerlingen, groepen en medewerkers zijn overgeslagen."
    found.problems.append(Problem(school.source.file, school.source.line, message))


def _shown(school: RosterSchool) -> str:
    return (
        " ".join(filter(None, (school.name, f"{school.brin}{school.location}"))) or school.key[:40]
    )


def _only_one(school: RosterSchool, chosen: int) -> int:
    if school.brin:
        raise RosterRefused(f"Dit bestand is van een andere school: {_shown(school)}.")
    return chosen


def _nowhere_else(schools: Sequence[ExistingSchool], chosen: int | None) -> int:
    if chosen is not None:
        return chosen
    if len(schools) == 1:
        return schools[0].id
    raise RosterRefused("In dit bestand staat niet van welke school het is. Geef de school erbij.")


def _find(school: RosterSchool, schools: Sequence[ExistingSchool]) -> int | None:
    same = [known for known in schools if school.brin and known.brin == school.brin]
    if len(same) > 1:
        number = school.location or "00"
        same = [known for known in same if number in known.locations] or same
    if len(same) == 1:
        return same[0].id
    name = school.name.casefold()
    named = [known for known in (same or schools) if name and known.name.casefold() == name]
    # Another BRIN is another school, even under the same name.
    named = [
        known for known in named if not school.brin or not known.brin or known.brin == school.brin
    ]
    return named[0].id if len(named) == 1 else None
