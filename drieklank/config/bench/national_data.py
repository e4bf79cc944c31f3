"""A made-up country: 7,000 schools of 200 answers to 60 questions, in a file of its own.

One row per answered sheet, one byte per question, as a round has them at its close. The schools
differ a little in truth and a lot by chance, so that the benchmark has something to tell apart. The
same numbers come out every time.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from drieklank.base.statistics import DONT_KNOW, SKIPPED, ItemSpec, ScaleSpec, SheetSpec

Sheets = npt.NDArray[np.uint8]

QUESTIONS: Final = 60
GOALS: Final = 6
STEPS: Final = 4
# One question in ten is unfavourable when answered "yes".
SPEC: Final = SheetSpec(
    tuple(ItemSpec(f"q{at}", STEPS, is_reversed=at % 10 == 9) for at in range(QUESTIONS)),
    tuple(
        ScaleSpec(
            f"goal{goal}",
            tuple(f"q{at}" for at in range(QUESTIONS) if at * GOALS // QUESTIONS == goal),
        )
        for goal in range(GOALS)
    ),
)
# Shares of the sectors, and the pupils of an ordinary school in each.
SECTORS: Final = {"po": (0.88, 220), "vo": (0.09, 900), "so": (0.03, 110)}
CHUNK: Final = 100  # schools that are in memory at once
_SEED: Final = 20261122


def make(path: Path, schools: int, answers: int) -> None:
    """Write the file: a row per school and a row per answered sheet."""
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode = OFF")
    base.execute("PRAGMA synchronous = OFF")
    base.execute("CREATE TABLE school (id INTEGER PRIMARY KEY, sector TEXT, pupils INTEGER)")
    base.execute("CREATE TABLE sheet (school INTEGER, weight REAL, codes BLOB)")
    random = np.random.default_rng(_SEED)
    base.executemany("INSERT INTO school VALUES (?, ?, ?)", _schools(random, schools))
    for first in range(0, schools, CHUNK):
        several = min(CHUNK, schools - first)
        base.executemany(
            "INSERT INTO sheet VALUES (?, ?, ?)", _rows(random, first, several, answers)
        )
    base.commit()
    base.close()


def _schools(random: np.random.Generator, number: int) -> list[tuple[int, str, int]]:
    names = list(SECTORS)
    drawn = random.choice(len(names), size=number, p=[share for share, _ in SECTORS.values()])
    size = random.lognormal(0.0, 0.5, size=number)
    return [
        (at, names[which], int(SECTORS[names[which]][1] * size[at]))
        for at, which in enumerate(drawn)
    ]


def _rows(
    random: np.random.Generator, first: int, schools: int, answers: int
) -> Iterator[tuple[int, float, bytes]]:
    codes = sheets(random, schools, answers)
    raw, width = codes.tobytes(), QUESTIONS
    weights = random.choice([1.0, 0.5], size=len(codes)).tolist()
    for row, weight in enumerate(weights):
        yield first + row // answers, weight, raw[row * width : (row + 1) * width]


def sheets(random: np.random.Generator, schools: int, answers: int) -> Sheets:
    """Answers of so many schools, a row per respondent: a school, a person and a question each add
    something; five in a hundred do not know, two pass the question over."""
    school = random.normal(0.3, 0.25, size=(schools, 1, 1))
    person = random.normal(0.0, 0.6, size=(schools, answers, 1))
    question = random.normal(0.0, 0.3, size=(1, 1, QUESTIONS))
    noise = random.standard_normal(size=(schools, answers, QUESTIONS), dtype=np.float32)
    felt = school + person + question + noise
    codes = np.digitize(felt, [-1.2, -0.2, 0.9]).astype(np.uint8) + 1
    turned = np.array([item.is_reversed for item in SPEC.items])
    codes = np.where(turned, STEPS + 1 - codes, codes).astype(np.uint8)
    luck = random.random(size=codes.shape, dtype=np.float32)
    codes[luck < 0.07] = DONT_KNOW
    codes[luck < 0.02] = SKIPPED
    return codes.reshape(-1, QUESTIONS)


def chunks(path: Path) -> Iterator[tuple[Sheets, npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
    """The sheets of some schools at a time, with the first row of each school and the weights."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    (number,) = base.execute("SELECT count(*) FROM school").fetchone()
    rows = base.execute("SELECT school, weight, codes FROM sheet ORDER BY rowid")
    held: list[tuple[int, float, bytes]] = []
    (each,) = base.execute("SELECT count(*) FROM sheet WHERE school = 0").fetchone()
    for _ in range(0, number, CHUNK):
        held = rows.fetchmany(CHUNK * each)
        school, weights, codes = zip(*held, strict=True)
        table = np.frombuffer(b"".join(codes), dtype=np.uint8).reshape(-1, QUESTIONS)
        _, starts = np.unique(np.array(school), return_index=True)
        yield table, starts, np.array(weights)
    base.close()


def facts(path: Path) -> tuple[npt.NDArray[Any], npt.NDArray[np.int64]]:
    """Sector and number of pupils of each school."""
    base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    sector, pupils = zip(
        *base.execute("SELECT sector, pupils FROM school ORDER BY id"), strict=True
    )
    base.close()
    return np.array(sector), np.array(pupils)
