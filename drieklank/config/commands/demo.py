"""`drieklank demo`: fill an empty database with the made-up board."""

from __future__ import annotations

import argparse
import sys

from django.conf import settings

from drieklank.config.cli import Refused
from drieklank.homes.demo.fill import NotOurs, fill


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: the demonstration is always the same."""


def run(options: argparse.Namespace) -> int:
    """Fill the database; nothing happens where the demonstration stands already."""
    if not settings.DEMO:
        raise Refused(
            "De demonstratie staat uit. Zet DRIEKLANK_DEMO=yes, en gebruik een lege database."
        )
    try:
        made = fill()
    except NotOurs as reason:
        raise Refused(str(reason)) from reason
    said = "De demonstratie is gevuld." if made else "De demonstratie stond er al."
    sys.stdout.write(f"{said}\n")
    return 0
