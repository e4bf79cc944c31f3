"""The whole of content/: which files there are, all of them loaded, and whether they agree. Pure of Django."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from drieklank.content.loading import (
    ContentError,
    Problem,
    load_certificate,
    load_framework,
    load_instrument,
    load_interface,
    load_message,
    load_page,
    load_questionnaire,
)
from drieklank.content.schema import (
    Audience,
    CertificateRules,
    Framework,
    Instrument,
    Item,
    Kind,
    Message,
    Page,
    Questionnaire,
    SurveyInterface,
)
from drieklank.content.translations import is_translation

ITEMS_PER_GOAL = 4
Version = tuple[str, int]


@dataclass(frozen=True)
class Library:
    """Everything that could be loaded, and the problems of what could not."""

    frameworks: dict[Version, Framework] = field(default_factory=dict)
    questionnaires: dict[Version, Questionnaire] = field(default_factory=dict)
    certificates: dict[Version, CertificateRules] = field(default_factory=dict)
    instruments: dict[str, Instrument] = field(default_factory=dict)
    interfaces: dict[Version, SurveyInterface] = field(default_factory=dict)
    messages: dict[str, Message] = field(default_factory=dict)
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def frozen_files(root: Path) -> list[str]:
    """Files that never change once published: results and certificates rest on their words."""
    return _files(root, "certificate/*.yaml", "frameworks/*/*.yaml", "questionnaires/*/*.yaml")


def _files(root: Path, *patterns: str) -> list[str]:
    return sorted(
        path.relative_to(root).as_posix()
        for pattern in patterns
        for path in root.glob(pattern)
        if not is_translation(path)
    )


def content_files(root: Path) -> list[str]:
    """Every file that `load_library` reads, as a path below content/."""
    return [
        *frozen_files(root),
        *_files(root, "instruments/*.yaml", "*-interface/*.yaml", "messages/*.yaml", "pages/*.md"),
    ]


def load_file(root: Path, file: str, **how: bool) -> Any:
    """Load one file by the folder it stands in; with `translated=False` without translations.

    Raises ContentError.
    """
    loaders: dict[str, Callable[..., Any]] = {
        "certificate": load_certificate,
        "frameworks": load_framework,
        "questionnaires": load_questionnaire,
        "instruments": load_instrument,
        "messages": load_message,
        "pages": load_page,
    }
    folder = file.split("/", 1)[0]
    load = load_interface if folder.endswith("-interface") else loaders[folder]
    return load(root, file, **how)


def load_library(root: Path) -> Library:
    """Load all of content/. Never raises for a faulty file: its problems are collected."""
    library = Library()
    for file in content_files(root):
        try:
            _add(library, load_file(root, file))
        except ContentError as failure:
            library.problems.extend(failure.problems)
            # A translation that is half must not take the Dutch with it.
            with suppress(ContentError, TypeError):
                _add(library, load_file(root, file, translated=False))
    for instrument in library.instruments.values():
        library.problems.extend(instrument_problems(instrument, library))
    for questionnaire in library.questionnaires.values():
        library.problems.extend(questionnaire_problems(questionnaire, library))
    return library


def _add(library: Library, loaded: Any) -> None:
    match loaded:
        case Framework():
            library.frameworks[loaded.key, loaded.version] = loaded
        case Questionnaire():
            library.questionnaires[loaded.key, loaded.version] = loaded
        case CertificateRules():
            library.certificates[loaded.key, loaded.version] = loaded
        case Instrument():
            library.instruments[loaded.key] = loaded
        case SurveyInterface():
            library.interfaces[loaded.key, loaded.version] = loaded
        case Message():
            library.messages[loaded.key] = loaded
        case Page():
            library.pages[loaded.slug, loaded.lang] = loaded


def instrument_problems(instrument: Instrument, library: Library) -> Iterator[Problem]:
    """Where an instrument asks a questionnaire that is not there or is for somebody else."""
    file = f"instruments/{instrument.key}.yaml"
    for one in instrument.asked:
        found = [
            known for (key, _), known in library.questionnaires.items() if key == one.questionnaire
        ]
        if not found:
            yield Problem(file, "asked", f"Vragenlijst {one.questionnaire} is er niet.")
        elif found[-1].audience is not one.audience:
            yield Problem(file, "asked", f"Vragenlijst {one.questionnaire} is voor anderen.")
    if instrument.repeats is not None and instrument.repeats not in library.instruments:
        yield Problem(file, "repeats", f"Instrument {instrument.repeats} is er niet.")


def questionnaire_problems(questionnaire: Questionnaire, library: Library) -> Iterator[Problem]:
    """Where a questionnaire does not agree with its framework or with the one it mirrors."""
    file = f"questionnaires/{questionnaire.key}/v{questionnaire.version}.yaml"
    yield from _mirror_problems(file, questionnaire, library)
    reference = questionnaire.framework
    if reference is None:
        if any(part.goal for part in questionnaire.parts):
            yield Problem(file, "framework", "Er staan doelen in, maar framework noemt geen kader.")
        return
    framework = library.frameworks.get((reference.key, reference.version))
    if framework is None:
        yield Problem(
            file, "framework", f"Kader {reference.key} versie {reference.version} is er niet."
        )
        return
    yield from _goal_problems(file, questionnaire, framework)


def _is_whole(questionnaire: Questionnaire) -> bool:
    """Whether it measures every goal, as parents and team do in the baseline; pupils do not."""
    is_side = questionnaire.audience in {Audience.PARENTS, Audience.TEAM}
    return questionnaire.instrument == "baseline" and is_side


def _goal_problems(
    file: str, questionnaire: Questionnaire, framework: Framework
) -> Iterator[Problem]:
    goals = tuple(part.goal for part in questionnaire.parts if part.goal is not None)
    expected = tuple(goal.key for goal in framework.goals)
    in_order = tuple(key for key in expected if key in goals)
    if goals != (expected if _is_whole(questionnaire) else in_order):
        yield Problem(
            file, "parts", f"De doelen moeten in deze volgorde staan: {', '.join(expected)}."
        )
        return
    for goal in framework.goals:
        items = questionnaire.goal_items(goal.key)
        if _is_whole(questionnaire) and len(items) != ITEMS_PER_GOAL:
            yield Problem(
                file,
                goal.key,
                f"Dit doel heeft {ITEMS_PER_GOAL} vragen nodig; er staan er {len(items)}.",
            )
        named = [item.indicator for item in items]
        if len(set(named)) != len(named):
            yield Problem(file, goal.key, "Twee vragen noemen dezelfde indicator.")
        own = {indicator.key for indicator in goal.indicators}
        for item in items:
            if item.indicator not in own:
                yield Problem(
                    file, item.key, f"Indicator {item.indicator} hoort niet bij doel {goal.key}."
                )


def _mirror_problems(
    file: str, questionnaire: Questionnaire, library: Library
) -> Iterator[Problem]:
    reference = questionnaire.mirrors
    if reference is None:
        return
    mirrored = library.questionnaires.get((reference.key, reference.version))
    if mirrored is None:
        yield Problem(
            file, "mirrors", f"Vragenlijst {reference.key} versie {reference.version} is er niet."
        )
        return
    reflected = {item.mirror for item in questionnaire.items if item.kind is Kind.SCALE}
    for part in mirrored.parts if _is_whole(questionnaire) else ():
        for other in mirrored.goal_items(part.goal) if part.goal else ():
            if other.key not in reflected:
                yield Problem(
                    file, "parts", f"De vraag {other.key} van ouders heeft geen spiegelvraag."
                )
    for item in questionnaire.items:
        if item.mirror is not None:
            yield from _item_problems(file, questionnaire, item, mirrored)


def _item_problems(
    file: str, own: Questionnaire, item: Item, mirrored: Questionnaire
) -> Iterator[Problem]:
    other = mirrored.items_by_key.get(item.mirror or "")
    if other is None:
        yield Problem(file, item.key, f"De gespiegelde vraag {item.mirror} is er niet.")
        return
    if item.kind is Kind.SCALE and item.indicator != other.indicator:
        yield Problem(
            file, item.key, f"De gespiegelde vraag hoort bij indicator {other.indicator}."
        )
    if own.scale(item).values != mirrored.scale(other).values:
        yield Problem(file, item.key, f"De gespiegelde vraag {other.key} heeft een andere schaal.")
