"""Make a OneRoster 1.1 zip of any size, to measure with: `python -m tests.bench.make_oneroster OUT.zip [USERS]`.

Of every hundred users 44 are pupils, 50 parents (each with one or two children) and 6 staff, over schools of about
500 pupils. Deterministic.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

FIRST = (
    "Noor Finn Emma Liam Saar Adam Mila Noah Yara Sem Zoë Çağla Mohammed Julia Levi Tess".split()
)
PREFIX = ("", "", "", "van den", "de", "van", "van der", "'t")
LAST = "Berg Vries Jansen Bakker Visser Smit Meijer Yılmaz Öztürk Łuczak Haddad Mulder Bos Vos Peters".split()


def write(out: Path, users: int = 100_000) -> None:
    dice = random.Random(7)
    pupils, parents = users * 44 // 100, users * 50 // 100
    staff = users - pupils - parents
    schools = max(1, pupils // 500)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        _table(archive, "manifest.csv", ("propertyName", "value"), [("oneroster.version", "1.1")])
        _table(
            archive,
            "orgs.csv",
            ("sourcedId", "status", "name", "type", "identifier"),
            ((f"s{n}", "active", f"School {n}", "school", _brin(n)) for n in range(schools)),
        )
        _table(
            archive,
            "classes.csv",
            ("sourcedId", "status", "title", "grades", "classType", "schoolSourcedId"),
            (
                (f"c{n}-{year}{part}", "active", f"{year}{part}", year, "homeroom", f"s{n}")
                for n in range(schools)
                for year in range(1, 9)
                for part in "ab"
            ),
        )
        _users(archive, dice, pupils, parents, staff, schools)
        rows = (
            (f"e{n}", "active", f"c{n % schools}-{n % 8 + 1}{'ab'[n // 8 % 2]}", f"p{n}", "student")
            for n in range(pupils)
        )
        _table(
            archive,
            "enrollments.csv",
            ("sourcedId", "status", "classSourcedId", "userSourcedId", "role"),
            rows,
        )
        _table(
            archive,
            "demographics.csv",
            ("sourcedId", "status", "birthDate", "countryOfBirthCode"),
            (
                (f"p{n}", "active", f"20{14 + n % 8}-0{n % 9 + 1}-1{n % 9}", "NL")
                for n in range(pupils)
            ),
        )


def _brin(number: int) -> str:
    return f"{number % 100:02}{chr(65 + number // 100 % 26)}Z"


def _users(
    archive: zipfile.ZipFile,
    dice: random.Random,
    pupils: int,
    parents: int,
    staff: int,
    schools: int,
) -> None:
    def person(key: str, school: int, role: str, agents: str, grade: object) -> tuple[object, ...]:
        last = f"{dice.choice(PREFIX)} {dice.choice(LAST)}".strip()
        mail = "" if role == "student" else f"{key}@voorbeeld.example"
        phone = "" if role == "student" else f"06{dice.randrange(10**7, 10**8)}"
        own = (
            key,
            "active",
            "true",
            f"s{school}",
            role,
            key,
            "{BSN:123456782}",
            dice.choice(FIRST),
            last,
        )
        return (*own, mail, phone, agents, grade, "Geheim123")

    def everyone() -> Iterable[tuple[object, ...]]:
        for n in range(pupils):
            yield person(f"p{n}", n % schools, "student", "", n % 8 + 1)
        for n in range(parents):
            children = {n % pupils, (n * 7) % pupils} if n % 3 else {n % pupils}
            agents = ",".join(f"p{child}" for child in sorted(children))
            yield person(f"o{n}", n % schools, "parent", agents, "")
        for n in range(staff):
            yield person(f"t{n}", n % schools, "teacher", "", "")

    heads = "sourcedId status enabledUser orgSourcedIds role username userIds givenName familyName email sms"
    _table(
        archive, "users.csv", (*heads.split(), "agentSourcedIds", "grades", "password"), everyone()
    )


def _table(
    archive: zipfile.ZipFile, name: str, headings: Iterable[str], rows: Iterable[Iterable[object]]
) -> None:
    with (
        archive.open(name, "w", force_zip64=True) as raw,
        io.TextIOWrapper(raw, "utf-8", newline="") as text,
    ):
        writer = csv.writer(text)
        writer.writerow(headings)
        writer.writerows(rows)


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
