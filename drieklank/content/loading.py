"""From a file in content/ to a checked object, or to sentences that say what is wrong and where.

Every scalar is read as text (`no`, `1.0` and `2026-01-01` stay what was typed); a key that stands twice is refused.
The sentences are Dutch: whoever writes the texts reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from drieklank.content.markdown import to_html
from drieklank.content.schema import (
    CertificateRules,
    Framework,
    FrontMatter,
    Instrument,
    Message,
    Page,
    Questionnaire,
    SurveyInterface,
)
from drieklank.content.texts import LANGUAGES, SOURCE_LANGUAGE
from drieklank.content.translations import (
    Translation,
    UnknownPlace,
    add_translation,
    translations_of,
)

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong. file: path below content/; key: where in the file, empty for the whole file."""

    file: str
    key: str
    sentence: str

    def __str__(self) -> str:
        return (
            f"{self.file}, bij {self.key}: {self.sentence}"
            if self.key
            else f"{self.file}: {self.sentence}"
        )


class ContentError(ValueError):
    """A file of content/ is not valid; `problems` says where and why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class _TextLoader(_Loader):
    """Reads scalars as text and refuses a key that stands twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            key = str(key_node.value)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"duplicate:{key}", key_node.start_mark
                )
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


_SENTENCES: Final = {
    "missing": "Dit moet er staan, maar ontbreekt.",
    "extra_forbidden": "Dit kennen we hier niet.",
    "string_too_short": "Dit mag niet leeg zijn.",
    "too_short": "Dit mag niet leeg zijn.",
    "int_parsing": "Hier hoort een heel getal.",
    "int_type": "Hier hoort een heel getal.",
    "string_type": "Hier hoort een tekst.",
    "tuple_type": "Hier hoort een lijst.",
    "mapping_type": "Hier hoort een tekst per taal of een blok met sleutels.",
    "model_type": "Hier hoort een blok met sleutels.",
    "model_attributes_type": "Hier hoort een blok met sleutels.",
    "date_from_datetime_parsing": "Hier hoort een datum, zoals 2026-11-22.",
    "date_parsing": "Hier hoort een datum, zoals 2026-11-22.",
}


def _sentence(error: ErrorDetails) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind == "enum":
        return f"Kies een van deze woorden: {context['expected'].replace(' or ', ', ')}."
    if kind == "greater_than_equal":
        return f"Dit getal moet minstens {context['ge']} zijn."
    if kind == "less_than_equal":
        return f"Dit getal mag hoogstens {context['le']} zijn."
    if kind == "string_pattern_mismatch":
        return f"{error['input']!r} heeft niet de goede vorm: {context['pattern']}"
    return _SENTENCES.get(kind, f"Dit klopt niet: {error['msg']}.")


def validate(shape: type[Shape], data: object, file: str) -> Shape:
    """Check data (text, lists and mappings) against a shape. Raises ContentError with every problem found."""
    try:
        return shape.model_validate(data)
    except ValidationError as failure:
        raise ContentError(
            [
                Problem(file, ".".join(str(step) for step in error["loc"]), _sentence(error))
                for error in _without_echoes(failure.errors())
            ]
        ) from failure


def _without_echoes(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out "this list is empty" where it is so only because a member of the list was refused."""
    places = [error["loc"] for error in errors]

    def is_echo(error: ErrorDetails) -> bool:
        depth = len(error["loc"])
        deeper = (loc for loc in places if len(loc) > depth)
        return error["type"] == "too_short" and any(loc[:depth] == error["loc"] for loc in deeper)

    return [error for error in errors if not is_echo(error)]


def read_text(path: Path, file: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as failure:
        raise ContentError([Problem(file, "", "Dit bestand is er niet.")]) from failure
    except UnicodeDecodeError as failure:
        raise ContentError(
            [Problem(file, "", "Dit bestand is niet opgeslagen als UTF-8.")]
        ) from failure


def read_yaml(text: str, file: str) -> object:
    """YAML as text, lists and mappings. Raises ContentError, with the line, where it cannot be read."""
    try:
        return yaml.load(text, Loader=_TextLoader)  # noqa: S506 - only text, lists and mappings come out
    except yaml.YAMLError as failure:
        mark = getattr(failure, "problem_mark", None)
        line = f"regel {mark.line + 1}" if mark is not None else ""
        problem = str(getattr(failure, "problem", "") or "")
        raise ContentError([Problem(file, line, _yaml_sentence(problem))]) from failure


def _yaml_sentence(problem: str) -> str:
    if problem.startswith("duplicate:"):
        return f"De sleutel {problem.removeprefix('duplicate:')} staat er twee keer."
    return f"Dit is geen geldige YAML ({problem}). Let op inspringen, dubbele punten en aanhalingstekens."


def _named(
    shape: type[Shape],
    root: Path,
    file: str,
    expected: Mapping[str, str | int],
    *,
    translated: bool,
) -> Shape:
    """Load a file with the translations beside it, and check that it says what its name says."""
    data = read_yaml(read_text(root / file, file), file)
    if translated and isinstance(data, dict):
        for path in translations_of(root / file):
            _translate(data, path, root)
    found = validate(shape, data, file)
    problems = [
        Problem(
            file, name, f"Hier staat {getattr(found, name)}, maar het bestand heet naar {value}."
        )
        for name, value in expected.items()
        if getattr(found, name) != value
    ]
    if problems:
        raise ContentError(problems)
    return found


def _translate(data: dict[str, Any], path: Path, root: Path) -> None:
    file = path.relative_to(root).as_posix()
    translation = validate(Translation, read_yaml(read_text(path, file), file), file)
    if not path.name.endswith(f".{translation.language}.yaml"):
        sentence = f"Hier staat {translation.language}, maar het bestand heet naar een andere taal."
        raise ContentError([Problem(file, "language", sentence)])
    try:
        add_translation(data, translation)
    except UnknownPlace as failure:
        sentence = "Deze plaats is er niet in het bestand dat vertaald is."
        raise ContentError([Problem(file, str(failure.args[0]), sentence)]) from failure


def _version_of(file: str) -> int:
    digits = Path(file).stem.removeprefix("v")
    if not digits.isdigit():
        raise ContentError([Problem(file, "", "Een versie heet v1.yaml, v2.yaml, enzovoort.")])
    return int(digits)


def _numbered(file: str) -> dict[str, str | int]:
    return {"key": Path(file).parent.name, "version": _version_of(file)}


def load_framework(root: Path, file: str, *, translated: bool = True) -> Framework:
    return _named(Framework, root, file, _numbered(file), translated=translated)


def load_questionnaire(root: Path, file: str, *, translated: bool = True) -> Questionnaire:
    return _named(Questionnaire, root, file, _numbered(file), translated=translated)


def load_certificate(root: Path, file: str, *, translated: bool = True) -> CertificateRules:
    return _named(CertificateRules, root, file, _numbered(file), translated=translated)


def load_interface(root: Path, file: str, *, translated: bool = True) -> SurveyInterface:
    return _named(SurveyInterface, root, file, _numbered(file), translated=translated)


def load_instrument(root: Path, file: str, *, translated: bool = True) -> Instrument:
    return _named(Instrument, root, file, {"key": Path(file).stem}, translated=translated)


def load_message(root: Path, file: str, *, translated: bool = True) -> Message:
    return _named(Message, root, file, {"key": Path(file).stem}, translated=translated)


def load_page(root: Path, file: str) -> Page:
    """One page in one language: `privacy.md` is Dutch, `privacy.en.md` English."""
    slug, _, lang = Path(file).stem.partition(".")
    text = read_text(root / file, file).replace("\r\n", "\n")
    head, separator, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not separator:
        raise ContentError([Problem(file, "", "Begin met een kop tussen twee regels met ---.")])
    front = validate(FrontMatter, read_yaml(head, file), file)
    lang = lang or SOURCE_LANGUAGE
    if lang not in LANGUAGES:
        raise ContentError([Problem(file, "", f"De taal {lang} kennen we niet.")])
    body = body.strip()
    there = tuple(code for code in LANGUAGES if (root / _page_file(file, slug, code)).exists())
    return Page(slug, front.title, front.updated_on, there, body, to_html(body), lang)


def _page_file(file: str, slug: str, lang: str) -> Path:
    name = f"{slug}.md" if lang == SOURCE_LANGUAGE else f"{slug}.{lang}.md"
    return Path(file).with_name(name)
