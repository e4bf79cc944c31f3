"""What a member of staff types on the pages of a school's own toolkit."""

from __future__ import annotations

from typing import Any

from drieklank.base.tenancy import open_every_tenant
from drieklank.toolkit.actions.own import OwnText, add_own
from drieklank.toolkit.actions.stories import StoryText, write_story
from drieklank.toolkit.models import OwnActivity, Story
from tests.cast import START, Cast

KIEZEN = "/school/de-vlieger/kiezen/"
STEPS = "10 minuten: Welkom\nGeef een hand.\n\n> Fijn dat u er bent.\n\n20 minuten: Soep\nSchep op."

OWN: dict[str, Any] = {
    "title": "Soep op donderdag",
    "summary": "Ouders koken samen soep voor de klas.",
    "pillar": "parents",
    "goals": ["community"],
    "for_whom": "parents",
    "preparation_minutes": "15",
    "aim": "Ouders leren elkaar kennen.",
    "preparation": "- Zet pannen klaar.",
    "steps": STEPS,
    "care": "Vraag naar allergie.",
    "worked": "",
}
STORY: dict[str, Any] = {
    "title": "Soep smaakt beter samen",
    "key": "",
    "done_on": "2026-10-01",
    "for_whom": "ouders van groep 6",
    "done": "We kookten met twaalf ouders.",
    "changed": "Vier ouders haalden daarna elkaars kinderen op.",
}


def own_of_vlieger(cast: Cast, **changed: Any) -> OwnActivity:
    """An own activity of De Vlieger, written by its teacher."""
    written = OWN | changed
    text = OwnText(**{**written, "goals": tuple(written["goals"]), "preparation_minutes": 15})
    with open_every_tenant("test"):
        return add_own(cast.school, text, by=cast.actor("teacher"))


def story_of_vlieger(cast: Cast, **changed: Any) -> Story:
    """A story of De Vlieger, written by its teacher."""
    with open_every_tenant("test"):
        text = StoryText(**{**STORY, "done_on": START, **changed})
        return write_story(cast.school, text, by=cast.actor("teacher"))
