"""Pages and background work together, as one process tree: what dies is started again, what is told to stop stops.

The supervisor has Django and the pages that everybody opens in memory, and its children divide off
from it: what was loaded once is there once, however many processes read it.
"""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Any, Final

log = logging.getLogger("drieklank.serve")

STOP_WITHIN: Final = 20.0  # seconds for a child to end by itself
_PR_SET_PDEATHSIG: Final = 1  # <sys/prctl.h>
MAX_WAIT: Final = 60.0  # seconds between two starts of a child that keeps dying
# Elsewhere than on Linux dividing a process is not safe: there each child loads everything anew.
_PROCESSES: Final[Any] = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")


@dataclass(frozen=True)
class Plan:
    """What to start. workers: web processes; threads: requests at once in each."""

    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    threads: int = 4
    background: bool = True

    def web(self) -> list[str]:
        """Options of the web server; its access log stays off, for answer pages keep no address."""
        return [
            "--interface", "wsgi",
            "--host", self.host, "--port", str(self.port),
            "--workers", str(self.workers), "--blocking-threads", str(self.threads),
            "--backpressure", str(64 * self.threads),
            "--no-ws", "--no-access-log", "--log-level", "warning",
            "--respawn-failed-workers", "--workers-kill-timeout", "10",
            "drieklank.config.wsgi:application",
        ]  # fmt: skip

    def jobs(self) -> dict[str, Callable[[], None]]:
        background = {"worker": _work} if self.background else {}
        return {"web": partial(_serve_pages, self.web())} | background


def _serve_pages(options: list[str]) -> None:
    from drieklank.config.web import serve  # noqa: PLC0415 -- loads Django

    serve(options)


def _work() -> None:
    from setproctitle import setproctitle  # noqa: PLC0415 -- only in the child

    from drieklank.config.cli import main  # noqa: PLC0415 -- as above

    setproctitle("drieklank worker")
    sys.exit(main(["worker"]))


def _begin(job: Callable[[], None]) -> None:
    """In the child: let go of the supervisor's terminal and signals, and end when it is killed outright."""
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    job()


@dataclass
class Child:
    """One program that should be running."""

    name: str
    job: Callable[[], None]
    process: BaseProcess | None = None
    failures: int = 0
    start_at: float = 0.0
    started: float = field(default=0.0)

    def tend(self, moment: float) -> None:
        """Start it when it is not running and its pause is over."""
        if self.process is not None and self.process.is_alive():
            return
        if self.process is not None:
            code, self.process = self.process.exitcode, None
            # One that ran for a while starts again at once; one that keeps dying waits longer each time.
            self.failures = 0 if moment - self.started > MAX_WAIT else self.failures + 1
            self.start_at = moment + min(MAX_WAIT, 0.5 * 2**self.failures)
            log.error("%s stopped with code %s; starting it again", self.name, code)
        if moment >= self.start_at:
            self.process = _PROCESSES.Process(target=_begin, args=(self.job,), name=self.name)
            self.process.start()
            self.started = moment

    def stop(self) -> None:
        if self.process is not None and self.process.is_alive():
            self.process.terminate()

    def wait(self, until: float) -> None:
        if self.process is None:
            return
        self.process.join(max(0.1, until - time.monotonic()))
        if self.process.is_alive() and self.process.pid:
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """Keeps the children running until SIGINT, SIGTERM or the terminal closes."""

    def __init__(self, plan: Plan) -> None:
        self.children = [Child(name, job) for name, job in plan.jobs().items()]
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
