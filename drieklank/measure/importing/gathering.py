"""Building a draft while a file is read, and keeping count of what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from drieklank.content.texts import LANGUAGES
from drieklank.measure.importing.report import Imported, Note
from drieklank.measure.importing.wording import (
    UNKNOWN_LANGUAGE,
    holds_markup,
    holds_reference,
    is_no_opinion,
    plain,
)
from drieklank.measure.own.draft import (
    DUTCH,
    LONGEST_KEPT,
    LONGEST_OPTION,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_ITEMS,
    MOST_OPTIONS,
    MOST_PARTS,
    OPEN_ANSWER,
    Choice,
    Draft,
    OwnItem,
    OwnPart,
    OwnScale,
    Words,
)

_LARGEST_SCALE: Final = 10
_NAMES: Final = "Nederlands, Engels, Arabisch, Turks, Pools, Oekraïens en Tigrinya"


def shown(text: str, longest: int = 60) -> str:
    """Return a text short enough to name a question by."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


class Gathering:
    """A draft in the making. Every question that is read ends in the draft or in `left_out`."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._parts: list[OwnPart] = []
        self._items: list[list[OwnItem]] = []
        self._scales: list[OwnScale] = []
        self._left_out: list[Note] = []
        self._remarks: list[Note] = []
        self._languages: set[str] = set()

    # -- the report -----------------------------------------------------------------------------------

    def leave_out(self, where: str, what: str, sentence: str) -> None:
        """Say that something did not come over; the same thing is said once."""
        note = Note(shown(where), what, sentence)
        if note not in self._left_out:
            self._left_out.append(note)

    def leave_out_again(self, where: str, what: str, sentence: str) -> None:
        """The same, said as often as it happens."""
        self._left_out.append(Note(shown(where), what, sentence))

    def remark(self, where: str, what: str, sentence: str) -> None:
        """Say what came over, and needs a look."""
        note = Note(shown(where), what, sentence)
        if note not in self._remarks:
            self._remarks.append(note)

    # -- texts ----------------------------------------------------------------------------------------

    def words(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return a text in our languages, without markup; a text of no stated language counts as Dutch."""
        found: dict[str, str] = {}
        for language, raw in texts.items():
            text = plain(raw)
            if not text:
                continue
            if language == UNKNOWN_LANGUAGE:
                self.remark(
                    "",
                    "language",
                    "Het bestand zegt niet in welke taal de teksten staan. "
                    "Wij zetten ze bij Nederlands.",
                )
                found.setdefault(DUTCH, text)
            elif language in LANGUAGES:
                found[language] = text
            else:
                self._no_such_language(language)
            if holds_markup(raw):
                self.remark(
                    "", "markup", "Opmaak, links en plaatjes in teksten zijn weg; de woorden niet."
                )
        return found

    def _no_such_language(self, language: str) -> None:
        self.leave_out(
            "",
            "language",
            f"De teksten in de taal “{shown(language, 20)}” zijn niet overgenomen. "
            f"Wij kennen {_NAMES}.",
        )

    # -- pages and questions --------------------------------------------------------------------------

    def start_part(self, title: Words | None = None) -> None:
        """Begin another page. A page without questions is dropped at the end."""
        if self._items and not self._items[-1]:
            self._parts.pop()
            self._items.pop()
        if len(self._parts) < MOST_PARTS:
            self._parts.append(OwnPart(f"p{len(self._parts) + 1}", self._title(title or {})))
            self._items.append([])

    def _title(self, title: Words) -> Words:
        """A title that is too long comes along to be shortened; one of pages long does not."""
        longest = max(map(len, title.values()), default=0)
        if longest > LONGEST_KEPT:
            self.leave_out("", "title", "Een titel is veel te lang. Schrijf zelf een kortere.")
            return {}
        if longest > LONGEST_TITLE:
            self.remark(
                shown(next(iter(title.values()))),
                "title",
                f"Deze titel is langer dan {LONGEST_TITLE} tekens. Maak haar korter.",
            )
        return title

    def ask(
        self,
        where: str,
        kind: str,
        text: Words,
        *,
        hint: Words | None = None,
        options: Iterable[Words] = (),
        scale: str = "",
        bounds: tuple[int, int] | None = None,
        longest: int = OPEN_ANSWER,
    ) -> bool:
        """Add a question; False where it could not come over (the report says why)."""
        name = where or next(iter(text.values()), "")
        if not text:
            self.leave_out(where, "text", "Deze vraag heeft geen tekst die wij kunnen lezen.")
            return False
        if max(map(len, text.values())) > LONGEST_KEPT:
            self.leave_out(
                where, "long", f"Deze vraag is langer dan {LONGEST_KEPT} tekens. Maak haar korter."
            )
            return False
        chosen = self._options(name, options)
        if kind in {"single", "choices"} and len(chosen) < (2 if kind == "single" else 1):
            self.leave_out(
                where, "options", "Deze vraag heeft te weinig antwoorden om uit te kiezen."
            )
            return False
        if self.count >= MOST_ITEMS:
            self.leave_out(where, "many", f"Een vragenlijst heeft hoogstens {MOST_ITEMS} vragen.")
            return False
        self._look_at_text(name, text)
        self._add(
            OwnItem(
                key=f"v{self.count + 1}",
                kind=kind,
                text=text,
                hint=self._hint(name, hint or {}),
                scale=scale,
                options=chosen,
                lowest=bounds[0] if bounds else None,
                highest=bounds[1] if bounds else None,
                longest=min(2000, max(1, longest)) if kind == "open" else None,
            )
        )
        return True

    @property
    def count(self) -> int:
        """How many questions came over so far."""
        return sum(map(len, self._items))

    def _add(self, item: OwnItem) -> None:
        if not self._parts:
            self.start_part()
        self._items[-1].append(item)
        self._languages |= set(item.text)

    def _look_at_text(self, where: str, text: Words) -> None:
        longest = max(map(len, text.values()))
        if longest > LONGEST_TEXT:
            self.remark(
                where,
                "long",
                f"Deze vraag telt {longest} tekens. Maak er hoogstens {LONGEST_TEXT} van.",
            )
        if any(map(holds_reference, text.values())):
            self.remark(
                where,
                "reference",
                "In deze tekst vulde het andere programma iets in. Haal de accolades weg.",
            )

    def _hint(self, where: str, hint: Words) -> Words:
        if hint and max(map(len, hint.values())) > LONGEST_TEXT:
            self.leave_out(
                where, "hint", f"De uitleg bij deze vraag is langer dan {LONGEST_TEXT} tekens."
            )
            return {}
        return hint

    def _options(self, where: str, options: Iterable[Words]) -> tuple[Choice, ...]:
        found: list[Words] = []
        for text in options:
            if not text or text in found:
                continue
            if max(map(len, text.values())) > LONGEST_OPTION:
                self.leave_out(where, "option", "Een antwoord bij deze vraag is veel te lang.")
            elif len(found) == MOST_OPTIONS:
                self.leave_out(
                    where,
                    "option",
                    f"Deze vraag heeft meer dan {MOST_OPTIONS} antwoorden. De rest is weg.",
                )
            else:
                found.append(text)
        return tuple(Choice(f"o{number}", text) for number, text in enumerate(found, 1))

    # -- scales ---------------------------------------------------------------------------------------

    def scale(self, where: str, answers: Iterable[Words]) -> str:
        """Return the key of a scale with these answers, lowest first; "" where they make no scale."""
        opinions: list[Words] = []
        beside: Words | None = None
        for text in answers:
            if text and is_no_opinion(text.get(DUTCH) or next(iter(text.values()))):
                beside = beside or text
            elif text and text not in opinions:
                opinions.append(text)
        if not 2 <= len(opinions) <= _LARGEST_SCALE:
            self.leave_out(
                where,
                "scale",
                f"Een schaal heeft twee tot {_LARGEST_SCALE} antwoorden; "
                f"hier zijn het er {len(opinions)}.",
            )
            return ""
        made = OwnScale(
            f"s{len(self._scales) + 1}",
            tuple(Choice(f"a{number}", text) for number, text in enumerate(opinions, 1)),
            Choice("unknown", beside) if beside else None,
        )
        for known in self._scales:
            if (known.answers, known.no_opinion) == (made.answers, made.no_opinion):
                return known.key
        self._scales.append(made)
        self.remark(
            where,
            "scale",
            "Het eerste antwoord telt als laagste, het laatste als hoogste. Klopt dat?",
        )
        return made.key

    # -- the end --------------------------------------------------------------------------------------

    def finish(self, title: Words) -> Imported:
        """Return what was gathered."""
        if self._languages and DUTCH not in self._languages:
            self.remark(
                "",
                "dutch",
                "Er staat geen Nederlands in dit bestand. Schrijf bij elke vraag de tekst in het "
                "Nederlands; de andere taal staat erbij.",
            )
        pairs = zip(self._parts, self._items, strict=True)
        parts = tuple(OwnPart(part.key, part.title, tuple(items)) for part, items in pairs if items)
        used = {item.scale for part in parts for item in part.items}
        draft = Draft(
            self._title(title),
            parts or (OwnPart("p1", {}),),
            tuple(scale for scale in self._scales if scale.key in used),
        )
        return Imported(
            draft, len(draft.items), tuple(self._left_out), tuple(self._remarks), self.source
        )
