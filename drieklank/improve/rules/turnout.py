"""How many families a group has, how many are expected at the evening, and how many came; pure."""

from __future__ import annotations

from collections.abc import Iterable


def count_families(pupils: Iterable[int], relations: Iterable[tuple[int, int]]) -> int:
    """How many families these pupils come from. relations: (pupil, parent).

    Pupils who share a parent are of one family; a pupil of whom no parent is known is one of its own.
    """
    known = set(pupils)
    first_of: dict[int, int] = {}  # parent -> a pupil of that parent
    root = {pupil: pupil for pupil in known}

    def top(pupil: int) -> int:
        while root[pupil] != pupil:
            pupil = root[pupil]
        return pupil

    for pupil, parent in relations:
        if pupil in known:
            root[top(pupil)] = top(first_of.setdefault(parent, pupil))
    return sum(root[pupil] == pupil for pupil in known)


def turnout_words(group: str, families: int, wanted: int | None, came: int | None) -> str:
    """6a: 20 van de 24 gezinnen kwamen, 22 verwacht. Empty: nothing is known of the group."""
    if came is not None:
        said = f"{group}: {came} van de {families} gezinnen {'kwam' if came == 1 else 'kwamen'}"
        return f"{said}, {wanted} verwacht" if wanted is not None else said
    if wanted is not None:
        return f"{group}: {wanted} van de {families} gezinnen verwacht"
    return ""


def turnout_finding(lines: Iterable[tuple[int, int | None, int | None]]) -> str:
    """What it comes to, over the groups that said something. lines: (families, wanted, came)."""
    rows = list(lines)
    came = [(families, there) for families, _, there in rows if there is not None]
    if came:
        of, there = sum(one[0] for one in came), sum(one[1] for one in came)
        left = len(rows) - len(came)
        groups = "groep" if left == 1 else "groepen"
        rest = f" Van {left} {groups} weten we het nog niet." if left else ""
        return f"{there} van de {of} gezinnen {'kwam' if there == 1 else 'kwamen'}.{rest}"
    wanted = [(families, aim) for families, aim, _ in rows if aim is not None]
    if wanted:
        of, aim = sum(one[0] for one in wanted), sum(one[1] for one in wanted)
        return f"Jullie verwachten {aim} van de {of} gezinnen."
    return ""
