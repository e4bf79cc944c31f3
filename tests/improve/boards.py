"""A board and phones around it, for the tests of brainstorms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from drieklank.base import codes
from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.actions.brainstorm import start_brainstorm
from drieklank.improve.models import Brainstorm, BrainstormGroup, BrainstormNote
from tests.cast import Cast


@dataclass
class Phone:
    """Somebody's phone at a board: a browser without an account."""

    client: Client = field(default_factory=Client)

    def come_in(self, row: Brainstorm) -> Any:
        return self.client.get(f"/b/{codes.show(codes.encode(row.code))}", follow=True)

    def page(self) -> str:
        return self.client.get("/b/").content.decode()

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="(\w+)"', self.page())
        return found[1] if found else ""

    def send(self, where: str, **values: str) -> Any:
        return self.client.post(f"/b/{where}/", {"token": self.token, **values})

    def write(self, text: str) -> Any:
        return self.send("schrijf", text=text)


@dataclass
class Table:
    """A board of De Vlieger and who holds it."""

    cast: Cast
    row: Brainstorm
    holder: Client

    @property
    def address(self) -> str:
        return f"/school/{self.cast.school.code}/brainstorm/{self.row.public_id}/"

    def phone(self) -> Phone:
        made = Phone()
        made.come_in(self.row)
        return made

    def do(self, what: str, **values: str) -> Any:
        return self.holder.post(f"{self.address}doen/", {"doe": what, **values})

    def screen(self) -> str:
        return self.holder.get(self.address).content.decode()

    def notes(self) -> list[str]:
        with open_every_tenant("test"):
            return list(
                BrainstormNote.objects.filter(brainstorm=self.row).values_list("text", flat=True)
            )

    def note(self, text: str) -> BrainstormNote:
        with open_every_tenant("test"):
            return BrainstormNote.objects.select_related("group").get(
                brainstorm=self.row, text=text
            )

    def group(self, name: str) -> BrainstormGroup:
        with open_every_tenant("test"):
            return BrainstormGroup.objects.get(brainstorm=self.row, name=name)

    def lay(self, text: str, name: str) -> Any:
        return self.do(
            "leg", briefje=str(self.note(text).public_id), bij=str(self.group(name).public_id)
        )


def table(cast: Cast, who: str = "leader", question: str = "Hoe komen alle ouders?") -> Table:
    with open_every_tenant("test"):
        row = start_brainstorm(cast.school, question, by=cast.actor(who))
    return Table(cast, row, cast.client(who))


def chosen(cast: Cast, who: str = "leader") -> Table:
    """A board with two groups of one note each, at the choosing."""
    made = table(cast, who)
    for text in ("Bel iedereen op", "Soep vooraf"):
        made.do("schrijf", text=text)
    made.do("fase", fase="cluster")
    for name, text in (("Bellen", "Bel iedereen op"), ("Eten", "Soep vooraf")):
        made.do("groep", name=name)
        made.lay(text, name)
    made.do("fase", fase="choose")
    return made
