"""What a school can ask guidance for; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

# Parts of a training that school and provider choose together.
PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "vision": "Een visie maken met team en ouders",
        "show": "De visie laten zien",
        "partnership": "Samenwerken met ouders in stappen",
        "styles": "Afstemmen op stijlen van ouders",
        "limits": "Grenzen aangeven bij lastig gedrag",
        "pillars": "De vier pijlers leren kennen",
        "toolkit": "Werken met de activiteiten",
        "factors": "De tien succesfactoren",
        "results": "Een lastige uitkomst bespreken",
        "plan": "Een plan maken dat het team volhoudt",
    }
)

# Which parts help with a piece that the readiness check misses.
HELPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "vision-partnership": ("vision",),
        "vision-school": ("vision",),
        "policy": ("plan",),
        "council": ("show",),
        "lead": ("plan",),
        "time": ("plan",),
        "team": ("styles",),
        "experience": ("partnership", "toolkit"),
        "conversation": ("results",),
        "capacity": ("plan",),
    }
)


def suggested_parts(missing: Iterable[str]) -> tuple[str, ...]:
    """Parts to begin the request with, for pieces that are missing; in the order of `PARTS`."""
    wanted = {part for piece in missing for part in HELPS.get(piece, ())}
    return tuple(part for part in PARTS if part in wanted)


def part_names(parts: Iterable[str]) -> list[str]:
    """Names of parts, unknown ones left out."""
    return [PARTS[part] for part in parts if part in PARTS]
