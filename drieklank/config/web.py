"""The web server, and what is laid out and loaded before a process divides into several.

Processes share what was loaded, so that each further one costs a fraction of the first; and the
pages that everybody opens are laid out before anybody comes.
"""

from __future__ import annotations

import gc
import logging
import sys
from typing import NoReturn

from django.db import DatabaseError, connections
from granian.cli import entrypoint

from drieklank.config.wsgi import application


def prepare() -> None:
    """Load and lay out what every process needs, and close what none may share."""
    from drieklank.measure.warming import warm  # noqa: PLC0415 -- Django must be ready

    try:
        warm()
    except DatabaseError:
        logging.getLogger("drieklank.serve").warning("pages were not laid out beforehand")
    finally:
        connections.close_all()
    gc.collect()
    gc.freeze()  # what stays for good is never looked through again, and so stays shared


def serve(options: list[str]) -> NoReturn:
    """Serve pages until told to stop. options: granian's."""
    assert application is not None  # noqa: S101 -- loaded here, served by name
    sys.argv[1:] = options
    entrypoint()  # type: ignore[no-untyped-call] # granian has no types here
    sys.exit()
