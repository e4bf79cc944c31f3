"""A rehearsal of the day that the disk breaks: backup, go on, restore. With real files and the real command."""

import json
import os
import subprocess
import sys
import tarfile
import uuid
from collections.abc import Iterator
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
        self.env = {
            name: value for name, value in os.environ.items() if not name.startswith(("DRIEKLANK", "DJANGO"))
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


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    if settings.ON_SQLITE:
        yield House(tmp_path / "home", "")
        return
    where = settings.DATABASES["default"]
    name = f"rehearsal_{uuid.uuid4().hex[:10]}"
    address = f"{where['USER']}@{where['HOST']}:{where['PORT']}"
    with psycopg.connect(f"postgresql://{address}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        yield House(tmp_path / "home", f"postgresql://{address}/{name}")
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


PEOPLE = """
from drieklank.schools.models import Board, User
from drieklank.people.models import Parent
board = Board.objects.get()
rows = [Parent.objects.create(board=board, first_name=name, last_name="Proef") for name in ("Erased", "Kept")]
result = [row.pk for row in rows]
"""

AFTER = """
from django.apps import apps
from drieklank.audit import ledger
from drieklank.base.clock import today
from drieklank.people.models import Parent
from drieklank.schools.models import Membership
parent = Parent.objects.get(first_name="Erased")
ledger.append("erase", "people.Parent", parent.pk)
parent.delete()
membership = Membership.objects.get()
ledger.append("revoke", "schools.Membership", membership.pk, ended_on=str(today()))
Membership.objects.filter(pk=membership.pk).update(ended_on=today())
result = True
"""

STATE = """
from django.contrib.sessions.models import Session
from drieklank.people.models import Parent
from drieklank.schools.models import Membership
result = {
    "parents": sorted(Parent.objects.values_list("first_name", flat=True)),
    "open memberships": Membership.objects.filter(ended_on=None).count(),
    "sessions": Session.objects.count(),
}
"""


def test_a_restore_brings_back_the_data_but_not_who_was_erased_or_sent_away_since(house: House) -> None:
    house.call("migrate")
    links = json.loads(house.call(*START))["links"]
    assert sorted(links) == ["administrator", "leader"]
    house.run(PEOPLE)
    house.run("from django.contrib.sessions.backends.db import SessionStore; SessionStore().save(); result = 1")
    (house.home / "data" / "logo.png").write_bytes(b"picture")
    file = json.loads(house.call("backup", "--json"))["file"]
    before = house.run(STATE)
    assert before == {"parents": ["Erased", "Kept"], "open memberships": 1, "sessions": 1}

    house.run(AFTER)
    house.run("from drieklank.people.models import Parent; result = Parent.objects.filter(first_name='Kept').delete()[0]")
    (house.home / "data" / "logo.png").unlink()
    assert house.run(STATE)["parents"] == []

    assert "niet leeg" in house.call("restore", file, code=1)
    assert house.run(STATE)["parents"] == []

    done = json.loads(house.call("restore", file, "--replace", "--json"))
    assert (done["erase"], done["revoke"], done["sessions"]) == (1, 1, 1)
    assert Path(done["saved"]).is_file()
    assert house.run(STATE) == {"parents": ["Kept"], "open memberships": 0, "sessions": 0}
    assert (house.home / "data" / "logo.png").read_bytes() == b"picture"


def test_a_copy_holds_no_key_and_no_ledger_and_is_for_its_owner_only(house: House) -> None:
    house.call("migrate")
    house.call(*START)
    (house.home / "keys" / "round-1").write_bytes(b"very secret key of a round")
    house.run("from drieklank.audit import ledger; ledger.append('erase', 'people.Parent', 1); result = 1")

    file = Path(json.loads(house.call("backup", "--json"))["file"])

    with tarfile.open(file) as tar:
        names = tar.getnames()
        database = tar.extractfile("database")
        assert database is not None
        content = database.read()
    assert names == ["manifest.json", "database"]
    assert b"very secret key" not in content
    assert (house.home / "ledger" / "ledger.jsonl").is_file()
    assert file.stat().st_mode & 0o077 == 0


def test_a_file_that_is_no_copy_is_refused_and_nothing_changes(house: House, tmp_path: Path) -> None:
    house.call("migrate")
    house.call(*START)
    wrong = tmp_path / "holiday.tar.gz"
    wrong.write_bytes(b"not a backup")

    assert "geen reservekopie" in house.call("restore", str(wrong), "--replace", code=1)
    assert house.run(STATE)["open memberships"] == 1


def test_a_start_on_a_filled_database_is_refused(house: House) -> None:
    house.call("migrate")
    house.call(*START)
    assert "niet leeg" in house.call(*START, code=1)


def test_old_copies_go_so_that_who_was_erased_leaves_them_too(house: House) -> None:
    house.call("migrate")
    first = Path(json.loads(house.call("backup", "--json"))["file"])
    old = first.with_name("drieklank-20250101-000000.tar.gz")
    first.rename(old)
    os.utime(old, (0, 0))

    answer = json.loads(house.call("backup", "--json", "--keep", "30"))

    assert answer["removed"] == 1
    assert not old.exists()
    assert Path(answer["file"]).exists()
