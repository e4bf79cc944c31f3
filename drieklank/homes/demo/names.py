"""Made-up names for the demonstration, by the language of a home. No list was taken from elsewhere."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

Names = tuple[str, ...]
Surnames = tuple[tuple[str, str], ...]  # (prefix, name)


def _by_language(**lists: str) -> Mapping[str, Names]:
    """Language -> names, written with spaces between them."""
    return MappingProxyType({language: tuple(names.split()) for language, names in lists.items()})


CHILDREN: Final = _by_language(
    nl=(
        "Lina Mees Finn Sara Noud Julia Bram Fenna Teun Roos Sem Evi Luuk Nora Daan Liv "
        "Siem Floor Jens Isa Guus Lotte Tijs Mila Kees Pien Ravi Tess Joep Vera Stan Anna "
        "Hugo Elin Cas Maud Otis Bo Pim Lieke"
    ),
    ar="Yara Omar Salma Adam Layla Yusuf Hana Karim Rania Bilal Amal Tarek Noor Samir",
    tr="Elif Emir Zeynep Kerem Defne Mert Ece Baran Selin Can",
    pl="Zofia Jakub Hania Kacper Maja Szymon Lena Filip",
    uk="Sofiia Danylo Mariia Bohdan Polina Taras",
    ti="Selam Natnael Feven Yonas Rahel Abel",
    en="Grace Joshua Amara Ethan Ruth Kwame",
)
MOTHERS: Final = _by_language(
    nl=("Annemiek Sanne Ilse Marloes Karin Femke Judith Esther Wendy Linda Anouschka Petra"),
    ar="Mona Fatima Rasha Samira Hanan Nadia Amina",
    tr="Ayşe Derya Sevgi Hülya Özlem",
    pl="Agnieszka Magdalena Ewa Joanna",
    uk="Olena Iryna Natalia",
    ti="Saba Letay Mebrat",
    en="Abena Joyce Sharon",
)
FATHERS: Final = _by_language(
    nl="Jeroen Mark Bas Rik Wouter Sander Arjen Erik Koen Martijn Peter Frank",
    ar="Hassan Khalid Mahmoud Rachid Ali Mustafa",
    tr="Mehmet Hakan Murat Serkan",
    pl="Piotr Tomasz Marcin",
    uk="Andrii Serhii Oleh",
    ti="Tesfay Kidane Haile",
    en="Kofi Daniel Emeka",
)
SURNAMES: Final[Mapping[str, Surnames]] = MappingProxyType(
    {
        "nl": (
            ("de", "Wit"),
            ("van", "Dalen"),
            ("van den", "Heuvel"),
            ("", "Kuiper"),
            ("", "Hendriks"),
            ("van 't", "Veld"),
            ("", "Molenaar"),
            ("ter", "Horst"),
            ("", "Schipper"),
            ("de", "Graaf"),
            ("", "Wiersma"),
            ("van der", "Laan"),
            ("", "Brouwer"),
            ("", "Timmerman"),
            ("in 't", "Hout"),
            ("", "Postma"),
            ("", "Zandstra"),
            ("", "Koster"),
            ("op den", "Akker"),
            ("", "Visser"),
        ),
        "ar": (
            ("", "Haddad"),
            ("", "El Idrissi"),
            ("", "Al Masri"),
            ("", "Benali"),
            ("", "Khoury"),
        ),
        "tr": (
            ("", "Yıldız"),
            ("", "Aydoğan"),
            ("", "Öztürk"),
            ("", "Şahin"),
        ),
        "pl": (
            ("", "Nowak"),
            ("", "Wiśniewska"),
            ("", "Zając"),
        ),
        "uk": (
            ("", "Kovalenko"),
            ("", "Bondar"),
            ("", "Tkachuk"),
        ),
        "ti": (
            ("", "Tekle"),
            ("", "Gebremedhin"),
            ("", "Weldu"),
        ),
        "en": (
            ("", "Mensah"),
            ("", "Okafor"),
            ("", "Brown"),
        ),
    }
)
# How often a language is spoken at home, of a hundred homes.
LANGUAGES: Final[Mapping[str, int]] = MappingProxyType(
    {"nl": 66, "ar": 12, "tr": 7, "pl": 6, "uk": 4, "ti": 2, "en": 3}
)
TEACHERS: Final[Names] = (
    "Ruben Post",
    "Sem Hofstra",
    "Tijn de Boer",
    "Lisanne Bos",
    "Marit Kramer",
    "Joost Veenstra",
    "Eva Dekker",
    "Sophie Prins",
    "Niels Jonker",
    "Amber Smit",
    "Thijs Mulder",
    "Yasmina Amrani",
    "Carlijn Vos",
    "Derk Bakker",
    "Inge Peters",
    "Selma Kaya",
    "Loes Willems",
    "Rob Maas",
    "Hidde Kok",
    "Merel Jacobs",
    "Bart Vink",
    "Nienke Blom",
    "Wim Aarts",
    "Kim Huisman",
)
STREETS: Final[Names] = (
    "Wilgenpad",
    "Kadelaan",
    "Molenzicht",
    "Lange Wende",
    "Vlinderveld",
    "Oude Haven",
    "Hofkamp",
    "Zilverweg",
)
