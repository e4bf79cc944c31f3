"""Pages and work stay up together, and go down together."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from drieklank.config.serve import Child, Plan, port_is_free
from tests.config.conftest import House
from tests.conftest import ROOT


def _until(reached: Callable[[], bool], seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if reached():
            return True
        time.sleep(0.2)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _alive(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_pages_and_work_start_together_survive_a_kill_and_stop_together(house: House) -> None:
    house.call("static")
    port = _free_port()
    program = "import sys; from drieklank.config.cli import main; sys.exit(main(sys.argv[1:]))"
    server = subprocess.Popen(
        [sys.executable, "-c", program, "serve", "--port", str(port)],
        env=house.env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def answers() -> bool:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as page:
            return bool(page.read() == b"ok")
        return False

    try:
        assert _until(answers)
        web, worker = sorted(_children(server.pid))
        os.kill(worker, signal.SIGKILL)
        assert _until(lambda: len(set(_children(server.pid)) - {worker}) == 2)
        everyone = [*_children(server.pid), *_children(web)]
        server.send_signal(signal.SIGTERM)
        assert server.wait(30) == 0
        assert _until(lambda: not any(_alive(pid) for pid in everyone))
        assert port_is_free("127.0.0.1", port)
    finally:
        server.kill()


def test_a_taken_port_is_refused_with_advice(house: House) -> None:
    house.call("static")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = house.call("serve", "--port", str(taken.getsockname()[1]), code=1)
    assert "al in gebruik" in said
    assert "--port" in said


def test_what_keeps_dying_is_started_ever_more_slowly() -> None:
    child = Child("broken", partial(sys.exit, 3))
    pauses = []
    for _ in range(4):
        child.start_at = 0
        child.tend(1000.0)
        assert child.process is not None
        child.process.join()
        child.tend(1001.0)
        pauses.append(child.start_at - 1001.0)
    assert pauses == [1.0, 2.0, 4.0, 8.0]


def test_the_web_server_keeps_no_access_log() -> None:
    command = Plan().web()
    assert "--no-access-log" in command
    assert "--access-log" not in command


def test_the_demonstration_is_not_served_on_a_real_database(house: House) -> None:
    house.env["DRIEKLANK_DEMO"] = "1"
    said = house.call("serve", code=1)

    assert "niet van de demonstratie" in said
