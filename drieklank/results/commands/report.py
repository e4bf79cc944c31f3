"""`drieklank report CODE`: the report of a published round, as PDF or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.queries import rounds
from drieklank.results.actions import pdf_of
from drieklank.results.queries import (
    PlainReport,
    Report,
    as_data,
    file_name,
    plain_as_data,
    published,
)
from drieklank.results.rules import MINIMUM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="de code van de meting, zie `drieklank rounds`")
    parser.add_argument("--format", choices=["pdf", "json"], default="pdf", help="standaard pdf")
    parser.add_argument("--out", type=Path, help="waar het bestand komt; - is het scherm")
    parser.add_argument("--json", action="store_true", help="hetzelfde als --format json --out -")


def run(options: argparse.Namespace) -> int:
    with open_every_tenant("the command line makes the report of one round"):
        measured = rounds().filter(code=options.code).first()
        if measured is None:
            return _refuse(f"Er is geen meting met de code {options.code}.")
        if measured.state == "lost":
            return _refuse(
                f"Van {options.code} komt geen rapport: de sleutel ging verloren, dus de antwoorden "
                "zijn niet te lezen."
            )
        found = published(measured, MINIMUM)
        if found is None:
            return _refuse(
                f"Van {options.code} is nog geen rapport. De schoolleider maakt het openbaar "
                "nadat de meting gesloten is."
            )
        return _write(found, options)


def _refuse(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 1


def _machine(found: Report | PlainReport) -> bytes:
    data = plain_as_data(found) if isinstance(found, PlainReport) else as_data(found)
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _write(found: Report | PlainReport, options: argparse.Namespace) -> int:
    as_json = options.json or options.format == "json"
    content = _machine(found) if as_json else pdf_of(found)
    target: Path = options.out or Path("-" if as_json else file_name(found))
    if str(target) == "-":
        sys.stdout.buffer.write(content)
        return 0
    try:
        target.write_bytes(content)
    except OSError as failure:
        return _refuse(f"{target} kan niet worden geschreven: {failure.strerror}.")
    sys.stdout.write(f"{target} is gemaakt ({len(content) // 1024} kB).\n")
    return 0
