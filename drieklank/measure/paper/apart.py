"""Reads a scan in a process of its own, that knows no secret of the house and ends after one file.

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
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from drieklank.measure.paper.layout import Form
from drieklank.measure.paper.outcome import Code, Doubt, Failed, Fault, ReadPage, Unreadable
from drieklank.measure.paper.verdicts import Why

_MEMORY: Final = 3 * 1024**3
_SECONDS: Final = 600
_LENGTH: Final = 8
_ROOT: Final = Path(__file__).resolve().parents[3]


def read_apart(data: bytes, forms: Mapping[str, Form]) -> list[ReadPage | Failed]:
    """Read a file as `reading.read` does, elsewhere.

    Raises:
        Unreadable: the file as a whole is refused, or reading it broke down.
    """
    known = pickle.dumps(dict(forms))
    given = len(known).to_bytes(_LENGTH, "big") + known + data
    try:
        done = subprocess.run(
            [sys.executable, "-m", "drieklank.measure.paper.apart"],
            input=given, capture_output=True, timeout=_SECONDS, check=False, cwd="/",
            env={"PYTHONPATH": str(_ROOT), "OPENCV_LOG_LEVEL": "OFF"},
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise Unreadable(Fault.BROKEN) from late
    if done.returncode != 0:
        raise Unreadable(Fault.BROKEN)
    return [_from_line(json.loads(line)) for line in done.stdout.splitlines()]


def _from_line(line: Mapping[str, Any]) -> ReadPage | Failed:
    if "refused" in line:
        raise Unreadable(Fault(line["refused"]))
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


def _lines(given: bytes) -> Iterator[dict[str, Any]]:
    from drieklank.measure.paper.reading import read  # noqa: PLC0415 -- large, and only in this process

    start = _LENGTH + int.from_bytes(given[:_LENGTH], "big")
    forms = pickle.loads(given[_LENGTH:start])  # noqa: S301 -- from our own process, on its pipe
    try:
        yield from map(_to_line, read(given[start:], forms))
    except Unreadable as refusal:
        yield {"refused": refusal.fault}


def main() -> int:
    """Read one file from standard input; one line of JSON per page."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    for line in _lines(sys.stdin.buffer.read()):
        sys.stdout.write(json.dumps(line) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
