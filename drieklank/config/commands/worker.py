"""`drieklank worker`: the background work alone, for who runs the pages elsewhere."""

import argparse

from drieklank.config.worker import Worker, drain_queue


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--once", action="store_true", help="doe wat klaarstaat en stop dan (voor cron en proeven)"
    )


def run(options: argparse.Namespace) -> int:
    if options.once:
        print(f"Gedaan: {drain_queue()} taken.")
        return 0
    worker = Worker()
    worker.configure_signals()
    worker.run()
    return 0
