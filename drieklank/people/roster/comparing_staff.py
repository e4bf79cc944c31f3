"""Staff: who works at a school, in which role, with which groups. A file gives rights, so it gives them narrowly."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from drieklank.base.text import full_name
from drieklank.people.roster.changes import Change, Way
from drieklank.people.roster.existing import ExistingMember, ExistingUser
from drieklank.people.roster.snapshot import Duty, Kind, RosterStaff

if TYPE_CHECKING:
    from drieklank.people.roster.comparing import Comparison


def compare_staff(work: Comparison) -> None:
    """Add the changes of staff: one per person, known by e-mail address or by number."""
    ours = set(work.schools.values())
    by_key: dict[str, list[ExistingMember]] = defaultdict(list)
    of_user: dict[int, list[ExistingMember]] = defaultdict(list)
    for member in work.existing.members:
        of_user[member.user_id].append(member)
        if member.key:
            by_key[member.key].append(member)
    stays: set[int] = set()
    seen: set[str] = set()
    for person in work.snap.staff:
        user = _whom(work, person, by_key.get(person.key, []), seen)
        if user is None:
            stays.update(member.user_id for member in by_key.get(person.key, []))
        elif user.id:
            stays.add(user.id)
            _known_person(work, person, user, of_user[user.id])
        else:
            _new_person(work, person)
    for user_id, members in of_user.items():
        roles = [m for m in members if m.key and m.school_id in ours]
        if roles and user_id not in stays:
            values = {"duties": [[m.school_id, m.role] for m in roles]}
            work.changes.append(
                Change(
                    Kind.STAFF,
                    Way.LEAVING,
                    roles[0].key,
                    roles[0].school_id,
                    roles[0].name or roles[0].email,
                    before=values,
                    row_id=user_id,
                )
            )


def _whom(
    work: Comparison, person: RosterStaff, members: list[ExistingMember], seen: set[str]
) -> ExistingUser | None:
    """The account of this person; one with id 0 is yet to be made. None where there can be none, which is a problem."""
    if not _duties(work, person):
        if any(key in work.schools for key, _ in person.duties):
            work.problem(
                person.source, "Deze functie geeft geen rechten in Drieklank; niet overgenomen."
            )
        return None
    if not person.email:
        if members:
            first = members[0]
            return ExistingUser(first.user_id, first.name, first.email, own=True)
        work.problem(
            person.source,
            "Deze medewerker heeft geen e-mailadres en kan dus niet aanmelden; niet overgenomen.",
        )
        return None
    if person.email in seen:
        work.problem(
            person.source, "Dit e-mailadres hoort al bij een andere medewerker; niet overgenomen."
        )
        return None
    seen.add(person.email)
    if members and members[0].email.lower() != person.email:
        # Another address would hand an account to whoever reads that mailbox.
        work.problem(
            person.source,
            "Het e-mailadres van deze medewerker is veranderd. Pas het zelf aan bij team; er is niets gewijzigd.",
        )
        return None
    return work.existing.users.get(person.email, ExistingUser(0, "", person.email, own=True))


def _duties(work: Comparison, person: RosterStaff) -> list[list[Any]]:
    return sorted(
        [work.schools[key], duty.value]
        for key, duty in person.duties
        if duty is not Duty.OTHER and key in work.schools
    )


def _groups(work: Comparison, person: RosterStaff) -> list[list[Any]]:
    found = {work.group_names[key] for key in person.groups if key in work.group_names}
    return [list(group) for group in sorted(found)]


def _label(person: RosterStaff) -> str:
    return full_name(person.first_name, person.name_prefix, person.last_name)[:120]


def _new_person(work: Comparison, person: RosterStaff) -> None:
    duties = _duties(work, person)
    values = {
        "name": _label(person),
        "email": person.email,
        "duties": duties,
        "groups": _groups(work, person),
    }
    work.changes.append(
        Change(
            Kind.STAFF,
            Way.NEW,
            person.key,
            duties[0][0],
            _label(person),
            values,
            source=person.source,
        )
    )


def _known_person(
    work: Comparison, person: RosterStaff, user: ExistingUser, members: list[ExistingMember]
) -> None:
    """Roles and groups that the file gives more or less; roles given by hand stay."""
    ours = set(work.schools.values())
    wanted = _duties(work, person)
    held = sorted([m.school_id, m.role] for m in members if m.school_id in ours)
    by_file = [[m.school_id, m.role] for m in members if m.school_id in ours and m.key]
    after = sorted(
        [*wanted, *(duty for duty in held if duty not in by_file and duty not in wanted)]
    )
    groups = _groups(work, person)
    taught = sorted(
        [school_id, work.renamed.get((school_id, name), name)]
        for school_id, name in work.existing.taught.get(user.id, ())
        if school_id in ours
    )
    new: dict[str, Any] = {}
    before: dict[str, Any] = {}
    if after != held:
        new["duties"], before["duties"] = after, held
    if groups != taught:
        new["groups"], before["groups"] = groups, taught
    if user.own and members and _label(person) and _label(person) != user.name:
        new["name"], before["name"] = _label(person), user.name
    if new:
        way = Way.CHANGED if members else Way.NEW
        work.changes.append(
            Change(
                Kind.STAFF,
                way,
                person.key,
                wanted[0][0],
                _label(person),
                new,
                before,
                user.id,
                person.source,
            )
        )
