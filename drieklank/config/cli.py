"""The command line: `drieklank COMMAND`. Dutch, because a school's administrator reads it.

Each command is a module in the `commands` package of whose work it is (PACKAGES), with
`add_arguments(parser)` and `run(options) -> int`. Exit codes: 0 done, 1 refused or failed (with the
reason), 2 wrong usage. Only the module of the chosen command is loaded, so that `--help` stays quick.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from types import ModuleType
from typing import Final

from drieklank.config.dutch import speak_dutch

COMMANDS: Final = {
    "serve": "dien de pagina's op en doe het achtergrondwerk",
    "worker": "doe alleen het achtergrondwerk",
    "migrate": "breng de database bij de nieuwste vorm",
    "static": "zet stijlen, letters en plaatjes klaar om op te dienen",
    "check": "kijk of instellingen, toegang en inhoud kloppen",
    "start": "maak het eerste bestuur, de beheerder en de schoolleider op een lege database",
    "demo": "vul een lege database met een verzonnen bestuur",
    "import-roster": "lees de leerlingen, ouders en medewerkers uit een bestand van de school",
    "rounds": "toon de metingen",
    "report": "maak het rapport van een meting",
    "stats": "reken een eigen bestand met antwoorden na met de regels van het rapport",
    "benchmark": "leg vast hoe scholen er samen voor staan, één keer per schooljaar",
    "learn": "leer van tweede metingen welke activiteiten helpen, één keer per schooljaar",
    "verify-certificate": "kijk of een certificaat echt is; werkt overal, ook zonder database",
    "certificate-keys": "toon of vervang de sleutel die certificaten ondertekent",
    "read-bounces": "lees teruggekomen mail, zodat de school ziet wat niet aankwam",
    "check-links": "kijk of de sites waar bladzijden naar verwijzen er nog zijn",
    "editor": "zeg wie de verhalen naleest die scholen met elkaar delen",
    "backup": "maak een reservekopie",
    "restore": "zet een reservekopie terug",
    "retention": "ruim op wat niet langer bewaard mag worden",
    "content": "controleer of publiceer wat in content/ staat",
    "access-doc": "schrijf docs/access.md uit de tabel van rechten",
    "bench": "meet wat een antwoord, of het hele land, deze computer kost, of wat leren oplevert",
    "manage": "geef een opdracht aan Django zelf (voor ontwikkelaars)",
}

# Anybody runs these anywhere: they read no settings, make no folder and open no database.
WITHOUT_INSTALLATION: Final = frozenset({"stats", "verify-certificate"})

PACKAGES: Final = tuple(
    f"drieklank.{name}.commands"
    for name in (
        "config",
        "homes",
        "improve",
        "results",
        "measure",
        "toolkit",
        "office",
        "documents",
        "outbox",
        "content",
        "access",
    )
)


class Refused(Exception):
    """What was asked is not done; the text says in Dutch why, and what would help."""


def module_name(command: str) -> str | None:
    """`import-roster` -> `drieklank.office.commands.import_roster`; None where no package has it."""
    for package in PACKAGES:
        if find_spec(package) and find_spec(name := f"{package}.{command.replace('-', '_')}"):
            return name
    return None


def available() -> dict[str, str]:
    """The commands whose module exists, with their line of help."""
    return {name: line for name, line in COMMANDS.items() if module_name(name)}


def load(command: str) -> ModuleType:
    """The module of a command, with Django ready for it unless it must run without an installation."""
    name = module_name(command) or command
    if command in WITHOUT_INSTALLATION:
        return importlib.import_module(name)
    import django  # noqa: PLC0415 -- `--help` needs no Django, and this is slow

    django.setup()
    return importlib.import_module(name)


def build(chosen: str | None = None) -> argparse.ArgumentParser:
    """The parser; only the chosen command has its own arguments."""
    speak_dutch()
    parser = argparse.ArgumentParser(
        prog="drieklank",
        description="Drieklank: scholen en ouders als partners.",
        epilog="Meer over een opdracht: drieklank OPDRACHT --help",
        allow_abbrev=False,
    )
    commands = parser.add_subparsers(
        title="opdrachten", dest="command", metavar="OPDRACHT", required=True
    )
    for name, line in available().items():
        command = commands.add_parser(name, help=line, description=f"{line.capitalize()}.")
        if name == chosen:
            module = load(name)
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drieklank.config.settings")
    given = list(sys.argv[1:] if arguments is None else arguments)
    chosen = given[0] if given and given[0] in available() else None
    if chosen == "manage":  # Django reads its own arguments
        return int(load(chosen).run(given[1:]))
    options = build(chosen).parse_args(given)
    try:
        return int(options.run(options))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `drieklank rounds | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
