"""Translations in files of their own: `v1.tr.yaml` beside `v1.yaml`, one file per language.

Whoever translates or reads over sees one language at a time, and a published questionnaire itself
never changes. A file names its language, who has read it over, and a text per place:

    language: tr
    reviewed_by: none
    texts:
      title: "..."
      parts/welcome/items/welcome.greeted/text: "..."

A place is the way through the file: names of fields, and of members of a list their key. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel

from drieklank.content.schema import Framework, Message, Questionnaire, Strict, SurveyInterface
from drieklank.content.schema.base import NoneWord, Words
from drieklank.content.texts import LANGUAGES, Texts

_NAME: Final = re.compile(r"^(?P<source>.+)\.(?P<lang>[a-z]{2})\.yaml$")
_PLACES: Final[Mapping[type[BaseModel], re.Pattern[str]]] = {
    # `short` stands in charts for the school: Dutch.
    Questionnaire: re.compile(r"(?!.*/short$).*"),
    Framework: re.compile(r"goals/[^/]+/(name|short|definition)"),
    Message: re.compile(r".*"),
    SurveyInterface: re.compile(r"texts/.*"),
}


class Translation(Strict):
    """One file in one language."""

    language: Annotated[str, Words]
    reviewed_by: Annotated[Words | None, NoneWord]
    texts: Mapping[str, Words]


class UnknownPlace(LookupError):
    """A translation names a place that the file does not have."""


def is_translation(path: Path) -> bool:
    """Say whether a file holds a translation of the file beside it."""
    match = _NAME.match(path.name)
    return match is not None and match["lang"] in LANGUAGES


def translations_of(path: Path) -> list[Path]:
    """Return the translations that lie beside a file, in order of language."""
    return sorted(
        other for other in path.parent.glob(f"{path.stem}.*.yaml") if is_translation(other)
    )


def can_be_translated(content: object) -> bool:
    """Say whether translations lie beside this file: whatever parents read."""
    audience = getattr(content, "audience", "parents")
    return type(content) in _PLACES and audience == "parents"


def places(content: BaseModel) -> Iterator[tuple[str, Texts]]:
    """Yield every place that is to be translated, with its text, in the order of the file."""
    wanted = _PLACES[type(content)]
    return ((place, texts) for place, texts in _walk(content, ()) if wanted.fullmatch(place))


def _walk(value: object, way: tuple[str, ...]) -> Iterator[tuple[str, Texts]]:
    if isinstance(value, Texts):
        yield "/".join(way), value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), (*way, name))
    elif isinstance(value, tuple):
        for index, member in enumerate(value):
            yield from _walk(member, (*way, str(getattr(member, "key", index))))
    elif isinstance(value, Mapping):
        for name, member in value.items():
            yield from _walk(member, (*way, str(name)))


def add_translation(data: dict[str, Any], translation: Translation) -> None:
    """Put the texts of a translation into the raw content of the file it belongs to.

    Raises:
        UnknownPlace: the file has no such place; the argument names it.
    """
    for place, text in translation.texts.items():
        *way, last = place.split("/")
        parent = _at(data, way, place)
        key: Any = last
        if isinstance(parent, list):
            key = _index(parent, last, place)
        elif not isinstance(parent, dict) or last not in parent:
            raise UnknownPlace(place)
        there = parent[key]
        parent[key] = ({"nl": there} if isinstance(there, str) else dict(there)) | {
            translation.language: text
        }
    languages = data.setdefault("languages", {})
    languages[translation.language] = {"reviewed_by": translation.reviewed_by or "none"}


def _at(data: Any, way: list[str], place: str) -> Any:
    for step in way:
        if isinstance(data, list):
            data = data[_index(data, step, place)]
        elif isinstance(data, dict) and step in data:
            data = data[step]
        else:
            raise UnknownPlace(place)
    return data


def _index(members: list[Any], step: str, place: str) -> int:
    for index, member in enumerate(members):
        if isinstance(member, dict) and str(member.get("key", index)) == step:
            return index
    raise UnknownPlace(place)
