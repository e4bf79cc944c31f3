"""Messages that leave the house, the fixed texts of the answering pages, and pages of explanation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from drieklank.content.schema.base import (
    Key,
    Languages,
    Strict,
    Words,
    check_complete,
    check_languages,
)
from drieklank.content.schema.questionnaire import Audience
from drieklank.content.texts import (
    SOURCE_LANGUAGE,
    Texts,
    direction,
    fields_in,
    fill,
    has_stray_brace,
    plural,
)

FieldName = Annotated[str, Field(pattern=r"^[a-z]+(?:_[a-z]+)*$")]


class Channel(StrEnum):
    MAIL = "mail"
    LETTER = "letter"
    SMS = "sms"  # its subject is a title for us and is not sent


@dataclass(frozen=True)
class Filled:
    """A message ready to send. lang: the language it really is in."""

    subject: str
    body: str
    lang: str
    is_fallback: bool


class Message(Strict):
    """A mail or letter. fields: name -> what is filled in, in Dutch; every language uses all of them, and no other."""

    key: Key
    channel: Channel
    audience: Annotated[str, Field(pattern=r"^(parents|staff)$")]
    purpose: Words
    fields: Mapping[FieldName, Words]
    languages: Languages
    subject: Texts
    body: Texts

    _languages = field_validator("languages")(check_languages)

    @model_validator(mode="after")
    def _uses_its_fields(self) -> Self:
        check_complete((("subject", self.subject), ("body", self.body)), self.languages)
        declared = frozenset(self.fields)
        for lang in self.languages:
            whole = f"{self.subject.text(lang)}\n{self.body.text(lang)}"
            used = fields_in(whole)
            if has_stray_brace(whole):
                raise ValueError(f"In taal {lang} staat een accolade die bij geen veld hoort.")
            if unknown := sorted(used - declared):
                raise ValueError(
                    f"In taal {lang} staat een veld dat niet is opgegeven: {', '.join(unknown)}."
                )
            if unused := sorted(declared - used):
                raise ValueError(f"In taal {lang} ontbreekt het veld: {', '.join(unused)}.")
            if "\n" in self.subject.text(lang):
                raise ValueError(f"Het onderwerp in taal {lang} moet op een regel staan.")
        return self

    def fill(
        self, lang: str, values: Mapping[str, str | int], keep: frozenset[str] = frozenset()
    ) -> Filled:
        """Subject and body in this language (else Dutch). `keep`: fields that are filled in later, while sending.

        Raises ValueError where a value is missing or nobody asked for it.
        """
        declared = frozenset(self.fields)
        given = frozenset(values) | keep
        if given != declared:
            wrong = ", ".join(sorted(given ^ declared))
            raise ValueError(f"Message {self.key}: fields missing or unknown: {wrong}.")
        subject, body = self.subject.said(lang), self.body.said(lang)
        return Filled(
            fill(subject.text, subject.lang, values, keep),
            fill(body.text, body.lang, values, keep),
            body.lang,
            body.is_fallback,
        )


class SurveyInterface(Strict):
    """Every fixed text of the answering pages. Keys are flat; a field in one language stands in all.

    team: texts that differ for the team (*je*, not *u*), in the languages of the team's questionnaires.
    pupils: texts that differ from those again, for pupils.
    """

    key: Key
    version: Annotated[int, Field(ge=1)]
    languages: Languages
    texts: Mapping[FieldName, Texts]
    team: Mapping[FieldName, Texts] = {}
    pupils: Mapping[FieldName, Texts] = {}

    _languages = field_validator("languages")(check_languages)

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        check_complete(self.texts.items(), self.languages)
        named = [*self.texts.items(), *self.team.items(), *self.pupils.items()]
        for key, texts in named:
            if key not in self.texts:
                raise ValueError(f"Bij team of pupils staat {key}, maar die tekst is er niet.")
            self._has_fields(key, texts, fields_in(self.texts[key].text()))
        return self

    @staticmethod
    def _has_fields(key: str, texts: Texts, wanted: frozenset[str]) -> None:
        for lang, text in texts.items():
            if has_stray_brace(text):
                raise ValueError(
                    f"Bij {key} staat in taal {lang} een accolade die bij geen veld hoort."
                )
            # Where Dutch writes out the number: the form `_one` of Ukrainian is for 21 and 31 as well.
            free = {"count"} if key.endswith("_one") else set()
            if fields_in(text) - free != wanted - free:
                raise ValueError(f"Bij {key} heeft taal {lang} andere velden dan het Nederlands.")


class SurveyTexts(Mapping[str, str]):
    """The fixed texts in one language; `texts["next"]`, in a template `texts.next`.

    is_reviewed: somebody has read this translation after it was made; where not, the page says so.
    """

    def __init__(
        self, interface: SurveyInterface, lang: str, audience: Audience = Audience.PARENTS
    ) -> None:
        self.is_fallback = lang not in interface.languages
        self.lang = SOURCE_LANGUAGE if self.is_fallback else lang
        self.dir = direction(self.lang)
        self.is_reviewed = (
            self.lang == SOURCE_LANGUAGE or interface.languages[self.lang].reviewed_by is not None
        )
        self._texts = {key: texts.text(self.lang) for key, texts in interface.texts.items()}
        others = [interface.team] if audience is not Audience.PARENTS else []
        others += [interface.pupils] if audience is Audience.PUPILS else []
        for own in others:
            self._texts |= {
                key: texts[self.lang] for key, texts in own.items() if self.lang in texts.languages
            }

    def __getitem__(self, key: str) -> str:
        return self._texts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)

    def fill(self, key: str, **values: str | int) -> str:
        """A text with its fields filled in; whole numbers in the figures of the language."""
        return fill(self[key], self.lang, values)

    def counted(self, key: str, count: int) -> str:
        """A text that depends on a number, with the field {count} filled in.

        Up to four forms: `key_one`, `key_two`, `key_few` and `key_many`, by the rules of CLDR.
        """
        return self.fill(f"{key}_{plural(count, self.lang)}", count=count)


class FrontMatter(Strict):
    """The head of a page of explanation."""

    title: Words
    updated_on: date


@dataclass(frozen=True)
class Page:
    """A page of explanation. html: safe to show. lang: the language it really is in.

    languages: in which languages the page exists. is_fallback: this is not the language that was asked for.
    """

    slug: str
    title: str
    updated_on: date
    languages: tuple[str, ...]
    markdown: str
    html: str
    lang: str
    is_fallback: bool = False

    def standing_in(self) -> "Page":
        """The same page, shown because the language asked for is missing."""
        return replace(self, is_fallback=True)

    @property
    def dir(self) -> str:
        return direction(self.lang)
