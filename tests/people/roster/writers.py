"""A Snapshot written as each of the formats that schools send, with the columns that must not be kept filled in."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from drieklank.people.roster.snapshot import (
    RosterParent,
    RosterPupil,
    RosterRelation,
    RosterStaff,
    Snapshot,
)

# What is planted in every column that may not be kept; found anywhere, it betrays a leak.
BSN = "123456782"
COUNTRY = "Atlantis"
PASSWORD = "Geheim-Wachtwoord-77"
PHOTO = "https://foto.example/kind.jpg"
WEIGHT = "1,20"
PLANTED = (BSN, COUNTRY, PASSWORD, PHOTO, WEIGHT)
Person = RosterPupil | RosterStaff | RosterParent


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def table(
    headings: str, rows: Iterable[Iterable[object]], delimiter: str = ",", newline: str = "\r\n"
) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerow(headings.split(","))
    writer.writerows(rows)
    return out.getvalue()


def surname(person: Person) -> str:
    return f"{person.name_prefix} {person.last_name}".strip()


def _agents(snap: Snapshot, *, from_pupil: bool) -> dict[str, str]:
    """Key -> list of agents. Relations alternate between the two sides unless one side is asked for."""
    found: dict[str, list[str]] = {}
    for relation in snap.relations:
        pair = (relation.pupil_key, relation.parent_key)
        key, other = pair if from_pupil else pair[::-1]
        found.setdefault(key, []).append(other)
    return {key: ",".join(others) for key, others in found.items()}


def oneroster(snap: Snapshot, version: str = "1.1", *, agents_at_pupil: bool = True) -> bytes:
    tie = {relation.parent_key: str(relation.tie) for relation in snap.relations}
    agents = _agents(snap, from_pupil=agents_at_pupil)
    people = [
        *((pupil, "student", pupil.school_key, pupil.year_group) for pupil in snap.pupils),
        *((staff, "teacher", staff.duties[0][0], "") for staff in snap.staff),
        *((parent, tie[parent.key], snap.schools[0].key, "") for parent in snap.parents),
    ]
    files = {
        "manifest.csv": table(
            "propertyName,value", [("manifest.version", "1.0"), ("oneroster.version", version)]
        ),
        "orgs.csv": table(
            "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
            [("board", "active", "", "Bestuur", "district", "", "")]
            + [(s.key, "active", "", s.name, "school", s.key, "board") for s in snap.schools],
        ),
        "academicSessions.csv": table(
            "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
            [
                (
                    "y",
                    "active",
                    "",
                    "2026-2027",
                    "schoolYear",
                    "2026-08-01",
                    "2027-07-31",
                    "",
                    "2027",
                )
            ],
        ),
        "classes.csv": table(
            "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId",
            [
                (g.key, "active", "", g.name, g.year_group, "", "", "homeroom", "", g.school_key)
                for g in snap.groups
            ],
        ),
        "enrollments.csv": table(
            "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
            _enrolments(snap),
        ),
        "demographics.csv": table(
            "sourcedId,status,dateLastModified,birthDate,sex,hispanicOrLatinoEthnicity,countryOfBirthCode",
            [(p.key, "active", "", p.birth_date, "male", "true", COUNTRY) for p in snap.pupils],
        ),
    }
    heads = (
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,"
        "email,sms,phone,agentSourcedIds,grades,password"
    )
    rows = [
        [
            *(
                person.key,
                "active",
                "",
                "true",
                person.key,
                f"{{BSN:{BSN}}}",
                person.first_name,
                surname(person),
            ),
            *(
                "Maria",
                BSN,
                person.email,
                getattr(person, "phone", ""),
                "",
                agents.get(person.key, ""),
                grade,
                PASSWORD,
            ),
        ]
        for person, _, _, grade in people
    ]
    if version == "1.1":
        heads += ",orgSourcedIds,role"
        rows = [
            [*row, school, role] for row, (_, role, school, _) in zip(rows, people, strict=True)
        ]
    else:
        files["roles.csv"] = table(
            "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId",
            [
                (n, "active", "", p.key, "primary", role, "", "", org)
                for n, (p, role, org, _) in enumerate(people)
            ],
        )
    files["users.csv"] = table(heads, rows)
    return zipped(files)


def _enrolments(snap: Snapshot) -> list[tuple[object, ...]]:
    pairs = [(p.key, group, "student") for p in snap.pupils for group in p.groups]
    pairs += [(t.key, group, "teacher") for t in snap.staff for group in t.groups]
    return [
        (f"e{n}", "active", "", group, "", key, role, "", "", "")
        for n, (key, group, role) in enumerate(pairs)
    ]


def sds(snap: Snapshot) -> bytes:
    """School Data Sync v2.1, with relationships."""
    everyone: list[Person] = [*snap.pupils, *snap.staff, *snap.parents]
    return zipped(
        {
            "orgs.csv": table(
                "sourcedId,name,type,parentSourcedId",
                [(s.key, s.name, "school", "") for s in snap.schools],
            ),
            "academicSessions.csv": table(
                "sourcedId,title,type,schoolYear,startDate,endDate",
                [("y", "2026-2027", "schoolYear", "2026", "2026-08-01", "2027-07-31")],
            ),
            "classes.csv": table(
                "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId",
                [(g.key, g.school_key, g.name, "", "") for g in snap.groups],
            ),
            "enrollments.csv": table(
                "classSourcedId,userSourcedId,role",
                [(row[3], row[5], row[6]) for row in _enrolments(snap)],
            ),
            "demographics.csv": table(
                "userSourcedId,sex,birthDate,birthCity,birthCountry,ethnicityCodes",
                [(p.key, "male", p.birth_date, COUNTRY, COUNTRY, COUNTRY) for p in snap.pupils],
            ),
            "roles.csv": table(
                "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary,roleStartDate,roleEndDate",
                [
                    (p.key, p.school_key, "student", "y", p.year_group, "TRUE", "", "")
                    for p in snap.pupils
                ]
                + [(t.key, t.duties[0][0], "teacher", "y", "", "TRUE", "", "") for t in snap.staff],
            ),
            "users.csv": table(
                "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email,phone,sms",
                [
                    (
                        p.key,
                        p.key,
                        p.first_name,
                        surname(p),
                        PASSWORD,
                        "",
                        p.email,
                        getattr(p, "phone", ""),
                        "",
                    )
                    for p in everyone
                ],
            ),
            "relationships.csv": table(
                "userSourcedId,relationshipUserSourcedId,relationshipRole",
                [(r.pupil_key, r.parent_key, str(r.tie)) for r in snap.relations],
            ),
        }
    )


def edexml(snap: Snapshot) -> bytes:
    """EDEXML 2.1 of the first school."""
    school = snap.schools[0]

    def named(person: Person) -> str:
        prefix = (
            f"<voorvoegsel>{escape(person.name_prefix)}</voorvoegsel>" if person.name_prefix else ""
        )
        first = f"<roepnaam>{escape(person.first_name)}</roepnaam>"
        mail = f"<emailadres>{person.email}</emailadres>" if person.email else ""
        return f"<achternaam>{escape(person.last_name)}</achternaam>{prefix}{first}{mail}"

    groups = "".join(
        f"<groep key={quoteattr(g.key)}><naam>{escape(g.name)}</naam><jaargroep>{g.year_group}</jaargroep></groep>"
        for g in snap.groups
        if g.school_key == school.key
    )
    pupils = "".join(
        f'<leerling key="{p.key}" eckid="https://ketenid.example/{BSN}">{named(p)}'
        f"<geboortedatum>{p.birth_date}</geboortedatum><jaargroep>{p.year_group}</jaargroep>"
        f'<groep key="{p.groups[0]}"/><fotourl>{PHOTO}</fotourl><land>{COUNTRY}</land>'
        f"<etniciteit>{COUNTRY}</etniciteit><bsn>{BSN}</bsn><gewicht_nieuw>{WEIGHT}</gewicht_nieuw>"
        f"<toevoegingen><blok><code>x</code><opmerking>{BSN}</opmerking></blok></toevoegingen></leerling>"
        for p in snap.pupils
        if p.school_key == school.key
    )
    staff = "".join(
        f'<leerkracht key="{t.key}">{named(t)}<rol>LRK</rol><groepen>'
        + "".join(f'<groep key="{group}"/>' for group in t.groups)
        + "</groepen></leerkracht>"
        for t in snap.staff
        if t.duties[0][0] == school.key
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<EDEX><school><schooljaar>2026-2027</schooljaar>'
        f"<brincode>{school.brin}</brincode><dependancecode>{school.location}</dependancecode>"
        f"<xsdversie>2.1</xsdversie></school>\n<groepen>{groups}</groepen>\n<leerlingen>{pupils}</leerlingen>\n"
        f"<leerkrachten>{staff}</leerkrachten></EDEX>"
    ).encode()


PLAIN = (
    "Leerlingnummer,Roepnaam,Tussenvoegsel,Achternaam,Geboortedatum,Groep,Jaargroep,School,BSN,Geboorteland,"
    "Ouder 1 nummer,Ouder 1 voornaam,Ouder 1 tussenvoegsel,Ouder 1 achternaam,Ouder 1 e-mail,Ouder 1 telefoon,"
    "Ouder 1 relatie,Ouder 2 nummer,Ouder 2 voornaam,Ouder 2 tussenvoegsel,Ouder 2 achternaam,Ouder 2 e-mail,"
    "Ouder 2 telefoon,Ouder 2 relatie"
)


def plain_rows(snap: Snapshot, day: Callable[[date], object]) -> list[list[object]]:
    """A row per pupil with at most two parents; `day` writes a date."""
    parents = {parent.key: parent for parent in snap.parents}
    by_pupil: dict[str, list[RosterRelation]] = {}
    for relation in snap.relations:
        by_pupil.setdefault(relation.pupil_key, []).append(relation)
    rows: list[list[object]] = []
    for p in snap.pupils:
        row: list[object] = [p.key, p.first_name, p.name_prefix, p.last_name]
        row += [
            day(date.fromisoformat(p.birth_date)),
            p.groups[0].partition("-")[2],
            p.year_group,
            p.school_key,
        ]
        row += [BSN, COUNTRY]
        for relation in by_pupil.get(p.key, [])[:2]:
            o = parents[relation.parent_key]
            word = {"parent": "moeder", "guardian": "voogd"}[relation.tie]
            row += [o.key, o.first_name, o.name_prefix, o.last_name, o.email, o.phone, word]
        rows.append(row + [""] * (24 - len(row)))
    return rows


def plain_csv(
    snap: Snapshot,
    delimiter: str = ";",
    encoding: str = "utf-8",
    newline: str = "\r\n",
    day: str = "%d-%m-%Y",
) -> bytes:
    rows = plain_rows(snap, lambda date_: date_.strftime(day))
    return table(PLAIN, rows, delimiter, newline).encode(encoding)


def excel(snap: Snapshot, *, from_1904: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"date_1904": from_1904, "in_memory": True})
    sheet = book.add_worksheet("Leerlingen")
    style = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write_row(0, 0, PLAIN.split(","))
    for number, row in enumerate(plain_rows(snap, lambda day: day), start=1):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, column, cell, style)
            else:
                sheet.write_string(number, column, str(cell))
    book.close()
    return out.getvalue()
