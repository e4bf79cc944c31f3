"""What De Bolderik promised, did and heard. Made up, as everything in the demonstration."""

from typing import Final

from drieklank.homes.demo.following import Promise

# What was promised after the baseline, and what came of it. Of one thing nothing came, and it says so.
FIRST_PROMISES: Final = (
    Promise(
        "Elk gesprek begint met wat ouders zelf willen bespreken.",
        "conversation",
        "teacher",
        90,
        "Dat staat nu in elke uitnodiging. Ouders sturen hun onderwerp vooraf.",
    ),
    Promise(
        "Ouders denken mee voordat een plan klaar is.",
        "deciding",
        "school_leader",
        150,
        "Vijf ouders dachten mee over de nieuwe schooltijden. Hun idee is gekozen.",
    ),
    Promise(
        "We openen elke middag een ouderkamer.",
        "community",
        "school_leader",
        180,
        "Dit gaat niet door: het lokaal is nodig voor een groep. De koffie op vrijdag blijft.",
        "dropped",
    ),
)
LAST_PROMISES: Final = (
    Promise(
        "Twee keer per jaar eten ouders van alle groepen samen.", "community", "school_leader", 60
    ),
)
# What the school shows: what it did, how many days ago, and what came of it.
DEEDS: Final = (
    (
        "Startgesprekken in alle groepen",
        300,
        "Bijna alle ouders kwamen. We houden dit, en plannen voortaan ook een avond.",
    ),
    (
        "Ouders denken mee over de schooltijden",
        220,
        "Vijf ouders deden mee. Hun idee is gekozen. Volgend jaar vragen we het eerder.",
    ),
    (
        "Bellen met goed nieuws, elke week twee gezinnen",
        160,
        "Ouders vertelden dat zij nu gewoner bellen. De lijst maakt dat niemand wordt overgeslagen.",
    ),
)
REASONS: Final = (
    "Alle acht eisen zijn gehaald. Ouders, team en leerlingen vertelden tijdens het bezoek hetzelfde "
    "als de cijfers. Sterk is hoe de school bij elk gesprek naar ouders luistert. Gezinnen die elkaar "
    "niet kennen, vragen de komende jaren aandacht."
)
