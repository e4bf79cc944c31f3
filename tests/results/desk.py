"""Somebody with a file of answers and its description, at the command `drieklank stats`."""

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from drieklank.results.commands import stats

PLAIN = "scales: {s: {items: [a, b, c], min: 1, max: 4}}"
ANSWERS = "a,b,c\n1,2,1\n4,3,4\n2,2,4\n3,1,2\n"


class Desk:
    """Somebody with a file and a description, and what the command told."""

    def __init__(self, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        self.folder, self.capture, self.said = folder, capfdbinary, ""

    def run(self, answers: str | bytes, spec: str) -> int:
        (self.folder / "a.csv").write_bytes(
            answers if isinstance(answers, bytes) else answers.encode()
        )
        (self.folder / "s.yaml").write_text(spec, encoding="utf-8")
        parser = argparse.ArgumentParser()
        stats.add_arguments(parser)
        given = [str(self.folder / "a.csv"), "--spec", str(self.folder / "s.yaml")]
        code = stats.run(parser.parse_args(given))
        captured = self.capture.readouterr()
        self.said, self.out = captured.err.decode(), captured.out
        return code

    def scale(self, answers: str | bytes, spec: str = PLAIN, name: str = "s") -> dict[str, Any]:
        assert self.run(answers, spec) == 0, self.said
        found: dict[str, Any] = json.loads(self.out, parse_constant=_no_constant)["scales"][name]
        return found

    def refusal(self, answers: str | bytes, spec: str = PLAIN) -> str:
        assert self.run(answers, spec) == 2
        assert self.out == b""
        return self.said


def _no_constant(name: str) -> float:
    raise AssertionError(f"{name} is no JSON")
