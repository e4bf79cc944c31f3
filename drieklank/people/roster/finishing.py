"""The last look at what was gathered: loose ends, citizen numbers used as keys, order."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from drieklank.people.roster import values
from drieklank.people.roster.building import Gathering
from drieklank.people.roster.snapshot import (
    Kind,
    RosterParent,
    RosterPupil,
    RosterStaff,
    Snapshot,
)

_NINE = re.compile(r"^\D?(\d{9})\D?$")
_FOREIGN_GRADES = (
    "De jaargroepen in dit bestand zijn geen Nederlandse jaargroepen (1-8, 11-16). Ze blijven leeg."
)
_CHILDLESS = "Deze ouder hoort bij geen leerling in het bestand en is niet overgenomen."
_Person = TypeVar("_Person", RosterPupil, RosterStaff, RosterParent)


def finish(
    found: Gathering,
    format_name: str,
    covers: Iterable[Kind],
    *,
    board_wide: bool,
    school_year: str = "",
) -> Snapshot:
    """The Snapshot, each kind in order of key, so that the same roster reads the same from every format."""
    _refuse_citizen_numbers(found)
    _blank_foreign_grades(found)
    kinds = frozenset(covers)
    _tie_groups(found)
    _tie_relations(found, pupils_known=Kind.PUPILS in kinds)
    return Snapshot(
        format=format_name,
        covers=kinds,
        board_wide=board_wide,
        school_year=school_year,
        schools=tuple(found.schools[key] for key in sorted(found.schools)),
        groups=tuple(found.groups[key] for key in sorted(found.groups)),
        pupils=tuple(found.pupils[key] for key in sorted(found.pupils)),
        staff=tuple(found.staff[key] for key in sorted(found.staff)),
        parents=tuple(found.parents[key] for key in sorted(found.parents)),
        relations=tuple(found.relations[pair] for pair in sorted(found.relations)),
        problems=tuple(sorted(set(found.problems))),
    )


def _refuse_citizen_numbers(found: Gathering) -> None:
    """Keys of nine digits that all pass the eleven-test are citizen numbers; by chance one in eleven would."""
    _drop_citizen_keys(found, found.pupils, "de leerling")
    _drop_citizen_keys(found, found.parents, "de ouder")
    _drop_citizen_keys(found, found.staff, "de medewerker")


def _drop_citizen_keys(found: Gathering, people: dict[str, _Person], what: str) -> None:
    nine = {key: match[1] for key in people if (match := _NINE.match(key))}
    hits = [key for key, digits in nine.items() if values.is_citizen_number(digits)]
    if not hits or len(hits) * 2 <= len(nine):
        return
    for key in hits:
        source = people.pop(key).source
        found.problem(
            source,
            f"Het nummer van {what} lijkt een burgerservicenummer. Deze regel is overgeslagen.",
        )
    dropped = set(hits)
    found.relations = {
        pair: relation
        for pair, relation in found.relations.items()
        if not dropped.intersection(pair)
    }


def _blank_foreign_grades(found: Gathering) -> None:
    """Grades are counted in one way per file: where one is foreign, a 7 does not mean group 7 either."""
    if found.foreign_grades is None:
        return
    found.problem(found.foreign_grades, _FOREIGN_GRADES)
    found.pupils = {key: replace(pupil, year_group="") for key, pupil in found.pupils.items()}
    found.groups = {key: replace(group, year_group="") for key, group in found.groups.items()}


def _tie_groups(found: Gathering) -> None:
    """Leave out references to groups that are not in the file; each is a problem."""
    for pupil in list(found.pupils.values()):
        known = tuple(key for key in pupil.groups if key in found.groups)
        if known != pupil.groups:
            found.problem(
                pupil.source, "Deze leerling staat in een groep die niet in het bestand voorkomt."
            )
            found.pupils[pupil.key] = replace(pupil, groups=known)
    for person in list(found.staff.values()):
        known = tuple(sorted(key for key in person.groups if key in found.groups))
        if len(known) != len(person.groups):
            found.problem(
                person.source,
                "Deze medewerker staat bij een groep die niet in het bestand voorkomt.",
            )
        if known != person.groups:
            found.staff[person.key] = replace(person, groups=known)


def _tie_relations(found: Gathering, *, pupils_known: bool) -> None:
    """Only adults with a child stay: of others nothing is kept."""
    for pair, relation in list(found.relations.items()):
        if relation.pupil_key in found.gone:
            found.gone.add(relation.parent_key)
        elif relation.parent_key not in found.parents:
            found.problem(
                relation.source, "De ouder of verzorger van deze regel staat niet in het bestand."
            )
        elif pupils_known and relation.pupil_key not in found.pupils:
            found.problem(relation.source, "De leerling van deze regel staat niet in het bestand.")
        else:
            continue
        del found.relations[pair]
    tied = {parent_key for parent_key, _ in found.relations}
    for key, parent in list(found.parents.items()):
        if key not in tied:
            del found.parents[key]
            if key not in found.gone:
                found.problem(parent.source, _CHILDLESS)
