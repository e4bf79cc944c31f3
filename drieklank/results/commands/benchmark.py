"""`drieklank benchmark freeze YEAR`: store the reference groups of a school year, once."""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import asdict
from typing import Final

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.results.actions.benchmark import AlreadyFrozen, freeze
from drieklank.results.rules.benchmark_groups import is_over, year_due

_YEAR: Final = re.compile(r"(20\d\d)-(20\d\d)")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["freeze"], metavar="freeze", help="leg vast")
    parser.add_argument(
        "year", metavar="SCHOOLJAAR", nargs="?", help="zoals 2025-2026; standaard het laatste"
    )
    parser.add_argument(
        "--early",
        action="store_true",
        help="ook als het schooljaar nog loopt; daarna kan het voor dat jaar niet nog eens",
    )
    parser.add_argument("--json", action="store_true", help="antwoord als JSON, voor een programma")


def run(options: argparse.Namespace) -> int:
    year: str = options.year or year_due(today())
    parts = _YEAR.fullmatch(year)
    if parts is None or int(parts[2]) != int(parts[1]) + 1:
        return _refuse(f"{year} is geen schooljaar. Schrijf het zo: 2025-2026.")
    if not (options.early or is_over(year, today())):
        return _refuse(
            f"Schooljaar {year} is nog niet voorbij. Vastleggen kan maar één keer. Wil je het toch nu, "
            "gebruik dan --early."
        )
    try:
        found = freeze(year, by=SYSTEM)
    except AlreadyFrozen:
        return _refuse(f"Schooljaar {year} is al vastgelegd. Dat verandert niet meer.")
    if options.json:
        sys.stdout.write(json.dumps({"year": year, **asdict(found)}) + "\n")
    if not found.groups:
        return _refuse(
            f"Er is niets vastgelegd: in {year} doen er nog geen tien scholen van drie besturen mee met "
            "dezelfde vragen."
        )
    if not options.json:
        sys.stdout.write(
            f"Vastgelegd voor {year}: {found.groups} groepen met {found.figures} cijfers, van "
            f"{found.schools} scholen.\n"
        )
    return 0


def _refuse(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 1
