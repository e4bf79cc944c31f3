"""`drieklank verify-certificate FILE`: whether a signed statement is genuine, on any machine.

Needs no installation: no settings, no database, no network. Which key may be believed comes from
--key (a file) or --fingerprint (what stands on the publisher's page); without either, from the key
store of this machine, if it issues certificates itself. The key inside the file is never believed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Final

from drieklank.results.certificate_statement import (
    Checked,
    Finding,
    check,
    fingerprint,
    read_fingerprint,
    read_public_key,
    spoken,
)

_ROOT: Final = Path(__file__).resolve().parents[3]
_MONTHS: Final = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="de verklaring (.json)")
    parser.add_argument(
        "--key",
        metavar="PUBLIC.pem",
        type=Path,
        action="append",
        default=[],
        help="openbare sleutel van wie het certificaat uitgaf; mag vaker",
    )
    parser.add_argument(
        "--fingerprint",
        metavar="TEKENS",
        action="append",
        default=[],
        help="of de vingerafdruk van die sleutel, zoals die op de site van de uitgever staat",
    )
    parser.add_argument(
        "--day",
        metavar="JJJJ-MM-DD",
        type=date.fromisoformat,
        default=None,
        help="kijk of het op deze dag geldig is; anders vandaag",
    )


def run(options: argparse.Namespace) -> int:
    try:
        file = options.file.read_bytes()
    except OSError as failure:
        return _say(1, f"{options.file} is niet te lezen: {failure.strerror}.")
    try:
        trusted = _trusted(options)
    except (OSError, ValueError):
        return _say(
            1,
            "De sleutel is niet te gebruiken. Geef een PEM-bestand met een Ed25519-sleutel, "
            "of een vingerafdruk van 32 tekens.",
        )
    found = check(file, trusted)
    if found.finding is Finding.CHANGED:
        return _say(
            1,
            "Niet echt. Dit bestand is veranderd na de ondertekening, of het is geen certificaat.",
        )
    if found.finding is Finding.UNKNOWN_KEY:
        return _unknown(found, has_keys=bool(trusted))
    return _dated(found, options.day or _today())


def _trusted(options: argparse.Namespace) -> frozenset[str]:
    """Fingerprints of the keys to believe. Raises OSError or ValueError for what is no key."""
    given = [fingerprint(read_public_key(path.read_bytes())) for path in options.key]
    given += [read_fingerprint(typed) for typed in options.fingerprint]
    return frozenset(given or _own_keys())


def _own_keys() -> Iterator[str]:
    """Keys in the key store of this machine; nothing is made, nothing need be there."""
    home = Path(os.environ.get("DRIEKLANK_HOME") or _ROOT / "var")
    store = Path(os.environ.get("DRIEKLANK_KEYS") or home / "keys")
    with suppress(OSError):
        for path in sorted((store / "certificate" / "public").glob("*.pem")):
            with suppress(OSError, ValueError):
                yield fingerprint(read_public_key(path.read_bytes()))


def _today() -> date:
    return datetime.now().astimezone().date()  # noqa: TID251 -- runs without Django, so without its clock


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _unknown(found: Checked, *, has_keys: bool) -> int:
    mark = spoken(found.fingerprint)
    why = (
        "met een andere sleutel dan je gaf" if has_keys else "maar wie tekende, is nog niet bewezen"
    )
    return _say(
        1,
        f"Niet te zeggen of dit echt is. Het bestand klopt met zichzelf, {why}.",
        f"De vingerafdruk van de sleutel in het bestand is: {mark}",
        "Vergelijk die met de vingerafdruk op de site van wie certificaten uitgeeft. Is het dezelfde? "
        "Geef die dan mee met --fingerprint, of haal daar de sleutel op en geef die mee met --key.",
    )


def _dated(found: Checked, day: date) -> int:
    content = found.content or {}
    school = f"{content['school']['name']} (BRIN {content['school']['brin']})"
    term = f"van {_day(found.first_day)} tot en met {_day(found.last_day)}"
    if day > found.last_day:
        return _say(1, f"Echt, maar verlopen. Het certificaat van {school} gold {term}.")
    if day < found.first_day:
        return _say(1, f"Echt, maar nog niet geldig. Het certificaat van {school} geldt {term}.")
    lines = [f"Echt en geldig. Het certificaat van {school} geldt {term}."]
    if where := content.get("look_at"):
        lines.append(f"Of het intussen is ingetrokken, staat niet in dit bestand. Kijk op {where}")
    return _say(0, *lines)


def _say(code: int, *lines: str) -> int:
    stream = sys.stderr if code else sys.stdout
    stream.write("\n".join(lines) + "\n")
    return code
