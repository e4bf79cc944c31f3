"""EDEXML 2.0 and 2.1, and 1.0.3 leniently: the Dutch exchange of pupils, groups and staff. It tells of no parents.

Read as a stream. Only the elements named here are ever picked up; the rest of a pupil (citizen number, origin, weight,
photo, postcode) passes by unread.
"""

from typing import IO, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, Locator

import defusedxml.sax
from defusedxml import DefusedXmlException

from drieklank.people.roster import finishing, values, years
from drieklank.people.roster.building import DUTIES, Faulty, Gathering, Person
from drieklank.people.roster.exchange_ground import is_over
from drieklank.people.roster.refusal import RosterRefused
from drieklank.people.roster.snapshot import (
    Duty,
    Kind,
    RosterGroup,
    RosterPupil,
    RosterSchool,
    RosterStaff,
    Snapshot,
    Source,
)

_LISTS: Final = {"groepen": "group", "leerlingen": "pupil", "leerkrachten": "staff"}
_WANTED: Final = {
    "school": {
        "schooljaar",
        "brincode",
        "dependancecode",
        "schoolkey",
        "instellingsnummer",
        "xsdversie",
    },
    "group": {"naam", "jaargroep"},
    "pupil": {
        "achternaam",
        "voorvoegsel",
        "voornamen",
        "voorletters-1",
        "voorletters",
        "roepnaam",
        "geboortedatum",
        "jaargroep",
        "emailadres",
        "uitstroomdatum",
    },
    "staff": {
        "achternaam",
        "voorvoegsel",
        "voornamen",
        "voorletters-1",
        "voorletters",
        "roepnaam",
        "emailadres",
    },
}
_DEPTH = 40
_TEXT = 2_000


def read(file: IO[bytes], name: str, found: Gathering) -> Snapshot:
    """The Snapshot of one EDEXML file. Raises RosterRefused for anything with a DTD, entities or broken XML."""
    handler = _Handler(name, found)
    try:
        defusedxml.sax.parse(
            file, handler, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
    except DefusedXmlException as error:
        raise RosterRefused(
            "Dit XML-bestand bevat een DOCTYPE of entiteiten. Dat hoort niet in EDEXML; het is niet gelezen."
        ) from error
    except SAXException as error:
        line = getattr(error, "getLineNumber", lambda: 0)()
        raise RosterRefused(
            f"Dit XML-bestand is niet heel: het breekt af bij regel {line}."
        ) from error
    if not handler.is_edexml:
        raise RosterRefused("Dit XML-bestand is geen EDEXML.")
    return finishing.finish(
        found,
        handler.format_name,
        {Kind.GROUPS, Kind.PUPILS, Kind.STAFF},
        board_wide=False,
        school_year=handler.school_year,
    )


class _Record:
    """One element of a list while it is read."""

    def __init__(self, kind: str, key: str, line: int) -> None:
        self.kind = kind
        self.key = key
        self.line = line
        self.texts: dict[str, str] = {}
        self.groups: list[str] = []
        self.duties: list[str] = []

    def text(self, *names: str) -> str:
        return next((self.texts[name] for name in names if self.texts.get(name, "").strip()), "")


class _Handler(ContentHandler):
    def __init__(self, name: str, found: Gathering) -> None:
        super().__init__()
        self.name = name
        self.found = found
        self.is_edexml = False
        self.format_name = "edexml"
        self.school_year = ""
        self.school_key = ""
        self._path: list[str] = []
        self._record: _Record | None = None
        self._text: list[str] | None = None
        self._length = 0
        self._locator: Locator | None = None

    # -- the stream ---------------------------------------------------------------------------------------------------
    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 (the name is the library's)
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 (the name is the library's)
        tag = name.rsplit(":", 1)[-1].lower()
        if not self._path:
            self.is_edexml = tag == "edex"
            if not self.is_edexml:
                raise RosterRefused("Dit XML-bestand is geen EDEXML.")
        self._path.append(tag)
        if len(self._path) > _DEPTH:
            raise RosterRefused("Dit XML-bestand is te diep genest.")
        if self._record is None:
            self._begin(tag, attrs)
        else:
            self._inside(tag, attrs, self._record)

    def _begin(self, tag: str, attrs: AttributesImpl) -> None:
        line = self._locator.getLineNumber() or 0 if self._locator else 0
        if self._path == ["edex", "school"]:
            self._record = _Record("school", "", line)
        elif len(self._path) == 3 and self._path[1] in _LISTS:
            self._record = _Record(_LISTS[self._path[1]], attrs.get("key", ""), line)

    def _inside(self, tag: str, attrs: AttributesImpl, record: _Record) -> None:
        if tag in {"groep", "samengestelde_groep"} and record.kind in {"pupil", "staff"}:
            # The home group first, whatever the order in the file.
            record.groups.insert(
                0 if tag == "groep" and record.kind == "pupil" else len(record.groups),
                attrs.get("key", ""),
            )
        direct = len(self._path) == (3 if record.kind == "school" else 4)
        if (direct and tag in _WANTED[record.kind]) or (
            record.kind == "staff" and tag in {"rol", "rolomschrijving"}
        ):
            self._text, self._length = [], 0

    def characters(self, content: str) -> None:
        if self._text is not None:
            self._length += len(content)
            if self._length <= _TEXT:
                self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 (the name is the library's)
        tag = self._path.pop()
        record = self._record
        if record is not None and self._text is not None:
            self._keep(record, tag, "".join(self._text))
        self._text = None
        if record is not None and len(self._path) == (1 if record.kind == "school" else 2):
            self._record = None
            self._finish(record)

    def _keep(self, record: _Record, tag: str, text: str) -> None:
        if tag == "rol":
            record.duties.append(text.strip().lower())
        elif tag == "rolomschrijving":
            record.duties.append("")
        else:
            record.texts[tag] = text

    # -- the objects --------------------------------------------------------------------------------------------------
    def _finish(self, record: _Record) -> None:
        source = Source(self.name, record.line)
        if self._length > _TEXT:
            self._length = 0
            self.found.problem(
                source, "Op deze plaats staat een veel te lange tekst; de regel is overgeslagen."
            )
            return
        try:
            {
                "school": self._school,
                "group": self._group,
                "pupil": self._pupil,
                "staff": self._staff,
            }[record.kind](record, source)
        except Faulty as fault:
            self.found.problem(source, str(fault))

    def _school(self, record: _Record, source: Source) -> None:
        version = record.text("xsdversie").strip()
        self.format_name = (
            "edexml-1.0.3" if version.startswith("1.0") else f"edexml-{version[:3] or '2'}"
        )
        self.school_year = years.school_year(record.text("schooljaar"))
        if not self.school_year:
            self.found.problem(
                source,
                "Het schooljaar staat er niet als jjjj-jjjj; het huidige schooljaar wordt gebruikt.",
            )
        brin = record.text("brincode").strip().upper()[:4]
        location = record.text("dependancecode").strip()[:2]
        self.school_key = (
            brin + location if brin else values.tidy(record.text("schoolkey", "instellingsnummer"))
        )
        if self.school_key:
            self.found.add_school(RosterSchool(self.school_key, "", brin, location, source))

    def _group(self, record: _Record, source: Source) -> None:
        key = self.found.key(record.key, "de groep")
        name = values.tidy(record.text("naam"))
        year = self.found.year_group(record.text("jaargroep"), source)
        self.found.add_group(RosterGroup(key, self.school_key, name, year, source))

    def _pupil(self, record: _Record, source: Source) -> None:
        key = self.found.key(record.key, "de leerling")
        left = record.text("jaargroep").strip().upper() == "H"
        if left or is_over(record.text("uitstroomdatum"), self.found.today):
            self.found.gone.add(key)
            return
        person = _person(record)
        self.found.add_pupil(
            RosterPupil(
                key,
                self.school_key,
                person.first_name,
                person.name_prefix,
                person.last_name,
                self.found.birth_date(record.text("geboortedatum"), source),
                self.found.year_group(record.text("jaargroep"), source),
                self.found.email(record.text("emailadres"), source),
                tuple(dict.fromkeys(filter(None, record.groups))),
                source,
            )
        )

    def _staff(self, record: _Record, source: Source) -> None:
        key = self.found.key(record.key, "de medewerker")
        if record.duties and set(record.duties) == {"oud"}:
            self.found.problem(
                source,
                "Dit is een ouder tussen de medewerkers, zonder kind erbij. Niet overgenomen.",
            )
            return
        person = _person(record)
        duties = {DUTIES.get(duty, Duty.OTHER) for duty in record.duties}
        if not record.duties:
            # Most exports leave the role out; who has a group here teaches it.
            duties = {Duty.TEACHER if record.groups else Duty.OTHER}
        if len(duties) > 1:
            duties.discard(Duty.OTHER)
        groups = tuple(dict.fromkeys(filter(None, record.groups)))
        names_of = (person.first_name, person.name_prefix, person.last_name)
        email = self.found.email(record.text("emailadres"), source)
        pairs = tuple((self.school_key, duty) for duty in sorted(duties))
        self.found.add_staff(RosterStaff(key, *names_of, email, pairs, groups, source))


def _person(record: _Record) -> Person:
    """The name that is used (roepnaam), else the first names, else the initials."""
    first = record.text("roepnaam", "voornamen") or record.text("voorletters-1", "voorletters")
    return Person(first, record.text("voorvoegsel"), record.text("achternaam"))
