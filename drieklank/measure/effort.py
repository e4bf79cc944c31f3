"""How long a questionnaire takes: a keystroke-level estimate, counted from its own words.

The operators are those of Card, Moran and Newell ("The keystroke-level model for user performance
time with interactive systems", Communications of the ACM 23:7, 1980). What is assumed on top of
them stands beside each number here and in docs/operations/answering.md, which prints the outcome.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from drieklank.content.schema import Item, Kind, Part, Questionnaire, SurveyTexts
from drieklank.content.texts import SOURCE_LANGUAGE

# Seconds per operator. A tap is a pointing (P) and pressing and letting go of a button (BB).
POINT: Final = 1.10
PRESS: Final = 0.10
HOME: Final = 0.40  # H: move a hand
THINK: Final = 1.35  # M: prepare mentally
TAP: Final = POINT + 2 * PRESS  # assumed: a finger takes as long as a mouse
SWIPE: Final = HOME  # assumed: a swipe has no target, only a movement of the hand
WAIT: Final = 1.0  # R, assumed: a page on an ordinary phone connection

# Words per minute of adults who read aloud (Trauzettel-Klosinski and Dietz, "Standardized assessment
# of reading performance: the new International Reading Speed Texts IReST", Investigative
# Ophthalmology & Visual Science 53:9, 2012). Ukrainian and Tigrinya are not in that study: Russian
# and Arabic, the nearest relatives in it, stand in for them.
ALOUD: Final = {"nl": 202, "en": 228, "ar": 138, "pl": 166, "tr": 166, "uk": 184, "ti": 138}
# People answer in silence: 238 against 183 words a minute (Brysbaert, "How many words do we read per
# minute?", Journal of Memory and Language 109, 2019).
SILENT: Final = 238 / 183

THINK_PER_QUESTION: Final = 2  # assumed: one to judge, one to find the answer that fits
# What the first page asks to read above its button, besides the title; the rest below it explains and may wait.
_FIRST: Final = ("start_lead", "start_closes", "privacy_note", "start_anonymous_reminder")
_LAST: Final = ("finish_heading", "finish_text")


@dataclass(frozen=True)
class PageEffort:
    """One page: what is read and done there. `words` are read once; scans are in `thinks`."""

    name: str
    words: int
    thinks: int
    taps: int
    swipes: int

    def seconds(self, pace: float) -> float:
        """Return the time on this page at a pace in words per minute, with the wait for it."""
        reading = self.words * 60 / pace
        return reading + self.thinks * THINK + self.taps * TAP + self.swipes * SWIPE + WAIT


def pace(lang: str) -> float:
    """Return the words a minute that an adult reads in a language, in silence. Raises KeyError."""
    return ALOUD[lang] * SILENT


def pages(
    asked: Questionnaire, texts: SurveyTexts, lang: str = SOURCE_LANGUAGE
) -> list[PageEffort]:
    """Return what the median parent does on each page: one answer each, no open answer, no help.

    The words of a scale are read in full the first time it appears in a part; after that they are
    found by sight, which the thinking per question holds.
    """
    read = [asked.title.text(lang), texts.counted("start_duration", asked.minutes)]
    read += [texts[name] for name in _FIRST]
    first = PageEffort("start", _words(read), thinks=1, taps=1, swipes=1)
    return [first, *(_page(asked, part, texts, lang) for part in asked.parts)]


def seconds(asked: Questionnaire, texts: SurveyTexts, lang: str = SOURCE_LANGUAGE) -> float:
    """Return the estimate for the whole questionnaire in a language."""
    return sum(page.seconds(pace(lang)) for page in pages(asked, texts, lang))


def _page(asked: Questionnaire, part: Part, texts: SurveyTexts, lang: str) -> PageEffort:
    read = [part.title.text(lang), part.intro.text(lang)]
    scales: set[str] = set()
    for item in part.items:
        read += _read_of(asked, item, lang, known=(item.scale or "") in scales)
        scales.add(item.scale or "")
    is_last = part is asked.parts[-1]
    if is_last:
        read += [texts[name] for name in _LAST]
    answered = [item for item in part.items if item.kind is not Kind.OPEN]
    return PageEffort(
        name=part.key,
        words=_words(read),
        thinks=THINK_PER_QUESTION * len(answered) + 1 + (len(part.items) - len(answered)),
        taps=len(answered) + 1,
        swipes=len(part.items),
    )


def _read_of(asked: Questionnaire, item: Item, lang: str, *, known: bool) -> list[str]:
    read = [item.text.text(lang)]
    if item.hint is not None:
        read.append(item.hint.text(lang))
    if item.scale and not known:
        read += [answer.text.text(lang) for answer in asked.scale(item).answers]
    return read + [option.text.text(lang) for option in item.options]


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.split()) for text in texts)
