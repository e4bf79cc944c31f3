"""Names and words, the Dutch way."""

import re
import unicodedata


def full_name(first: str, prefix: str, last: str) -> str:
    """`Jan`, `van den`, `Berg` -> `Jan van den Berg`; empty parts leave no double spaces."""
    return " ".join(part for part in (first, prefix, last) if part)


def sort_name(first: str, prefix: str, last: str) -> str:
    """`Berg, Jan van den`: Dutch lists sort on the name without its prefix."""
    rest = " ".join(part for part in (first, prefix) if part)
    return f"{last}, {rest}" if rest else last


def slug(text: str, length: int = 40) -> str:
    """Lower case letters, digits and single hyphens, for an address. Empty input gives an empty
    slug.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:length].strip("-")


def enumerate_nl(words: list[str]) -> str:
    """`a`, `a en b`, `a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"
