"""The few fixed words of a paper form, in the language of the form; they stand in content/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# What the sheet on top explains, in this order.
EXPLAINS: Final = ("explains_what", "explains_name", "explains_phone", "explains_contact")


@dataclass(frozen=True, slots=True)
class Words:
    """mark, mend: how to answer and to correct. more: under a question with more than one answer.

    own_words: where an open question went. page: `{page}` of `{pages}`. The rest stands on the
    sheet that goes with the form.
    """

    mark: str
    mend: str
    more: str
    own_words: str
    page: str
    code: str
    subject: str
    explains: tuple[str, ...]
    circles: str
    qr: str


@lru_cache(maxsize=16)
def words(lang: str) -> Words:
    """Return the words in this language, or in Dutch."""
    # The process that reads scans knows the forms already, and runs without Django.
    from drieklank.content.queries import interface_texts  # noqa: PLC0415 -- see above

    said = interface_texts("paper-interface", lang)
    return Words(
        mark=said["mark"],
        mend=said["mend"],
        more=said["more"],
        own_words=said["own_words"],
        page=said["page"],
        code=said["code"],
        subject=said["subject"],
        explains=tuple(said[name] for name in EXPLAINS),
        circles=said["circles"],
        qr=said["qr"],
    )
