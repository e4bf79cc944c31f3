"""A house of its own: a folder, a database and the real command line, for what must be tried with real files."""

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from tests.conftest import ROOT

START = [
    "start", "--board", "Stichting Proef", "--school", "De Proef", "--brin", "99ZZ", "--sector", "po",
    "--leader-email", "leider@proef.example", "--admin-email", "beheer@proef.example", "--json",
]  # fmt: skip


class House:
    """An installation of its own: a folder, a database, and the command line."""

    def __init__(self, home: Path, url: str) -> None:
        self.home = home
        self.links: dict[str, str] = {}
        self.env = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("DRIEKLANK", "DJANGO"))
        } | {"DRIEKLANK_HOME": str(home), "DRIEKLANK_TEST": "1", "SECRET_KEY": "rehearsal"}
        self.env.pop("DATABASE_URL", None)
        if url:
            self.env["DATABASE_URL"] = url

    def _python(self, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env=self.env, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    def call(self, *arguments: str, code: int = 0) -> str:
        program = "import sys; from drieklank.config.cli import main; sys.exit(main(sys.argv[1:]))"
        done = self._python(program, *arguments)
        assert done.returncode == code, done.stderr
        return done.stdout if code == 0 else done.stderr

    def run(self, code: str) -> Any:
        """What `result` is after this code, inside Django with every tenant open."""
        program = (
            "import os, json, django\n"
            "os.environ['DJANGO_SETTINGS_MODULE'] = 'drieklank.config.settings'\n"
            "django.setup()\n"
            "from drieklank.base.tenancy import open_every_tenant\n"
            "with open_every_tenant('rehearsal'):\n"
            + "".join(f"    {line}\n" for line in code.strip().splitlines())
            + "    print(json.dumps(result))\n"
        )
        done = self._python(program)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@pytest.fixture(scope="session")
def houses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], House]]:
    """Makes houses just after `drieklank start`; that start is done once and copied."""
    seed = tmp_path_factory.mktemp("seed")
    with _databases() as make:
        name, url = make("")
        first = House(seed / "home", url)
        first.call("migrate")
        first.links = json.loads(first.call(*START))["links"]

        def another() -> House:
            home = tmp_path_factory.mktemp("house") / "home"
            shutil.copytree(first.home, home)
            house = House(home, make(name)[1])
            house.links = first.links
            return house

        yield another


@contextmanager
def _databases() -> Iterator[Callable[[str], tuple[str, str]]]:
    """Makes databases, of which it gives name and address, as a copy of another; on SQLite the folder is all."""
    if settings.ON_SQLITE:
        yield lambda _template: ("", "")
        return
    where = settings.DATABASES["default"]
    address = f"postgresql://{where['USER']}@{where['HOST']}:{where['PORT']}"
    made: list[str] = []
    with psycopg.connect(f"{address}/postgres", autocommit=True) as server:

        def make(template: str) -> tuple[str, str]:
            made.append(name := f"rehearsal_{uuid.uuid4().hex[:10]}")
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template or "template0"}"')
            return name, f"{address}/{name}"

        yield make
        for name in made:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def house(houses: Callable[[], House]) -> House:
    return houses()
