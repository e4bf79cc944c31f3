"""Making and putting back a copy of all but the secrets: one .tar.gz with a manifest, the database and the files.

The key store and the ledger never go in. Without the keys the copy opens no sealed answer; with the ledger, which lives
on, nobody who was erased or sent away since comes back by a restore. docs/operations/backup.md.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

from drieklank.access.models import StaffSession
from drieklank.audit import ledger
from drieklank.audit.actions import SYSTEM, note
from drieklank.base.clock import now
from drieklank.base.tenancy import open_every_tenant
from drieklank.outbox.models import Message, MessageState
from drieklank.people.models import PersonSession
from drieklank.schools.models import Board

FORMAT: Final = 1
NAME: Final = "drieklank-{:%Y%m%d-%H%M%S}.tar.gz"
# An erasure that was being saved while the copy was made may carry an earlier moment than the copy itself.
MARGIN: Final = timedelta(minutes=5)


class BackupRefused(Exception):
    """The copy cannot be made or put back; the text says why, in Dutch."""


@dataclass(frozen=True)
class Manifest:
    """What a copy says about itself. sha256 is of the database file inside."""

    made_at: datetime
    engine: str
    sha256: str

    def dumps(self) -> str:
        return json.dumps(
            {
                "format": FORMAT,
                "made_at": self.made_at.isoformat(),
                "engine": self.engine,
                "sha256": self.sha256,
            },
            indent=1,
        )

    @classmethod
    def loads(cls, text: str) -> Manifest:
        data = json.loads(text)
        if data.get("format") != FORMAT:
            raise BackupRefused(
                "Deze reservekopie is van een versie die hier niet gelezen kan worden."
            )
        return cls(datetime.fromisoformat(data["made_at"]), data["engine"], data["sha256"])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _engine() -> str:
    return connection.vendor


def make(to: Path) -> Path:
    """Write a copy into the folder `to`, readable by its owner only; returns the file."""
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    made_at = now()
    with tempfile.TemporaryDirectory(prefix=".drieklank-", dir=to) as work:
        database = Path(work, "database")
        if _engine() == "sqlite":
            _copy_sqlite(database)
        else:
            _pg("pg_dump", "--format=custom", "--no-owner", f"--file={database}", _pg_name())
        manifest = Path(work, "manifest.json")
        manifest.write_text(
            Manifest(made_at, _engine(), _sha256(database)).dumps(), encoding="utf-8"
        )
        bundle = Path(work, "bundle")
        with tarfile.open(bundle, "w:gz", compresslevel=3) as tar:
            tar.add(manifest, "manifest.json")
            tar.add(database, "database")
            for path in _files():
                tar.add(path, f"files/{path.relative_to(settings.DATA_DIR)}")
        bundle.chmod(0o600)
        target = to / NAME.format(made_at)
        os.replace(bundle, target)
    return target


def _files() -> Iterator[Path]:
    """What lies in the data folder beside the database, secrets excepted wherever they have been put."""
    places = (
        settings.KEYS_DIR,
        settings.KEYS_COPY_DIR,
        settings.LEDGER_FILE.parent,
        settings.BACKUP_DIR,
    )
    secret = [place for place in places if place is not None]
    for path in sorted(Path(settings.DATA_DIR).rglob("*")):
        is_database = path.name.startswith("drieklank.sqlite3")
        if (
            path.is_file()
            and not is_database
            and not any(path.is_relative_to(place) for place in secret)
        ):
            yield path


def _copy_sqlite(target: Path) -> None:
    """One consistent moment, without free pages, while others go on writing."""
    with closing(sqlite3.connect(str(settings.DATABASES["default"]["NAME"]), timeout=60)) as source:
        source.execute("VACUUM INTO ?", (str(target),))
    with closing(sqlite3.connect(target)) as copy:
        answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise BackupRefused("De database is beschadigd: de kopie klopt niet. Bel uw beheerder.")


def _pg_name() -> str:
    return str(connection.settings_dict["NAME"])


def _pg(program: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL; its password goes by the environment, never by the process list."""
    found = shutil.which(program) or next(
        (
            str(path)
            for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), reverse=True)
        ),
        None,
    )
    if found is None:
        raise BackupRefused(
            f"Het programma {program} staat hier niet. Installeer het pakket postgresql-client."
        )
    values = connection.settings_dict
    given = {
        "PGHOST": values["HOST"],
        "PGPORT": values["PORT"],
        "PGUSER": values["USER"],
        "PGPASSWORD": values["PASSWORD"],
    }
    env = os.environ | {key: str(value) for key, value in given.items() if value}
    done = subprocess.run([found, *arguments], env=env, capture_output=True, text=True, check=False)  # noqa: S603 -- fixed program
    if done.returncode:
        raise BackupRefused(f"{program} lukte niet: {done.stderr.strip().splitlines()[-1:]}")


def clean_up(folder: Path, keep_days: int) -> int:
    """Remove copies older than so many days: who was erased must also leave the copies. Returns how many."""
    limit = now().timestamp() - keep_days * 86_400
    old = [path for path in folder.glob("drieklank-*.tar.gz") if path.stat().st_mtime < limit]
    for path in old:
        path.unlink()
    return len(old)


def newest(folder: Path) -> datetime | None:
    """When the newest copy in the folder was made; None where there is none."""
    moments = [path.stat().st_mtime for path in folder.glob("drieklank-*.tar.gz")]
    return datetime.fromtimestamp(max(moments), tz=now().tzinfo) if moments else None


def is_empty() -> bool:
    """Whether the database holds no board and no user: only then may a copy go in unasked."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for table in {"schools_board", "schools_user"} & tables:
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 -- two fixed names
            if cursor.fetchone():
                return False
    return True


def put_back(file: Path) -> Manifest:
    """Replace database and files by those of the copy; the caller checked that this may be, and finishes."""
    with tempfile.TemporaryDirectory(prefix="drieklank-restore-", dir=settings.DATA_DIR) as work:
        manifest = _unpack(file, Path(work))
        database = Path(work, "database")
        if manifest.engine != _engine():
            raise BackupRefused(f"Deze kopie is van {manifest.engine}; hier draait {_engine()}.")
        if manifest.sha256 != _sha256(database):
            raise BackupRefused("De reservekopie is beschadigd: de controlesom klopt niet.")
        if manifest.engine == "sqlite":
            connection.close()
            with (
                closing(sqlite3.connect(database)) as source,
                closing(
                    sqlite3.connect(str(settings.DATABASES["default"]["NAME"]), timeout=60)
                ) as target,
            ):
                source.backup(target)
        else:
            connection.close()
            _pg("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction",
                f"--dbname={_pg_name()}", str(database))  # fmt: skip
        for path in list(_files()):
            if not path.is_relative_to(work):
                path.unlink()
        files = Path(work, "files")
        if files.is_dir():
            shutil.copytree(files, settings.DATA_DIR, dirs_exist_ok=True)
    return manifest


def _unpack_one(tar: tarfile.TarFile, member: tarfile.TarInfo, work: Path) -> None:
    """One plain file, inside the folder: Python 3.11.2 has no safe `extractall` yet."""
    target = (work / member.name).resolve()
    if not target.is_relative_to(work.resolve()):
        raise ValueError(member.name)
    content = tar.extractfile(member)
    if content is None:
        raise ValueError(member.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, target.open("wb") as out:
        shutil.copyfileobj(content, out)


def _unpack(file: Path, work: Path) -> Manifest:
    try:
        with tarfile.open(file, "r:gz") as tar:
            for member in tar:
                if member.isfile():
                    _unpack_one(tar, member, work)
        return Manifest.loads((work / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, EOFError, KeyError, ValueError) as error:
        raise BackupRefused(
            f"{file.name} is geen reservekopie van Drieklank, of is beschadigd."
        ) from error


def finish(manifest: Manifest) -> dict[str, Any]:
    """After `put_back` and the migrations: what was erased or revoked since goes again, and everybody signs in anew.

    Returns the counts: {"erase": n, "revoke": n, "sessions": n, "mail": n}.
    """
    done: dict[str, Any] = dict(ledger.reapply(manifest.made_at - MARGIN))
    with open_every_tenant("finishing a restore: sessions end, mail stops, and it is written down"):
        done["sessions"] = Session.objects.count() + PersonSession.objects.count()
        Session.objects.all().delete()
        PersonSession.objects.all().delete()
        StaffSession.objects.filter(expires_at__gt=now()).update(expires_at=now())
        # What waited then has mostly been sent since: better one letter too few than everything twice.
        waiting = Message.objects.filter(state__in=[MessageState.WAITING, MessageState.SENDING])
        done["mail"] = waiting.count()
        waiting.filter(leaves_nothing=True).delete()
        waiting.update(
            state=MessageState.CANCELLED,
            to="",
            language="",
            fields={},
            filler="",
            filler_ref="",
            not_before=None,
        )
        for board in Board.objects.all():
            note("backup:restored", board, by=SYSTEM, made_at=manifest.made_at.isoformat(), **done)
    return done
