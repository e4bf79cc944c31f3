"""De Lantaarnboom wrote an activity, adapted one, told a story, and one school offered its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from drieklank.access.actor import Actor, actor_of_user
from drieklank.base.clock import today
from drieklank.schools.models import Membership, School, User
from drieklank.toolkit.actions.own import OwnText, add_own
from drieklank.toolkit.actions.ratings import rate
from drieklank.toolkit.actions.stories import (
    StoryText,
    approve_story,
    offer_story,
    write_story,
)
from drieklank.toolkit.models import Again, Story

_ADAPTED: Final = "positive-phone-round"

_WALK: Final = OwnText(
    title="Lantaarnloop met buren",
    summary="Op een donkere namiddag lopen kinderen met hun ouders en buren een rondje met zelfgemaakte "
    "lampjes. Onderweg staan drie tafels met soep.",
    pillar="parents",
    goals=("community", "welcome"),
    for_whom="family",
    preparation_minutes=60,
    aim="Bij het hek praten ouders vooral met wie zij al kennen. Tijdens een wandeling loop je naast wie "
    "er toevallig naast je loopt. En de buurt ziet dat de school van iedereen is.",
    preparation="- Vraag vier ouders om ieder een pan soep. Zet erbij wat erin zit.\n"
    "- Loop de route een keer met een kinderwagen.\n"
    "- Vertel de wijkagent welke straten jullie nemen.",
    steps="10 minuten: Verzamelen op het plein\n"
    "Geef iedereen bij het hek een kaartje met een kleur. Wie dezelfde kleur heeft, loopt samen.\n\n"
    "> Zoek iemand met jouw kleur die je nog niet kent.\n\n"
    "40 minuten: Lopen\n"
    "Loop rustig. Bij elke tafel blijf je vijf minuten staan.\n\n"
    "> Waar kwam u vandaan voordat u in deze buurt woonde?\n\n"
    "10 minuten: Lampjes in de boom\n"
    "Hang alle lampjes in de grote boom. Eén kind zegt goedenavond.",
    care="- Zorg voor een korte route voor wie slecht loopt.\n"
    "- Maak geen foto’s van kinderen zonder te vragen.",
    worked="Tel na een week bij het hek: hoeveel ouders groeten iemand die ze eerst niet kenden?",
)

_CALLS: Final = OwnText(
    title="Bel met goed nieuws, ook naar oma",
    summary="Elke week belt iedere leerkracht twee gezinnen met iets dat goed ging. Bij ons neemt vaak "
    "een oma of tante op; zij hoort het dan ook.",
    pillar="bond",
    goals=("conversation", "welcome"),
    for_whom="parents_and_team",
    preparation_minutes=5,
    aim="Op onze school hoort thuis vaak iemand anders dan de ouder de telefoon. Dat is geen reden om op te "
    "hangen. Goed nieuws mag de hele familie horen.",
    preparation="- Kies maandag twee kinderen. Houd bij wie al gebeld is.\n"
    "- Kijk in het dossier wie er gebeld mag worden.",
    steps="1 minuut: Zeg wie je bent\nVraag of het uitkomt.\n\n"
    "> Goedemiddag, met de juf van groep 5. Het is goed nieuws.\n\n"
    "3 minuten: Vertel wat je zag\nNoem één ding, met een voorbeeld. Vraag daarna niets.\n\n"
    "1 minuut: Schrijf op dat je belde\nZet een streepje op de lijst. Meer hoeft niet.",
    care="Vertel aan oma alleen wat ook aan tafel gezegd kan worden. Nooit iets over zorg of cijfers.",
)


def fill_toolkit(schools: dict[str, School]) -> None:
    """Through the same actions as on the pages; days are put back afterwards."""
    here = schools["lantaarnboom"]
    leader, teacher = _who(here, "school_leader"), _who(here, "teacher")
    walk = add_own(here, _WALK, by=teacher)
    add_own(here, _CALLS, by=leader, adapted_from=_ADAPTED)
    rate(
        here,
        _ADAPTED,
        again=Again.YES,
        line="Bel tussen vier en zes, dan neemt bijna iedereen op.",
        by=teacher,
    )
    rate(here, walk.key, again=Again.CHANGED, line="Volgende keer met twee routes.", by=leader)
    write_story(here, _walk_story(walk.key), by=teacher)
    _from_elsewhere(schools["bolderik"])


def _who(school: School, role: str) -> Actor:
    rows = Membership.objects.filter(school=school, role=role).select_related("user").order_by("pk")
    return actor_of_user(rows[0].user)


def _walk_story(key: str) -> StoryText:
    return StoryText(
        title="Negentig lampjes in één boom",
        key=key,
        for_whom="alle gezinnen en de straat achter de school",
        done="We verwachtten vijftig mensen. Er kwamen er honderdveertig, ook buren zonder kinderen. De kleuren "
        "van de kaartjes werkten goed: bijna niemand liep met wie hij altijd al liep. De tweede tafel met "
        "soep was te snel leeg.",
        changed="In de weken erna bleven bij het hek meer ouders staan. Drie ouders die elkaar die avond "
        "leerden kennen, halen nu om de beurt op. Aan het contact met het team merkten we nog niets.",
        done_on=today() - timedelta(days=12),
    )


def _from_elsewhere(school: School) -> None:
    """A story that another school of the demonstration shares, approved by the made-up editor."""
    leader = _who(school, "school_leader")
    text = StoryText(
        title="De koffie stond bij de kapstok",
        key="",
        for_whom="ouders van de onderbouw",
        done="Ouders bleven niet staan in de koffiekamer: die ligt achter een deur. We zetten de kan drie weken "
        "lang bij de kapstok, waar iedereen toch langs loopt.",
        changed="De eerste week bleven er vijf ouders hangen, de derde week bijna twintig. Het waren wel vaak "
        "dezelfde. Ouders die haastig naar hun werk gaan, bereiken we zo niet.",
        done_on=today() - timedelta(days=200),
    )
    story: Story = write_story(school, text, by=leader)
    editor = User.objects.create_user("redactie@drieklank.example", "Roos Redactie", is_editor=True)
    approve_story(offer_story(story, named=True, by=leader), by=actor_of_user(editor))
