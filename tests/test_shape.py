"""The plan of the house, kept by tests: what a reviewer would otherwise have to remember."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "drieklank"
MAX_LINES = 400
FORBIDDEN_NAMES = {"utils", "helpers", "common", "services", "misc", "tools", "managers"}
# Where SQL is written by hand, and why.
RAW_SQL = {
    "drieklank/config/backup.py": "copies a whole database; asks for tables before there are models",
    "drieklank/measure/actions/answers.py": "one statement that makes or replaces a draft",
    "drieklank/measure/prepared.py": "statements of the answer pages, compiled once",
    "drieklank/people/actions/roster/work.py": "many rows, each with its own value, in one go",
    "drieklank/measure/storage.py": "empties SQLite's write-ahead log at the close of a round",
}
CAPABILITIES = {
    "improve", "results", "training", "contact", "meetings", "care", "voice", "measure", "toolkit", "office", "homes",
}  # fmt: skip
# The bottom and the top have no pages, tables and actions in the usual order.
LOOSE = {"drieklank.config", "drieklank.ui"}
FILES = {"rules", "models", "queries", "actions", "forms", "views", "tasks", "urls"}


@cache
def tracked() -> list[Path]:
    """What git knows, or would know: new files too, ignored ones not."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def python_files(*, tests: bool = True) -> Iterator[Path]:
    for path in tracked():
        inside = path.is_relative_to(PACKAGE) or (tests and path.is_relative_to(ROOT / "tests"))
        if path.suffix == ".py" and inside and "migrations" not in path.parts:
            yield path


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_there_is_something_to_look_at() -> None:
    assert len(list(python_files())) > 100


def test_no_file_is_longer_than_can_be_read_in_one_go() -> None:
    long = {
        name(path): lines
        for path in python_files()
        if (lines := path.read_text(encoding="utf-8").count("\n")) > MAX_LINES
    }
    assert long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [name(path) for path in python_files() if path.stem in FORBIDDEN_NAMES] == []


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def _is_rules(path: Path) -> bool:
    return path.stem == "rules" or path.parent.name == "rules"


def test_rules_know_no_django() -> None:
    rules = [path for path in python_files(tests=False) if _is_rules(path)]
    assert len(rules) > 2
    assert [name(path) for path in rules if "django" in _imports(path)] == []


# `fetch(request, School.objects.all(), …)`: the door itself narrows these rows.
DOOR = re.compile(r"\b(fetch|visible)\(\w+, .*\.objects\.all\(\)")


def test_views_read_by_queries_and_never_ask_a_table_themselves() -> None:
    views = [
        path
        for path in python_files(tests=False)
        if path.stem == "views" or path.parent.name == "views"
    ]
    assert len(views) > 2
    found = [
        f"{name(path)}:{number}"
        for path in views
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\.(objects|_default_manager)\b", line) and not DOOR.search(line)
    ]
    assert found == []


def test_hand_written_sql_stands_in_the_list() -> None:
    found = {
        name(path)
        for path in python_files(tests=False)
        if re.search(r"\.raw\(|\bcursor\(|RawSQL", path.read_text(encoding="utf-8"))
    }
    assert found - set(RAW_SQL) == set()


def test_every_package_of_the_house_is_held_to_the_plan() -> None:
    """A new folder must stand in the import contracts, or nothing keeps it in its place."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {c["id"]: c for c in config["tool"]["importlinter"]["contracts"]}
    layers = {
        part.strip(" ()") for layer in contracts["down"]["layers"] for part in layer.split("|")
    }
    packages = {f"drieklank.{path.parent.name}" for path in PACKAGE.glob("*/__init__.py")}
    with_files = {
        f"drieklank.{path.relative_to(PACKAGE).parts[0]}"
        for stem in FILES
        for path in [*PACKAGE.glob(f"*/{stem}.py"), *PACKAGE.glob(f"*/{stem}/__init__.py")]
    }
    assert packages - layers == set()
    assert with_files - set(contracts["inside"]["containers"]) - LOOSE == set()


def test_a_capability_lets_others_in_by_queries_and_actions_only() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    guarded = {
        module
        for contract in config["tool"]["importlinter"]["contracts"]
        if contract["type"] == "protected"
        for module in contract["protected_modules"]
    }
    closed = ("models", "forms", "views", "tasks", "rules")
    present = {
        f"drieklank.{capability}.{stem}"
        for capability in CAPABILITIES - {"homes", "office"}  # nobody may import those two at all
        for stem in closed
        if (PACKAGE / capability / f"{stem}.py").exists() or (PACKAGE / capability / stem).is_dir()
    }
    assert present - guarded == set()


def test_every_suppression_says_why() -> None:
    silent = [
        f"{name(path)}:{number}"
        for path in python_files()
        if path.name != "test_shape.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"#\s*noqa(?!: [A-Z0-9, ]+ ?(?:-{1,2} |\()\S)", line)
        or (
            path.is_relative_to(PACKAGE)
            and re.search(r"#\s*type: ignore(?!\[[a-z-, ]+\]\s*#\s*\S)", line)
        )
    ]
    assert silent == []


# Written in parts, so that this file does not find itself.
LEAKS = re.compile(
    "|".join(
        (
            re.escape(str(ROOT.parent)) + r"/(?!pg_)",
            "/root" + "/", "/home" + "/[a-z]",
            "pypi" + r"\.org", "registry" + r"\.npmjs", "deb" + r"\.debian\.org",
            "index" + "-url =",
        )
    )
)  # fmt: skip
TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".sh",
    ".html",
    ".css",
    ".js",
    ".yaml",
    ".yml",
    ".json",
    ".typ",
    "",
}


def test_nothing_names_a_folder_of_one_machine_or_a_package_registry() -> None:
    found = []
    for path in tracked():
        if path.suffix in TEXT and path.name != "LICENSE":
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{name(path)}: {match[0]}" for match in LEAKS.finditer(text)]
    assert found == []


UNFINISHED = re.compile(
    r"\b(?:TO" + "DO|FIX" + "ME|XX" + r"X)\b|raise Not" + "ImplementedError|[Ll]orem" + " ipsum"
)


def test_nothing_is_left_for_later() -> None:
    found = [
        f"{name(path)}: {match[0]}"
        for path in tracked()
        if path.suffix in TEXT - {".txt"}
        for match in UNFINISHED.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def _pins(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    found = [re.match(r"([a-zA-Z0-9._-]+)==([^\s;\\]+)", line) for line in lines]
    return {match[1].lower(): match[2] for match in found if match}


def test_what_is_tested_is_what_runs() -> None:
    """`make run` leaves a development environment alone, since it holds the very same versions."""
    run, dev = _pins("requirements.txt"), _pins("requirements-dev.txt")
    assert len(run) > 30
    assert {package: dev.get(package) for package in run} == run


@pytest.mark.parametrize(
    "file", ["requirements.txt", "requirements-dev.txt", "scripts/requirements-tools.txt"]
)
def test_every_package_is_pinned_by_hash(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip()]
    assert [line[:60] for line in lines if "--hash=sha256:" not in line] == []
