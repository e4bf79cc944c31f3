"""The web server with Django in memory before it divides: `python -m drieklank.config.web OPTIONS`.

Its processes share what was loaded, so that each further one costs a fraction of the first; and the
pages that everybody opens are laid out before anybody comes. The options are granian's.
"""

from __future__ import annotations

import gc
import logging

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


if __name__ == "__main__":
    assert application is not None  # noqa: S101 -- loaded here, served by name
    prepare()
    entrypoint()  # type: ignore[no-untyped-call] # granian has no types here
