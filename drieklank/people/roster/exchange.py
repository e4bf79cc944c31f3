"""OneRoster 1.1 and 1.2 (CSV) and Microsoft School Data Sync v2 and v2.1: the people.

Who is a parent is said by a role, never by being listed: an agent or contact with another role is put before the
administrator as a doubt. Agents are told from either side; one side is enough.
"""

from collections import defaultdict
from typing import NamedTuple

from drieklank.people.roster import finishing, names, values
from drieklank.people.roster.archive import Bundle
from drieklank.people.roster.building import DUTIES, TIES, Faulty, Gathering, Person, doubt_about
from drieklank.people.roster.exchange_ground import GroundReader, is_over
from drieklank.people.roster.snapshot import (
    Duty,
    Kind,
    RosterParent,
    RosterPupil,
    RosterRelation,
    RosterStaff,
    Snapshot,
    Source,
    Tie,
)

_USER = (
    *(
        "sourcedid",
        "enableduser",
        "orgsourcedids",
        "primaryorgsourcedid",
        "role",
        "grades",
        "grade",
        "username",
    ),
    *("givenname", "familyname", "middlename", "preferredgivenname", "preferredfamilyname"),
    *("email", "phone", "sms", "agentsourcedids"),
)
# Roles of people who work at a school, next to those that give rights.
_STAFF = frozenset(DUTIES) | frozenset(
    [
        "administrator",
        "aide",
        "proctor",
        "counselor",
        "districtadministrator",
        "siteadministrator",
        "systemadministrator",
        "staff",
        "adjunct",
    ]
)


class _Role(NamedTuple):
    name: str
    organisations: str
    grade: str


def read(bundle: Bundle, found: Gathering, format_name: str) -> Snapshot:
    """The Snapshot of a bundle in one of the four formats; `format_name` is what `reading` recognised."""
    reader = _People(bundle, found, is_sds=format_name.startswith("sds"))
    reader.read()
    covers = {Kind.GROUPS, Kind.PUPILS, Kind.STAFF}
    if reader.tells_parents:
        covers |= {Kind.PARENTS, Kind.RELATIONS}
    return finishing.finish(
        found, format_name, covers, board_wide=True, school_year=reader.ground.school_year
    )


class _People(GroundReader):
    def __init__(self, bundle: Bundle, found: Gathering, *, is_sds: bool) -> None:
        super().__init__(bundle, found)
        # In SDS the user name is the address that someone is reached at; in OneRoster it can be anything.
        self.is_sds = is_sds
        self.roles: dict[str, list[_Role]] = defaultdict(list)
        self.agents: list[tuple[Source, str, str]] = []
        # Adults by key: their tie where their role makes them a parent, else the role.
        self.ties: dict[str, Tie] = {}
        self.others: dict[str, str] = {}
        self.tells_parents = "relationships.csv" in bundle

    def read(self) -> None:
        self.read_ground()
        self._read_roles()
        for source, row in self.rows("users.csv", *_USER, on_removed=self._removed):
            try:
                self._user(source, row)
            except Faulty as fault:
                self.found.problem(source, str(fault))
        self._tie_agents()
        self._tie_relationships()
        # Adults who were kept only for the case that someone has them as an agent.
        tied = {parent for parent, _ in self.found.relations}
        for key in self.others.keys() - tied:
            self.found.parents.pop(key, None)

    def _removed(self, row: dict[str, str]) -> None:
        self.found.gone.add(row.get("sourcedid", "").strip())

    def _read_roles(self) -> None:
        wanted = (
            "usersourcedid",
            "orgsourcedid",
            "role",
            "roletype",
            "enddate",
            "grade",
            "isprimary",
        )
        for _, row in self.rows("roles.csv", *wanted):
            if is_over(row.get("enddate", ""), self.day):
                continue
            role = _Role(
                row.get("role", "").strip().lower(),
                row.get("orgsourcedid", ""),
                row.get("grade", ""),
            )
            own = self.roles[row.get("usersourcedid", "").strip()]
            first = (
                row.get("roletype", "").lower() == "primary"
                or row.get("isprimary", "").lower() == "true"
            )
            own.insert(0 if first else len(own), role)

    def _user(self, source: Source, row: dict[str, str]) -> None:
        key = self.found.key(row.get("sourcedid", ""), "deze persoon")
        grade = row.get("grades") or row.get("grade") or ""
        own = _Role(row.get("role", "").strip().lower(), row.get("orgsourcedids", ""), grade)
        roles = self.roles.get(key) or [own]
        person = _person(row)
        names_of_roles = [role.name for role in roles]
        for agent in row.get("agentsourcedids", "").split(","):
            if agent := agent.strip():
                self.agents.append((source, key, agent))
        if "student" in names_of_roles:
            self._pupil(key, person, row, roles, source)
            return
        if staff := [role for role in roles if role.name in _STAFF]:
            self._staff(key, person, row, staff, source)
        self._adult(key, person, row, names_of_roles, source)

    def _pupil(
        self, key: str, person: Person, row: dict[str, str], roles: list[_Role], source: Source
    ) -> None:
        role = next(role for role in roles if role.name == "student")
        schools = self.ground.school_for(
            row.get("primaryorgsourcedid", "") + "," + role.organisations
        )
        groups = tuple(dict.fromkeys(self.ground.follows.get(key, ())))
        if not schools:
            schools = [
                self.found.groups[group].school_key
                for group in groups
                if group in self.found.groups
            ]
        if not schools:
            raise Faulty("Deze leerling hoort bij geen school in het bestand.")
        grade = role.grade or row.get("grades") or row.get("grade") or ""
        self.found.add_pupil(
            RosterPupil(
                key,
                schools[0],
                person.first_name,
                person.name_prefix,
                person.last_name,
                self.ground.births.get(key, ""),
                "" if "," in grade else self.grade(grade, source),
                self._email(row, source),
                groups,
                source,
            )
        )

    def _staff(
        self, key: str, person: Person, row: dict[str, str], roles: list[_Role], source: Source
    ) -> None:
        if row.get("enableduser", "").strip().lower() == "false":
            return
        duties = sorted(
            {
                (school, DUTIES.get(role.name, Duty.OTHER))
                for role in roles
                for school in self.ground.school_for(role.organisations)
            }
        )
        if not duties:
            self.found.problem(source, "Deze medewerker hoort bij geen school in het bestand.")
            return
        groups = tuple(dict.fromkeys(self.ground.teaches.get(key, ())))
        names_of = (person.first_name, person.name_prefix, person.last_name)
        self.found.add_staff(
            RosterStaff(key, *names_of, self._email(row, source), tuple(duties), groups, source)
        )

    def _adult(
        self, key: str, person: Person, row: dict[str, str], roles: list[str], source: Source
    ) -> None:
        """Whoever is no pupil may turn out to be an agent; who is no parent by role is dropped again at the end."""
        tie = next((TIES[role] for role in roles if role in TIES), None)
        if tie:
            self.tells_parents = True
            self.ties[key] = tie
        else:
            self.others[key] = roles[0]
        phone = row.get("sms") or row.get("phone") or ""
        if tie:
            email, phone = (
                self.found.email(row.get("email", ""), source),
                self.found.phone(phone, source),
            )
        else:  # most of these are dropped again: no word about their address
            email, phone = (
                values.email_address(row.get("email", "")) or "",
                values.phone_number(phone) or "",
            )
        names_of = (person.first_name, person.name_prefix, person.last_name)
        self.found.parents.setdefault(key, RosterParent(key, *names_of, email, phone, source))

    def _email(self, row: dict[str, str], source: Source) -> str:
        cell = row.get("email", "").strip()
        if not cell and self.is_sds and "@" in row.get("username", ""):
            cell = row["username"]
        return self.found.email(cell, source)

    def _tie_agents(self) -> None:
        """A pupil names agents, or an adult names children; agents among adults or among pupils say nothing here."""
        pupils = self.found.pupils
        for source, key, agent in self.agents:
            child, adult = (key, agent) if key in pupils else (agent, key)
            if child in self.found.gone:
                self.found.gone.add(adult)
            elif child in pupils and adult not in pupils:
                self._tie(source, adult, child, self.others.get(adult))
            elif key not in pupils and agent not in self.found.parents:
                self.found.problem(
                    source,
                    "Op deze regel staat een kind of contact dat niet in het bestand voorkomt.",
                )

    def _tie(self, source: Source, adult: str, child: str, role: str | None) -> None:
        tie = self.ties.get(adult, Tie.PARENT)
        doubt = "" if adult in self.ties or role is None else doubt_about(role)
        self.found.add_relation(RosterRelation(adult, child, tie, doubt, source))

    def _tie_relationships(self) -> None:
        """SDS says the role per pair: someone can be guardian of one child and a relative of another."""
        wanted = ("usersourcedid", "relationshipusersourcedid", "relationshiprole")
        for source, row in self.rows("relationships.csv", *wanted):
            child = row.get("usersourcedid", "").strip()
            adult = row.get("relationshipusersourcedid", "").strip()
            role = row.get("relationshiprole", "").strip().lower()
            doubt = "" if role in TIES else doubt_about(role)
            self.found.add_relation(
                RosterRelation(adult, child, TIES.get(role, Tie.GUARDIAN), doubt, source)
            )


def _person(row: dict[str, str]) -> Person:
    """Names; the middle name counts only where a Dutch export puts the tussenvoegsel there."""
    last = row.get("preferredfamilyname") or row.get("familyname") or ""
    middle = values.tidy(row.get("middlename", ""))
    prefix = middle if middle and names.is_prefix(middle) else ""
    return Person(row.get("preferredgivenname") or row.get("givenname") or "", prefix, last)
