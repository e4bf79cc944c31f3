"""Can a school do it by itself, or with guidance? Our own rule over ten signed answers; pure.

What it rests on: the makers of the toolkit "Samen met ouders werken aan een fijne school" write that
schools with a vision on both themes and policy on them can work alone, and that most others need
support. That is experience, not a study. The borders below are ours.

An answer is `no`, `partly` or `yes`; a missing answer counts as `no`. A better answer never makes
the verdict worse (tests/improve/test_readiness_rules.py tries all 59,049 sheets).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from drieklank.improve.rules.readiness_steps import STEPS, Step


class Verdict(StrEnum):
    SELF = "self"
    GUIDED = "guided"


POINTS: Final = {"no": 0, "partly": 1, "yes": 2}
PREFIX: Final = "readiness."
# A vision on both themes and policy: what the source names. Of these at most one is half there.
FOUNDATION: Final = ("vision-partnership", "vision-school", "policy")
# Without somebody who leads, hours and a moment for the follow-up nothing of it gets done.
NEEDED: Final = ("lead", "time", "capacity")
ALL: Final = tuple(STEPS)
HALF_ALLOWED: Final = 1
LEAST_POINTS: Final = 14


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece that is not there or half there. `holds_back`: the verdict turns on it."""

    key: str
    answer: str
    step: Step
    holds_back: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, why in Dutch sentences, what is there and what is missing (weightiest first)."""

    verdict: Verdict
    reasons: tuple[str, ...]
    missing: tuple[Missing, ...]
    there: tuple[str, ...]
    points: int

    @property
    def is_self(self) -> bool:
        return self.verdict is Verdict.SELF


def judge(answers: Mapping[str, str]) -> Outcome:
    """Judge a sheet. `answers`: item key (`readiness.policy`) -> answer key, as it was signed."""
    said = {key: answers.get(PREFIX + key, "no") for key in ALL}
    said = {key: one if one in POINTS else "no" for key, one in said.items()}
    points = sum(POINTS[one] for one in said.values())
    against = _against(said, points)
    verdict = Verdict.GUIDED if against else Verdict.SELF
    holding = _holding(said, points)
    missing = [
        Missing(key, one, STEPS[key], key in holding) for key, one in said.items() if one != "yes"
    ]
    missing.sort(key=lambda one: (not one.holds_back, POINTS[one.answer], ALL.index(one.key)))
    there = tuple(key for key, one in said.items() if one == "yes")
    return Outcome(verdict, against or _why_self(missing), tuple(missing), there, points)


def _half(said: Mapping[str, str]) -> list[str]:
    return [key for key in FOUNDATION if said[key] == "partly"]


def _holding(said: Mapping[str, str], points: int) -> frozenset[str]:
    """The pieces that keep a school from working by itself."""
    found = {key for key in (*FOUNDATION, *NEEDED) if said[key] == "no"}
    if len(_half(said)) > HALF_ALLOWED:
        found |= set(_half(said))
    if points < LEAST_POINTS and not found:
        found = {key for key, one in said.items() if one != "yes"}
    return frozenset(found)


def _against(said: Mapping[str, str], points: int) -> tuple[str, ...]:
    reasons = []
    gone = [STEPS[key].name for key in FOUNDATION if said[key] == "no"]
    if gone:
        reasons.append(f"Dit staat nog niet op papier: {_listed(gone)}.")
    half = [STEPS[key].name for key in _half(said)]
    if len(half) > HALF_ALLOWED:
        reasons.append(f"Dit staat maar half op papier: {_listed(half)}.")
    needed = [STEPS[key].name for key in NEEDED if said[key] == "no"]
    if needed:
        reasons.append(f"Dit is nodig om het vol te houden, en is er nog niet: {_listed(needed)}.")
    if not reasons and points < LEAST_POINTS:
        reasons.append(
            f"Van de tien dingen is er veel nog maar half: {points} van de 20 punten. "
            f"Vanaf {LEAST_POINTS} denken wij dat het zonder hulp lukt."
        )
    return tuple(reasons)


def _why_self(missing: list[Missing]) -> tuple[str, ...]:
    reasons = [
        "Jullie visie en beleid staan op papier.",
        "Er is iemand die het leidt, en er is tijd voor.",
    ]
    if missing:
        names = [one.step.name for one in missing]
        reasons.append(f"Dit kan nog steviger: {_listed(names)}.")
    return tuple(reasons)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
