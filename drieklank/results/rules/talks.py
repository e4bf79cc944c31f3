"""Questions for talks at tables on the team evening, chosen by what the figures show. Pure."""

from collections.abc import Sequence

from drieklank.results.rules.findings import (
    Finding,
    GoalFinding,
    by_gap,
    priorities,
    strengths,
)

MOST_TALKS = 4
# What can be asked whatever came out; the first ones fill up to four.
_ALWAYS = (
    "Welke uitkomst had je niet verwacht? Waar denk je dat het door komt?",
    "Welke ouders hebben we nog niet gehoord? Hoe vragen we het hun?",
    "Wat kunnen we morgen al anders doen, zonder dat het tijd kost?",
    "Wat willen we ouders vragen voordat we iets kiezen?",
)


def table_talks(findings: Sequence[GoalFinding]) -> tuple[str, ...]:
    """At most four questions: first the widest difference, then what is low, then what is strong."""
    said = [*_apart(findings)[:1], *_low(findings)[:1], *_strong(findings)[:1], *_ALWAYS]
    return tuple(said[:MOST_TALKS])


def _apart(findings: Sequence[GoalFinding]) -> list[str]:
    said = []
    for found in by_gap(findings):
        if found.gap is not None and Finding.DISCUSSION in found.findings:
            who = (
                "ouders positiever dan wij" if found.gap.value > 0 else "wij positiever dan ouders"
            )
            said.append(f"Over ‘{found.goal.name}’ zijn {who}. Wat zien zij dat wij niet zien?")
    return said


def _low(findings: Sequence[GoalFinding]) -> list[str]:
    return [
        f"Wat doen we nu voor ‘{found.goal.name}’? Wat merken ouders daarvan?"
        for found in priorities(findings)
    ]


def _strong(findings: Sequence[GoalFinding]) -> list[str]:
    return [
        f"‘{found.goal.name}’ gaat goed. Wie of wat zorgt daarvoor? Hoe houden we dat vast?"
        for found in strengths(findings)
    ]
