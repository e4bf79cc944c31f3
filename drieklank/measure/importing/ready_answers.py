"""Answers that the other system has by itself and a file therefore does not hold."""

# ruff: noqa: RUF001 -- letters of other scripts look like ours, and are meant

from typing import Final

YES: Final = {
    "nl": "Ja",
    "en": "Yes",
    "ar": "نعم",
    "tr": "Evet",
    "pl": "Tak",
    "uk": "Так",
    "ti": "እወ",
}
NO: Final = {
    "nl": "Nee",
    "en": "No",
    "ar": "لا",
    "tr": "Hayır",
    "pl": "Nie",
    "uk": "Ні",
    "ti": "ኣይፋል",
}
UNSURE: Final = {
    "nl": "Weet ik niet",
    "en": "I don't know",
    "ar": "لا أعرف",
    "tr": "Bilmiyorum",
    "pl": "Nie wiem",
    "uk": "Не знаю",
    "ti": "ኣይፈልጥን እየ",
}
CHANGE: Final = (
    {
        "nl": "Minder",
        "en": "Less",
        "ar": "أقل",
        "tr": "Daha az",
        "pl": "Mniej",
        "uk": "Менше",
        "ti": "ዝወሓደ",
    },
    {
        "nl": "Gelijk",
        "en": "The same",
        "ar": "نفس الشيء",
        "tr": "Aynı",
        "pl": "Tak samo",
        "uk": "Так само",
        "ti": "ሓደ ዓይነት",
    },
    {
        "nl": "Meer",
        "en": "More",
        "ar": "أكثر",
        "tr": "Daha fazla",
        "pl": "Więcej",
        "uk": "Більше",
        "ti": "ዝበዝሐ",
    },
)
