"""The tables of answers: what they have not is what protects people."""

import pytest
from django.db import connection

from drieklank.measure import models

UNORDERED = [models.Envelope, models.Draft, models.OpenText]


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.parametrize("model", UNORDERED, ids=lambda model: model.__name__)
def test_table_of_answers_keeps_no_row_numbers(model: type) -> None:
    """A migration that remakes the table must say WITHOUT ROWID again, or order comes back."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [model._meta.db_table])
        (sql,) = cursor.fetchone()
    assert sql.endswith("WITHOUT ROWID")


@pytest.mark.parametrize(
    ("model", "columns"),
    [
        (models.Envelope, ["id", "board", "round", "role", "sealed"]),
        (models.Draft, ["id", "board", "round", "sealed"]),
        (models.OpenText, ["id", "board", "round", "item", "text", "closed_on"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_table_of_answers_has_no_column_to_follow(model: type, columns: list[str]) -> None:
    assert sorted(field.name for field in model._meta.fields) == sorted(columns)
    assert model._meta.pk.get_internal_type() == "UUIDField"


def test_invitation_keeps_no_moment_at_all() -> None:
    kinds = {field.get_internal_type() for field in models.Invitation._meta.fields}
    assert kinds.isdisjoint({"DateField", "DateTimeField", "TimeField", "BigAutoField"})


@pytest.mark.django_db
@pytest.mark.sqlite
def test_every_connection_overwrites_what_it_deletes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
