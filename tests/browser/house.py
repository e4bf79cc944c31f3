"""An installation as a school has it: the command line, the server with its worker, mails as files."""

from __future__ import annotations

import contextlib
import email
import email.policy
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.seed import lay_seed

ROOT = Path(__file__).resolve().parent.parent.parent
COMMAND = str(ROOT / ".venv" / "bin" / "drieklank")
LEADER = "lies@school.example"
PASSWORD = "een heel lang wachtwoord 7"
OURS = (
    "DRIEKLANK_",
    "DB_",
    "DJANGO_",
    "DATABASE_URL",
    "SECRET_KEY",
    "EMAIL_",
    "ALLOWED_HOSTS",
    "QUIET_",
)


@dataclass
class House:
    """A running installation in a folder of its own."""

    home: Path
    address: str
    env: dict[str, str]

    def command(self, *arguments: str) -> str:
        done = subprocess.run([COMMAND, *arguments], env=self.env, check=True, capture_output=True)
        return done.stdout.decode()

    def run(self, script: str, *arguments: str) -> str:
        """What a few lines of our own print, in the house's own settings; for what takes people days."""
        env = self.env | {"DJANGO_SETTINGS_MODULE": "drieklank.config.settings"}
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
        return done.stdout.decode()

    def mails(self) -> list[tuple[str, str]]:
        """(address, text) of every mail that left, each once."""
        found = []
        for path in sorted((self.home / "mail").glob("*")):
            for raw in path.read_bytes().split(b"-" * 79 + b"\n"):
                if raw.strip():
                    mail = email.message_from_bytes(raw, policy=email.policy.default)
                    body = mail.get_body(("plain",))
                    found.append((str(mail["To"]), body.get_content() if body else ""))
        return found

    def wait_for_mails(self, subject_address: str, count: int) -> list[tuple[str, str]]:
        for _ in range(120):
            found = [one for one in self.mails() if subject_address in one[0]]
            if len(found) >= count:
                return found
            time.sleep(0.5)
        raise AssertionError(f"{count} mails to {subject_address} did not come: {self.mails()}")


@contextlib.contextmanager
def running(tmp_path: Path) -> Iterator[House]:
    """A house that is served on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    outside = {key: value for key, value in os.environ.items() if not key.startswith(OURS)}
    env = outside | {
        "DRIEKLANK_HOME": str(tmp_path / "house"),
        # At night and on Sunday a real house keeps its invitations; this job is done at any hour.
        "QUIET_HOURS": "",
        "QUIET_SUNDAY": "no",
        "BASE_URL": address,
        "PORT": str(port),
        "REQUIRE_SECOND_FACTOR": "no",  # signing in with one is tried by itself
    }
    found = House(tmp_path / "house", address, env)
    lay_seed(tmp_path / "house")
    found.command("migrate")
    found.command("static")
    server = subprocess.Popen([COMMAND, "serve", "--port", str(port)], env=env)
    try:
        for _ in range(120):
            with contextlib.suppress(OSError), urllib.request.urlopen(f"{address}/healthz"):
                break
            time.sleep(0.5)
        yield found
    finally:
        server.terminate()
        server.wait(30)


def press(page: Page, name: str = "") -> None:
    """Press the button with this name, or the first that sends the page's form; the answer has come."""
    button = (
        page.get_by_role("button", name=name, exact=False)
        if name
        else page.locator("main form button[type=submit]")
    )
    with page.expect_navigation():
        button.first.click()


def start(page: Page, house: House) -> None:
    made = json.loads(
        house.command(
            *("start", "--json", "--board", "Stichting Proef", "--school", "De Proef"),
            *("--brin", "98ZZ", "--sector", "po"),
            *("--leader-email", LEADER, "--admin-email", "beheer@school.example"),
        )
    )
    page.goto(made["links"]["leader"])
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    press(page)
    page.goto(f"{house.address}/account/login/")
    if page.locator("input[type=email]").count():
        page.fill("input[type=email]", LEADER)
        page.fill("input[type=password]", PASSWORD)
        press(page)
    page.goto(f"{house.address}/")


def until(page: Page, done: object) -> None:
    """The page may still be at work: look again, as its own button does."""
    for _ in range(60):
        if callable(done) and done():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"still waiting at {page.url}: {page.inner_text('main')[:800]}")
