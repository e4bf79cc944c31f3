"""What each missing piece of the readiness check needs: one step, and where to begin; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Step:
    """name: the piece, in a sentence. do: what to do next. activities: keys of the toolkit.
    page, page_name: a page of the product by the name of its address, or empty. document: what is then
    on paper, or empty.
    """

    name: str
    do: str
    activities: tuple[str, ...] = ()
    page: str = ""
    page_name: str = ""
    document: str = ""


_VISION = ("improve:vision", "Naar de visie")
_PLAN = ("improve:plan", "Naar het plan")

STEPS: Final[Mapping[str, Step]] = MappingProxyType(
    {
        "vision-partnership": Step(
            "een visie op samenwerken met ouders",
            "Laat team en ouders ieder kiezen wat zij belangrijk vinden. Schrijf er één zin van die iedereen kent.",
            ("core-values-auction", "vision-in-one-sentence"),
            *_VISION,
            "De visie, met de datum en wie meedeed",
        ),
        "vision-school": Step(
            "een visie op een fijne school",
            "Bespreek met team en ouders hoe leerlingen, ouders en team met elkaar omgaan. Zet het bij de visie.",
            ("safe-school-norms", "group-agreements"),
            *_VISION,
            "Een stuk in de visie over omgaan met elkaar",
        ),
        "policy": Step(
            "acties in het schoolplan",
            "Kies hoogstens drie dingen voor dit jaar. Geef elk een doel, een datum en een naam.",
            ("report-in-the-team",),
            *_PLAN,
            "Het jaarplan, met doel, datum en naam per actie",
        ),
        "council": Step(
            "een MR die meepraat",
            "Zet samenwerken met ouders op de agenda van de MR. Vraag wat de MR ervan vindt, en schrijf het op.",
            ("four-ways-of-joining", "report-with-parents"),
            *_VISION,
            "Het verslag van de MR",
        ),
        "lead": Step(
            "iemand die het leidt",
            "Vraag één collega om dit te leiden. Spreek af wat die mag beslissen, en vertel het aan het team.",
            ("readiness-round",),
            *_PLAN,
        ),
        "time": Step(
            "uren",
            "Zet uren voor samenwerken met ouders in het werkverdelingsplan. Begin met twintig uur voor wie dit leidt.",
            (),
            *_PLAN,
            "Het werkverdelingsplan, met de uren erin",
        ),
        "team": Step(
            "een team dat het wil",
            "Vraag het aan het team: wat wil je met ouders, en wat houdt je tegen? Begin met wie wil.",
            ("picture-of-parents", "readiness-round"),
        ),
        "experience": Step(
            "ervaring met ouders die meedenken",
            "Begin klein: kies één onderwerp, en vraag ouders mee voordat er een plan ligt.",
            ("four-ways-of-joining", "parent-journey"),
            "toolkit:library",
            "Zoek een activiteit",
        ),
        "conversation": Step(
            "iemand die lastige uitkomsten bespreekt",
            "Spreek af wie het gesprek over een tegenvaller leidt. Oefen het met twee collega’s.",
            ("report-in-the-team", "report-with-parents"),
        ),
        "capacity": Step(
            "tijd voor het vervolg",
            "Zet nu al twee momenten in de jaarkalender: één met het team en één met ouders.",
            ("you-said-we-did",),
            "measure:rounds",
            "Naar de metingen",
            "De jaarkalender, met twee data erin",
        ),
    }
)
