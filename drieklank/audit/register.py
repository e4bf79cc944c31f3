"""The privacy register: what is kept about whom, why and until when, written from `kept`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from drieklank.audit.retention import Table, tables
from drieklank.audit.words import field_name, table_name

KINDS: Final = {"parent": "ouder", "pupil": "leerling", "user": "medewerker"}

HEAD: Final = """\
# Register van gegevens over personen

Dit overzicht is gemaakt uit de verklaring die bij elke tabel staat. Niet met de hand wijzigen:
`drieklank retention --register` schrijft het opnieuw, en een test vergelijkt.

Het schoolbestuur is verantwoordelijk voor deze gegevens. Wie de software draait, is verwerker.
Burgerservicenummer, afkomst, gewicht, wachtwoorden van leerlingen en foto's worden nergens bewaard.

| Tabel | Over wie | Waarom | Gegevens | Hoe lang |
| --- | --- | --- | --- | --- |
"""

FOOT: Final = """
Een ouder gaat weg als de laatste relatie met een kind twee jaar voorbij is.
Elke nacht gaat weg wat weg moet. Van elke keer blijft bewaard hoeveel rijen per tabel het waren.
"""


@dataclass(frozen=True)
class Line:
    """One table, in Dutch words."""

    name: str
    about: str
    why: str
    fields: str
    term: str


def overview() -> list[Line]:
    """Every table with personal data, by its Dutch name."""
    return sorted(
        (
            Line(
                table_name(table.label),
                ", ".join(KINDS[kind] for kind in sorted(table.kept.about)) or "–",
                table.kept.why,
                ", ".join(field_name(table.model, name) for name in table.kept.fields) or "–",
                term(table),
            )
            for table in tables()
        ),
        key=lambda line: line.name,
    )


def register() -> str:
    """The whole register as Markdown, in Dutch."""
    lines = (
        f"| {line.name} | {line.about} | {line.why} | {line.fields} | {line.term} |\n"
        for line in overview()
    )
    return HEAD + "".join(lines) + FOOT


def term(table: Table) -> str:
    """`2 jaar na ‘tot en met’`, `30 dagen na …`, or with what it goes."""
    kept = table.kept
    if kept.days is None:
        return f"gaat weg met {kept.goes_with}"
    since = f"‘{field_name(table.model, kept.since)}’"
    if kept.days == 0:
        return f"tot {since}"
    if kept.days % 365 == 0:
        return f"{kept.days // 365} jaar na {since}"
    return f"{kept.days} {'dag' if kept.days == 1 else 'dagen'} na {since}"
