"""Year groups and school years. Codes as in EDEXML: 0-8 primary, 11-16 the six years of secondary, S and V special."""

import re
from datetime import date

KNOWN = frozenset(["0", *map(str, range(1, 9)), *map(str, range(11, 17)), "S", "V"])
# Codes that are right but name no single year: babies and toddlers, combinations, other, historical.
NO_SINGLE_YEAR = frozenset(["", "B", "D", "C", "N", "H"])
# Found only where grades count the American way; then 1-8 do not mean what they mean here.
FOREIGN = frozenset(
    ["9", "10", "KG", "TK", "PK", "PR", "IT", "UG", "PS", "PS1", "PS2", "PS3", "PS4"]
)
_GROUP_NAME = re.compile(r"^(?:groep|gr\.?|klas)?\s*([1-8])\s*[-/ ]?\s*[a-z]?$", re.IGNORECASE)


def year_code(text: str) -> str | None:
    """The code in a cell (`7`, `07`, `groep 7`, `11`); empty where no single year is meant, None if it is none."""
    value = re.sub(
        r"^(jaargroep|groep|leerjaar|jaar|klas)\s*", "", text.strip(), flags=re.IGNORECASE
    )
    value = value.upper().removesuffix(".0")
    if value.isdigit() and len(value) == 2 and value.startswith("0"):
        value = value[1:]
    if value in NO_SINGLE_YEAR:
        return ""
    return value if value in KNOWN else None


def is_foreign(text: str) -> bool:
    """Whether a grade exists only in another country's counting (9, 10, KG)."""
    return text.strip().upper().lstrip("0") in FOREIGN


def year_in_group_name(name: str) -> str:
    """`Groep 7a`, `7A`, `2b` -> 7, 7, 2; empty for anything else. Which sector it counts in is known later."""
    match = _GROUP_NAME.match(name)
    return match[1] if match else ""


def in_sector(code: str, sector: str) -> str:
    """A year as the sector counts it: year 2 of a secondary school is 12."""
    return f"1{code}" if sector == "vo" and code in {"1", "2", "3", "4", "5", "6"} else code


def school_year(text: str) -> str:
    """`2026-2027` out of `2026-2027`, `2026/27` or `2026-27`; empty if the years do not follow each other."""
    match = re.fullmatch(r"(\d{4})\s*[-/]\s*(\d{4}|\d{2})", text.strip())
    if not match:
        return ""
    first = int(match[1])
    second = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    return f"{first}-{second}" if second == first + 1 else ""


def school_year_of(day: date) -> str:
    """The school year (1 August to 31 July) in which a day falls."""
    first = day.year if day.month >= 8 else day.year - 1
    return f"{first}-{first + 1}"
