"""How well paper forms are read: filled in and scanned by chance, from a seed nobody used before.

Part of `make bench`. `--seed` repeats a run, `--forms` sets how many forms per set, `--json` prints
one object. Three sets: an office scanner, a telephone, and distortions the reader was not tuned on.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))


@dataclass
class Counted:
    """pages_wrong: pages with at least one silent error; errors come together, so count pages too."""

    set: str
    pages: int = 0
    unread: int = 0
    items: int = 0
    referred: int = 0
    suggested_right: int = 0
    wrong: int = 0
    pages_wrong: int = 0
    milliseconds: float = 0.0

    @property
    def automatic(self) -> int:
        return self.items - self.referred


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--forms", type=int, default=25, help="per set; each has two pages")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    seed = secrets.randbits(31) if options.seed is None else options.seed
    with tempfile.TemporaryDirectory(prefix="drieklank-bench-") as home:
        os.environ |= {
            "DRIEKLANK_HOME": home,
            "DJANGO_SETTINGS_MODULE": "drieklank.config.settings",
            "LOG_LEVEL": "ERROR",
        }
        results = [_measure(name, seed, options.forms) for name in ("scanner", "phone", "rougher")]
    if options.json:
        print(json.dumps({"seed": seed, "sets": [asdict(one) for one in results]}))
        return 0
    print(f"seed {seed}\n")
    print(
        "| set | pages | not read | items | referred | automatic, wrong | pages with an error | time |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for one in results:
        share = 100 * one.referred / one.items if one.items else 0
        print(
            f"| {one.set} | {one.pages} | {one.unread} | {one.items} | {share:.2f} % |"
            f" {one.wrong} of {one.automatic} | {one.pages_wrong} |"
            f" {one.milliseconds / max(1, one.pages):.0f} ms |"
        )
    return 0


def _measure(name: str, seed: int, forms: int) -> Counted:
    import django  # noqa: PLC0415 -- after the settings of this measurement

    django.setup()
    import numpy as np  # noqa: PLC0415 -- as above

    from drieklank.measure.paper.reading import ReadPage, read  # noqa: PLC0415 -- as above
    from tests.measure.paper import stage  # noqa: PLC0415 -- as above
    from tests.measure.paper.simulator import all_pages  # noqa: PLC0415 -- as above

    prints = [stage.printed(lang) for lang in ("nl", "ar")]
    known = {one.form.id: one.form for one in prints}
    counted = Counted(name)
    for number in range(forms):
        random = np.random.default_rng([seed, len(name), number])
        one = prints[number % 2]
        for filled in all_pages(one.form, one.pages, random):
            scan = stage.SCANS[name](filled.picture, random)
            started = time.process_time()
            (page,) = read(scan, known)
            counted.milliseconds += (time.process_time() - started) * 1000
            counted.pages += 1
            if not isinstance(page, ReadPage):
                counted.unread += 1
                continue
            counted.items += len(filled.meant)
            counted.referred += len(page.doubts)
            counted.suggested_right += sum(
                doubt.value == filled.meant[doubt.place] for doubt in page.doubts
            )
            wrong = sum(value != filled.meant[place] for place, value in page.answers.items())
            counted.wrong += wrong
            counted.pages_wrong += wrong > 0
    return counted


if __name__ == "__main__":
    sys.exit(main())
