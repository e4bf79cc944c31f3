"""`drieklank import-roster`: a file of the school's administration into the schools of a board, in one transaction."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.people.actions import roster
from drieklank.people.models import RosterImport
from drieklank.people.roster import reading
from drieklank.people.roster.changes import ChangeSet
from drieklank.people.roster.refusal import RosterRefused
from drieklank.people.roster.snapshot import Snapshot
from drieklank.schools.models import Board, School

_WORDS = {
    "groups": "groepen",
    "pupils": "leerlingen",
    "staff": "medewerkers",
    "parents": "ouders",
    "relations": "relaties",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        metavar="BESTAND",
        type=Path,
        help="OneRoster of School Data Sync (zip of map), EDEXML, csv of Excel",
    )
    parser.add_argument(
        "--board", metavar="NAAM", required=True, help="naam of code van het bestuur"
    )
    parser.add_argument(
        "--school",
        metavar="CODE",
        default="",
        help="school waar het bestand van is, als dat er niet in staat",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="laat alleen zien wat er zou veranderen"
    )
    parser.add_argument("--json", action="store_true", help="antwoord als JSON, voor een programma")
    parser.add_argument(
        "--allow-leaving",
        metavar="N",
        type=int,
        help="zo veel leerlingen mogen van school gaan, ook als dat meer is dan een op de tien",
    )
    parser.add_argument(
        "--mapping",
        metavar="BESTAND",
        type=Path,
        help="JSON of YAML met per kolomkop het veld, voor gewone lijsten",
    )
    parser.add_argument(
        "--no-new-schools",
        action="store_true",
        help="maak geen scholen aan die het bestuur nog niet heeft; sla ze over",
    )


def run(options: argparse.Namespace) -> int:
    """0 done; 1 refused, with the reason on stderr and nothing written."""
    # A hundred thousand people are many objects, none of which go round in circles.
    gc.disable()
    try:
        board = _board(options.board)
        with open_tenant(board.pk):
            return _import(board, options)
    except (RosterRefused, roster.CannotApply) as refusal:
        return _refuse(str(refusal), options)
    finally:
        gc.enable()


def _refuse(reason: str, options: argparse.Namespace) -> int:
    print(f"Niet ingelezen: {reason}", file=sys.stderr)
    if options.json:
        print(json.dumps({"refused": reason}, ensure_ascii=False))
    return 1


def _board(name: str) -> Board:
    with open_every_tenant("finding the board that the command line names"):
        found = (
            Board.objects.filter(name__iexact=name).first()
            or Board.objects.filter(code=name).first()
        )
        if found is None:
            known = ", ".join(f"“{board.name}”" for board in Board.objects.order_by("name")[:10])
            raise RosterRefused(
                f"Het bestuur “{name}” bestaat niet. Er is: {known or 'nog geen bestuur'}."
            )
        return found


def _target(board: Board, code: str) -> roster.Target:
    if not code:
        return roster.Target(board)
    school = School.objects.filter(board=board, code=code).first()
    if school is None:
        codes = ", ".join(School.objects.filter(board=board).values_list("code", flat=True))
        raise RosterRefused(
            f"De school “{code}” bestaat niet. Er is: {codes or 'nog geen school'}."
        )
    return roster.Target(board, school)


def _import(board: Board, options: argparse.Namespace) -> int:
    target = _target(board, options.school)
    snap = _read(options)
    with_schools = not options.no_new_schools
    if not options.dry_run:
        row = _apply(target, snap, options)
        _show(snap.format, row.counts, row.problems, options)
        return 0
    _tell("Vergelijken")
    planned = roster.compare_roster(target, snap, new_schools=with_schools)
    _name_new_schools([school.name or school.brin for school in planned.new_schools], options)
    if planned.changes.too_many_leave(options.allow_leaving):
        print(_many_leave(planned.changes), file=sys.stderr)
    problems = [[p.file, p.line, p.message] for p in planned.changes.problems]
    _show(snap.format, planned.changes.counts(), problems, options)
    return 0


def _name_new_schools(names: list[str], options: argparse.Namespace) -> None:
    for name in names:
        verb = "zou worden" if options.dry_run else "is"
        print(f"Nieuwe school: {name} {verb} aangemaakt.", file=sys.stderr)


def _read(options: argparse.Namespace) -> Snapshot:
    if not options.file.exists():
        raise RosterRefused("Dit bestand bestaat niet.")
    _tell("Lezen")
    return reading.read(
        options.file, options.file.name, today=today(), mapping=_mapping(options.mapping)
    )


def _mapping(path: Path | None) -> dict[str, str] | None:
    if path is None:
        return None
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RosterRefused(
            "Het bestand bij --mapping is niet te lezen als JSON of YAML."
        ) from error
    if not isinstance(found, dict):
        raise RosterRefused("Het bestand bij --mapping moet per kolomkop een veld geven.")
    return {str(heading): str(field or "") for heading, field in found.items()}


def _apply(target: roster.Target, snap: Snapshot, options: argparse.Namespace) -> RosterImport:
    """Plan and apply in one transaction: nothing is left behind where it cannot be done."""
    known = set(School.objects.filter(board=target.board).values_list("pk", flat=True))
    with transaction.atomic():
        _tell("Vergelijken")
        row = roster.plan_import(
            target, snap, options.file.name, by=SYSTEM, new_schools=not options.no_new_schools
        )
        row = roster.apply_import(
            row, by=SYSTEM, allow_leaving=options.allow_leaving, tell=_progress
        )
    made = School.objects.filter(board=target.board).exclude(pk__in=known).order_by("name")
    _name_new_schools(list(made.values_list("name", flat=True)), options)
    return row


def _many_leave(changes: ChangeSet) -> str:
    return (
        f"Let op: {changes.leaving} van de {changes.pupils_before} leerlingen zouden van school gaan. "
        f"Klopt dat? Geef dan --allow-leaving {changes.leaving}."
    )


def _tell(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text} …", end="", file=sys.stderr, flush=True)


def _progress(step: str, done: int, total: int) -> None:
    _tell(
        f"Verwerken: {_WORDS[step]} {done} van {total}"
        if total > 1
        else f"Verwerken: {_WORDS[step]}"
    )


def _show(
    format_name: str,
    counts: dict[str, dict[str, int]],
    problems: Sequence[Sequence[Any]],
    options: argparse.Namespace,
) -> None:
    """The counts per kind and the problems (file, line, sentence)."""
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    if options.json:
        listed = [
            dict(zip(("file", "line", "message"), problem, strict=True)) for problem in problems
        ]
        print(json.dumps({"format": format_name, **counts, "problems": listed}, ensure_ascii=False))
        return
    head = "Dit zou er veranderen" if options.dry_run else "Dit is er veranderd"
    print(f"{head} (formaat {format_name}):")
    for kind, word in _WORDS.items():
        row = counts[kind]
        print(
            f"  {word:<12} {row['new']:>6} nieuw {row['changed']:>6} gewijzigd {row['leaving']:>6} weg"
        )
    if problems:
        print(f"Let op bij {len(problems)} regels:")
    for file, line, message in problems:
        print(f"  {file}, regel {line}: {message}" if line else f"  {message}")
