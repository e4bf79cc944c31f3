"""`drieklank serve`: the pages on a port, and the background work beside them."""

import argparse
import os

from django.conf import settings

from drieklank.config.cli import Refused
from drieklank.config.commands.migrate import waiting
from drieklank.config.serve import Plan, Supervisor, port_is_free
from drieklank.config.web import prepare
from drieklank.homes.demo.fill import NotOurs, is_filled


def add_arguments(parser: argparse.ArgumentParser) -> None:
    cores = os.cpu_count() or 1
    parser.add_argument(
        "--host", default="127.0.0.1", help="adres om op te luisteren (%(default)s)"
    )
    parser.add_argument(
        "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="poort (%(default)s)"
    )
    parser.add_argument(
        "--workers",
        type=int,
        # PostgreSQL mostly runs on the same machine: it keeps a core, and memory stays small.
        default=1 if settings.ON_SQLITE else max(1, cores - 1),
        help="aantal processen voor pagina's; op SQLite is één het beste (%(default)s)",
    )
    parser.add_argument(
        "--threads", type=int, default=4, help="pagina's tegelijk per proces (%(default)s)"
    )
    parser.add_argument(
        "--no-worker", action="store_true", help="laat het achtergrondwerk aan een ander"
    )


def run(options: argparse.Namespace) -> int:
    if waiting():
        raise Refused("De database heeft nog niet de nieuwste vorm. Doe eerst: drieklank migrate")
    if settings.DEMO:  # signing in without passwords may never stand beside real people
        try:
            is_filled()
        except NotOurs as reason:
            raise Refused(str(reason)) from reason
    if not port_is_free(options.host, options.port):
        raise Refused(
            f"Poort {options.port} is al in gebruik. Stop wat daar draait, of kies een andere: --port"
        )
    if (
        not settings.WHITENOISE_USE_FINDERS
        and not (settings.STATIC_ROOT / "staticfiles.json").exists()
    ):
        raise Refused("Stijlen en plaatjes staan nog niet klaar. Doe eerst: drieklank static")
    print(
        f"Drieklank staat op http://{options.host}:{options.port} (stoppen met Ctrl+C)", flush=True
    )
    os.environ["PORT"] = str(options.port)  # the children make their own address (BASE_URL) of it
    plan = Plan(options.host, options.port, options.workers, options.threads, not options.no_worker)
    prepare()
    Supervisor(plan).run()
    return 0
