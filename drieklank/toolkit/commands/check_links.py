"""`drieklank check-links`: are the sites that pages link to still there?"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from typing import Final

from drieklank.toolkit.actions.links import Looked, check_links
from drieklank.toolkit.rules.links import LinkState

_WORDS: Final = {
    LinkState.OK: "werkt",
    LinkState.MOVED: "verhuisd",
    LinkState.GONE: "weg",
    LinkState.UNKNOWN: "niet te zeggen",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="antwoord als JSON")


def run(options: argparse.Namespace) -> int:
    """Visit every address and tell what was found; 0, whatever that is."""
    found = check_links(tell=_silent if options.json else _say)
    if options.json:
        print(json.dumps([_as_data(one) for one in found], ensure_ascii=False, indent=2))
        return 0
    counts = Counter(one.visit.state for one in found)
    told = ", ".join(f"{counts[state]} {_WORDS[state]}" for state in LinkState if counts[state])
    print(f"Nagekeken: {len(found)} adressen{f' ({told})' if told else ''}.")
    return 0


def _say(one: Looked) -> None:
    where = f" → {one.visit.moved_to}" if one.visit.moved_to else ""
    print(f"{_WORDS[one.visit.state]:<15} {one.url}{where}", flush=True)


def _silent(_: Looked) -> None:
    return


def _as_data(one: Looked) -> dict[str, object]:
    return {
        "url": one.url,
        "state": str(one.visit.state),
        "status": one.visit.status,
        "moved_to": one.visit.moved_to,
    }
