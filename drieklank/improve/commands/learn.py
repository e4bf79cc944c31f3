"""`drieklank learn YEAR`: learn from second measurements which activities help, once per school year."""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import asdict
from typing import Final

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.improve.actions.learning import AlreadyLearned, learn_from
from drieklank.results.queries.pairs import is_over, year_due

_YEAR: Final = re.compile(r"(20\d\d)-(20\d\d)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "year", metavar="SCHOOLJAAR", nargs="?", help="zoals 2025-2026; standaard het laatste"
    )
    parser.add_argument("--json", action="store_true", help="antwoord als JSON, voor een programma")


def run(options: argparse.Namespace) -> int:
    year: str = options.year or year_due(today())
    parts = _YEAR.fullmatch(year)
    if parts is None or int(parts[2]) != int(parts[1]) + 1:
        return _refuse(f"{year} is geen schooljaar. Schrijf het zo: 2025-2026.")
    if not is_over(year, today()):
        return _refuse(f"Schooljaar {year} is nog niet voorbij. Leren gebeurt één keer per jaar.")
    try:
        found = learn_from(year, by=SYSTEM)
    except AlreadyLearned:
        return _refuse(f"Van schooljaar {year} is al geleerd. Dat verandert niet meer.")
    if options.json:
        sys.stdout.write(json.dumps({"year": year, **asdict(found)}) + "\n")
    if not found.activities:
        return _refuse(
            "Er is niets te leren: nog geen activiteit werd gedaan op tien scholen van drie besturen die "
            "twee keer maten en dat delen, en niet gedaan op nog eens tien."
        )
    if not options.json:
        sys.stdout.write(
            f"Geleerd van {found.schools} scholen: {found.activities} activiteiten, waarvan "
            f"{found.working} waarschijnlijk hielpen op scholen hier.\n"
        )
    return 0


def _refuse(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 1
