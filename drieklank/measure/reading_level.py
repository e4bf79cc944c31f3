"""Help with writing a question that everyone can read: advice in Dutch, never a refusal.

Each rule looks for one thing that makes questions hard or answers worthless: long sentences, long and
hard words, two things in one question, negations, steering, and asking who somebody is. The rules know Dutch only.
Pure: standard library only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from drieklank.measure.hard_words import ABBREVIATIONS, HARD_WORDS, KNOWN_LONG

LONGEST_SENTENCE: Final = 15  # words
LONGEST_WORD: Final = 14  # letters
MOST_ADVICE: Final = 5
_MOST_READ: Final = 1000  # characters: a question is never longer
EASY: Final = 70.0  # Flesch-Douma
FAIR: Final = 55.0


@dataclass(frozen=True)
class Advice:
    """rule: which rule spoke. found: the words it is about. sentence: what to do, in Dutch."""

    rule: str
    found: str
    sentence: str


_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SENTENCE: Final = re.compile(r"[^.!?]+[.!?]*")
_VOWELS: Final = re.compile(r"[aeiouyáàâäéèêëíìîïóòôöúùûü]+", re.IGNORECASE)


def words(text: str) -> list[str]:
    """Return the words of a text, in order."""
    return _WORD.findall(text)


def _sentences(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.findall(text) if words(sentence)]


def advise(text: str, audience: str = "parents") -> tuple[Advice, ...]:
    """Return what could be easier in a question, the weightiest first; at most five. Nothing: fine."""
    text = text[:_MOST_READ]
    if not words(text):
        return ()
    found = [advice for rule in _RULES for advice in rule(text)]
    return tuple([*found, *_address(text, audience)][:MOST_ADVICE])


def _two_questions(text: str) -> Iterable[Advice]:
    if text.count("?") > 1:
        yield Advice("double", "?", "Hier staan twee vragen. Maak er twee vragen van.")


_AND_OR: Final = re.compile(r"\b(en/of|of/en)\b", re.IGNORECASE)
_AND: Final = re.compile(r"\b(en)\b", re.IGNORECASE)
# Pairs that are one thing, and "tussen A en B".
_ONE_THING: Final = re.compile(
    r"\btussen\b.{1,60}?\ben\b"
    r"|\b(?:vader en moeder|vaders en moeders|lezen en schrijven|taal en rekenen|rekenen en taal"
    r"|ouders en school|school en ouders|school en thuis|thuis en school|op school en thuis"
    r"|thuis en op school|ouders en verzorgers|jongens en meisjes|juf en meester|meester en juf"
    r"|zo nu en dan|af en toe|nu en dan|u en (?:de |onze )?school|u en de leerkracht|steeds meer en)\b",
    re.IGNORECASE,
)


def _two_things(text: str) -> Iterable[Advice]:
    if found := _AND_OR.search(text):
        yield Advice(
            "double",
            found[1],
            f"Bij “{found[1]}” weet je later niet welke van de twee iemand bedoelde. Kies er één.",
        )
        return
    if "?" in text and _AND.search(_ONE_THING.sub(" ", text)):
        yield Advice(
            "double",
            "en",
            "Er staat “en”. Vraag je twee dingen tegelijk? Maak er dan twee vragen van.",
        )


_NOT: Final = re.compile(r"\b(niet|geen|nooit|niemand|nergens|niets|nauwelijks)\b", re.IGNORECASE)
_UN: Final = re.compile(
    r"\b(on(?:duidelijk|gewenst|veilig|voldoende|prettig|eens|tevreden|mogelijk|bekend|eerlijk"
    r"|gelukkig|nodig|aangenaam|zeker)e?)\b",
    re.IGNORECASE,
)


def _negations(text: str) -> Iterable[Advice]:
    found = [match[1] for match in (*_NOT.finditer(text), *_UN.finditer(text))]
    if len(found) > 1:
        yield Advice(
            "negation",
            ", ".join(found),
            f"Twee keer een ontkenning (“{found[0]}” en “{found[1]}”): zeg wat er wél is.",
        )
    elif found and found[0].lower() != "nooit":
        yield Advice(
            "negation",
            found[0],
            f"Er staat “{found[0]}”. Vraag liever naar wat er wél is; "
            "dan betekent “ja” voor iedereen hetzelfde.",
        )


def _long_sentences(text: str) -> Iterable[Advice]:
    for sentence in _sentences(text):
        count = len(words(sentence))
        if count > LONGEST_SENTENCE:
            yield Advice(
                "sentence",
                sentence,
                f"Deze zin telt {count} woorden. Tot {LONGEST_SENTENCE} woorden leest makkelijk; "
                "knip hem in tweeën.",
            )


def _hard_words(text: str) -> Iterable[Advice]:
    lower = text.lower()
    for hard, easy in HARD_WORDS.items():
        if re.search(rf"(?<!\w){re.escape(hard)}(?!\w)", lower):
            yield Advice("hard", hard, f"“{hard}” is een moeilijk woord. Schrijf liever: {easy}.")


def _abbreviations(text: str) -> Iterable[Advice]:
    for word in dict.fromkeys(words(text)):
        stem = word.split("-")[0].split("'")[0].split("’")[0]
        if stem in ABBREVIATIONS:
            yield Advice(
                "short", word, f"Niet iedereen kent “{word}”. Schrijf: {ABBREVIATIONS[stem]}."
            )


def _long_words(text: str) -> Iterable[Advice]:
    for word in dict.fromkeys(words(text)):
        lower = word.lower()
        parts = lower.split("-")
        if max(map(len, parts)) > LONGEST_WORD and lower not in HARD_WORDS | KNOWN_LONG.keys():
            yield Advice(
                "long",
                word,
                f"“{word}” is een lang woord. Is er een korter woord, of kan het in twee woorden?",
            )


_PERSONAL: Final = re.compile(
    r"\b(?:wat is|wat zijn|schrijf|vul|noem|geef)\b[^.?!]{0,40}?"
    r"\b(naam|achternaam|voornaam|namen|adres|postcode|e-mailadres|mailadres|telefoonnummer"
    r"|geboortedatum|handtekening)\b",
    re.IGNORECASE,
)


def _personal(text: str) -> Iterable[Advice]:
    if found := _PERSONAL.search(text):
        yield Advice(
            "person",
            found[1],
            f"Vraag niet naar {found[1]}: mensen antwoorden zonder naam, en dat is beloofd.",
        )


_STEERING: Final = re.compile(
    r"\b((?:vindt u|vind je|vinden jullie) (?:het )?ook|(?:bent u het|ben je het) ermee eens dat"
    r"|(?:u|je) (?:vindt|vind) toch|natuurlijk|uiteraard|toch ook)\b",
    re.IGNORECASE,
)


def _steering(text: str) -> Iterable[Advice]:
    if found := _STEERING.search(text):
        yield Advice(
            "steering",
            found[1],
            f"“{found[1]}” stuurt naar een antwoord. Vraag het open: “Hoe …?” of “Vindt u …?”",
        )


_PASSIVE: Final = re.compile(
    r"\b(wordt|worden|werd|werden)\b(?=.*?\b(?:ge|be|ver|ont|her)\w{2,}(?:d|t|en)\b)", re.IGNORECASE
)


def _passive(text: str) -> Iterable[Advice]:
    if found := _PASSIVE.search(text):
        yield Advice(
            "passive",
            found[1],
            f"Bij “{found[1]}” blijft onduidelijk wie het doet. Noem wie: “de leerkracht …”.",
        )


_JE: Final = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
_U: Final = re.compile(r"\b(u|uw)\b", re.IGNORECASE)


def _address(text: str, audience: str) -> Iterable[Advice]:
    """Parents are spoken to with u; colleagues and pupils with je."""
    if audience == "parents" and (found := _JE.search(text)):
        yield Advice("address", found[1], "In de vragenlijst zeggen we “u” tegen ouders.")
    if audience in {"team", "pupils"} and (found := _U.search(text)):
        who = "collega’s" if audience == "team" else "leerlingen"
        yield Advice("address", found[1], f"In de vragenlijst zeggen we “je” tegen {who}.")


_RULES: Final[tuple[Callable[[str], Iterable[Advice]], ...]] = (
    _personal,
    _two_questions,
    _two_things,
    _negations,
    _steering,
    _long_sentences,
    _hard_words,
    _abbreviations,
    _long_words,
    _passive,
)


# -- a whole questionnaire --------------------------------------------------------------------------------


def reading_ease(texts: Iterable[str]) -> float | None:
    """Return the Flesch-Douma score of texts together (higher is easier); None without words.

    206.84 - 0.93 x words per sentence - 77 x syllables per word, with groups of vowels for syllables.
    Short texts swing: use it for a whole questionnaire, not for one question.
    """
    sentences = [sentence for text in texts for sentence in _sentences(text)]
    found = [word for sentence in sentences for word in words(sentence)]
    if not found:
        return None
    syllables = sum(max(1, len(_VOWELS.findall(word))) for word in found)
    return 206.84 - 0.93 * len(found) / len(sentences) - 77 * syllables / len(found)


def level(texts: Iterable[str]) -> str:
    """Return how a whole questionnaire reads: "makkelijk", "gaat", "moeilijk"; "" without words."""
    ease = reading_ease(texts)
    if ease is None:
        return ""
    return "makkelijk" if ease >= EASY else "gaat" if ease >= FAIR else "moeilijk"
