"""`drieklank backup`: one file with everything but the secrets."""

import argparse
import json
from pathlib import Path

from django.conf import settings

from drieklank.config import backup
from drieklank.config.cli import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to",
        type=Path,
        default=settings.BACKUP_DIR,
        metavar="MAP",
        help="map voor de kopie (%(default)s)",
    )
    parser.add_argument(
        "--keep",
        type=int,
        default=30,
        metavar="DAGEN",
        help="gooi oudere kopieën in die map weg (%(default)s; 0: nooit)",
    )
    parser.add_argument("--json", action="store_true", help="antwoord als JSON")


def run(options: argparse.Namespace) -> int:
    try:
        file = backup.make(options.to)
    except backup.BackupRefused as error:
        raise Refused(str(error)) from error
    removed = backup.clean_up(options.to, options.keep) if options.keep else 0
    if options.json:
        print(json.dumps({"file": str(file), "bytes": file.stat().st_size, "removed": removed}))
    else:
        print(f"Reservekopie gemaakt: {file}")
        print("De sleutels van lopende metingen zitten er niet in: zie docs/operations/backup.md.")
    return 0
