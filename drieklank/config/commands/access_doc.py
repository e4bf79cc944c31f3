"""`drieklank access-doc`: write docs/access.md from the table of rights."""

from __future__ import annotations

import argparse
import sys

from django.conf import settings

from drieklank.access.document import access_document


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add --check."""
    parser.add_argument(
        "--check", action="store_true", help="schrijf niets; meld alleen of het bestand klopt"
    )


def run(options: argparse.Namespace) -> int:
    """Write the document, or with --check say whether it is up to date (1: it is not)."""
    path = settings.ROOT / "docs" / "access.md"
    text = access_document()
    if options.check:
        fresh = path.exists() and path.read_text(encoding="utf-8") == text
        sys.stdout.write(
            "docs/access.md klopt.\n" if fresh else "docs/access.md is oud: drieklank access-doc\n"
        )
        return 0 if fresh else 1
    path.write_text(text, encoding="utf-8")
    sys.stdout.write("docs/access.md is geschreven.\n")
    return 0
