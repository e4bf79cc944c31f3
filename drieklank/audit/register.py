"""The privacy register: what is kept about whom, why and until when, written from `kept`."""

from __future__ import annotations

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


def register() -> str:
    """The whole register as Markdown, in Dutch."""
    return HEAD + "".join(_line(table) for table in tables()) + FOOT


def _line(table: Table) -> str:
    about = ", ".join(KINDS[kind] for kind in sorted(table.kept.about)) or "–"
    fields = ", ".join(field_name(table.model, name) for name in table.kept.fields) or "–"
    return (
        f"| {table_name(table.label)} | {about} | {table.kept.why} | {fields} | {term(table)} |\n"
    )


def term(table: Table) -> str:
    """`2 jaar na "tot en met"`, `30 dagen na …`, or with what it goes."""
    kept = table.kept
    if kept.days is None:
        return f"gaat weg met {kept.goes_with}"
    since = field_name(table.model, kept.since)
    if kept.days == 0:
        return f"tot {since}"
    if kept.days % 365 == 0:
        return f"{kept.days // 365} jaar na {since}"
    return f"{kept.days} {'dag' if kept.days == 1 else 'dagen'} na {since}"
