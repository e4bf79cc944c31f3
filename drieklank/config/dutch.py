"""argparse speaks Dutch: its own sentences, translated where argparse looks them up."""

import argparse
from typing import Final

_SENTENCES: Final = {
    "usage: ": "gebruik: ",
    "positional arguments": "gegevens",
    "options": "keuzes",
    "subcommands": "opdrachten",
    "show this help message and exit": "toon deze uitleg",
    "%(prog)s: error: %(message)s\n": "%(prog)s: dat gaat zo niet: %(message)s\n",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "the following arguments are required: %s": "deze gegevens ontbreken: %s",
    "one of the arguments %s is required": "een van deze gegevens is nodig: %s",
    "unrecognized arguments: %s": "onbekend: %s",
    "not allowed with argument %s": "kan niet samen met %s",
    "expected one argument": "verwacht één waarde",
    "expected at most one argument": "verwacht hoogstens één waarde",
    "expected at least one argument": "verwacht ten minste één waarde",
    "ignored explicit argument %r": "krijgt geen waarde, en kreeg %r",
    "invalid %(type)s value: %(value)r": "%(value)r is geen goede waarde",
    "invalid choice: %(value)r (choose from %(choices)s)": (
        "%(value)r bestaat niet; kies uit %(choices)s"
    ),
    "unknown parser %(parser_name)r (choices: %(choices)s)": (
        "de opdracht %(parser_name)r bestaat niet; kies uit %(choices)s"
    ),
    "ambiguous option: %(option)s could match %(matches)s": (
        "%(option)s kan van alles zijn: %(matches)s"
    ),
}


def _one(sentence: str) -> str:
    return _SENTENCES.get(sentence, sentence)


def _count(one: str, many: str, number: int) -> str:
    translated = {"expected %s argument": "verwacht %s waarde"}.get(one, one)
    plural = {"expected %s arguments": "verwacht %s waarden"}.get(many, many)
    return translated if number == 1 else plural


def speak_dutch() -> None:
    """From here on every parser of argparse answers in Dutch; a sentence it lacks stays English."""
    argparse._ = _one  # type: ignore[attr-defined] # argparse's own name for gettext
    argparse.ngettext = _count  # type: ignore[attr-defined] # likewise
