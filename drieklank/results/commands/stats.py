"""`drieklank stats FILE.csv --spec SPEC.yaml`: the report's rules on anyone's answers, as JSON.

Reads two files and touches no data of this installation. What is left out is said on stderr.
"""

import argparse
import json
import sys
from pathlib import Path

from drieklank.results.rules.answers_figures import all_figures
from drieklank.results.rules.answers_file import decode, read_table, sample_of
from drieklank.results.rules.answers_spec import NotUsable, parse_spec


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.csv", type=Path, help="de antwoorden, met kolomnamen")
    parser.add_argument(
        "--spec",
        metavar="SPEC.yaml",
        type=Path,
        required=True,
        help="welke kolommen een schaal zijn; zie docs/operations/statistics.md",
    )


def run(options: argparse.Namespace) -> int:
    try:
        spec = parse_spec(decode(_read(options.spec)))
        sample = sample_of(read_table(_read(options.file), spec.columns), spec)
    except NotUsable as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    for key in spec.unknown:
        sys.stderr.write(f"Let op: '{key}' in de beschrijving zegt niets en is overgeslagen.\n")
    for line in sample.notes:
        sys.stderr.write(f"Let op: {line}\n")
    text = json.dumps(all_figures(sample, spec), ensure_ascii=False, indent=1, allow_nan=False)
    sys.stdout.buffer.write(f"{text}\n".encode())
    sys.stdout.flush()
    return 0


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as failure:
        raise NotUsable(f"{path} kan niet worden gelezen: {failure.strerror}.") from failure
