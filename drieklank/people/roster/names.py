"""Surnames the Dutch way: the part that a list does not sort on stands apart (tussenvoegsel)."""

from typing import Final

_WORDS: Final = """
a aan af al am an auf aus aus'm b bi bij bin boven d da dal dal' dalla das de deca degli dei del della
den der des di die dit do don dos du d' el et het i ibn im in l la las le les lo los l' 's 't la's met of
onder op over s t te ten ter till to toe toen tho thoe thor tot uijt uit unter ut v van vanden vander
vanden voor vom von vor vor- zu zum zur 'd v.d. v.d v. d.
"""
# Words that may stand before a surname, as the civil registry writes them. Several may follow each other.
_PREFIX_WORDS: Final = frozenset(_WORDS.split())


def is_prefix(text: str) -> bool:
    """Whether a text is nothing but words that stand before a surname."""
    return _is_prefix(text.split())


def _is_prefix(words: list[str]) -> bool:
    return bool(words) and all(word.replace("’", "'") in _PREFIX_WORDS for word in words)


def split_surname(surname: str, prefix: str = "") -> tuple[str, str]:
    """(prefix, surname). `Berg, van den`, `van den Berg` and `Berg` + `van den` all give (`van den`, `Berg`).

    A capital is part of the name ("De Smet", "El Idrissi"), except in the first of several prefix words
    ("Van den Berg"), which has it from standing first. A prefix that stands apart is believed, whatever it is.
    """
    surname = surname.replace(
        "' t ", "'t "
    )  # the register itself writes the article loose at times
    if prefix:
        return prefix, _without_repetition(surname, prefix)
    head, comma, tail = surname.partition(", ")
    if comma and _is_prefix(_small_first(tail.split())):
        return " ".join(_small_first(tail.split())), head.strip()
    words = surname.split()
    count = 0
    lowered = _small_first(words)
    while count < len(words) - 1 and _is_prefix([lowered[count]]):
        count += 1
    if count == 1 and words[0][:1].isupper():
        count = 0
    return " ".join(lowered[:count]), " ".join(words[count:])


def _small_first(words: list[str]) -> list[str]:
    return [words[0].lower(), *words[1:]] if words else words


def _without_repetition(surname: str, prefix: str) -> str:
    """Some exports give the prefix twice: apart, and in the surname."""
    if surname.lower().startswith(prefix.lower() + " "):
        return surname[len(prefix) + 1 :]
    if surname.lower().endswith(", " + prefix.lower()):
        return surname[: -len(prefix) - 2]
    return surname


def split_full_name(name: str) -> tuple[str, str, str]:
    """(first name, prefix, surname) of a name in one cell: `Berg, Jan van den` or `Jan van den Berg`.

    Without a comma the first word is the first name, and the rest from the first prefix word on the surname.
    """
    surname, comma, rest = name.partition(",")
    if comma:
        words = rest.split()
        count = len(words)
        while count > 0 and _is_prefix([words[count - 1]]):
            count -= 1
        return " ".join(words[:count]), " ".join(words[count:]), surname.strip()
    words = name.split()
    if len(words) < 2:
        return "", "", name
    first = next((i for i in range(1, len(words) - 1) if _is_prefix([words[i]])), 1)
    prefix, surname = split_surname(" ".join(words[first:]))
    return " ".join(words[:first]), prefix, surname
