"""A setting that nobody can find does not exist: code and page must name the same ones."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from drieklank.config import settings as product
from tests.conftest import ROOT

SOURCE = (ROOT / "drieklank" / "config" / "settings.py").read_text(encoding="utf-8")
PAGE = (ROOT / "docs" / "operations" / "settings.md").read_text(encoding="utf-8")


def test_every_setting_stands_in_the_docs_and_none_else() -> None:
    read = set(re.findall(r"\benv(?:_bool|_int|_list)?\(\s*[\"']([A-Z_]+)[\"']", SOURCE))
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", PAGE, re.MULTILINE))
    assert len(read) > 25
    assert told == read


def test_a_secret_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "secret"
    file.write_text("from the file\n")
    monkeypatch.setenv("EMAIL_PASSWORD", "from the environment")
    monkeypatch.setenv("EMAIL_PASSWORD_FILE", str(file))
    assert product.env("EMAIL_PASSWORD") == "from the file"


@pytest.mark.parametrize(
    ("value", "meant"), [("ja", True), ("NO", False), ("1", True), ("false", False)]
)
def test_yes_and_no_are_read_in_several_ways(
    value: str, meant: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEBUG", value)
    assert product.env_bool("DEBUG") is meant


def test_a_value_that_is_neither_yes_nor_no_stops_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(ImproperlyConfigured, match="DEBUG moet yes of no zijn"):
        product.env_bool("DEBUG")


def test_a_number_that_is_none_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMAIL_PORT", "twenty-five")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_PORT moet een geheel getal zijn"):
        product.env_int("EMAIL_PORT", 25)


def test_a_database_address_with_odd_signs_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://school:p%40ss%2Fword@db.example:5433/drie")
    found = product._database()
    wanted = {
        "NAME": "drie",
        "USER": "school",
        "PASSWORD": "p@ss/word",
        "HOST": "db.example",
        "PORT": "5433",
    }
    assert {key: found[key] for key in wanted} == wanted


def test_another_kind_of_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "mysql://school@db.example/drie")
    with pytest.raises(ImproperlyConfigured, match="postgres"):
        product._database()
