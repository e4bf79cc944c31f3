"""`drieklank rounds`: the rounds with code, school, instrument, state and counts."""

from __future__ import annotations

import argparse
import json

from drieklank.base.tenancy import open_every_tenant
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


def _line(one: dict[str, object]) -> str:
    counts = one["counts"]
    assert isinstance(counts, dict)  # noqa: S101 -- narrows the type; `summary` made it
    said = ", ".join(
        f"{role}: {'minder dan 5 of bijna alle' if count['answered'] is None else count['answered']}"
        f" van {count['invited']}"
        for role, count in counts.items()
    )
    head = f"{one['code']}  {one['school']}  {one['instrument']}  {one['state']}"
    return f"{head}  {one['opens_on']} - {one['closes_on']}" + (f"  ({said})" if said else "")
