"""What the web server loads."""

import gc
import logging
import os
import threading

from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drieklank.config.settings")

application = get_wsgi_application()


def prepare() -> None:
    """Lay pages out beside the first requests, and never again look through what stays for good."""
    from drieklank.measure.warming import warm  # noqa: PLC0415 -- Django must be ready

    try:
        warm()
    except DatabaseError:
        logging.getLogger("drieklank.serve").warning("pages were not laid out beforehand")
    finally:
        connection.close()
    gc.collect()
    gc.freeze()


threading.Thread(target=prepare, name="prepare", daemon=True).start()
