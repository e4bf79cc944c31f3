"""Cards of core values, and what team and parents chose of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import segno
from django.conf import settings
from django.db.models import QuerySet

from drieklank.content.queries import interface_texts
from drieklank.content.schema import Audience
from drieklank.improve.models import ValueChoice, ValueCount
from drieklank.improve.rules import vision_values as rules
from drieklank.schools.models import School

INTERFACE: Final = "vision-interface"
_PREFIX, _SIGN = "value_", "_sign"


@dataclass(frozen=True)
class Card:
    """A value to choose: its name, and how somebody notices it."""

    key: str
    name: str
    sign: str


def cards(language: str = "nl", side: str = rules.Chooser.TEAM) -> list[Card]:
    """All cards in a language; the team is spoken to with *je*."""
    words = interface_texts(INTERFACE, language)
    keys = [
        key.removeprefix(_PREFIX).removesuffix(_SIGN)
        for key in words
        if key.startswith(_PREFIX) and key.endswith(_SIGN)
    ]
    found = [Card(key, words[_PREFIX + key], words[f"{_PREFIX}{key}{_SIGN}"]) for key in keys]
    if side == rules.Chooser.PARENTS:
        return found
    return [Card(one.key, one.name, _to_staff(one.sign)) for one in found]


def _to_staff(sign: str) -> str:
    return "Je merkt" + sign.removeprefix("U merkt") if sign.startswith("U merkt") else sign


def words_for(side: str, language: str) -> dict[str, str]:
    """The fixed words of the page where people choose."""
    audience = Audience.TEAM if side == rules.Chooser.TEAM else Audience.PARENTS
    return dict(interface_texts(INTERFACE, language, audience))


def choices_of(school: School) -> QuerySet[ValueChoice]:
    """All times that values were chosen, newest first."""
    return ValueChoice.objects.filter(school=school).select_related("school")


def open_choice(school: School) -> ValueChoice | None:
    """The one that runs now."""
    return choices_of(school).filter(closed_on__isnull=True).first()


def choice_by_door(door: str) -> ValueChoice | None:
    """The choice that a code opens, for either side; closed ones too."""
    rows = ValueChoice.objects.select_related("school")
    return (rows.filter(parents_code=door) | rows.filter(team_code=door)).first()


def side_of(choice: ValueChoice, door: str) -> str:
    """Whose door it is."""
    return str(rules.Chooser.TEAM if choice.team_code == door else rules.Chooser.PARENTS)


@dataclass(frozen=True)
class Door:
    """The way in for one side: address, square, and how many came in."""

    side: str
    name: str
    address: str
    qr: str
    people: int


def _drawn(address: str) -> str:
    """The QR code as SVG that takes the size it is given."""
    code = segno.make(address, error="m", micro=False)
    drawn: str = code.svg_inline(border=2, dark="#16213A", light="#FFFFFF", omitsize=True)
    return drawn


def doors_of(choice: ValueChoice) -> list[Door]:
    """The doors of team and parents."""
    return [
        Door(side, name, address := f"{settings.BASE_URL}/waarden/{code}/", _drawn(address), people)
        for side, name, code, people in (
            ("team", "Voor het team", choice.team_code, choice.team_people),
            ("parents", "Voor ouders", choice.parents_code, choice.parents_people),
        )
    ]


@dataclass(frozen=True)
class Chosen:
    """What came out of a choice, as far as it may be shown. `beside` is None: too few, or open."""

    choice: ValueChoice
    beside: rules.SideBySide | None
    waiting: list[ValueCount]

    @property
    def is_open(self) -> bool:
        return self.choice.closed_on is None


def chosen(choice: ValueChoice) -> Chosen:
    """The two sides beside each other, once it is closed and five people chose on each side.

    While people choose nothing is shown: two looks, one person apart, would tell what that person chose.
    """
    enough = rules.is_enough(choice.team_people, choice.parents_people)
    if choice.closed_on is None or not enough:
        return Chosen(choice, None, [])
    rows = list(ValueCount.objects.filter(choice=choice))
    names = {card.key: card.name for card in cards()}
    counted: dict[str, rules.Counted] = {}
    for row in rows:
        if not row.is_shown:
            continue
        name = names.get(row.key, row.key) if row.key else row.word.capitalize()
        known = counted.get(name, rules.Counted(name, 0, 0))
        counted[name] = rules.Counted(
            name,
            known.team + (row.times if row.side == rules.Chooser.TEAM else 0),
            known.parents + (row.times if row.side == rules.Chooser.PARENTS else 0),
        )
    return Chosen(
        choice,
        rules.beside(list(counted.values()), choice.team_people, choice.parents_people),
        [row for row in rows if row.word and not row.is_shown],
    )


def newest_chosen(school: School) -> Chosen | None:
    """The newest choice; None: nobody was asked yet."""
    choice = choices_of(school).first()
    return chosen(choice) if choice else None


def newest_result(school: School) -> Chosen | None:
    """What came out of the newest choice that is closed, while another may run; None: none is."""
    choice = choices_of(school).filter(closed_on__isnull=False).first()
    return chosen(choice) if choice else None


def hidden_word(choice: ValueChoice, pk: int) -> ValueCount | None:
    """Own words that wait to be read."""
    return ValueCount.objects.filter(choice=choice, pk=pk, is_shown=False).exclude(word="").first()
