"""Every verb that the code writes down has a sentence, and the register is what the tables say."""

from __future__ import annotations

import ast
from pathlib import Path

from drieklank.audit.register import register
from drieklank.audit.retention import tables
from drieklank.audit.words import SENTENCES, sentence, table_name

ROOT = Path(__file__).resolve().parent.parent.parent


def verbs_in_code() -> set[str]:
    """First argument of every note("…") in the product."""
    found = set()
    for path in (ROOT / "drieklank").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "note" and node.args:
                verb = node.args[0]
                if isinstance(verb, ast.Constant) and isinstance(verb.value, str):
                    found.add(verb.value)
    return found


def test_every_verb_in_the_code_has_a_dutch_sentence() -> None:
    verbs = verbs_in_code()

    assert "staff_session.request" in verbs
    assert sorted(verbs - set(SENTENCES)) == []


def test_an_unknown_verb_is_shown_rather_than_hidden() -> None:
    assert sentence("moon.landed") == "deed: moon.landed"
    assert sentence("pupil.viewed") == "bekeek de gegevens van een leerling"


def test_the_register_names_every_table_with_personal_data() -> None:
    text = register()
    lines = [line for line in text.splitlines() if line.startswith("| ")][2:]

    assert len(lines) == len(list(tables()))
    assert all(f"| {table_name(table.label)} |" in text for table in tables())


def test_the_register_in_the_repository_is_fresh() -> None:
    """Written again by `drieklank retention --register`."""
    assert (ROOT / "docs/privacy/register.md").read_text(encoding="utf-8") == register()
