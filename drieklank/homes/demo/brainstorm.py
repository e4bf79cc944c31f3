"""A brainstorm of the demonstration, half way: notes of a team, partly grouped, the board still open."""

from __future__ import annotations

from typing import Final

from drieklank.access.actor import actor_of_user
from drieklank.improve.actions.brainstorm import (
    go_to_phase,
    make_group,
    place_note,
    start_brainstorm,
    write_note,
)
from drieklank.improve.rules.brainstorm import READY_QUESTIONS, Phase
from drieklank.schools.models import Membership, School

# Group -> notes; "" holds what lies loose still. Notes are as people write them, quickly.
NOTES: Final = {
    "Persoonlijk uitnodigen": (
        "Bel elk gezin dat er vorig jaar niet was",
        "Kinderen maken zelf de uitnodiging",
        "Aan de poort vragen, niet alleen per mail",
        "Uitnodigen in de taal van thuis",
    ),
    "Makkelijker kunnen komen": (
        "Oppas in het speellokaal",
        "Twee tijden: om half vier en om half acht",
        "Opa of oma mag ook komen",
    ),
    "Een warm welkom": (
        "Soep en brood vooraf",
        "Bij de deur staan en een hand geven",
    ),
    "": (
        "Kinderen laten iets zien",
        "Niet langer dan een uur",
        "Ouders laten vertellen, wij luisteren",
        "Een ouder van elke klas belt mee",
    ),
}


def hold_brainstorm(school: School) -> None:
    """A board that the leader left at putting notes together."""
    leader = Membership.objects.filter(school=school, role="school_leader").earliest("pk")
    by = actor_of_user(leader.user)
    row = start_brainstorm(school, READY_QUESTIONS[0], by=by)
    longest = max(map(len, NOTES.values()))
    # One of each group in turn: as on a real board, nobody writes in order.
    written = {
        text: (write_note(row, text, phone=f"demo-{place}"), name)
        for place in range(longest)
        for name, texts in NOTES.items()
        for text in texts[place : place + 1]
    }
    go_to_phase(row, Phase.CLUSTER, by=by)
    groups = {name: make_group(row, name) for name in NOTES if name}
    for found, name in written.values():
        if name:
            place_note(row, found.public_id, str(groups[name].public_id))
