"""`drieklank content`: whether content/ is valid and unchanged; with --publish, freeze new versions."""

import argparse

from drieklank.config.cli import Refused
from drieklank.content.loading import ContentError
from drieklank.content.locking import lock_problems, publish, unpublished
from drieklank.content.queries import content_root, library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--publish",
        action="store_true",
        help="zet nieuwe versies vast; daarna veranderen zij nooit meer",
    )


def run(options: argparse.Namespace) -> int:
    root = content_root()
    if problems := sorted(library().problems + lock_problems(root)):
        raise Refused("\n".join(str(problem) for problem in problems))
    if options.publish:
        try:
            fresh = publish(root)
        except ContentError as failure:
            raise Refused(str(failure)) from failure
        print("\n".join(f"Vastgezet: {file}" for file in fresh) or "Er was niets nieuws.")
        return 0
    for file in unpublished(root):
        print(f"Nog niet vastgezet: {file}")
    print("Alles in content/ klopt.")
    return 0
