"""Pages laid out before the first visitor comes: after a start nobody has to wait for templates."""

from __future__ import annotations

from collections import Counter
from typing import Final

from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import snapshot
from drieklank.measure.layout import languages, message_layout, part_layout, start_layout
from drieklank.measure.models import Round, RoundState

# Of the 512 that are kept; what opens later finds its place too.
MOST_PAGES: Final = 400
_LAST_PAGES: Final = ("thanks", "used")


def warm() -> int:
    """Lay out the pages of the rounds that run, in all their languages; return how many pages.

    The questionnaires that most schools ask come first. One statement, and one per questionnaire.
    """
    asked: Counter[tuple[int, str]] = Counter()
    with open_every_tenant("laying out the pages of running rounds"):
        for running in Round.objects.filter(state=RoundState.OPEN):
            asked.update((running.version_id(role) or 0, str(role)) for role in running.roles)
    done = 0
    for (version_id, role), _ in asked.most_common():
        for lang in languages(snapshot(version_id)):
            if done >= MOST_PAGES:
                return done
            done += _one_language(version_id, role, lang)
    return done


def _one_language(version_id: int, role: str, lang: str) -> int:
    questionnaire = snapshot(version_id)
    start_layout(version_id, role, lang)
    for number in range(1, len(questionnaire.parts) + 1):
        part_layout(version_id, role, lang, number)
    for kind in _LAST_PAGES:
        message_layout(kind, role, lang, languages(questionnaire))
    return 1 + len(questionnaire.parts) + len(_LAST_PAGES)
