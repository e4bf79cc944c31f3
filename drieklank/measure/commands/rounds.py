"""`drieklank rounds`: the rounds with code, school, instrument, state and counts."""

from __future__ import annotations

import argparse
import json
from typing import Any

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Role, RoundState
from drieklank.measure.queries import rounds, summary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--json", action="store_true", help="voor machines: een lijst in JSON")
    parser.add_argument("--school", metavar="CODE", help="alleen de metingen van deze school")


def run(options: argparse.Namespace) -> int:
    """Print the rounds, newest first. Counts below five on either side are left out."""
    with open_every_tenant("listing rounds on the command line"):
        rows = rounds()
        if options.school:
            rows = rows.filter(school__code=options.school)
        found = [summary(row) for row in rows]
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    if not found:
        print("Er zijn nog geen metingen.")
    for one in found:
        print(_line(one))
    return 0


def _line(one: dict[str, Any]) -> str:
    """Return one round as a line for people."""
    counts = ", ".join(
        f"{Role(role).label} {_said(count['answered'])} van {count['invited']}"
        for role, count in one["counts"].items()
    )
    name = one["name"]
    state = RoundState(one["state"]).label
    dates = f"{one['opens_on']} tot en met {one['closes_on']}"
    return "  ".join(
        part for part in (one["code"], one["school"], name, state, dates, counts) if part
    )


def _said(answered: int | None) -> str:
    return "(nog) niet te tonen" if answered is None else str(answered)
