"""The vision of the demonstration: a readiness check and a scan, values of team and parents, a concept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from drieklank.access.actor import Actor, actor_of_user
from drieklank.base.clock import today
from drieklank.content.queries import questionnaire
from drieklank.improve.actions.vision import (
    SignWish,
    TakerWish,
    ValueWish,
    VisionWish,
    offer,
    sign_off,
    write_version,
)
from drieklank.improve.actions.vision_agreements import Place, add_expectation, set_places
from drieklank.improve.actions.vision_values import close_values, count_table, open_values
from drieklank.measure.actions.signed import begin_sheet, save_sheet
from drieklank.schools.models import Membership, School

READINESS: Final = {
    "vision-partnership": "partly",
    "vision-school": "partly",
    "policy": "partly",
    "council": "partly",
    "lead": "yes",
    "time": "yes",
    "team": "yes",
    "experience": "partly",
    "conversation": "no",
    "capacity": "yes",
}
# Second answers of a factor; whatever is not here is "meestal wel".
FACTORS: Final = {
    "success.early.all": "little",
    "success.everyone.supporter": "unknown",
    "success.pupil.present": "no",
    "success.pupil.speaks": "little",
    "success.home.topic": "little",
    "success.welcome.greet": "yes",
}
TEAM: Final = {
    "early": 11,
    "clear": 8,
    "together": 7,
    "honest": 6,
    "care": 5,
    "calm": 4,
    "trust": 1,
}
PARENTS: Final = {
    "early": 9,
    "together": 8,
    "welcome": 7,
    "reachable": 6,
    "honest": 4,
    "diversity": 4,
}
FIRST: Final = "Wij werken samen met ouders, omdat kinderen dan beter leren."
SENTENCE: Final = (
    "Wij kennen elk kind pas goed als we ook horen hoe het thuis is. "
    "Daarom praten we met ouders voordat er iets mis is."
)
TEXT: Final = (
    "In de eerste zes weken spreken we alle ouders. Zij vertellen, wij luisteren.\n\n"
    "Gaat iets goed, dan hoort een ouder dat ook. Twijfelen we, dan bellen we dezelfde week."
)
VALUES: Final = (
    ValueWish(
        "Op tijd",
        "Je merkt het als wij bellen bij twijfel, en niet pas bij zorgen.",
        "early",
        "conversation",
    ),
    ValueWish("Samen", "Je merkt het als een kind zelf mee aan tafel zit.", "together", "learning"),
    ValueWish(
        "Eerlijk", "Je merkt het als wij ook zeggen wat wij nog niet weten.", "honest", "advocacy"
    ),
    ValueWish(
        "Gastvrij",
        "Je merkt het als ouders bij de deur bij hun naam worden gegroet.",
        "welcome",
        "welcome",
    ),
)
EXPECTED: Final = (
    ("school", "Wij antwoorden binnen twee schooldagen."),
    ("school", "Wij bellen ook als het goed gaat, minstens twee keer per jaar."),
    ("parents", "U belt ons als er thuis iets verandert voor uw kind."),
    ("parents", "U gaat met een vraag eerst naar de leerkracht."),
)


def write_vision(school: School) -> None:
    """De Lantaarnboom signed its check, let team and parents choose, and put a concept before parents."""
    leader = Membership.objects.filter(school=school, role="school_leader").earliest("pk")
    by = actor_of_user(leader.user)
    _sign(school, "readiness", {f"readiness.{key}": said for key, said in READINESS.items()}, by)
    asked = questionnaire("success-factors-team").items
    _sign(school, "success-factors", {item.key: "mostly" for item in asked} | FACTORS, by)
    choice = open_values(school, by=by)
    count_table(choice, "team", 14, TEAM, by=by)
    count_table(choice, "parents", 12, PARENTS, by=by)
    close_values(choice, by=by)
    write_version(school, VisionWish(FIRST, "", (), (TakerWish("team", 3),)), base=0, by=by)
    takers = (
        TakerWish("team", 14, "de teamdag"),
        TakerWish("parents", 12, "het ouderpanel"),
        TakerWish("council", 4),
    )
    changed = "De zin zegt nu wat wij doen, en de kernwaarden staan erbij."
    wish = VisionWish(SENTENCE, TEXT, VALUES, takers, changed)
    concept = offer(write_version(school, wish, base=1, by=by), by=by)
    signed = SignWish("team", True, today() - timedelta(days=6), str(leader.user), "schoolleider")
    sign_off(concept, signed, by=by)
    for side, text in EXPECTED:
        add_expectation(school, side, text, today() - timedelta(days=100), by=by)
    set_places(school, {"door": Place(today() - timedelta(days=30), "poster in de hal")}, by=by)


def _sign(school: School, instrument: str, answers: Mapping[str, str], by: Actor) -> None:
    if by.user is not None:
        save_sheet(begin_sheet(school, instrument, by.user), dict(answers), sign=True, by=by)
