"""`drieklank restore FILE`: back to a copy, without bringing back who has been erased or sent away since."""

import argparse
import json
from pathlib import Path

from django.conf import settings

from drieklank.config import backup
from drieklank.config.cli import Refused
from drieklank.config.commands.migrate import migrate


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="BESTAND", help="de reservekopie (.tar.gz)")
    parser.add_argument(
        "--replace",
        action="store_true",
        help="ook als de database niet leeg is; wat er staat wordt eerst bewaard",
    )
    parser.add_argument("--json", action="store_true", help="antwoord als JSON")


def run(options: argparse.Namespace) -> int:
    if not options.file.is_file():
        raise Refused(f"Er is geen bestand {options.file}.")
    empty = backup.is_empty()
    if not empty and not options.replace:
        raise Refused("De database is niet leeg. Weet u het zeker? Geef dan --replace mee.")
    try:
        saved = None if empty else backup.make(settings.BACKUP_DIR)
        manifest = backup.put_back(options.file)
        migrate()
        done = backup.finish(manifest)
    except backup.BackupRefused as error:
        raise Refused(str(error)) from error
    if options.json:
        print(
            json.dumps({"made_at": manifest.made_at.isoformat(), "saved": str(saved or ""), **done})
        )
        return 0
    if saved:
        print(f"Wat er stond is bewaard in {saved}")
    print(f"Teruggezet: de stand van {manifest.made_at:%d-%m-%Y %H:%M}.")
    print(
        f"Opnieuw gewist: {done['erase']}. Opnieuw ingetrokken: {done['revoke']}. Iedereen meldt zich opnieuw aan."
    )
    if done["mail"]:
        print(f"Niet meer verstuurd, omdat dat misschien al gebeurd is: {done['mail']} berichten.")
    print("Start Drieklank opnieuw.")
    return 0
