"""How long the commands take and how much memory they use: `make bench` prints the table of performance.md.

Everything happens in a temporary folder, with a demonstration of its own and a made-up roster of 100,000 users.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench import make_oneroster

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = ROOT / ".venv" / "bin" / "drieklank"
START = [
    "start", "--board", "Meting", "--school", "De Meter", "--brin", "99ZZ", "--sector", "po",
    "--leader-email", "leider@meting.example", "--admin-email", "beheer@meting.example",
]  # fmt: skip


def measure(env: dict[str, str], *arguments: str) -> tuple[float, float, str]:
    """Seconds, peak memory in MB and output of one command, start-up included; stops where it is refused."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [COMMAND, *arguments], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"drieklank {' '.join(arguments)} failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1000, output


def show(what: str, seconds: float, memory: float, command: str) -> None:
    print(f"| {what} | {seconds:.1f} s, {memory:.0f} MB | `drieklank {command}` |", flush=True)


def main() -> int:
    print("| what | figure | command |\n|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="drieklank-bench-") as home:
        env = os.environ | {"DRIEKLANK_HOME": home, "DRIEKLANK_DEMO": "1"}
        show("empty database, all migrations", *measure(env, "migrate")[:2], "migrate")
        show("demonstration: six schools", *measure(env, "demo")[:2], "demo")
        show("backup of the demonstration", *measure(env, "backup")[:2], "backup")
        rounds = json.loads(measure(env, "rounds", "--json")[2])
        done = next(row["code"] for row in rounds if row["state"] == "published")
        report = str(Path(home, "report.pdf"))
        figures = measure(env, "report", done, "--format", "pdf", "--out", report)[:2]
        show("report as PDF, start-up included", *figures, "report CODE --format pdf --out FILE")
    with tempfile.TemporaryDirectory(prefix="drieklank-bench-") as home:
        env = os.environ | {"DRIEKLANK_HOME": home, "DRIEKLANK_DEMO": "0"}
        measure(env, "migrate")
        measure(env, *START)
        roster = Path(home, "roster.zip")
        make_oneroster.write(roster, 100_000)
        figures = measure(env, "import-roster", str(roster), "--board", "Meting", "--dry-run")[:2]
        show("dry run, 100,000 users", *figures, "import-roster FILE --board NAME --dry-run")
    return 0


if __name__ == "__main__":
    sys.exit(main())
