"""`drieklank report CODE`: the report of a published round, and everything that is made of it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import interface_languages
from drieklank.documents.tables import SpssAbsent
from drieklank.measure.queries import Round, rounds
from drieklank.results.actions import content_of
from drieklank.results.models import FileKind
from drieklank.results.queries import PlainReport, as_data, plain_as_data, published, release_of
from drieklank.results.queries.files import download_name
from drieklank.results.queries.summary import INTERFACE
from drieklank.results.rules import MINIMUM, MINIMUM_ABROAD

_KINDS: Final = {"pdf": FileKind.REPORT} | {
    kind.value: kind for kind in FileKind if kind is not FileKind.REPORT
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", help="de code van de meting, zie `drieklank rounds`")
    parser.add_argument(
        "--format",
        choices=[*_KINDS, "json"],
        default="pdf",
        help="standaard pdf, het rapport; slides, poster en summary zijn ook PDF",
    )
    parser.add_argument("--language", default="nl", help="van de samenvatting voor ouders")
    parser.add_argument(
        "--outside", action="store_true", help="voor lezers buiten de school: vanaf tien antwoorden"
    )
    parser.add_argument("--out", type=Path, help="waar het bestand komt; - is het scherm")
    parser.add_argument("--json", action="store_true", help="hetzelfde als --format json --out -")


def run(options: argparse.Namespace) -> int:
    known = interface_languages(INTERFACE)
    if options.language not in known:
        return _refuse(f"De taal {options.language} is er niet. Kies uit {', '.join(known)}.")
    with open_every_tenant("the command line makes the files of one round"):
        measured = rounds().filter(code=options.code).first()
        if measured is None:
            return _refuse(f"Er is geen meting met de code {options.code}.")
        if measured.state == "lost":
            return _refuse(
                f"Van {options.code} komt geen rapport: de sleutel ging verloren, dus de antwoorden "
                "zijn niet te lezen."
            )
        try:
            made = _made(measured, options)
        except SpssAbsent:
            return _refuse(
                "Voor SPSS ontbreekt hier een uitbreiding. Installeer `drieklank[spss]`, of maak CSV."
            )
        if made is None:
            return _refuse(_why_not(measured))
        return _write(made, options)


def _refuse(why: str) -> int:
    sys.stderr.write(f"{why}\n")
    return 1


def _why_not(measured: Round) -> str:
    if release_of(measured) is not None:
        return f"Bij {measured.code} zijn ouders niet gevraagd: een blad voor ouders is er niet."
    return (
        f"Van {measured.code} is nog geen rapport. De schoolleider maakt het openbaar "
        "nadat de meting gesloten is."
    )


def _is_json(options: argparse.Namespace) -> bool:
    return bool(options.json) or options.format == "json"


def _made(measured: Round, options: argparse.Namespace) -> bytes | None:
    """The file; None: not published, or there is nothing to make it of."""
    release = release_of(measured)
    if release is None:
        return None
    minimum = MINIMUM_ABROAD if options.outside else MINIMUM
    if not _is_json(options):
        kind = _KINDS[options.format]
        return content_of(measured, release, minimum, kind, _language(options))
    found = published(measured, minimum)
    if found is None:
        return None
    data = plain_as_data(found) if isinstance(found, PlainReport) else as_data(found)
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _language(options: argparse.Namespace) -> str:
    return str(options.language) if options.format == FileKind.SUMMARY else ""


def _write(content: bytes, options: argparse.Namespace) -> int:
    name = "-"
    if not _is_json(options):
        name = download_name(options.code, _KINDS[options.format], _language(options))
    target: Path = options.out or Path(name)
    if str(target) == "-":
        sys.stdout.buffer.write(content)
        return 0
    try:
        target.write_bytes(content)
    except OSError as failure:
        return _refuse(f"{target} kan niet worden geschreven: {failure.strerror}.")
    sys.stdout.write(f"{target} is gemaakt ({len(content) // 1024} kB).\n")
    return 0
