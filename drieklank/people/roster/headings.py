"""Which column holds what: guessing from Dutch headings, and checking what a person chose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from drieklank.people.roster.refusal import RosterRefused
from drieklank.people.roster.values import tidy

ADULTS: Final = 4
_ADULT_PARTS: Final = {
    "key": "nummer",
    "name": "hele naam",
    "first": "voornaam",
    "prefix": "tussenvoegsel",
    "last": "achternaam",
    "email": "e-mail",
    "phone": "telefoon",
    "role": "relatie tot het kind",
}
# Field -> Dutch name, for the page and for `--mapping`. `contact` is an adult of whom nothing says that it is a parent.
FIELDS: Final[Mapping[str, str]] = {
    "pupil_key": "Leerlingnummer",
    "name": "Leerling: hele naam",
    "first_name": "Leerling: roepnaam of voornaam",
    "name_prefix": "Leerling: tussenvoegsel",
    "last_name": "Leerling: achternaam",
    "birth_date": "Leerling: geboortedatum",
    "email": "Leerling: e-mail",
    "group": "Groep of klas",
    "year_group": "Jaargroep of leerjaar",
    "school": "School (naam of BRIN)",
    "mentor": "Leerkracht of mentor: naam",
    "mentor_email": "Leerkracht of mentor: e-mail",
    "pupil_keys": "Leerlingnummers van de kinderen (lijst van ouders)",
    **{
        f"parent{n}_{part}": f"Ouder {n}: {name}"
        for n in range(1, ADULTS + 1)
        for part, name in _ADULT_PARTS.items()
    },
    **{
        f"contact{n}_{part}": f"Contact {n}: {name}"
        for n in range(1, 3)
        for part, name in _ADULT_PARTS.items()
    },
}

_FORBIDDEN = re.compile(
    r"\b(bsn|burger ?service|sofi|pgn|persoonsgebonden|onderwijs ?nummer|ondwnr|rijksregister|paspoort|nationalite|"
    r"geboorte ?land|geboorte ?plaats|land van herkomst|herkomst|etnici|gewicht|wachtwoord|password|foto|religie|"
    r"geloof|godsdienst|geslacht|medisch|medicijn|allergie|diagnose|dyslexie|zorg ?verzeker|huisarts|iban|bank)"
)
_ADULT = re.compile(
    r"\b(?:(contact ?persoon|contact|nood ?contact|noodnummer)|(ouder ?verzorger|ouders? ?(?:en|of) ?verzorgers?|"
    r"verzorgende ouder|ouder|verzorger|vader|moeder|voogd))\s*([1-4])?\b"
)
_PARTS: Final = (
    ("email", re.compile(r"\be ?mail|\bmail")),
    ("phone", re.compile(r"\btel|\bmobiel|\bgsm|\bphone")),
    ("prefix", re.compile(r"\btussenv|\bvoorv|\btv\b|\bprefix")),
    ("first", re.compile(r"\bvoornaa?m|\broepnaam|\bvoorletter|\bfirst ?name|\binitialen")),
    ("last", re.compile(r"\bachternaam|\bgeslachtsnaam|\bfamilienaam|\blast ?name|\bsurname")),
    ("role", re.compile(r"\brelatie|\brol\b|\bsoort|\btype")),
    ("key", re.compile(r"\bnummer|\bcode|\bid\b|\bnr\b")),
    ("name", re.compile(r"\bnaam|^$")),
)
_PUPIL: Final = (
    ("pupil_keys", re.compile(r"^leerling(?:codes|nummers)\b|^kinderen$|^leerlingen$")),
    (
        "mentor_email",
        re.compile(
            r"\b(?:mentor|leerkracht|docent|leraar)\b.*\bmail|\bmail.*\b(?:mentor|leerkracht|docent)\b"
        ),
    ),
    (
        "mentor",
        re.compile(
            r"\bmentor|\bleerkracht|\bleraar|\bjuf|\bmeester|\bgroepsleerkracht|^docent(?: naam)?$"
        ),
    ),
    (
        "pupil_key",
        re.compile(
            r"\b(?:leerling|ll|stam|leerlng|student)\s*(?:nummer|nr|code|id)\b|^stamnr$|^llnr$|^administratienummer$|^nummer$|"
            r"^leerlingkey$|^key$|^sourcedid$|^externe? id$|^student ?id$|^id$"
        ),
    ),
    ("birth_date", re.compile(r"\bgeboorte ?dat|\bgeb\b|\bgebdat|\bbirth|^geboren")),
    ("year_group", re.compile(r"\bjaargroep|\bleerjaar|\bjaarlaag|^jaar$|\bgrade\b")),
    ("group", re.compile(r"\bgroep|\bklas|\bstamklas|\bstamgroep|\bbasisgroep|\bclass\b")),
    ("school", re.compile(r"^school|\bbrin|\bvestiging|\blocatie")),
    ("email", re.compile(r"\be ?mail|\bmail")),
    ("name_prefix", re.compile(r"\btussenv|\bvoorv|^tv$|\bprefix")),
    ("first_name", re.compile(r"\broepnaam|\bvoornaa?m|\bfirst ?name|\bgiven ?name")),
    (
        "last_name",
        re.compile(
            r"\bachternaam|\bgeslachtsnaam|\bfamilienaam|\blast ?name|\bsurname|\bfamily ?name"
        ),
    ),
    (
        "name",
        re.compile(r"^(?:leerling )?(?:volledige |hele )?naam(?: leerling)?$|^leerling$|^name$"),
    ),
)


@dataclass(frozen=True)
class Guess:
    """`mapping` is heading -> field; `unknown` headings are not read unless a person chooses a field for them."""

    mapping: Mapping[str, str]
    unknown: tuple[str, ...]
    forbidden: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        return not missing(self.mapping)


def is_forbidden(heading: str) -> bool:
    """Whether a column holds what the product may not keep, going by its heading."""
    return bool(_FORBIDDEN.search(_plain(heading)))


def guess(headings: tuple[str, ...]) -> Guess:
    """What the headings say. A heading that fits nothing, or a place that is taken, stays unknown."""
    mapping: dict[str, str] = {}
    slots: dict[tuple[str, str], int] = {}
    forbidden = tuple(heading for heading in headings if is_forbidden(heading))
    is_parent_list = any(_PUPIL[0][1].search(_plain(heading)) for heading in headings)
    for heading in headings:
        if not heading or heading in forbidden or heading in mapping:
            continue
        field = _field_in_parent_list(heading) if is_parent_list else _field(heading, slots)
        if field and field not in mapping.values():
            mapping[heading] = field
    unknown = tuple(
        heading
        for heading in headings
        if heading and heading not in mapping and heading not in forbidden
    )
    return Guess(mapping, unknown, forbidden)


def _plain(heading: str) -> str:
    """`E-mailadres ouder 1` -> `e mailadres ouder 1`; `Ouder1_Achternaam` -> `ouder 1 achternaam`."""
    text = re.sub(r"([a-z])([A-Z])", r"\1 \2", tidy(heading))
    text = re.sub(r"[^a-z0-9]+", " ", text.lower().replace("ë", "e").replace("é", "e"))
    return re.sub(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])", " ", text).strip()


def _field(heading: str, slots: dict[tuple[str, str], int]) -> str:
    plain = _plain(heading)
    adult = _ADULT.search(plain)
    if adult is None:
        return next((field for field, pattern in _PUPIL if pattern.search(plain)), "")
    kind = "contact" if adult[1] else "parent"
    word = (adult[1] or adult[2]) if adult[2] in {"vader", "moeder"} else kind
    rest = " ".join((plain[: adult.start()] + plain[adult.end() :]).split())
    part = _part(re.sub(r"\b(?:[1-4]|van|de|het|wettelijke?)\b", "", rest).strip())
    number = adult[3] or next(iter(re.findall(r"\b([1-4])\b", rest)), "1")
    if not part:
        return ""
    slot = slots.setdefault(
        (word, number),
        1 + sum(1 for other, _ in slots if (other == "contact") == (kind == "contact")),
    )
    return f"{kind}{slot}_{part}" if f"{kind}{slot}_{part}" in FIELDS else ""


def _part(rest: str) -> str:
    return next((part for part, pattern in _PARTS if pattern.search(rest)), "")


def _field_in_parent_list(heading: str) -> str:
    """In a list of parents (Zermelo: Code;Achternaam;Email;Leerlingcodes) loose headings are the parent's."""
    plain = _plain(heading)
    if _PUPIL[0][1].search(plain):
        return "pupil_keys"
    if re.search(r"^school|\bbrin", plain):
        return "school"
    part = _part(re.sub(r"\b(?:ouder|verzorger|1)\b", "", plain).strip())
    return f"parent1_{part}" if part else ""


def missing(mapping: Mapping[str, str]) -> str:
    """What must still be pointed out before the file can be read, as a sentence; empty when nothing."""
    fields = set(mapping.values())
    if "pupil_keys" in fields:
        if not fields & {"parent1_key", "parent1_email"}:
            return "Wijs aan in welke kolom het nummer of het e-mailadres van de ouder staat."
        return (
            ""
            if fields & {"parent1_last", "parent1_name"}
            else "Wijs aan in welke kolom de naam van de ouder staat."
        )
    if "pupil_key" not in fields:
        return "Wijs aan in welke kolom het leerlingnummer staat. Dat nummer is nodig om leerlingen te herkennen."
    if not fields & {"last_name", "name"}:
        return "Wijs aan in welke kolom de achternaam van de leerling staat."
    return ""


def checked(mapping: Mapping[str, str], headings: tuple[str, ...]) -> dict[str, str]:
    """A chosen mapping, held against the file. Raises RosterRefused with what is wrong."""
    chosen = {heading: field for heading, field in mapping.items() if field}
    for heading, field in chosen.items():
        if field not in FIELDS:
            raise RosterRefused(f"Het veld “{field}” bestaat niet. Kies uit: {', '.join(FIELDS)}.")
        if heading not in headings:
            raise RosterRefused(f"De kolom “{heading}” staat niet in het bestand.")
        if is_forbidden(heading):
            raise RosterRefused(f"De kolom “{heading}” mag niet worden overgenomen.")
    doubles = sorted({field for field in chosen.values() if list(chosen.values()).count(field) > 1})
    if doubles:
        raise RosterRefused(
            f"Twee kolommen zijn gekozen voor hetzelfde veld: {', '.join(FIELDS[d] for d in doubles)}."
        )
    if sentence := missing(chosen):
        raise RosterRefused(sentence)
    return chosen
