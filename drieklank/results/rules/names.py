"""Names in open answers: what a reader could recognise a child, parent or colleague by."""

import re
from collections.abc import Iterable

NAME = "[naam]"
CONTACT = "[contactgegeven]"
# Three letters or more, so that "De" or "Jo" in a surname does not blot out half a sentence.
_SHORTEST = 3
# Parts of surnames that are everyday words as well.
_PARTICLES = frozenset(
    {"aan", "bij", "den", "der", "des", "een", "het", "las", "los", "onder", "onze", "over", "ten"}
    | {"ter", "uit", "van", "voor", "von", "vom", "zum", "zur"}
)
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_PHONE = re.compile(r"(?<!\w)\+?\d(?:[\s().-]?\d){7,}(?!\w)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def mask_names(text: str, names: Iterable[str]) -> str:
    """The text with known names, mail addresses and telephone numbers replaced.

    A name counts where it is written with a capital ("Roos" but not "roos"), or where the whole
    text has none. First and last names are compared word by word, without regard to case.
    """
    words = {word.casefold() for name in names for word in _WORD.findall(name)}
    known = words | {part for word in words for part in word.split("-")}
    known = {word for word in known if len(word) >= _SHORTEST} - _PARTICLES
    has_capitals = any(letter.isupper() for letter in text)

    def replace(match: re.Match[str]) -> str:
        word = match.group(0)
        counts = word[0].isupper() or not has_capitals or not word[0].islower()
        # "Yusufs juf": a genitive s belongs to the name.
        forms = {word.casefold(), word.casefold().removesuffix("s").rstrip("'’")}
        return NAME if counts and forms & known else word

    masked = _PHONE.sub(CONTACT, _EMAIL.sub(CONTACT, text))
    masked = _WORD.sub(replace, masked)
    return re.sub(rf"{re.escape(NAME)}(?:\s+{re.escape(NAME)})+", NAME, masked)
