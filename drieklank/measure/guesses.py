"""What is counted on the answer pages: wrong codes, and asking for a lost link."""

from __future__ import annotations

from drieklank.base.guesses import GuessLimit, visitor_address

__all__ = ["asked_for", "askers", "guesses", "visitor_address"]

guesses = GuessLimit()
# Asking for a lost link. A whole parent evening stands behind one address on the internet; to one
# mail address or number a few messages are enough.
askers = GuessLimit(per_address=60, together=600)
asked_for = GuessLimit(per_address=3, together=600)
