"""`drieklank retention`: removes what may no longer be kept, and says how much."""

import argparse
import json
from pathlib import Path

from django.conf import settings

from drieklank.audit.register import register
from drieklank.audit.retention import run_retention
from drieklank.audit.words import table_name

REGISTER = Path("docs/privacy/register.md")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="tel alleen wat weg zou gaan")
    parser.add_argument("--json", action="store_true", help="antwoord als JSON, voor een programma")
    parser.add_argument(
        "--register", action="store_true", help=f"schrijf alleen {REGISTER} opnieuw"
    )


def run(options: argparse.Namespace) -> int:
    if options.register:
        path = settings.ROOT / REGISTER
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(register(), encoding="utf-8")
        print(f"Geschreven: {REGISTER}")
        return 0
    removed = run_retention(dry_run=options.dry_run)
    if options.json:
        print(json.dumps({"dry_run": options.dry_run, "removed": removed}))
        return 0
    print(_words(removed, options.dry_run))
    return 0


def _words(removed: dict[str, int], dry_run: bool) -> str:
    if not removed:
        return "Er hoeft niets weg."
    head = "Dit zou weggaan:" if dry_run else "Dit is weggehaald:"
    return "\n".join([head, *(f"  {table_name(label)}: {n}" for label, n in removed.items())])
