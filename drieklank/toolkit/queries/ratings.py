"""What colleagues of one school thought of an activity."""

from __future__ import annotations

from dataclasses import dataclass

from drieklank.schools.models import School, User
from drieklank.toolkit.models import Again, Rating
from drieklank.toolkit.rules.ratings import rating_words


@dataclass(frozen=True)
class Rated:
    """The views of one school of one activity. `words`: how many said what, "" where nobody did."""

    words: str
    rows: tuple[Rating, ...]
    own: Rating | None


def rated_at(school: School, key: str, user: User | None) -> Rated:
    """What a school's colleagues said of an activity, the newest first, and what this user said."""
    rows = tuple(Rating.objects.filter(school=school, key=key).select_related("rated_by"))
    counts = {again: sum(row.again == again for row in rows) for again in Again}
    own = next((row for row in rows if user is not None and row.rated_by_id == user.pk), None)
    words = rating_words(counts[Again.YES], counts[Again.CHANGED], counts[Again.NO])
    return Rated(words, rows, own)
