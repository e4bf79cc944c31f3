"""Look up what content/ holds. Everything is read once per process and frozen; without a version the newest is meant.

A missing language falls back to Dutch, and the object found says so (`is_fallback`).
Unknown keys raise KeyError: they are faults in code, not in input. Only `page` is asked
by visitors and may answer None.
"""

from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from django.conf import settings

from drieklank.content.library import Library, Version, load_library
from drieklank.content.locking import fingerprint
from drieklank.content.models import QuestionnaireVersion
from drieklank.content.plan_templates import PlanTemplates, load_plan_templates
from drieklank.content.schema import (
    Audience,
    CertificateRules,
    Framework,
    Instrument,
    Message,
    Page,
    Questionnaire,
    SurveyInterface,
    SurveyTexts,
    Way,
)
from drieklank.content.schema.trajectory import Trajectory
from drieklank.content.texts import LANGUAGES, SOURCE_LANGUAGE
from drieklank.content.toolkit import Toolkit, load_toolkit
from drieklank.content.trajectory import load_trajectory

Found = TypeVar("Found")


def content_root() -> Path:
    return Path(settings.CONTENT_DIR)


@lru_cache(maxsize=1)
def library() -> Library:
    """All of content/, loaded once."""
    return load_library(content_root())


@lru_cache(maxsize=1)
def toolkit() -> Toolkit:
    """All of content/toolkit/, loaded at the first question: answering pages never ask it."""
    return load_toolkit(content_root(), framework())


@lru_cache(maxsize=1)
def trajectory() -> Trajectory:
    """The five steps of a trajectory. Raises ContentError."""
    return load_trajectory(content_root())


@lru_cache(maxsize=1)
def plan_templates() -> PlanTemplates:
    """The plans that a school can take over, from content/tracks/; loaded at the first question."""
    return load_plan_templates(content_root(), toolkit().activities)


def forget() -> None:
    """Read content/ anew at the next question; for tests that change it."""
    for cached in (
        library,
        toolkit,
        plan_templates,
        trajectory,
        survey_texts,
        interface_texts,
        snapshot,
    ):
        cached.cache_clear()


def _version(found: dict[Version, Found], key: str, version: int | None) -> Found:
    versions = sorted(number for name, number in found if name == key)
    if not versions:
        raise KeyError(key)
    return found[key, versions[-1] if version is None else version]


def framework(key: str = "six-goals", version: int | None = None) -> Framework:
    """A framework; without a version the newest. Raises KeyError."""
    return _version(library().frameworks, key, version)


def questionnaire(key: str, version: int | None = None) -> Questionnaire:
    """A questionnaire from the files; without a version the newest. Raises KeyError.

    A running or closed round uses `snapshot`, never the file.
    """
    return _version(library().questionnaires, key, version)


def certificate_rules(version: int | None = None) -> CertificateRules:
    """The criteria for the certificate; without a version the newest. Raises KeyError."""
    return _version(library().certificates, "certificate", version)


def certificate_rules_hash(version: int) -> str:
    """sha256 (hexadecimal) of that version, as in content/lock.json."""
    return fingerprint(content_root(), f"certificate/v{version}.yaml")


def instrument(key: str) -> Instrument:
    """An instrument. Raises KeyError."""
    return library().instruments[key]


def instruments(*ways: Way) -> list[Instrument]:
    """The instruments that are held in these ways, in the order a school would meet them."""
    order = ("baseline", "final", "satisfaction", "mirror", "fijne-school")
    found = [one for one in library().instruments.values() if one.way in ways]
    return sorted(found, key=lambda one: (one.key not in order, *(one.key != key for key in order)))


def questionnaires(instrument_key: str, sector: str = "po") -> dict[Audience, Questionnaire]:
    """The newest questionnaire of an instrument for each audience that a sector has.

    Raises KeyError where there is no such instrument.
    """
    asked = instrument(instrument_key).asked_in(sector)
    return {one.audience: questionnaire(one.questionnaire) for one in asked}


def framework_of(asked: Questionnaire) -> Framework:
    """The framework version that a questionnaire measures. Raises KeyError where it has none."""
    if asked.framework is None:
        raise KeyError(asked.key)
    return framework(asked.framework.key, asked.framework.version)


@lru_cache(maxsize=64)
def snapshot(version_id: int) -> Questionnaire:
    """The questionnaire that a round points to. A snapshot never changes, so it is kept in memory.

    Raises QuestionnaireVersion.DoesNotExist.
    """
    return QuestionnaireVersion.objects.get(pk=version_id).questionnaire


def message(key: str) -> Message:
    """A mail or letter. Raises KeyError."""
    return library().messages[key]


def survey_interface(version: int | None = None) -> SurveyInterface:
    return _version(library().interfaces, "survey-interface", version)


@lru_cache(maxsize=32)
def survey_texts(lang: str, audience: Audience = Audience.PARENTS) -> SurveyTexts:
    """The fixed texts of the answering pages in one language; the team is spoken to with *je*."""
    return SurveyTexts(survey_interface(), lang, audience)


@lru_cache(maxsize=64)
def interface_texts(key: str, lang: str, audience: Audience = Audience.PARENTS) -> SurveyTexts:
    """The fixed texts of an interface (`portal-interface`) in one language. Raises KeyError."""
    return SurveyTexts(_version(library().interfaces, key, None), lang, audience)


def sign_in_texts(lang: str) -> SurveyTexts:
    """The fixed texts of the pages where parents and pupils sign in, in one language."""
    return interface_texts("sign-in-interface", lang)


def interface_languages(key: str) -> tuple[str, ...]:
    """The languages in which an interface is complete, Dutch first."""
    there = _version(library().interfaces, key, None).languages
    return tuple(lang for lang in LANGUAGES if lang in there)


def page(slug: str, lang: str = SOURCE_LANGUAGE) -> Page | None:
    """A page of explanation; in Dutch, with `is_fallback`, where the language is missing; None for an unknown slug."""
    pages = library().pages
    if found := pages.get((slug, lang)):
        return found
    dutch = pages.get((slug, SOURCE_LANGUAGE))
    return None if dutch is None else dutch.standing_in()


def page_slugs() -> tuple[str, ...]:
    return tuple(sorted(slug for slug, lang in library().pages if lang == SOURCE_LANGUAGE))
