"""`drieklank content`: whether content/ is valid and unchanged; with --publish, freeze new versions."""

import argparse
import json

from drieklank.config.cli import Refused
from drieklank.content.library import content_files, load_file
from drieklank.content.loading import ContentError
from drieklank.content.locking import lock_problems, publish, unpublished
from drieklank.content.queries import content_root, library, toolkit
from drieklank.content.texts import LANGUAGES, SOURCE_LANGUAGE
from drieklank.content.translations import can_be_translated, places


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--publish",
        action="store_true",
        help="zet nieuwe versies vast; daarna veranderen zij nooit meer",
    )

    parser.add_argument(
        "--to-translate",
        metavar="TAAL",
        choices=[lang for lang in LANGUAGES if lang != SOURCE_LANGUAGE],
        help="toon per bestand wat in deze taal nog ontbreekt, als begin van een vertaling",
    )


def _show_missing(lang: str) -> None:
    """Print each place that lacks the language, with the Dutch text, in the form of a translation."""
    root = content_root()
    for file in content_files(root):
        loaded = load_file(root, file)
        if not can_be_translated(loaded) or lang in loaded.languages:
            continue
        missing = [(place, texts) for place, texts in places(loaded) if lang not in texts.languages]
        print(f"# {file.removesuffix('.yaml')}.{lang}.yaml")
        print(f"language: {lang}\nreviewed_by: none\ntexts:")
        for place, texts in missing:
            print(f"  {place}: {json.dumps(str(texts), ensure_ascii=False)}")
        print()


def run(options: argparse.Namespace) -> int:
    root = content_root()
    if problems := sorted(library().problems + toolkit().problems + lock_problems(root)):
        raise Refused("\n".join(str(problem) for problem in problems))
    if options.to_translate:
        _show_missing(options.to_translate)
        return 0
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
