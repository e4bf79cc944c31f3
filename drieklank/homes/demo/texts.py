"""Made-up open answers for the demonstration."""

from types import MappingProxyType
from typing import Final

OPEN_ANSWERS: Final = MappingProxyType(
    {
        "parents": (
            "Ik hoor vooral iets als er een probleem is. Een kort berichtje als het goed gaat zou fijn zijn.",
            "Wij voelen ons welkom. De inloop op woensdag is heel prettig.",
            "Vertel eerder waar de klas aan werkt, dan kunnen wij thuis meedoen.",
            "Ik werk in ploegen. Gesprekken zijn altijd overdag en dan kan ik niet.",
            "De juf luistert goed. Ik zou wel vaker willen meedenken over de school.",
            "Er zijn te veel apps. Eén plek voor alle berichten is genoeg.",
            "Soms begrijp ik de brief niet. Een gesprek met een tolk helpt.",
            "Graag meer contact met andere ouders uit de groep.",
            "We vulden dit vaker in. Wat is er daarna mee gedaan?",
            "Het startgesprek was heel goed. Dat mag vaker.",
            "Ik weet niet bij wie ik moet zijn als ik mij zorgen maak.",
            "Laat kinderen bij het gesprek zijn, het gaat over hen.",
        ),
        "team": (
            "Ik wil vaker bellen met goed nieuws, maar de tijd ontbreekt.",
            "Lastige gesprekken zou ik graag samen oefenen.",
            "Ouders die weinig Nederlands spreken bereiken we nog niet goed.",
            "De afspraken uit het startgesprek raken later uit beeld.",
            "We vragen ouders pas om hun mening als het plan al klaar is.",
            "Mooi dat bijna alle ouders naar de inloop komen.",
        ),
    }
)
