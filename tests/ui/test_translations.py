"""A parent who reads Arabic meets no Dutch in the frame of a page or under a field."""

import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext

from drieklank.content.texts import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = sorted((ROOT / "drieklank" / "ui" / "locale").glob("*/LC_MESSAGES/django.po"))
TAG = re.compile(r"""\{%\s*translate\s+(?:"([^"]*)"|'([^']*)')""")
BLOCK = re.compile(r"\{%\s*blocktranslate[^%]*%\}(.*?)\{%\s*endblocktranslate", re.DOTALL)
CALL = re.compile(r"""\b(?:n?gettext(?:_lazy)?|_)\(\s*"([^"]*)\"""")


def words_in_the_code() -> set[str]:
    """Every text that the frames and forms mark for translation."""
    found: set[str] = set()
    for path in (ROOT / "drieklank").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= {first or second for first, second in TAG.findall(text)}
        found |= {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", said) for said in BLOCK.findall(text)}
    for path in (ROOT / "drieklank" / "ui").rglob("*.py"):
        found |= set(CALL.findall(path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_every_word_is_translated(path: Path) -> None:
    with path.open("rb") as file:
        catalog = read_po(file, locale=path.parts[-3])
    known = set()
    for message in catalog:
        if not message.id:
            continue
        known.add(message.id[0] if isinstance(message.id, tuple) else message.id)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(said), message.id

    assert words_in_the_code() - known == set()


def test_there_is_a_catalog_for_each_language_but_the_dutch_of_the_source() -> None:
    assert {path.parts[-3] for path in FILES} == set(LANGUAGES) - {"nl"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_the_compiled_file_is_fresh(path: Path) -> None:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert path.with_suffix(".mo").read_bytes() == module.compiled(path)


def test_the_frame_speaks_the_readers_language() -> None:
    with translation.override("ar"):
        assert gettext("Naar de inhoud") == "انتقل إلى المحتوى"
    with translation.override("nl"):
        assert gettext("Naar de inhoud") == "Naar de inhoud"
