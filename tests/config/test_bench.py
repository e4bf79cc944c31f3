"""The measurement measures what it says: it walks like a visitor, and leaves nothing behind."""

import json
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from drieklank.config.bench import processes
from drieklank.config.bench.load import Load, quantile
from drieklank.config.bench.visitor import Page, Visitor, filled_in
from tests.conftest import ROOT

FORM = """<form action="/taal/"><button name="language" value="ar">x</button></form>
<form method="post" action="?deel=2"><input type="hidden" name="token" value="a&amp;b">
<input type="radio" name="q1" value="1"><input type="radio" name="q1" value="2">
<textarea name="t1"></textarea><button type="submit" name="back" value="1">Vorige</button>
<button type="submit" name="next" value="1">Volgende</button>
<button type="submit" name="save_later" value="1">Later</button></form>"""


def test_a_visitor_answers_every_question_and_goes_on_not_back_or_away() -> None:
    where, fields = filled_in(Page("/v/deel/1/", FORM), random.Random(1))
    sent = dict(fields)

    assert where == "/v/deel/1/?deel=2"
    assert set(sent) == {"token", "q1", "t1", "next"}
    assert sent["token"] == "a&b"
    assert sent["q1"] in {"1", "2"}


def test_a_server_that_is_not_there_counts_as_errors_and_not_as_speed() -> None:
    async def visit(visitor: Visitor, link: str) -> None:
        await visitor.get(link)

    load = Load("http://127.0.0.1:1", iter(["/a", "/b", "/c"]), {})
    # In a thread: the browser's tests leave a running loop in this one.
    with ThreadPoolExecutor(1) as threads:
        found = threads.submit(load.run, visit, 2, 3).result()

    assert found.operations == 0
    assert sum(found.errors.values()) == 3


def test_half_of_the_values_lie_below_the_middle_one() -> None:
    assert quantile([5.0, 1.0, 4.0, 2.0, 3.0], 0.5) == 3.0
    assert quantile([], 0.95) == 0.0


def test_processor_time_and_memory_of_children_are_counted_in() -> None:
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**7)); input()'])"
    with subprocess.Popen([sys.executable, "-c", work], stdin=subprocess.PIPE) as started:
        while len(processes.tree(started.pid)) < 2:
            pass
        used = processes.use(started.pid)
        started.communicate(b"\n")

    assert used.processes == 2
    assert used.pss > 5_000_000


@pytest.mark.sqlite
def test_the_command_measures_an_answer_and_leaves_no_folder(tmp_path: Path) -> None:
    program = "import sys; from drieklank.config.cli import main; sys.exit(main(sys.argv[1:]))"
    options = ["bench", "answer", "--json", "--invitations", "2000", "--repeats", "0"]
    done = subprocess.run(
        [sys.executable, "-c", program, *options],
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path), "DRIEKLANK_HOME": str(tmp_path / "own")},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert list(json.loads(done.stdout)) == ["start_seconds"]
    assert list(tmp_path.glob("drieklank-bench-*")) == []


@pytest.mark.sqlite
def test_the_command_closes_a_round_reads_its_report_and_makes_every_file(tmp_path: Path) -> None:
    program = "import sys; from drieklank.config.cli import main; sys.exit(main(sys.argv[1:]))"
    options = ["bench", "report", "--json", "--invitations", "400", "--repeats", "1"]
    done = subprocess.run(
        [sys.executable, "-c", program, *options],
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(tmp_path), "DRIEKLANK_HOME": str(tmp_path / "own")},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert {size: made["answers"] for size, made in found["rounds"].items()} == {
        "400": 440,
        "200": 240,
    }
    assert found["rounds"]["400"]["files"].keys() >= {"report", "xlsx", "csv"}
    assert next(aim for aim in found["aims"] if aim["what"] == "fouten")["met"]
    assert list(tmp_path.glob("drieklank-bench-*")) == []
