"""Answers of made-up people: drawn from a fixed seed with a level per goal, so that a report has
something to say. They go the same way as real ones: sealed, opened at the close, added up.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import Final

from drieklank.audit.actions import SYSTEM
from drieklank.content.schema import Item, Kind, Questionnaire
from drieklank.homes.demo.texts import OPEN_ANSWERS
from drieklank.measure import actions as measuring
from drieklank.measure.models import Invitation, Round
from drieklank.measure.queries import questionnaire_of
from drieklank.measure.sheets import Sheet, empty, places
from drieklank.schools.models import School

Levels = Mapping[str, Mapping[str, float]]
# Goal -> how far along the scale (0 nobody agrees, 1 everyone does), as parents and as the team see it.
LEVELS: Final[Levels] = MappingProxyType(
    {
        "parents": {
            "welcome": 0.80,
            "conversation": 0.56,
            "learning": 0.63,
            "advocacy": 0.60,
            "deciding": 0.42,
            "community": 0.49,
        },
        "team": {
            "welcome": 0.84,
            "conversation": 0.79,
            "learning": 0.70,
            "advocacy": 0.72,
            "deciding": 0.60,
            "community": 0.47,
        },
    }
)


def planned(
    school: School,
    instrument: str,
    opens_on: date,
    roles: Collection[str] = ("parents", "team"),
) -> Round:
    """A plan of two weeks and a half."""
    closes_on = opens_on + timedelta(days=18)
    return measuring.plan_round(school, instrument, opens_on, closes_on, by=SYSTEM, roles=roles)


def opened(
    school: School,
    instrument: str,
    opens_on: date,
    roles: Collection[str] = ("parents", "team"),
) -> Round:
    """A round that everyone was invited to."""
    return measuring.open_round(planned(school, instrument, opens_on, roles), by=SYSTEM)


def answer(
    running: Round, random: Random, share: Mapping[str, float], levels: Levels = LEVELS
) -> None:
    """Let this share of each role answer."""
    asked = {role: questionnaire_of(running, role) for role in share}
    # Ids are drawn at random by the product, so the order comes from the people.
    rows = Invitation.objects.filter(round=running).order_by(
        "role", "parent_id", "user_id", "groups"
    )
    for invitation in list(rows):
        questionnaire = asked[invitation.role]
        if questionnaire is None or random.random() > share[invitation.role]:
            continue
        sheet = make_sheet(questionnaire, invitation.role, random, levels)
        measuring.submit(invitation, questionnaire, sheet, invitation.language)


def make_sheet(
    questionnaire: Questionnaire, role: str, random: Random, levels: Levels = LEVELS
) -> Sheet:
    """One person's answers: a mood of their own around the level of each goal."""
    mood = random.gauss(0, 0.12)
    closed = bytearray(empty(questionnaire).closed)
    texts: dict[str, str] = {}
    first = places(questionnaire).first
    for part in questionnaire.parts:
        level = levels.get(role, {}).get(part.goal or "", 0.66) + mood
        for number, item in enumerate(part.items):
            place = first[item.key]
            if item.kind is Kind.OPEN:
                if random.random() < 0.35:
                    texts[item.key] = random.choice(OPEN_ANSWERS.get(role, OPEN_ANSWERS["parents"]))
                continue
            # Items of one goal differ among each other, the same way for everyone.
            shift = ((number * 7 + len(item.key)) % 5 - 2) * 0.035
            _fill(closed, place, item, questionnaire, level + shift, random)
    return Sheet(bytes(closed), texts)


def _fill(
    closed: bytearray,
    place: int,
    item: Item,
    questionnaire: Questionnaire,
    level: float,
    random: Random,
) -> None:
    if item.kind is Kind.CHOICES:
        for option in range(len(item.options)):
            closed[place + option] = 1 if random.random() < 0.12 else 0
        return
    if item.kind is Kind.GRADE:
        lowest, highest = item.lowest or 1, item.highest or 10
        grade = round(5.2 + 3.2 * level + random.gauss(0, 0.9))
        closed[place] = min(max(grade, lowest), highest) - lowest + 1
        return
    if random.random() < 0.05:
        closed[place] = 255 if random.random() < 0.7 else 0
        return
    steps = len(questionnaire.scale(item).opinions)
    value = 1 + (steps - 1) * min(max(level + random.gauss(0, 0.24), 0), 1)
    closed[place] = min(max(round(value), 1), steps)
