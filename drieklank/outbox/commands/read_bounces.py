"""`drieklank read-bounces MAILDIR`: mark invitations whose mail came back after it was taken."""

from __future__ import annotations

import argparse
import mailbox
import sys
from pathlib import Path

from drieklank.outbox.actions import mark_returned
from drieklank.outbox.bounces import returned_mail


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("maildir", type=Path, help="de map (Maildir) waarin teruggekomen mail ligt")


def run(options: argparse.Namespace) -> int:
    """Read every mail; those that tell of a return are removed, others are left alone."""
    if not (options.maildir / "new").is_dir():
        print(f"{options.maildir} is geen Maildir: er is geen map new in.", file=sys.stderr)
        return 1
    box = mailbox.Maildir(options.maildir, create=False)
    read = marked = 0
    for key in list(box.keys()):
        found = returned_mail(box.get_bytes(key))
        if found is None:
            continue
        read += 1
        marked += mark_returned(*found)
        box.remove(key)
    print(f"{read} teruggekomen, waarvan {marked} bij een uitnodiging.")
    return 0
