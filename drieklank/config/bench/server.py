"""A server to measure: a home of its own, filled, and started the way `make run` does."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from drieklank.config.bench.database import Postgres

START_WITHIN: Final = 120.0  # seconds
STOP_WITHIN: Final = 30.0
_COMMANDS: Final = "import sys; from drieklank.config.cli import main; sys.exit(any(main([c]) for c in sys.argv[1:]))"
_SERVE: Final = "import sys; from drieklank.config.cli import main; sys.exit(main(['serve']))"
# What would lead the measurement to somebody's own data, or change what is measured.
_NOT_OURS: Final = ("DRIEKLANK_", "DB_", "DATABASE_", "GRANIAN_", "EMAIL_", "SMS_", "SECRET_KEY")


class DidNotStart(RuntimeError):
    """The server or its filling failed; the text is what it said."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """The measured server. Use `start`, then `stop`; links: of invitations, one answer each."""

    invitations: int
    schools: int
    postgres: Postgres | None = None
    home: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="drieklank-bench-")))
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    filling: tuple[str, ...] = ()  # program and options in place of the seed of `bench answer`
    extra: Mapping[str, str] = field(default_factory=dict)  # settings besides the usual ones

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(_NOT_OURS)}
        own = {
            "DRIEKLANK_HOME": str(self.home),
            "BASE_URL": self.base,
            "PORT": str(self.port),
            "LOG_LEVEL": "ERROR",
            "DEBUG": "no",
        }
        return (
            inherited
            | own
            | dict(self.extra)
            | ({"DATABASE_URL": self.postgres.url} if self.postgres else {})
        )

    def start(self) -> float:
        """Fill the database and start; returns the seconds from `serve` to the first answer.

        Raises:
            DidNotStart: a step failed, or nothing answered in time.
        """
        self.call("-c", _COMMANDS, "migrate", "static")
        seed = ("drieklank.config.bench.seed", str(self.invitations), str(self.schools))
        self.call("-m", *(self.filling or (*seed, str(self.home / "links.txt"))))
        began = time.monotonic()
        with (self.home / "server.log").open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- ourselves
                [sys.executable, "-c", _SERVE],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        while time.monotonic() - began < START_WITHIN and self.process.poll() is None:
            with suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{self.base}/healthz", timeout=5).close()  # noqa: S310 -- own address
                return time.monotonic() - began
            time.sleep(0.1)
        raise DidNotStart((self.home / "server.log").read_text(encoding="utf-8"))

    def call(self, *arguments: str) -> str:
        """Run Python in the home of this server; returns what it printed.

        Raises:
            DidNotStart: it failed.
        """
        done = subprocess.run(  # noqa: S603 -- ourselves
            [sys.executable, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise DidNotStart(done.stdout + done.stderr)
        return done.stdout

    def counted(self) -> dict[str, int]:
        """How many invitations are marked, and how many envelopes and drafts there are."""
        return _numbers(self.call("-m", "drieklank.config.bench.counting", "rows"))

    def statements(self, link: str) -> dict[str, int]:
        """How many statements a first page and the busiest page take; answers this link."""
        return _numbers(self.call("-m", "drieklank.config.bench.counting", "statements", link))

    @property
    def links(self) -> list[str]:
        return (self.home / "links.txt").read_text(encoding="ascii").split()

    @property
    def watch(self) -> Mapping[str, int]:
        """Process ids of what is measured: the server, and the database where it is a program."""
        assert self.process is not None  # noqa: S101 -- narrows the type; after start
        database = self.postgres.process if self.postgres else None
        return {"server": self.process.pid} | ({"database": database} if database else {})

    def stop(self) -> None:
        """Stop it and leave nothing behind."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(STOP_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
        if self.postgres:
            self.postgres.drop()
        shutil.rmtree(self.home, ignore_errors=True)


def _numbers(printed: str) -> dict[str, int]:
    found: dict[str, Any] = json.loads(printed)
    return {name: int(value) for name, value in found.items()}
