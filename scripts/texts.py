"""Reads every Dutch text of content/ as an editor would: spelling, reading level, nothing twice.

Run by `make check`. Spelling is hunspell's (Dutch), with the words of the project in
content/words.txt. Reading level: sentences of at most 12 words in the mean of a file and 32 at most,
and few words that the Dutch hardly ever use (wordfreq, Zipf scale). Twice: the same sentence of
seven words or more in two files; a hand-out may repeat what its own activity says.

    .venv/bin/python scripts/texts.py            check; exit 1 and a line per fault
    .venv/bin/python scripts/texts.py --figures  print the reading level of each file
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from wordfreq import zipf_frequency

from drieklank.content.texts import LANGUAGES, SOURCE_LANGUAGE
from drieklank.measure.hard_words import HARD_WORDS

ROOT: Final = Path(__file__).resolve().parent.parent
CONTENT: Final = ROOT / "content"
WORDS: Final = CONTENT / "words.txt"
FOLDERS: Final = ("toolkit", "tracks", "trajectory", "vision", "pages", "messages")
# Words of the law or of the trade, which our texts explain where they need them.
TERMS: Final = frozenset("welbevinden medezeggenschap voorzieningen veiligheidsbeleid".split())
# Names of persons, books and bodies, addresses and keys: no text of ours.
NOT_PROSE: Final = frozenset(
    "author authors publisher title_of source where url address key keys work year place found_in "
    "organisation references activities read_on publication by name school groups".split()
)
OTHER_LANGUAGES: Final = frozenset(LANGUAGES) - {SOURCE_LANGUAGE}
# Mails and pages are each read alone, and promise the same in the same words.
MAY_REPEAT: Final = ("messages/", "pages/")
NOT_OURS: Final = frozenset({"references.yaml"})

PLANTED: Final = "zwqfoutx"  # last in line: a spelling checker that does not name it did not look
MEAN_WORDS: Final = 12.0  # a sentence, in the mean of a file
MOST_WORDS: Final = 32  # any sentence
RARE: Final = 2.2  # Zipf: fewer than about one word in six million
MOST_RARE: Final = 0.06  # share of the words of a file
TWICE: Final = 7  # words from which a sentence may stand only once

_WORD: Final = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’\-][A-Za-zÀ-ÖØ-öø-ÿ]+)*")
_NO_TEXT: Final = re.compile(
    r"https?://\S+|\S+@\S+|`[^`]*`|\[[^\]]*\]\([^)]*\)|\{[a-z_]+\}|\*+|_{3,}|\.{4,}|…+"
)
_END: Final = re.compile(r"(?<=[.!?:;])[”’\"']?\s+|\n\s*\n|\n\s*(?:[-*>|]|\d+\.)\s*|\s[|·]\s|\|\n")
_QUOTED: Final = re.compile(r"“[^”]*”|‘[^’]*’")
_HEAD: Final = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


@dataclass(frozen=True)
class Text:
    """One text and where it stands."""

    file: str
    place: str
    text: str


def texts() -> Iterator[Text]:
    """All Dutch texts that a reader may meet; translations (`v1.tr.yaml`) left out."""
    for folder in FOLDERS:
        for file in sorted((CONTENT / folder).rglob("*")):
            if file.name in NOT_OURS or len(file.suffixes) > 1:
                continue
            name = str(file.relative_to(CONTENT))
            if file.suffix == ".yaml":
                yield from _of_data(name, "", yaml.load(file.read_text("utf-8"), yaml.BaseLoader))  # noqa: S506 -- everything as text
            elif file.suffix == ".md":
                whole = file.read_text("utf-8")
                if head := _HEAD.match(whole):
                    yield from _of_data(name, "", yaml.load(head[1], yaml.BaseLoader))  # noqa: S506 -- as above
                yield Text(name, "tekst", _HEAD.sub("", whole))


def _of_data(file: str, place: str, data: Any) -> Iterator[Text]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in NOT_PROSE and key not in OTHER_LANGUAGES:
                yield from _of_data(file, f"{place}.{key}".lstrip("."), value)
    elif isinstance(data, list):
        for value in data:
            yield from _of_data(file, place, value)
    elif isinstance(data, str) and " " in data.strip():
        yield Text(file, place, data)


def sentences(text: str) -> list[str]:
    """Sentences, headings and lines of a text, without markup, addresses and dotted lines."""
    plain = re.sub(r"^#+\s*(\d+ minu\w+:)?", "\n\n", text, flags=re.MULTILINE)
    plain = _NO_TEXT.sub(" ", plain.replace("\n>", "\n"))
    parts = (" ".join(part.split()) for part in _END.split(plain) if part)
    return [part for part in parts if _WORD.search(part)]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def misspelt(all_texts: list[Text]) -> list[str]:
    """`file: word`, once per word and file."""
    if shutil.which("hunspell") is None:
        print("hunspell is not here: spelling is not checked")
        return ["hunspell is missing"] if os.environ.get("DRIEKLANK_NO_SKIPS") == "1" else []
    known = {line.strip() for line in WORDS.read_text("utf-8").splitlines() if line.strip()}
    where: dict[str, set[str]] = defaultdict(set)
    for one in all_texts:
        for sentence in sentences(one.text):
            for word in words(sentence):
                where[word.replace("’", "'")].add(one.file)
    asked = subprocess.run(
        ["hunspell", "-d", "nl_NL", "-i", "utf-8", "-l"],
        input="\n".join([*where, PLANTED]),
        capture_output=True,
        text=True,
        check=True,
    )
    wrong = {word for word in asked.stdout.split("\n") if word} - known
    if PLANTED not in wrong:
        return ["hunspell did not read to the end"]
    wrong = {word for word in wrong if word.casefold() not in known}
    return sorted(
        f"{file}: spelling: {word}" for word in wrong & set(where) for file in where[word]
    )


def hard(all_texts: list[Text], *, with_figures: bool = False) -> list[str]:
    """Files whose sentences are too long or whose words are too rare, and words we have easier ones for."""
    by_file: dict[str, list[str]] = defaultdict(list)
    whole: dict[str, list[str]] = defaultdict(list)
    for one in all_texts:
        by_file[one.file] += sentences(one.text)
        whole[one.file].append(one.text)
    found = []
    for file, said in by_file.items():
        counts = [len(words(sentence)) for sentence in said]
        long = [count for count in counts if count > 2] or [0]
        plain = [word.casefold() for sentence in said for word in words(sentence)]
        # Compounds are everyday Dutch, and no list knows them all: only short words count as rare.
        short = [word for word in plain if len(word) < 11 and "-" not in word]
        rare = [word for word in short if zipf_frequency(word, "nl") < RARE]
        mean, share = sum(long) / len(long), len(rare) / max(1, len(short))
        if with_figures:
            print(f"{mean:5.1f} {max(counts):3d} {100 * share:4.1f} % {file}")
        if mean > MEAN_WORDS:
            found.append(
                f"{file}: sentences of {mean:.1f} words in the mean (at most {MEAN_WORDS:.0f})"
            )
        found += [
            f"{file}: a sentence of {count} words: {sentence[:70]}…"
            for sentence, count in zip(said, counts, strict=True)
            if count > MOST_WORDS
        ]
        if share > MOST_RARE:
            found.append(
                f"{file}: {100 * share:.1f} % rare words: {', '.join(sorted(set(rare))[:12])}"
            )
        # Between quotation marks stands what others say, also how not to say it.
        own = {word.casefold() for text in whole[file] for word in words(_QUOTED.sub(" ", text))}
        hard_words = HARD_WORDS.keys() & own - TERMS
        found += [f"{file}: write {HARD_WORDS[word]!r} for {word!r}" for word in sorted(hard_words)]
    return found


def twice(all_texts: list[Text]) -> list[str]:
    """Sentences that stand in two files."""
    where: dict[str, list[str]] = defaultdict(list)
    for one in all_texts:
        for sentence in sentences(one.text):
            if len(words(sentence)) >= TWICE and not one.file.startswith(MAY_REPEAT):
                where[" ".join(words(sentence)).casefold()].append(one.file)
    return sorted(
        f"{' and '.join(sorted(set(files)))}: twice: {sentence[:90]}"
        for sentence, files in where.items()
        if len(set(files)) > 1
    )


def main() -> int:
    """Check everything; return the exit code."""
    found = list(texts())
    if "--figures" in sys.argv:
        hard(found, with_figures=True)
        return 0
    faults = misspelt(found) + hard(found) + twice(found)
    print("\n".join(faults) or f"{len(found)} texts: all is well")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
