"""`drieklank bench answer|report|national`: what an answer, a report and a whole country cost this machine.
`drieklank bench learning`: how well learning from second measurements finds what works.

Touches no data of this installation.
"""

import argparse
import json
import os
import sys
from typing import Any

from drieklank.config.bench import learning, national, results
from drieklank.config.bench.database import Postgres
from drieklank.config.bench.report import lines
from drieklank.config.bench.run import RUSH, measure
from drieklank.config.bench.server import DidNotStart, Server
from drieklank.config.cli import Refused

FEWEST_SCHOOLS = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=["answer", "report", "national", "learning"],
        metavar="answer|report|national|learning",
        help="answer: een antwoord; report: sluiten, rapport en bestanden van een grote meting; "
        "national: alle scholen van het land naast elkaar; learning: verzonnen scholen, om te zien of "
        "leren van tweede metingen vindt wat werkt",
    )
    parser.add_argument("--json", action="store_true", help="de cijfers als JSON op de uitvoer")
    parser.add_argument(
        "--invitations", type=int, default=10_000, help="uitnodigingen in de meting (%(default)s)"
    )
    parser.add_argument("--schools", type=int, help="scholen in de database (1; bij national 7000)")
    parser.add_argument(
        "--repeats",
        type=int,
        default=3,
        help="hoe vaak elke meting gedaan wordt; 0: alleen klaarzetten, met --keep (%(default)s)",
    )
    parser.add_argument(
        "--rush",
        type=int,
        default=RUSH,
        help="gezinnen die binnen één minuut beginnen (%(default)s)",
    )
    parser.add_argument(
        "--keep", action="store_true", help="laat de server staan, voor een andere meting"
    )


def run(options: argparse.Namespace) -> int:
    if options.what == "national":
        return _national(options)
    if options.what == "report":
        return _report(options)
    if options.what == "learning":
        return _learning(options)
    options.schools = 1 if options.schools is None else options.schools
    if options.invitations < 2000 or options.invitations % 2 or options.schools < 1:
        raise Refused("Neem minstens 2000 uitnodigingen, een even aantal, en minstens één school.")
    given = os.environ.get("DATABASE_URL", "")
    server = Server(options.invitations, options.schools, Postgres.make(given) if given else None)
    is_left = False
    try:
        _say("De server wordt klaargezet.")
        seconds = server.start()
        found: dict[str, Any] = {"start_seconds": round(seconds, 1)}
        if options.repeats:
            found |= measure(server, options.repeats, options.rush, _say)
        is_left = options.keep
        _print(found | (_kept(server) if is_left else {}), is_json=options.json)
    except DidNotStart as reason:
        raise Refused(f"De server kwam niet op gang:\n{reason}") from reason
    finally:
        if not is_left:
            server.stop()
    return 0


def _national(options: argparse.Namespace) -> int:
    schools = national.SCHOOLS if options.schools is None else options.schools
    if schools < FEWEST_SCHOOLS:
        raise Refused(f"Neem minstens {FEWEST_SCHOOLS} scholen.")
    found = national.measure(schools, national.ANSWERS, _say)
    text = json.dumps(found, indent=1, ensure_ascii=False)
    print(text if options.json else "\n".join(national.lines(found)), flush=True)
    return 0 if found["same_figures"] else 1


def _learning(options: argparse.Namespace) -> int:
    found = learning.measure()
    text = json.dumps(found, indent=1, ensure_ascii=False)
    print(text if options.json else "\n".join(learning.lines(found)), flush=True)
    return 0 if all(aim["met"] for aim in found["aims"]) else 1


def _report(options: argparse.Namespace) -> int:
    if options.invitations < results.FEW * 2 or options.invitations % 2:
        raise Refused(f"Neem minstens {results.FEW * 2} uitnodigingen, een even aantal.")
    given = os.environ.get("DATABASE_URL", "")
    postgres = Postgres.make(given) if given else None
    try:
        found = results.measure(options.invitations, postgres, options.repeats, _say)
    except DidNotStart as reason:
        raise Refused(f"De meting lukte niet:\n{reason}") from reason
    text = json.dumps(found, indent=1, ensure_ascii=False)
    print(text if options.json else "\n".join(results.lines(found)), flush=True)
    return 0


def _kept(server: Server) -> dict[str, Any]:
    """Where the server stands, for another client, and how it is ended."""
    database = server.postgres.name if server.postgres else None
    return {
        "address": server.base,
        "processes": dict(server.watch),
        "links": str(server.home / "links.txt"),
        "stop": f"kill {server.watch['server']}; rm -r {server.home}",
        "left_database": database,
    }


def _print(found: dict[str, Any], *, is_json: bool) -> None:
    text = json.dumps(found, indent=1, ensure_ascii=False) if is_json else "\n".join(lines(found))
    print(text, flush=True)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
