"""`drieklank certificate-keys`: the keys that sign certificates; `--new` replaces the one in use."""

from __future__ import annotations

import argparse
import sys

from drieklank.results.certificate_keys import (
    SigningKeyDamaged,
    folders,
    published_keys,
    replace_signing_key,
    signing_key,
)
from drieklank.results.certificate_statement import spoken


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--new",
        action="store_true",
        help="maak een nieuwe sleutel; oude certificaten blijven te controleren",
    )


def run(options: argparse.Namespace) -> int:
    try:
        if options.new:
            replace_signing_key()
        signing_key()
    except SigningKeyDamaged:
        sys.stderr.write(
            f"De sleutel in {folders()[0]} is beschadigd. Zet een kopie terug, of maak een nieuwe met --new.\n"
        )
        return 1
    for one in published_keys():
        use = "ondertekent nu" if one.signs else "alleen nog om te controleren"
        sys.stdout.write(f"{spoken(one.fingerprint)}  {use}\n")
    return 0
