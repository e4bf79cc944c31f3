"""`drieklank bench national`: every school of the country beside the others, on every question and goal.

Counting by `base.statistics.many`, comparing by `results.rules.benchmark`: the code of the product,
on a file of made-up sheets. Each step runs in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import numpy as np

from drieklank.base.statistics.many import ManyMoments, ManyTallies, add_up_many, joined
from drieklank.config.bench.national_data import GOALS, QUESTIONS, SPEC, STEPS, chunks, facts, make
from drieklank.results.rules.benchmark import (
    Floats,
    estimate,
    pool,
    position,
    quartiles,
    spread_within,
)
from drieklank.results.rules.benchmark_groups import size_of

SCHOOLS: Final = 7000
ANSWERS: Final = 200
# The promises of issue 4: seconds on the wall and memory.
AIM_WHOLE: Final = 10.0
AIM_STORED: Final = 1.0
AIM_MEMORY: Final = 1000.0

_SUMS: Final = ("n", "weight", "weight_squares", "total", "squares")


def measure(schools: int, answers: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Make the country, count it, compare it; and compare it again from what was stored."""
    with tempfile.TemporaryDirectory(prefix="drieklank-national-") as folder:
        path = Path(folder) / "country.sqlite3"
        say(f"{schools} scholen met elk {answers} antwoorden worden verzonnen.")
        made = _apart("make", path, schools, answers)
        say("De antwoorden worden geteld en de scholen vergeleken.")
        whole = _apart("sheets", path)
        stored = _apart("tallies", path)
        size = path.stat().st_size / 1e6
    same = whole.pop("figures") == stored.pop("figures")
    found = {
        "schools": schools,
        "answers": schools * answers,
        "questions": QUESTIONS,
        "goals": GOALS,
        "file_mb": round(size),
        # Processes that wanted a core in the last minute: trust seconds on the wall near 1.
        "load": round(os.getloadavg()[0], 1),
        "make": made,
        "sheets": whole,
        "tallies": stored,
        "same_figures": same,
    }
    return found | {"aims": _aims(whole, stored)}


def lines(found: dict[str, Any]) -> list[str]:
    """The figures as text."""
    return [
        (
            f"{found['schools']} scholen, {found['answers']} antwoorden, {found['questions']} vragen en "
            f"{found['goals']} doelen ({found['file_mb']} MB), belasting {found['load']:g}"
        ),
        *(
            f"{title}: {found[step]['seconds']:.2f} s, {found[step]['cpu_seconds']:.2f} s "
            f"processortijd, {found[step]['peak_mb']:.0f} MB"
            for step, title in (
                ("make", "verzinnen"),
                ("sheets", "vanaf de antwoorden"),
                ("tallies", "vanaf de tellingen"),
            )
        ),
        *(
            f"{aim['what']}: {aim['measured']:g} (hoogstens {aim['aim']:g}) "
            f"{'gehaald' if aim['met'] else 'NIET gehaald'}"
            for aim in found["aims"]
        ),
    ]


def _aims(whole: dict[str, Any], stored: dict[str, Any]) -> list[dict[str, Any]]:
    memory = max(whole["peak_mb"], stored["peak_mb"])
    rows = (
        ("vanaf de antwoorden, seconden", whole["seconds"], AIM_WHOLE),
        ("vanaf de tellingen, seconden", stored["seconds"], AIM_STORED),
        ("geheugen, MB", memory, AIM_MEMORY),
    )
    return [
        {"what": what, "measured": measured, "aim": aim, "met": measured <= aim}
        for what, measured, aim in rows
    ]


# -- the steps ----------------------------------------------------------------------------------------


def _make(path: Path, schools: int, answers: int) -> dict[str, Any]:
    make(path, schools, answers)
    return {}


def _whole(path: Path) -> dict[str, Any]:
    """From sheets to tallies, which are stored, to the benchmark."""
    tallies = joined([add_up_many(SPEC, *chunk) for chunk in chunks(path)])
    _store(path, tallies)
    return {"figures": benchmark(tallies, *facts(path))}


def _stored(path: Path) -> dict[str, Any]:
    return {"figures": benchmark(_read(path), *facts(path))}


def benchmark(tallies: ManyTallies, sector: Any, pupils: Any) -> dict[str, float]:
    """Every school beside those of its sector, and beside those of its sector and size.

    Returns what came out, for a check: how many places there were, and how they are spread.
    """
    questions, goals = tallies.scores(), tallies.scales
    scores = np.hstack([questions.mean(), goals.mean()])
    answers = np.hstack([questions.effective_n(), goals.effective_n()])
    spreads = np.hstack([questions.variance(), goals.variance()])
    sizes = np.array([size_of(one, int(own)) for one, own in zip(sector, pupils, strict=True)])
    found = {"groups": 0, "places": 0, "surely_high": 0, "surely_low": 0, "mean": 0.0}
    for one in np.unique(sector):
        rows = [sector == one] + [(sector == one) & (sizes == size) for size in np.unique(sizes)]
        for members in rows:
            if members.sum() < 10:
                continue
            _add_group(found, scores[members], answers[members], spreads[members])
    return found


def _add_group(found: dict[str, float], scores: Floats, answers: Floats, spreads: Floats) -> None:
    within = spread_within(spreads, answers - 1.0)
    variances = within / answers
    group = pool(scores, variances)
    low, high = quartiles(group)
    at = position(estimate(scores, variances, group), group)
    found["groups"] += 1
    found["places"] += at.part.size
    found["surely_high"] += int((at.lowest == 1).sum())
    found["surely_low"] += int((at.highest == -1).sum())
    found["mean"] += float((low + high).sum())


# -- stored tallies -----------------------------------------------------------------------------------


def _store(path: Path, tallies: ManyTallies) -> None:
    """One row per school: its counts and its sums, as bytes."""
    counts = np.concatenate(
        [tallies.counts, tallies.dont_know[:, :, None], tallies.skipped[:, :, None]], axis=2
    ).astype(np.int32)
    scales = np.stack([getattr(tallies.scales, name) for name in _SUMS], axis=2).astype(np.float64)
    rows = zip(counts, tallies.weights, tallies.weight_squares, scales, strict=True)
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(
            "CREATE TABLE tally (school INTEGER PRIMARY KEY, counts BLOB, weights BLOB, "
            "squares BLOB, scales BLOB)"
        )
        base.executemany(
            "INSERT INTO tally VALUES (?, ?, ?, ?, ?)",
            ((at, *(part.tobytes() for part in row)) for at, row in enumerate(rows)),
        )


def _read(path: Path) -> ManyTallies:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as base:
        rows = base.execute("SELECT counts, weights, squares, scales FROM tally ORDER BY school")
        held = [b"".join(column) for column in zip(*rows, strict=True)]
    counts = np.frombuffer(held[0], np.int32).reshape(-1, QUESTIONS, STEPS + 2).astype(np.int64)
    scales = np.frombuffer(held[3]).reshape(-1, GOALS, len(_SUMS))
    return ManyTallies(
        SPEC,
        counts[:, :, :STEPS],
        np.frombuffer(held[1]).reshape(-1, QUESTIONS, STEPS),
        np.frombuffer(held[2]).reshape(-1, QUESTIONS),
        counts[:, :, STEPS],
        counts[:, :, STEPS + 1],
        ManyMoments(scales[:, :, 0].astype(np.int64), *(scales[:, :, at] for at in range(1, 5))),
    )


# -- a process of its own ------------------------------------------------------------------------------


def _apart(step: str, path: Path, *given: int) -> dict[str, Any]:
    """Run a step in a fresh process; its seconds, processor seconds and peak memory beside its result."""
    command = [sys.executable, "-m", "drieklank.config.bench.national", step, str(path)]
    done = subprocess.run(  # noqa: S603 -- this program itself, with numbers of our own
        [*command, *map(str, given)], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _timed(step: str, path: Path, *given: int) -> dict[str, Any]:
    wall, cpu = time.perf_counter(), time.process_time()
    found = _STEPS[step](path, *given)
    return {
        "seconds": round(time.perf_counter() - wall, 3),
        "cpu_seconds": round(time.process_time() - cpu, 3),
        "peak_mb": round(_peak_mb(), 1),
        **found,
    }


def _peak_mb() -> float:
    """The most memory this process held at once."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


_STEPS: Final[dict[str, Callable[..., dict[str, Any]]]] = {
    "make": _make,
    "sheets": _whole,
    "tallies": _stored,
}


if __name__ == "__main__":
    name, where, *numbers = sys.argv[1:]
    sys.stdout.write(json.dumps(_timed(name, Path(where), *map(int, numbers))))
