"""What every content file shares: nothing unknown is accepted, and nothing changes after loading."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from drieklank.content.texts import LANGUAGES, SOURCE_LANGUAGE, Texts

NONE_WORD = "none"


class Strict(BaseModel):
    """A frozen piece of content; unknown keys are refused. Read in lax mode: files hold text only."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _none_from_word(value: Any) -> Any:
    return None if value == NONE_WORD else value


# In a file the word `none` says on purpose: there is none. An empty value is a mistake.
NoneWord = BeforeValidator(_none_from_word)
Words = Annotated[str, Field(min_length=1, pattern=r"\S")]
# Keys travel into tables, addresses and exports: lower-case letters, digits, dots, hyphens, underscores.
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$")]


class Review(Strict):
    """Who has read the text in this language after it was written; None: nobody yet."""

    reviewed_by: Annotated[Words | None, NoneWord]


class VersionOf(Strict):
    """A reference to one version of another file."""

    key: Key
    version: Annotated[int, Field(ge=1)]


Languages = Mapping[str, Review]


def check_languages(languages: Languages) -> Languages:
    if SOURCE_LANGUAGE not in languages:
        raise ValueError("Nederlands (nl) moet bij de talen staan.")
    for lang in languages:
        if lang not in LANGUAGES:
            raise ValueError(f"De taal {lang} kennen we niet. Kies uit {', '.join(LANGUAGES)}.")
    return languages


def check_complete(texts: Iterable[tuple[str, Texts]], languages: Iterable[str]) -> None:
    """Every text (with the key where it stands) must exist in exactly these languages."""
    wanted = frozenset(languages)
    for where, texts_here in texts:
        if missing := sorted(wanted - texts_here.languages):
            raise ValueError(f"Bij {where} ontbreekt de tekst in: {', '.join(missing)}.")
        if extra := sorted(texts_here.languages - wanted):
            raise ValueError(
                f"Bij {where} staat een taal die het bestand niet noemt: {', '.join(extra)}."
            )


def check_unique(keys: Iterable[str], what: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"{what} {key} staat er twee keer.")
        seen.add(key)
