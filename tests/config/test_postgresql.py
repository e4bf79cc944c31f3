"""A kept connection to PostgreSQL is looked at before each request, without asking the server."""

from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection

pytestmark = pytest.mark.postgresql


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _end(backend: int) -> None:
    here: Any = connection
    own = here.get_connection_params()
    for only_django_knows in ("cursor_factory", "context", "prepare_threshold"):
        own.pop(only_django_knows, None)
    with psycopg.connect(**own) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [backend]).fetchone()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(settings.ON_SQLITE, reason="needs PostgreSQL (DATABASE_URL)")
def test_a_connection_that_the_server_ended_is_not_used_again() -> None:
    here: Any = connection
    backend = _backend()
    assert here.is_usable()

    _end(backend)

    assert not here.is_usable()
    here.close()
    assert _backend() != backend


@pytest.mark.django_db
@pytest.mark.skipif(settings.ON_SQLITE, reason="needs PostgreSQL (DATABASE_URL)")
def test_a_statement_that_returns_is_planned_once() -> None:
    here: Any = connection
    for number in range(3):
        with here.prepared_cursor() as cursor:
            cursor.execute("SELECT %s::int + 40", [number])
            assert cursor.fetchone() == (40 + number,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%+ 40'")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(settings.ON_SQLITE, reason="needs PostgreSQL (DATABASE_URL)")
def test_an_answering_page_after_the_database_was_restarted_gets_a_new_connection() -> None:
    here: Any = connection
    with here.prepared_cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    _end(backend)
    here.close_if_unusable_or_obsolete()  # what Django does when a request begins
    with here.prepared_cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() != (backend,)


@pytest.mark.django_db
@pytest.mark.skipif(settings.ON_SQLITE, reason="needs PostgreSQL (DATABASE_URL)")
def test_rows_of_prepared_statements_read_as_those_of_other_statements_do() -> None:
    here: Any = connection
    sql = "SELECT '[1, \"é\"]'::jsonb, '\\x00ff'::bytea, date '2026-11-22', 7::bigint, true, NULL::uuid"
    with here.cursor() as cursor:
        cursor.execute(sql)
        usual = cursor.fetchone()
    with here.prepared_cursor() as cursor:
        cursor.execute(sql)
        assert cursor.fetchone() == usual
