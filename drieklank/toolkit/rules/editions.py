"""Publications that come out each year: whether somebody must look for a new one."""

from __future__ import annotations


def must_look(edition: int | None, this_year: int) -> bool:
    """Say whether the newest known edition is of an earlier year, or not known."""
    return edition is None or edition < this_year


def edition_words(edition: int | None, this_year: int) -> str:
    """What the page says of a yearly publication."""
    if edition is None:
        return "Komt elk jaar uit; welke uitgave de nieuwste is, is onbekend"
    if must_look(edition, this_year):
        return f"Uitgave {edition}; kijk of er een nieuwe is"
    return f"Uitgave {edition}"
