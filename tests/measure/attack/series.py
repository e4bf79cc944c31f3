"""Many small rounds, played with the product's own actions, and what really happened in them.

All rounds of a batch run at once in one database. At each tick one more person answers in every
round that gets so many answers, and the attacker may look in between: so each look shows exactly
one new answer per round, which is more than any backup would.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import snapshot
from drieklank.content.schema import Questionnaire
from drieklank.measure import actions
from drieklank.measure.actions import own
from drieklank.measure.actions.rounds import keep_plan, write_counts
from drieklank.measure.models import Invitation, Role, Round
from drieklank.measure.own.draft import OwnItem, only
from drieklank.measure.own.fixing import INSTRUMENT
from drieklank.measure.sheets import Sheet
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, Pupil
from tests.cast import START, Cast

MOST = 12
RARE = 1  # the answer that only the one sought for gives
# Parents, groups of their children, language: single parents, couples, families in both groups.
FAMILIES = (
    *[(1, (0,), "nl")] * 4,
    (1, (0,), "ar"),
    (1, (0, 1), "nl"),
    *[(2, (1,), "nl")] * 3,
    (2, (0,), "nl"),
    (2, (0, 1), "nl"),
)
SYLLABLES = ("ba", "den", "fo", "gri", "ka", "lo", "mi", "ne", "pu", "ra", "si", "tu", "vo", "wes")


@dataclass
class Played:
    """One round. arrived: parents in the order of answering; sought: who alone gave RARE."""

    round: Round
    size: int
    arrived: list[int] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    sought: int = 0
    people: dict[int, tuple[tuple[int, ...], int, str]] = field(default_factory=dict)


class World:
    """A school with sixteen parents and a questionnaire of one closed and one open question."""

    def __init__(self, cast: Cast, seed: int) -> None:
        self.cast, self.draw, self.number = cast, random.Random(seed), 0
        with open_every_tenant("test"):
            Parent.objects.filter(board=cast.board).delete()
            Pupil.objects.filter(school=cast.school).delete()
            for number, family in enumerate(FAMILIES):
                self._family(number, *family)
            row = own.make_own(cast.school, "Na de avond", "parents", by=SYSTEM)
            for item in (
                OwnItem("", "scale", only("Was u welkom?"), scale="four"),
                OwnItem("", "open", only("Wat wilt u nog zeggen?"), longest=100),
            ):
                own.save_item(row, item, by=SYSTEM)
            version = own.fix_own(row, by=SYSTEM).version
        assert version is not None
        self.version = version
        self.asked: Questionnaire = snapshot(version.pk)
        self.open_item = next(item.key for item in self.asked.items if item.longest)

    def _family(self, number: int, parents: int, groups: tuple[int, ...], language: str) -> None:
        board = self.cast.board
        children = []
        for place in groups:
            child = Pupil.objects.create(
                board=board,
                school=self.cast.school,
                first_name=f"Kind{number}{place}",
                last_name=f"Gezin{number}",
                birth_date=date(today().year - 9, 1, 1),
            )
            group = (self.cast.group, self.cast.other_group)[place]
            Enrolment.objects.create(board=board, pupil=child, class_group=group, started_on=START)
            children.append(child)
        for which in range(parents):
            parent = Parent.objects.create(
                board=board, first_name=f"Ouder{which}", last_name=f"Gezin{number}"
            )
            for child in children:
                ParentChildRelation.objects.create(
                    board=board,
                    parent=parent,
                    pupil=child,
                    authority="full",
                    started_on=START,
                    preferred_language=language,
                )

    def open(self) -> Round:
        """Open a round of its own topic, as an evening or a conversation has."""
        self.number += 1
        day = today()
        with transaction.atomic():
            planned = keep_plan(
                self.cast.school,
                INSTRUMENT,
                {Role.PARENTS: self.version},
                day,
                day + timedelta(days=18),
                code=f"avond-{self.number}",
                topic=f"avond {self.number}",
                by=SYSTEM,
            )
        return actions.open_round(planned, by=SYSTEM)

    def batch(self, sizes: list[int], look: Callable[[int, list[Played]], None]) -> list[Played]:
        """Play rounds with so many answers each; call `look` before and after every tick and at the
        end, when they are closed (tick -1).
        """
        with open_every_tenant("test"):
            played = [Played(self.open(), size) for size in sizes]
            waiting = {one.round.pk: self._who_answers(one) for one in played}
            look(0, played)
            for tick in range(1, max(sizes) + 1):
                for one in self.draw.sample(played, len(played)):
                    if tick <= one.size:
                        self._answer(one, next(waiting[one.round.pk]))
                if tick == MOST // 2:
                    self._count_live(played)
                look(tick, played)
            for one in self.draw.sample(played, len(played)):
                actions.close_round(one.round)
            look(-1, played)
        return played

    def _who_answers(self, one: Played) -> Iterator[Invitation]:
        rows = list(Invitation.objects.filter(round=one.round).select_related("round"))
        one.people = {
            row.parent_id: (tuple(row.groups), row.family_size, row.language)
            for row in rows
            if row.parent_id
        }
        chosen = self.draw.sample(rows, one.size)
        one.sought = self.draw.choice(chosen).parent_id or 0
        return iter(chosen)

    def _answer(self, one: Played, invitation: Invitation) -> None:
        parent = invitation.parent_id or 0
        words = ["".join(self.draw.choices(SYLLABLES, k=3)) for _ in range(self.draw.randint(2, 6))]
        text = f"{' '.join(words)} {self.draw.randrange(10**9):09d}"
        step = RARE if parent == one.sought else self.draw.randint(RARE + 1, 4)
        sheet = Sheet(bytes([step]), {self.open_item: text})
        assert actions.submit(invitation, self.asked, sheet, invitation.language)
        one.arrived.append(parent)
        one.texts[parent] = text

    def _count_live(self, played: list[Played]) -> None:
        for one in played[::5]:
            with transaction.atomic():
                write_counts(one.round, is_closed=False)
