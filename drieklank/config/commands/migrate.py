"""`drieklank migrate`: the tables get the newest form; safe to repeat."""

import argparse

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--check",
        action="store_true",
        help="zeg alleen of er iets te doen is (uitgang 1 als dat zo is)",
    )


def waiting() -> int:
    """How many migrations have not been applied to this database."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> int:
    """Apply what waits; returns how many."""
    count = waiting()
    if count:
        call_command("migrate", verbosity=0, interactive=False)
    if not settings.ON_SQLITE:
        call_command("createcachetable", verbosity=0)
    return count


def run(options: argparse.Namespace) -> int:
    if options.check:
        count = waiting()
        print(f"Nog te doen: {count}.")
        return 1 if count else 0
    count = migrate()
    print(f"De database is bij: {count} stappen gedaan." if count else "De database was al bij.")
    return 0
