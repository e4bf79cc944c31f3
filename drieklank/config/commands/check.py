"""`drieklank check`: settings, access and content, before somebody else finds out."""

import argparse

from django.core.management import call_command
from django.core.management.base import SystemCheckError

from drieklank.config.cli import Refused


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--deploy",
        action="store_true",
        help="kijk ook of de instellingen veilig zijn voor het open net",
    )


def run(options: argparse.Namespace) -> int:
    try:
        call_command("check", deploy=options.deploy, fail_level="WARNING")
    except SystemCheckError as error:
        raise Refused(str(error)) from error
    return 0
