"""Families of the parent evening, per group as numbers; and the words with which a teacher invites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import Q

from drieklank.content.queries import interface_languages, interface_texts
from drieklank.content.texts import direction, written_day
from drieklank.improve.models import PrepTask, TrackStep
from drieklank.improve.rules.turnout import count_families, turnout_finding, turnout_words
from drieklank.people.models import Enrolment
from drieklank.people.queries import relations, relations_now

INTERFACE: Final = "evening-interface"


@dataclass(frozen=True)
class TurnoutLine:
    """A group at the evening. `row` holds what is expected and who came, in numbers."""

    row: PrepTask
    name: str
    families: int

    @property
    def words(self) -> str:
        return turnout_words(self.name, self.families, self.row.wanted, self.row.came)


def turnout_lines(step: TrackStep) -> list[TurnoutLine]:
    """The groups of which somebody invites the parents. Three statements."""
    rows = list(
        PrepTask.objects.filter(step=step)
        .exclude(class_group=None)
        .select_related("class_group", "owner")
        .order_by("class_group__year_group", "pk")
    )
    families = _families([row.class_group_id for row in rows if row.class_group_id])
    return [
        TurnoutLine(row, row.class_group.name, families.get(row.class_group.pk, 0))
        for row in rows
        if row.class_group is not None
    ]


def turnout_words_of(step: TrackStep) -> list[str]:
    """What the papers of a later step say of it; empty: nobody counted or expected anything."""
    lines = turnout_lines(step)
    told = [line.words for line in lines if line.words]
    return [finding_of(lines), *told] if told else []


def finding_of(lines: Iterable[TurnoutLine]) -> str:
    """What it comes to for the whole school."""
    return turnout_finding((one.families, one.row.wanted, one.row.came) for one in lines)


def _families(groups: list[int]) -> dict[int, int]:
    """Group -> how many families its pupils of now come from. Two statements."""
    sits: dict[int, set[int]] = {}
    places = Enrolment.objects.filter(Q(ended_on__isnull=True), class_group__in=groups)
    for group, pupil in places.values_list("class_group_id", "pupil_id"):
        sits.setdefault(group, set()).add(pupil)
    everybody = set().union(*sits.values())
    pairs = list(
        relations()
        .filter(relations_now(), pupil__in=everybody)
        .order_by("pk")
        .values_list("pupil_id", "parent_id")
    )
    return {group: count_families(pupils, pairs) for group, pupils in sits.items()}


@dataclass(frozen=True)
class Invitation:
    """The words of the invitation in one language, to copy. `direction`: ltr or rtl."""

    lang: str
    name: str
    direction: str
    text: str


def invitations_of(step: TrackStep, teacher: str) -> list[Invitation]:
    """The invitation to the evening in every language. teacher: who signs; empty: a line to fill in."""
    names = dict(settings.LANGUAGES)
    return [
        Invitation(lang, names[lang], direction(lang), _invitation(step, teacher, lang))
        for lang in interface_languages(INTERFACE)
    ]


def _invitation(step: TrackStep, teacher: str, lang: str) -> str:
    words = interface_texts(INTERFACE, lang)
    lines = [words["greeting"], "", words.fill("invite", school=step.school.name)]
    if step.held_on is not None:
        day = written_day(step.held_on, words.lang)
        at = f"{step.held_at:%H:%M}" if step.held_at else ""
        said = words.fill("when_at", day=day, time=at) if at else words.fill("when", day=day)
        lines += ["", said]
    if step.location:
        lines.append(words.fill("where", place=step.location))
    lines += ["", words["meet"], words["answer"], words["language"], "", words["regards"]]
    return "\n".join([*lines, teacher or "…"])
