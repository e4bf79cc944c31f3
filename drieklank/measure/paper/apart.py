"""Reads a scan in a process of its own, that knows no secret of the house and ends after one upload.

A file from outside meets a PDF and an image library there. What breaks or swells breaks there: the
process has a limit on memory and time, an empty environment and no database. The image library's
memory is given back too. What comes back is text, checked on the way in.
"""

from __future__ import annotations

import base64
import json
import pickle
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from drieklank.measure.paper.layout import Form
from drieklank.measure.paper.outcome import Code, Doubt, Failed, Fault, ReadPage, Unreadable
from drieklank.measure.paper.verdicts import Why

_MEMORY: Final = 3 * 1024**3
_SECONDS: Final = 600
_ROOT: Final = Path(__file__).resolve().parents[3]


def read_apart(
    files: Sequence[bytes], forms: Mapping[str, Form]
) -> list[list[ReadPage | Failed] | Fault]:
    """Read files as `reading.read` does, elsewhere: per file its pages, or why it is refused.

    A file that breaks the reader down is `Fault.BROKEN`; the ones after it are read all the same.
    """
    found: list[list[ReadPage | Failed] | Fault] = []
    while len(found) < len(files):
        said = _read_elsewhere(files[len(found) :], forms)
        found += said
        if len(found) < len(files):
            found.append(Fault.BROKEN)
    return found


def _read_elsewhere(
    files: Sequence[bytes], forms: Mapping[str, Form]
) -> list[list[ReadPage | Failed] | Fault]:
    """One process for all files; fewer come back where it broke down on the next."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "drieklank.measure.paper.apart"],
            input=pickle.dumps((dict(forms), list(files))), stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=_SECONDS, check=False, cwd="/",
            env={"PYTHONPATH": str(_ROOT), "OPENCV_LOG_LEVEL": "OFF"},
        )  # fmt: skip
        said = done.stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    found: list[list[ReadPage | Failed] | Fault] = []
    pages: list[ReadPage | Failed] = []
    for text in said.split(b"\n")[:-1]:
        line = json.loads(text)
        if "end" in line:
            found.append(Fault(line["end"]) if line["end"] else pages)
            pages = []
        else:
            pages.append(_from_line(line))
    return found


def _from_line(line: Mapping[str, Any]) -> ReadPage | Failed:
    if "fault" in line:
        return Failed(Fault(line["fault"]))
    token, form, page = line["code"]
    doubts = tuple(
        Doubt(int(place), int(value), Why(why), tuple(map(int, values)), base64.b64decode(picture))
        for place, value, why, values, picture in line["doubts"]
    )
    answers = {int(place): int(value) for place, value in line["answers"]}
    return ReadPage(Code(str(token), str(form), int(page)), answers, doubts)


def _to_line(page: ReadPage | Failed) -> dict[str, Any]:
    if isinstance(page, Failed):
        return {"fault": page.fault}
    return {
        "code": [page.code.token, page.code.form, page.code.page],
        "answers": list(page.answers.items()),
        "doubts": [
            [one.place, one.value, one.why, one.values, base64.b64encode(one.picture).decode()]
            for one in page.doubts
        ],
    }


def _lines(files: Sequence[bytes], forms: Mapping[str, Form]) -> Iterator[dict[str, Any]]:
    from drieklank.measure.paper.reading import read  # noqa: PLC0415 -- large, and only in this process

    for data in files:
        fault = ""
        try:
            yield from map(_to_line, read(data, forms))
        except Unreadable as refusal:
            fault = refusal.fault
        yield {"end": fault}


def main() -> int:
    """Read files from standard input: a line of JSON per page, and one at the end of each file."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    forms, files = pickle.load(sys.stdin.buffer)  # noqa: S301 -- from our own process, on its pipe
    for line in _lines(files, forms):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
