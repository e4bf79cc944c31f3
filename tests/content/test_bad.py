"""Faulty files, each with the sentences that must come back.

A file starts with `# shape:` and one or more `# expect: key | sentence`; the rest is the file itself.
"""

from pathlib import Path

import pytest
from pydantic import BaseModel

from drieklank.content.loading import ContentError, load_page, read_text, read_yaml, validate
from drieklank.content.schema import Framework, Message, Questionnaire

BAD = Path(__file__).parent / "bad"
SHAPES: dict[str, type[BaseModel]] = {
    "framework": Framework,
    "message": Message,
    "questionnaire": Questionnaire,
}
FILES = sorted(BAD.glob("*.yaml"))


def head(text: str, name: str) -> list[str]:
    mark = f"# {name}:"
    return [line.removeprefix(mark).strip() for line in text.splitlines() if line.startswith(mark)]


def test_bad_examples_are_there() -> None:
    assert len(FILES) >= 15


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_bad_file_is_refused_with_its_key_and_a_sentence(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    (shape,) = head(text, "shape")
    with pytest.raises(ContentError) as caught:
        validate(SHAPES[shape], read_yaml(text, path.name), path.name)
    found = [f"{problem.key} | {problem.sentence}".strip() for problem in caught.value.problems]
    assert found == head(text, "expect")
    assert {problem.file for problem in caught.value.problems} == {path.name}


def test_missing_file_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"^messages/gone\.yaml: Dit bestand is er niet\.$"):
        read_text(tmp_path / "gone.yaml", "messages/gone.yaml")


def test_file_in_windows_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_bytes("één".encode("cp1252"))
    with pytest.raises(ContentError, match="Dit bestand is niet opgeslagen als UTF-8"):
        read_text(path, "old.yaml")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Zomaar tekst\n", "Begin met een kop tussen twee regels met ---."),
        (
            "---\ntitle: A\nupdated_on: gisteren\n---\nx\n",
            "Hier hoort een datum, zoals 2026-11-22.",
        ),
        ("---\nupdated_on: 2026-11-22\n---\nx\n", "Dit moet er staan, maar ontbreekt."),
    ],
)
def test_page_with_a_faulty_head_is_refused(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_page(tmp_path, "a.md")
    assert [problem.sentence for problem in caught.value.problems] == [sentence]
