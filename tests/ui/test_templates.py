"""Every template of the house: reads well, has no inline style or script, names real icons."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

import drieklank
from drieklank.ui.parts.marks import icon_names

ROOT = Path(drieklank.__file__).parent
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))
# A mail is read outside the site: mail programs know attributes only, and no policy of ours.
MAILS = {"outbox/mail.html"}

FORBIDDEN = {
    "style attribute": r"\sstyle\s*=",
    "style element": r"<style\b",
    "inline script": r'<script\b(?![^>]*\bsrc=)(?![^>]*\btype="application/json")',
    "event handler": r"\son[a-z]+\s*=\s*[\"']",
    "script address": r"javascript:",
    "htmx that needs eval": r"\bhx-on\b|\bjs:",
}


def name_of(path: Path) -> str:
    return path.as_posix().split("/templates/", 1)[1]


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) >= 10


PAGES = [path for path in TEMPLATES if name_of(path) not in MAILS]


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_template_has_nothing_that_the_content_security_policy_blocks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = {what for what, pattern in FORBIDDEN.items() if re.search(pattern, text)}
    assert found == set()


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_can_be_read(path: Path) -> None:
    assert get_template(name_of(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_names_icons_that_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    used = re.findall(r"\bicon(?:_after)?=\"([^\"]+)\"|\{% icon \"([^\"]+)\"", text)
    names = {first or second for first, second in used}
    assert names - icon_names() == set()


def test_menus_name_icons_that_exist() -> None:
    used: set[str] = set()
    for path in ROOT.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        used.update(re.findall(r"NavItem\([^()]*?,\s*[^(),]+,\s*\"([a-z0-9-]+)\"", text))
        used.update(re.findall(r"\bicon=\"([a-z0-9-]+)\"", text))
    assert used
    assert used - icon_names() == set()
