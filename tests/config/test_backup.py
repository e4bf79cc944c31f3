"""A rehearsal of the day that the disk breaks: backup, go on, restore. With real files and the real command."""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings

from drieklank.base.clock import now
from drieklank.config import backup
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


@pytest.fixture(scope="module")
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


PEOPLE = """
from drieklank.schools.models import Board, User
from drieklank.people.models import Parent
board = Board.objects.get()
rows = [Parent.objects.create(board=board, first_name=name, last_name="Proef") for name in ("Erased", "Kept")]
from django.contrib.sessions.backends.db import SessionStore
from drieklank.outbox.actions import queue
from drieklank.people.models import PersonSession
from drieklank.base.clock import now, today
SessionStore().save()
PersonSession.objects.create(board=board, parent=rows[1], secret_hash="x", last_seen_on=today(), expires_at=now())
queue("reminder", board_id=board.pk, to="ouder@proef.example")
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
Parent.objects.filter(first_name="Kept").delete()
"""

STATE = """
from django.contrib.sessions.models import Session
from drieklank.outbox.models import Message
from drieklank.people.models import Parent, PersonSession
from drieklank.schools.models import Membership
result = {
    "parents": sorted(Parent.objects.values_list("first_name", flat=True)),
    "open memberships": Membership.objects.filter(ended_on=None).count(),
    "sessions": Session.objects.count() + PersonSession.objects.count(),
    "mail": list(Message.objects.values_list("state", flat=True)),
}
"""


def test_a_restore_brings_back_the_data_but_not_who_was_erased_or_sent_away_since(
    house: House,
) -> None:
    before = house.run(PEOPLE + STATE)
    (house.home / "data" / "logo.png").write_bytes(b"picture")
    file = json.loads(house.call("backup", "--json"))["file"]
    assert before == {
        "parents": ["Erased", "Kept"],
        "open memberships": 1,
        "sessions": 2,
        "mail": ["waiting"],
    }

    after = house.run(AFTER + STATE)
    (house.home / "data" / "logo.png").unlink()
    assert after == {"parents": [], "open memberships": 0, "sessions": 1, "mail": ["waiting"]}
    assert "niet leeg" in house.call("restore", file, code=1)

    done = json.loads(house.call("restore", file, "--replace", "--json"))

    counts = {key: done[key] for key in ("erase", "revoke", "sessions", "mail")}
    assert counts == {"erase": 1, "revoke": 1, "sessions": 2, "mail": 1}
    assert Path(done["saved"]).is_file()
    assert house.run(STATE) == {
        "parents": ["Kept"], "open memberships": 0, "sessions": 0, "mail": ["cancelled"],
    }  # fmt: skip
    assert (house.home / "data" / "logo.png").read_bytes() == b"picture"


def test_a_copy_holds_no_key_and_no_ledger_and_is_for_its_owner_only(house: House) -> None:
    (house.home / "keys" / "round-1").write_bytes(b"very secret key of a round")
    (house.home / "ledger" / "ledger.jsonl").write_text("{}\n")

    file = Path(json.loads(house.call("backup", "--json"))["file"])

    with tarfile.open(file) as tar:
        names = tar.getnames()
        database = tar.extractfile("database")
        assert database is not None
        content = database.read()
    assert names == ["manifest.json", "database"]
    assert b"very secret key" not in content
    assert file.stat().st_mode & 0o077 == 0


def test_the_start_gives_two_links_and_is_refused_on_a_filled_database(house: House) -> None:
    assert sorted(house.links) == ["administrator", "leader"]
    assert all(
        link.startswith("http") and "/password/reset/key/" in link for link in house.links.values()
    )
    assert "niet leeg" in house.call(*START, code=1)


def test_a_file_that_is_no_copy_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "holiday.tar.gz"
    wrong.write_bytes(b"not a backup")
    with pytest.raises(backup.BackupRefused, match="geen reservekopie"):
        backup._unpack(wrong, tmp_path)


def test_a_damaged_copy_is_refused_before_anything_changes(tmp_path: Path) -> None:
    (tmp_path / "database").write_bytes(b"half of it")
    manifest = tmp_path / "manifest.json"
    manifest.write_text(backup.Manifest(now(), backup._engine(), "0" * 64).dumps())
    file = tmp_path / "copy.tar.gz"
    with tarfile.open(file, "w:gz") as tar:
        tar.add(manifest, "manifest.json")
        tar.add(tmp_path / "database", "database")

    with pytest.raises(backup.BackupRefused, match="controlesom"):
        backup.put_back(file)


def test_old_copies_go_so_that_who_was_erased_leaves_them_too(tmp_path: Path) -> None:
    old, young = (
        tmp_path / f"drieklank-{day}.tar.gz" for day in ("20250101-000000", "20261122-000000")
    )
    other = tmp_path / "holiday.tar.gz"
    for path in (old, young, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (0, 0))

    assert backup.clean_up(tmp_path, keep_days=30) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == [young.name, other.name]
