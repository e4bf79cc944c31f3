"""A school with a round: eight families of the cast's school, two with two parents, and its team."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import snapshot
from drieklank.content.schema import Questionnaire
from drieklank.measure import actions
from drieklank.measure.cookies import Ticket
from drieklank.measure.guesses import guesses
from drieklank.measure.keys import store
from drieklank.measure.layout import part_layout, start_layout
from drieklank.measure.models import Envelope, Invitation, Role, Round
from drieklank.measure.queries import questionnaire_of
from drieklank.measure.sheets import Sheet, empty, places, unpack_answer
from drieklank.people.models import Enrolment, Parent, ParentChildRelation, Pupil
from drieklank.schools.models import ClassGroup
from tests.cast import START, Cast


@pytest.fixture(autouse=True)
def _own_key_store(tmp_path: Path, settings: object) -> Iterator[None]:
    """A key store per test, apart from the database as in the field; nobody is rate limited yet."""
    settings.KEYS_DIR = tmp_path / "keys"
    guesses.clear()
    yield
    guesses.clear()


@pytest.fixture(autouse=True)
def _fresh_layouts() -> None:
    """Pages are kept by the id of a stored questionnaire, which each test gives out anew."""
    snapshot.cache_clear()
    for laid_out in (start_layout, part_layout):
        laid_out.cache_clear()


def add_family(
    cast: Cast, number: int, group: ClassGroup, parents: int = 1, language: str = "nl"
) -> list[Parent]:
    """One child with so many parents."""
    board = group.board
    child = Pupil.objects.create(
        board=board,
        school=group.school,
        first_name=f"Kind{number}",
        last_name=f"Gezin{number}",
        birth_date=date(today().year - 9, 1, 1),
    )
    Enrolment.objects.create(board=board, pupil=child, class_group=group, started_on=START)
    made = []
    for which in range(parents):
        parent = Parent.objects.create(
            board=board,
            first_name=f"Ouder{which}",
            last_name=f"Gezin{number}",
            email=f"ouder{number}-{which}@thuis.example",
        )
        ParentChildRelation.objects.create(
            board=board,
            parent=parent,
            pupil=child,
            authority="full",
            started_on=START,
            preferred_language=language,
        )
        made.append(parent)
    return made


@dataclass
class Held:
    """An open round with handles for tests."""

    cast: Cast
    round: Round

    def invitations(self, role: str = Role.PARENTS) -> list[Invitation]:
        with open_every_tenant("test"):
            rows = Invitation.objects.filter(round=self.round, role=role)
            return list(rows.select_related("round__school").order_by("parent_id", "user_id"))

    def link(self, invitation: Invitation) -> str:
        return store().load(self.round.public_id).link(invitation.pk)

    def ticket(self, invitation: Invitation) -> Ticket:
        return Ticket(self.link(invitation))

    def paper(self, invitation: Invitation) -> str:
        return store().load(self.round.public_id).paper(invitation.pk)

    def code(self, invitation: Invitation) -> str:
        return store().load(self.round.public_id).code(invitation.pk)

    def asked(self, role: str = Role.PARENTS) -> Questionnaire:
        with open_every_tenant("test"):
            found = questionnaire_of(self.round, role)
        assert found is not None
        return found

    def visitor(self, invitation: Invitation) -> Client:
        """A browser that followed the link of an invitation."""
        client = Client()
        client.get(f"/v/{self.link(invitation)}")
        return client

    def answer(self, invitation: Invitation, step: int = 3, text: str = "") -> bool:
        """Hand in a sheet with the same answer everywhere."""
        asked = self.asked(invitation.role)
        with open_every_tenant("test"):
            return actions.submit(invitation, asked, sheet_of(asked, step, text), "nl")

    def opened(self, role: str = Role.PARENTS) -> list[Sheet]:
        """What is in the envelopes now, opened with the round's key. Call with the tenants open."""
        key = store().load(self.round.public_id)
        rows = Envelope.objects.filter(round=self.round, role=role).values_list("pk", "sealed")
        return [
            unpack_answer(self.asked(role), key.open_envelope(pk, bytes(sealed)))[0]
            for pk, sealed in rows
        ]

    def fresh(self) -> Round:
        with open_every_tenant("test"):
            self.round = Round.objects.get(pk=self.round.pk)
        return self.round


def sheet_of(asked: Questionnaire, step: int = 3, text: str = "") -> Sheet:
    """The same answer everywhere, as far as a question has so many."""
    spec = places(asked).spec
    closed = bytes(min(step, item.steps) for item in spec.items)
    return Sheet(closed, {item.key: text for item in places(asked).open_items})


def hold(cast: Cast, families: int = 8) -> Held:
    """Open a round at De Vlieger with so many extra families, every fourth with two parents."""
    with open_every_tenant("test"):
        for number in range(families):
            group = cast.group if number % 2 else cast.other_group
            add_family(cast, number, group, 2 if number % 4 == 0 else 1)
        day = today()
        planned = actions.plan_round(
            cast.school, "baseline", day, day + timedelta(days=18), by=SYSTEM
        )
        return Held(cast, actions.open_round(planned, by=SYSTEM))


@pytest.fixture
def held(cast: Cast) -> Held:
    """An open round: 3 parents of the cast and 10 of eight families, and a team of four."""
    return hold(cast)


def nothing_filled(asked: Questionnaire) -> Sheet:
    return empty(asked)
