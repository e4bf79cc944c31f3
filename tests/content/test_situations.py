"""Eight drawings that take no side, each with five cards; what a drawing may be made of."""

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings

from drieklank.content.guides import load_drawing, load_situation
from drieklank.content.loading import ContentError
from drieklank.content.schema.situation import CardFor, CardKind, Situation

ROOT = Path(settings.CONTENT_DIR)
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("toolkit/situations/*.yaml"))
SITUATIONS = [load_situation(ROOT, file) for file in FILES]


def test_eight_situations_stand_in_an_order_without_gaps() -> None:
    assert sorted(one.place for one in SITUATIONS) == list(range(1, 9))
    drawings = {path.stem for path in ROOT.glob("toolkit/situations/*.svg")}
    assert drawings == {one.key for one in SITUATIONS}


def test_no_card_asks_what_another_card_asks() -> None:
    asked = [
        text for one in SITUATIONS for card in one.cards for text in (card.question, card.further)
    ]
    assert len(asked) == 80
    assert len(set(asked)) == 80


@pytest.mark.parametrize("one", SITUATIONS, ids=lambda one: one.key)
def test_cards_look_first_then_change_places_then_say_what_they_expect(one: Situation) -> None:
    cards = one.cards
    assert cards[0].kind is CardKind.LOOK
    assert {card.for_whom for card in cards} == set(CardFor)


JE, U = {"je", "jij", "jou", "jouw", "jullie"}, {"u", "uw"}
# A card for everybody lies before parents and team alike, so it says neither.
NEVER = {CardFor.TEAM: U, CardFor.PARENTS: JE, CardFor.BOTH: JE | U}


@pytest.mark.parametrize("one", SITUATIONS, ids=lambda one: one.key)
def test_parents_are_spoken_to_with_u_and_the_team_with_je(one: Situation) -> None:
    for card in one.cards:
        words = set(re.findall(r"\w+", f"{card.question} {card.further}".casefold()))
        assert words & NEVER[card.for_whom] == set(), card.question


@pytest.mark.parametrize("one", SITUATIONS, ids=lambda one: one.key)
def test_drawing_is_whole_and_of_the_right_size(one: Situation) -> None:
    drawn = ElementTree.fromstring(load_drawing(ROOT, one.key))
    assert drawn.get("viewBox") == "0 0 480 280"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("</svg>", "<script>alert(1)</script></svg>", "<script> hoort niet in een tekening."),
        ("<path ", '<path onclick="x" ', "geen stijl, namen of verwijzingen"),
        ("var(--ink,#16213A)", "red", "De kleur red is geen kleur van het huis"),
        ("<svg ", "een tekening <svg ", "De tekening is één svg"),
    ],
)
def test_drawing_with_something_else_in_it_is_refused(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    shutil.copytree(ROOT / "toolkit/situations", tmp_path / "toolkit/situations")
    file = tmp_path / "toolkit/situations/two-homes.svg"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_situation(tmp_path, "toolkit/situations/two-homes.yaml")
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("for_whom: parents", "for_whom: team", "Er hoort een kaart voor het team"),
        ("kind: expect", "kind: look", "Eén kaart wisselt van plek"),
        ("key: two-homes", "key: three-homes", "het bestand heet naar two-homes"),
    ],
)
def test_situation_with_a_fault_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    shutil.copytree(ROOT / "toolkit/situations", tmp_path / "toolkit/situations")
    file = tmp_path / "toolkit/situations/two-homes.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    shutil.copy(file.with_suffix(".svg"), file.with_name("three-homes.svg"))
    with pytest.raises(ContentError) as refused:
        load_situation(tmp_path, "toolkit/situations/two-homes.yaml")
    assert said in str(refused.value)
