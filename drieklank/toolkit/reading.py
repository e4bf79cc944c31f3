"""An activity as a page shows it: parts as clean HTML, words instead of keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from drieklank.content.markdown import to_html
from drieklank.content.schema.activity import Activity, Named, Pillar
from drieklank.toolkit.rules import (
    EVIDENCE_DOTS,
    FOR_WHOM,
    LED_BY,
    PILLARS,
    SIDES,
    minutes_words,
)
from drieklank.toolkit.rules.links import show_hosts, with_links


@dataclass(frozen=True)
class Part:
    """A part with its heading, as HTML; `minutes` of a step, and on which minute it begins."""

    title: str
    html: SafeString
    minutes: int = 0
    begins: int = 0

    @property
    def minutes_words(self) -> str:
        """10 minuten."""
        return "1 minuut" if self.minutes == 1 else f"{self.minutes} minuten"

    @property
    def span_words(self) -> str:
        """Minuut 5 tot 15."""
        return f"{self.minutes_words} · minuut {self.begins} tot {self.begins + self.minutes}"


@dataclass(frozen=True)
class Shown:
    """An activity with everything its page and its card say."""

    key: str
    title: str
    summary: str
    pillar: Pillar
    pillar_name: str
    time: str
    for_whom: str
    led_by: str
    dots: int
    sides: str
    sides_label: str
    groups: str
    people: str
    materials: tuple[str, ...]
    evidence: str
    doing: int


@dataclass(frozen=True)
class ActivityPage:
    """The whole of an activity."""

    shown: Shown
    aim: SafeString
    preparation: SafeString
    steps: tuple[Part, ...]
    variants: tuple[Part, ...]
    care: SafeString
    privacy: SafeString
    worked: SafeString
    afterwards: SafeString
    sheets: tuple[Part, ...]


# Activities of a pillar that stand open on the front page of the library.
FIRST: Final = 4


@dataclass(frozen=True)
class PillarPart:
    """A pillar with the activities that are shown of it."""

    pillar: Pillar
    number: int
    name: str
    says: str
    activities: tuple[Shown, ...]

    @property
    def first(self) -> tuple[Shown, ...]:
        """What stands open: the whole library would be thirty screens on a phone."""
        return self.activities[:FIRST]

    @property
    def rest(self) -> tuple[Shown, ...]:
        return self.activities[FIRST:]

    @property
    def rest_words(self) -> str:
        """What the fold with the others says."""
        count = len(self.rest)
        return f"Nog {count} {'activiteit' if count == 1 else 'activiteiten'} bij deze pijler"


def standard_html(markdown: str) -> SafeString:
    """The product's own text as HTML."""
    return mark_safe(to_html(markdown))  # noqa: S308 -- cleaned by nh3, from the product's own files


def own_html(state_of: Callable[[str], str]) -> Callable[[str], SafeString]:
    """How a school's own text becomes HTML: bare addresses are links, and each says where it leads.

    state_of: address -> what the last check found, "" where nobody looked.
    """

    def made(markdown: str) -> SafeString:
        shown = show_hosts(to_html(with_links(markdown)), state_of)
        return mark_safe(shown)  # noqa: S308 -- cleaned by nh3; only escaped words come after that

    return made


def card_of(found: Activity) -> Shown:
    """What a card and the head of a page say."""
    head = found.head
    sides, label = SIDES[head.for_whom]
    return Shown(
        head.key,
        head.title,
        head.summary,
        head.pillar,
        PILLARS[head.pillar][0],
        minutes_words(head.minutes),
        FOR_WHOM[head.for_whom],
        LED_BY[head.led_by],
        EVIDENCE_DOTS[head.evidence.level],
        sides,
        label,
        head.groups,
        f"{head.fewest} tot {head.most}" if head.most > head.fewest else str(head.fewest),
        head.materials,
        head.evidence.says,
        head.minutes.doing,
    )


def page_of(found: Activity, html: Callable[[str], SafeString] = standard_html) -> ActivityPage:
    """The whole page of an activity. html: how its CommonMark becomes HTML."""
    steps, begins = [], 0
    for step in found.steps:
        steps.append(Part(step.title, html(step.text), step.minutes, begins))
        begins += step.minutes

    def part(named: Named) -> Part:
        return Part(named.title, html(named.text))

    return ActivityPage(
        card_of(found),
        html(found.aim),
        html(found.preparation),
        tuple(steps),
        tuple(map(part, found.variants)),
        html(found.care),
        html(found.privacy),
        html(found.worked),
        html(found.afterwards),
        tuple(map(part, found.sheets)),
    )


def pillars_of(found: Sequence[Activity]) -> tuple[PillarPart, ...]:
    """The four pillars with what is shown of each, those without anything left out."""
    parts = (
        PillarPart(
            pillar,
            number,
            *PILLARS[pillar],
            tuple(card_of(one) for one in found if one.head.pillar is pillar),
        )
        for number, pillar in enumerate(Pillar, 1)
    )
    return tuple(part for part in parts if part.activities)
