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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any, Final

from drieklank.measure.paper.layout import Form
from drieklank.measure.paper.outcome import Code, Doubt, Failed, Fault, ReadPage, Unreadable
from drieklank.measure.paper.verdicts import Why

# Called with the file and the page in hand, counted from 1: file, files, page, pages.
Tell = Callable[[int, int, int, int], None]
_MEMORY: Final = 3 * 1024**3
_SECONDS: Final = 600
_ROOT: Final = Path(__file__).resolve().parents[3]


def silent(file: int, files: int, page: int, pages: int) -> None:
    """Tells nobody."""


def read_apart(
    files: Sequence[bytes], forms: Mapping[str, Form], tell: Tell = silent
) -> list[list[ReadPage | Failed] | Fault]:
    """Read files as `reading.read` does, elsewhere: per file its pages, or why it is refused.

    A file that breaks the reader down is `Fault.BROKEN`; the ones after it are read all the same.
    """
    found: list[list[ReadPage | Failed] | Fault] = []
    while len(found) < len(files):
        _read_elsewhere(files, forms, found, tell)
        if len(found) < len(files):
            found.append(Fault.BROKEN)
    return found


def _read_elsewhere(
    files: Sequence[bytes],
    forms: Mapping[str, Form],
    found: list[list[ReadPage | Failed] | Fault],
    tell: Tell,
) -> None:
    """One process for all files not yet found; it adds fewer where it broke down on the next."""
    pages: list[ReadPage | Failed] = []
    total = 0
    for text in _said(pickle.dumps((dict(forms), list(files[len(found) :])))):
        line = json.loads(text)
        if "pages" in line:
            total = line["pages"]
        elif "end" in line:
            found.append(Fault(line["end"]) if line["end"] else pages)
            pages = []
            continue
        else:
            pages.append(_from_line(line))
        tell(len(found) + 1, len(files), min(len(pages) + 1, total), total)


def _said(work: bytes) -> Iterator[bytes]:
    """The lines that a reader of its own says about this work, as they come."""
    with subprocess.Popen(
        [sys.executable, "-m", "drieklank.measure.paper.apart"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd="/",
        env={"PYTHONPATH": str(_ROOT), "OPENCV_LOG_LEVEL": "OFF"},
    ) as reader:  # fmt: skip
        assert reader.stdin is not None  # noqa: S101 -- narrows the type
        assert reader.stdout is not None  # noqa: S101 -- narrows the type
        late = Timer(_SECONDS, reader.kill)
        late.start()
        try:
            with suppress(BrokenPipeError):
                reader.stdin.write(work)
            with suppress(BrokenPipeError):
                reader.stdin.close()
            yield from (line for line in reader.stdout if line.endswith(b"\n"))
        finally:
            late.cancel()
            reader.kill()


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
    from drieklank.measure.paper.images import count_pages  # noqa: PLC0415 -- as the next
    from drieklank.measure.paper.reading import read  # noqa: PLC0415 -- large, and only in this process

    for data in files:
        fault = ""
        try:
            yield {"pages": count_pages(data)}
            yield from map(_to_line, read(data, forms))
        except Unreadable as refusal:
            fault = refusal.fault
        yield {"end": fault}


def main() -> int:
    """Read files from standard input: a line of JSON per page, and one before and after each file."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    forms, files = pickle.load(sys.stdin.buffer)  # noqa: S301 -- from our own process, on its pipe
    for line in _lines(files, forms):
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
