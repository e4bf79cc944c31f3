"""What the words of examples and cards are called on a page."""

from collections.abc import Mapping
from typing import Final

from drieklank.content.schema.activity import Sector
from drieklank.content.schema.situation import CardFor, CardKind

# Who lays the card on the table, and in whose colour it is drawn.
CARD_FOR: Final[Mapping[CardFor, tuple[str, str]]] = {
    CardFor.TEAM: ("Voor het team", "school"),
    CardFor.PARENTS: ("Voor ouders", "parent"),
    CardFor.BOTH: ("Voor iedereen", "quiet"),
}
CARD_KIND: Final[Mapping[CardKind, str]] = {
    CardKind.LOOK: "kijken",
    CardKind.SWAP: "van plek wisselen",
    CardKind.EXPECT: "verwachten van elkaar",
    CardKind.AGREE: "afspreken",
}
SECTOR: Final[Mapping[Sector, str]] = {
    Sector.PRIMARY: "basisonderwijs",
    Sector.SECONDARY: "voortgezet onderwijs",
}
