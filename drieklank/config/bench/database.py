"""A database of its own on the PostgreSQL server of DATABASE_URL, gone afterwards."""

from __future__ import annotations

import secrets
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from drieklank.config.bench import processes


@dataclass(frozen=True)
class Postgres:
    """url: of the new database. process: of the whole PostgreSQL server; None where it runs elsewhere."""

    given: str
    name: str
    url: str
    process: int | None

    @classmethod
    def make(cls, given: str) -> Postgres:
        """Make a database beside the given one, which stays untouched.

        Raises:
            psycopg.Error: it cannot be reached, or may not make databases.
        """
        name = f"drieklank_bench_{secrets.token_hex(4)}"
        with closing(psycopg.connect(given, autocommit=True)) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            process = _server(connection.info.backend_pid)
        return cls(given, name, urlunsplit(urlsplit(given)._replace(path=f"/{name}")), process)

    def drop(self) -> None:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        with closing(psycopg.connect(self.given, autocommit=True)) as connection:
            connection.execute(statement.format(sql.Identifier(self.name)))


def _server(backend: int) -> int | None:
    """The process that this connection's process came from, when it is on this machine."""
    try:
        return processes.parent(backend) if processes.name(backend) == "postgres" else None
    except OSError:
        return None
