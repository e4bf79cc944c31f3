"""Pages and background work together, as one process tree: what dies is started again, what is told to stop stops."""

from __future__ import annotations

import ctypes
import dataclasses
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from types import FrameType
from typing import Final, NoReturn

from drieklank.config.logging import configure

log = logging.getLogger("drieklank.serve")

STOP_WITHIN: Final = 20.0  # seconds for a child to end by itself
_PR_SET_PDEATHSIG: Final = 1  # <sys/prctl.h>
MAX_WAIT: Final = 60.0  # seconds between two starts of a child that keeps dying


@dataclass(frozen=True)
class Plan:
    """What to start. workers: web processes; threads: requests at once in each."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 4
    background: bool = True

    def web(self) -> list[str]:
        """The web server; its access log stays off, for answer pages keep no address."""
        return [
            sys.executable, "-m", "drieklank.config.web", "--interface", "wsgi",
            "--host", self.host, "--port", str(self.port),
            "--workers", str(self.workers), "--blocking-threads", str(self.threads),
            "--backpressure", str(64 * self.threads),
            "--no-ws", "--no-access-log", "--log-level", "warning",
            "--respawn-failed-workers", "--workers-kill-timeout", "10",
            "drieklank.config.wsgi:application",
        ]  # fmt: skip

    def worker(self) -> list[str]:
        return [sys.executable, "-c", _WORKER]

    def commands(self) -> dict[str, list[str]]:
        return {"web": self.web()} | ({"worker": self.worker()} if self.background else {})


_WORKER: Final = "import sys; from drieklank.config.cli import main; sys.exit(main(['worker']))"


def _end_with_parent() -> None:
    """In the child: let the kernel (Linux) send SIGTERM when the supervisor is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One program that should be running."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    start_at: float = 0.0
    started: float = field(default=0.0)

    def tend(self, moment: float) -> None:
        """Start it when it is not running and its pause is over."""
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            code, self.process = self.process.returncode, None
            # One that ran for a while starts again at once; one that keeps dying waits longer each time.
            self.failures = 0 if moment - self.started > MAX_WAIT else self.failures + 1
            self.start_at = moment + min(MAX_WAIT, 0.5 * 2**self.failures)
            log.error("%s stopped with code %s; starting it again", self.name, code)
        if moment >= self.start_at:
            self.process = subprocess.Popen(  # noqa: S603 -- our own command
                self.command, start_new_session=True, preexec_fn=_end_with_parent
            )
            self.started = moment

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Keeps the children running until SIGINT, SIGTERM or the terminal closes."""

    def __init__(self, plan: Plan) -> None:
        self.children = [Child(name, command) for name, command in plan.commands().items()]
        self.running = True

    def stop(self, _signal: int = 0, _frame: FrameType | None = None) -> None:
        self.running = False

    def run(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.stop)
        try:
            while self.running:
                for child in self.children:
                    child.tend(time.monotonic())
                time.sleep(0.3)
        finally:
            for child in self.children:
                child.stop()
            until = time.monotonic() + STOP_WITHIN
            for child in self.children:
                child.wait(until)


def hand_over(plan: Plan, log_level: str) -> NoReturn:
    """Become the supervisor in this same process, without Django: it waits for weeks and needs little.

    Raises:
        OSError: the program could not be started anew.
    """
    sys.stdout.flush()
    command = [sys.executable, "-m", __name__, json.dumps(dataclasses.asdict(plan)), log_level]
    os.execv(sys.executable, command)  # noqa: S606 -- ourselves


def port_is_free(host: str, port: int) -> bool:
    """Whether the web server will be able to listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


if __name__ == "__main__":  # see hand_over
    configure({"level": sys.argv[2]})
    Supervisor(Plan(**json.loads(sys.argv[1]))).run()
