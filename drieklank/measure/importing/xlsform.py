"""XLSForm: rows of a spreadsheet as questions (ODK, KoboToolbox, ArcGIS Survey123)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Final

from drieklank.measure.importing import sheets_of_form
from drieklank.measure.importing.gathering import Gathering, shown
from drieklank.measure.importing.report import Imported, QuestionsRefused
from drieklank.measure.importing.sheets_of_form import NOT_A_FORM, Rows
from drieklank.measure.importing.wording import UNKNOWN_LANGUAGE, language_of, plain

_SELECT: Final = re.compile(
    r"^(?:(?P<one>select[ _]?one|select1)|select[ _]multiple|select all that apply)"
    r"(?: from)? (?P<list>\S+)(?P<other>.*)$"
)
_BEGIN: Final = re.compile(r"^begin[ _](group|repeat|branch|loop)\b")
_END: Final = re.compile(r"^end[ _](group|repeat|branch|loop)\b")
_META: Final = frozenset(
    """start end today deviceid subscriberid simserial phonenumber phone_number username email audit
    start-geopoint background-audio device_id subscriber_id sim_id""".split()
)
_PICTURES: Final = ("image", "audio", "video", "big-image", "media")
_CANNOT: Final[Mapping[str, str]] = {
    "note": "Dit is uitleg zonder vraag. Zet de uitleg bij de eerste vraag die erop volgt.",
    "integer": "Een vraag naar een getal kennen wij niet.",
    "int": "Een vraag naar een getal kennen wij niet.",
    "decimal": "Een vraag naar een getal kennen wij niet.",
    "date": "Een vraag naar een datum kennen wij niet.",
    "time": "Een vraag naar een tijd kennen wij niet.",
    "datetime": "Een vraag naar een tijd kennen wij niet.",
    "dateTime": "Een vraag naar een tijd kennen wij niet.",
    "geopoint": "Een plaats vragen kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "osm": "Een plaats vragen kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "image": "Een foto sturen kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "photo": "Een foto sturen kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "audio": "Geluid sturen kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "video": "Een film sturen kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "file": "Een bestand sturen kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "barcode": "Een streepjescode lezen kennen wij niet.",
    "calculate": "Een berekening kennen wij niet.",
    "hidden": "Dit veld was verborgen.",
    "rank": "Antwoorden op volgorde zetten kennen wij niet.",
    "acknowledge": "Een vinkje om iets te bevestigen kennen wij niet.",
    "trigger": "Een vinkje om iets te bevestigen kennen wij niet.",
}


@dataclass(frozen=True)
class Record:
    """A row by its headings: `cells` without language, `texts` per heading and language."""

    line: int
    cells: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]

    def cell(self, *names: str) -> str:
        return next((self.cells[name] for name in names if self.cells.get(name)), "")


_TRANSLATED: Final = frozenset({"label", "hint", "guidance_hint", "caption"})
_ALIASES: Final = {
    "list name": "list_name",
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "bind:relevant": "relevant",
    "bind::relevant": "relevant",
    "bind:constraint": "constraint",
    "bind::constraint": "constraint",
    "bind:required": "required",
    "bind::required": "required",
}


def records(rows: Rows, default: str) -> list[Record]:
    """Return the rows below the headings. `label` alone is in the default language."""
    if not rows:
        return []
    columns = [_column(heading) for heading in rows[0][1]]
    found = []
    for line, row in rows[1:]:
        cells: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {}
        for (name, language), cell in zip(columns, row, strict=False):
            if not name or not cell.strip():
                continue
            if name in _TRANSLATED:
                texts.setdefault(name, {})[default if language is None else language] = cell
            else:
                cells.setdefault(name, cell.strip())
        if cells or texts:
            found.append(Record(line, cells, texts))
    return found


def _column(heading: str) -> tuple[str, str | None]:
    plain_heading = " ".join(heading.strip().lower().split())
    plain_heading = _ALIASES.get(plain_heading, plain_heading)
    name, _, language = re.sub(r"\s*::?\s*", ":", plain_heading).partition(":")
    name = _ALIASES.get(name, name)
    if name in _TRANSLATED and language:
        return name, language_of(language)
    return (name if name in _TRANSLATED else plain_heading), None


def read(sheets: Mapping[str, Rows]) -> Imported:
    """Return the draft and report of the sheets of a form. Raises QuestionsRefused."""
    survey = sheets.get("survey", [])
    headings = {_column(heading)[0] for heading in survey[0][1]} if survey else set()
    if "type" not in headings:
        raise QuestionsRefused(NOT_A_FORM)
    settings = records(sheets.get("settings", []), UNKNOWN_LANGUAGE)
    first = settings[0] if settings else Record(0, {}, {})
    default = language_of(first.cell("default_language"))
    reader = _Reader(Gathering("XLSForm"), default)
    reader.lists(records(sheets.get("choices", []), default))
    for record in records(survey, default):
        reader.row(record)
    for name in ("entities", "external_choices", "osm"):
        if len(sheets.get(name, [])) > 1:
            reader.into.leave_out("", "sheet", f"Het blad “{name}” is niet overgenomen.")
    title = first.cell("form_title", "title")
    return reader.into.finish(reader.into.words({default: title} if title else {}))


def read_workbook(file: BinaryIO) -> Imported:
    """Return the draft and report of a workbook. Raises QuestionsRefused."""
    return read(sheets_of_form.from_workbook(file))


def read_csv(text: str) -> Imported:
    """Return the draft and report of a csv with all sheets. Raises QuestionsRefused."""
    return read(sheets_of_form.from_csv(text))


class _Reader:
    def __init__(self, into: Gathering, default: str) -> None:
        self.into = into
        self._default = default
        self._lists: dict[str, list[Mapping[str, str]]] = {}

    def lists(self, rows: Iterable[Record]) -> None:
        for record in rows:
            texts = record.texts.get("label") or {self._default: record.cell("name")}
            self._lists.setdefault(record.cell("list_name"), []).append(texts)

    def row(self, record: Record) -> None:
        kind = " ".join(record.cell("type").split())
        said = next((plain(text) for text in record.texts.get("label", {}).values()), "")
        where = shown(said or record.cell("name") or f"regel {record.line}")
        lower = kind.lower()
        if opened := _BEGIN.match(lower):
            self._begin(opened[1], record, where)
        elif _END.match(lower):
            self.into.start_part()
        elif lower and lower not in _META:
            self._question(lower, record, where)
        elif not lower and said:
            self.into.leave_out(where, "type", "Bij deze regel staat niet wat voor vraag het is.")

    def _begin(self, kind: str, record: Record, where: str) -> None:
        self.into.start_part(self.into.words(record.texts.get("label", {})))
        if kind == "repeat":
            self.into.leave_out(
                where, "repeat", "Deze vragen werden meer keren gesteld; bij ons één keer."
            )
        if record.cell("relevant"):
            self.into.leave_out(
                where, "condition", "Deze groep werd niet altijd gevraagd; bij ons altijd."
            )

    def _question(self, kind: str, record: Record, where: str) -> None:
        before = self.into.count
        way: Callable[[Record, str], object] | None = {
            "text": self._open,
            "string": self._open,
            "range": self._range,
        }.get(kind)
        if way is not None:
            way(record, where)
        elif selecting := _SELECT.match(kind):
            self._select(record, where, selecting)
        else:
            word = kind.split()[0]
            reason = _CANNOT.get(word, "Dit soort vraag kennen wij niet.")
            if word.startswith("select"):
                reason = "De antwoorden van deze vraag staan in een ander bestand."
            self.into.leave_out(where, "hidden" if word == "hidden" else "type", reason)
        if self.into.count > before:
            self._settings(record, where)

    def _settings(self, record: Record, where: str) -> None:
        if record.cell("relevant"):
            self.into.leave_out(
                where, "condition", "Deze vraag werd niet altijd gesteld; bij ons altijd."
            )
        if record.cell("choice_filter"):
            self.into.leave_out(
                where, "filter", "Wij tonen altijd alle antwoorden, ook na een eerdere keuze."
            )
        if record.cell("constraint"):
            self.into.leave_out(where, "check", "De controle op het antwoord is niet overgenomen.")
        if record.cell("default", "calculation"):
            self.into.leave_out(
                where, "default", "Het vooraf ingevulde antwoord is niet overgenomen."
            )
        if any(name.split(":")[0] in _PICTURES for name in record.cells):
            self.into.leave_out(where, "media", "Beeld en geluid bij deze vraag zijn weg.")
        if record.cell("required").lower() in {"yes", "true", "true()", "1"}:
            self.into.leave_out("", "required", "Bij ons is geen enkele vraag verplicht.")

    def _open(self, record: Record, where: str) -> None:
        self.into.ask(where, "open", self._words(record, "label"), hint=self._words(record, "hint"))

    def _words(self, record: Record, name: str) -> dict[str, str]:
        return self.into.words(record.texts.get(name, {}))

    def _range(self, record: Record, where: str) -> None:
        """A range of whole numbers between 0 and 10 is a grade."""
        settings = dict(re.findall(r"(start|end|step)\s*=\s*(-?[\d.]+)", record.cell("parameters")))
        start, end, step = (
            settings.get(name, usual)
            for name, usual in (("start", "0"), ("end", "10"), ("step", "1"))
        )
        if not (start.isdecimal() and end.isdecimal() and step == "1") or not (
            0 <= int(start) < int(end) <= 10
        ):
            self.into.leave_out(where, "scale", "Een cijfer gaat bij ons van 0 tot hoogstens 10.")
            return
        self.into.ask(
            where,
            "grade",
            self._words(record, "label"),
            hint=self._words(record, "hint"),
            bounds=(int(start), int(end)),
        )

    def _select(self, record: Record, where: str, selecting: re.Match[str]) -> None:
        wished = record.cell("type").split()
        name = next((each for each in wished if each.lower() == selecting["list"]), "")
        options = [self.into.words(texts) for texts in self._lists.get(name, [])]
        text, hint = self._words(record, "label"), self._words(record, "hint")
        if "likert" in record.cell("appearance") and selecting["one"] and text:
            if key := self.into.scale(where, options):
                self.into.ask(where, "scale", text, hint=hint, scale=key)
        else:
            kind = "single" if selecting["one"] else "choices"
            self.into.ask(where, kind, text, hint=hint, options=options)
        if "other" in selecting["other"]:
            self.into.leave_out(
                where,
                "other",
                "“Anders, namelijk” is niet overgenomen. Maak er een open vraag bij.",
            )
