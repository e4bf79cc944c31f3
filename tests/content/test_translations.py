"""A translation lies beside its file: complete or refused, and never able to change the Dutch."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings

from drieklank.content.library import load_file
from drieklank.content.loading import ContentError
from drieklank.content.locking import fingerprint, whole_fingerprint
from drieklank.content.translations import is_translation, places

FILE = "messages/reminder-team-1.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "messages").mkdir()
    shutil.copy(Path(settings.CONTENT_DIR) / FILE, tmp_path / FILE)
    return tmp_path


def translate(root: Path, texts: dict[str, str], language: str = "tr") -> Path:
    lines = [f"language: {language}", "reviewed_by: none", "texts:"]
    lines += [f"  {place}: '{text}'" for place, text in texts.items()]
    path = root / "messages/reminder-team-1.tr.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_whole_translation_is_found_beside_its_file(root: Path) -> None:
    body = load_file(root, FILE).body.text()
    fields = " ".join(part for part in body.split() if part.startswith("{"))
    assert [place for place, _ in places(load_file(root, FILE))] == ["subject", "body"]
    dutch = load_file(root, FILE).subject.text()
    translate(root, {"subject": dutch, "body": body.replace("'", "''")})
    assert fields
    found = load_file(root, FILE)
    assert (set(found.languages), found.body.said("tr").is_fallback) == ({"nl", "tr"}, False)
    assert found.subject.text() == dutch


def test_half_a_translation_is_refused(root: Path) -> None:
    translate(root, {"subject": "Merhaba"})
    with pytest.raises(ContentError, match="Bij body ontbreekt de tekst in: tr"):
        load_file(root, FILE)


def test_translation_of_a_place_that_is_not_there_is_refused_with_its_name(root: Path) -> None:
    translate(root, {"subjekt": "Merhaba"})
    with pytest.raises(ContentError, match="bij subjekt: Deze plaats is er niet"):
        load_file(root, FILE)


def test_translation_under_the_name_of_another_language_is_refused(root: Path) -> None:
    translate(root, {"subject": "x"}, language="pl")
    with pytest.raises(ContentError, match="Hier staat pl"):
        load_file(root, FILE)


def test_translation_changes_the_snapshot_but_never_the_published_version(root: Path) -> None:
    before = (fingerprint(root, FILE), whole_fingerprint(root, FILE))
    assert before[0] == before[1]
    translate(root, {"subject": "Merhaba"})
    assert fingerprint(root, FILE) == before[0]
    assert whole_fingerprint(root, FILE) != before[1]


def test_only_names_with_a_language_of_ours_are_translations() -> None:
    named = ("v1.tr.yaml", "v1.yaml", "v1.xx.yaml", "a.ti.yaml")
    assert [is_translation(Path(name)) for name in named] == [True, False, False, True]
