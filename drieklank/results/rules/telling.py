"""What must be there before results are told, and before a round may go to the archive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TellingFacts:
    """What is known of a round. `commitments`: those with an owner who works here and a day."""

    is_published: bool
    commitments: int
    without_owner: int = 0
    is_told: bool = False
    on_paper: int = 0
    is_paper_given: bool = False
    is_archived: bool = False


def missing_before_telling(facts: TellingFacts) -> tuple[str, ...]:
    """Why results cannot be told yet: Dutch sentences; none: they can."""
    missing = []
    if not facts.is_published:
        missing.append("Het rapport is nog niet gedeeld met het team. Doe dat eerst.")
    if not facts.commitments:
        missing.append(
            "Er is nog geen toezegging met een eigenaar en een datum. Ouders willen lezen wat jullie "
            "gaan doen. Eén is genoeg."
        )
    if facts.without_owner:
        missing.append(
            "Eén toezegging heeft geen eigenaar meer. Kies wie het overneemt."
            if facts.without_owner == 1
            else f"{facts.without_owner} toezeggingen hebben geen eigenaar meer. Kies wie ze overneemt."
        )
    return tuple(missing)


def missing_before_archive(facts: TellingFacts) -> tuple[str, ...]:
    """Why a round cannot go to the archive yet: Dutch sentences; none: it can."""
    if facts.is_archived:
        return ("Deze meting staat al in het archief.",)
    missing = list(missing_before_telling(facts))
    if not facts.is_told:
        missing.append("De uitkomst is nog niet verteld aan iedereen die is gevraagd.")
    elif facts.on_paper and not facts.is_paper_given:
        who = "Eén ouder leest" if facts.on_paper == 1 else f"{facts.on_paper} ouders lezen"
        missing.append(f"{who} geen mail. Geef de brief mee en zet dat hier neer.")
    return tuple(missing)
