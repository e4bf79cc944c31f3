"""`drieklank static`: gathers, stamps and compresses what the pages load. Does nothing when nothing changed."""

import argparse
import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--force", action="store_true", help="ook als er niets veranderd is")


def fingerprint() -> str:
    """Changes when any source file comes, goes or changes."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def run(options: argparse.Namespace) -> int:
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    now = fingerprint()
    if not options.force and stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return 0
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now, encoding="ascii")
    print("Stijlen, letters en plaatjes staan klaar.")
    return 0
