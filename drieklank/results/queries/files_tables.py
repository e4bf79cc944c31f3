"""The rows of a publication as tables: for a workbook, for CSV with a codebook, for SPSS."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from drieklank.documents.tables import Cell, Column, Kind, Table, harmless
from drieklank.results.queries.files_rows import (
    UNKNOWN,
    AnswerRow,
    Export,
    ResponseRow,
    ScoreRow,
    role_name,
)
from drieklank.results.queries.parts import day_words, minimum_words

# "Weet ik niet" in a file for SPSS: a number far from any scale, named as missing.
UNKNOWN_CODE: Final = 98
_ROLE: Final = Column("rol", "Rol", "Wie antwoordde: ouders, teamleden of leerlingen.", width=12)
_STRATUM: Final = Column(
    "deelgroep",
    "Deelgroep",
    "Een groep, een taal of beide; “iedereen” is de hele rol. Tel deelgroepen niet op: wie kinderen "
    "in meer groepen heeft, kan anders dubbel tellen.",
    width=20,
)
_N: Final = Column(
    "n",
    "Mensen",
    "Hoeveel mensen een mening gaven. Minder dan 20: minstens zoveel, naar beneden op vijftallen.",
    Kind.WHOLE,
    width=9,
)
_PERCENT: Final = "Waar alleen een bereik verteld mag worden, is dit leeg."
_LOW: Final = "Onderkant van het bereik, waar alleen een bereik verteld mag worden."
_HIGH: Final = "Bovenkant van het bereik, waar alleen een bereik verteld mag worden."
_COUNT: Final = (
    "Hoeveel mensen dit antwoord gaven; waar een gezin anders weegt, na weging. Bij minder dan 20 mensen "
    "het afgeronde percentage van het afgeronde aantal; dan kan het een gebroken getal zijn."
)
_ANSWERS: Final = (
    _ROLE,
    _STRATUM,
    Column("deel", "Onderdeel", "Het deel van de vragenlijst waar de vraag in staat.", width=24),
    Column("vraag", "Code van de vraag", "Vaste code; blijft gelijk tussen metingen.", width=22),
    Column("vraagtekst", "Vraag", "De vraag zoals die gesteld is.", width=56),
    Column(
        "antwoord",
        "Code van het antwoord",
        "Vaste code. unknown: geen mening. other: antwoorden van weinig mensen samen.",
        width=14,
    ),
    Column("antwoordtekst", "Antwoord", "Het antwoord zoals het er stond.", width=26),
    Column(
        "waarde",
        "Waarde",
        "Plaats op de schaal; 1 is het ongunstigst. Leeg: geen mening, of antwoorden zonder volgorde.",
        Kind.WHOLE,
        width=9,
    ),
    _N,
    Column("aantal", "Aantal", _COUNT, Kind.DECIMAL, width=9),
    Column(
        "percentage",
        "Percentage",
        "Deel van wie een mening gaf; een gezin telt een keer. Bij minder dan 20 mensen op vijftallen "
        "afgerond. Bij unknown: deel van iedereen die de vraag beantwoordde. " + _PERCENT,
        Kind.WHOLE,
        width=12,
        is_percentage=True,
    ),
    Column("van", "Minstens", _LOW, Kind.WHOLE, width=10, is_percentage=True),
    Column("tot", "Hoogstens", _HIGH, Kind.WHOLE, width=10, is_percentage=True),
)
_SCORES: Final = (
    _ROLE,
    _STRATUM,
    Column("code", "Code", "Vaste code van het streefdoel of de vraag.", width=22),
    Column("naam", "Naam", "Naam van het streefdoel, of de vraag.", width=56),
    _N,
    Column(
        "score",
        "Score",
        "Gemiddelde van 0 tot 100; hoger is gunstiger. Leeg: alleen het bereik mag verteld worden. Bij "
        "minder dan 20 mensen op vijftallen afgerond.",
        Kind.DECIMAL,
        width=9,
    ),
    Column(
        "laag", "Interval van", "Onderkant van het 95%-interval, of van het bereik.", Kind.DECIMAL
    ),
    Column(
        "hoog", "Interval tot", "Bovenkant van het 95%-interval, of van het bereik.", Kind.DECIMAL
    ),
)
_RESPONSE: Final = (
    _ROLE,
    _STRATUM,
    Column("gevraagd", "Gevraagd", "Hoeveel mensen een uitnodiging kregen.", Kind.WHOLE),
    Column(
        "deed_mee",
        "Deed mee",
        "Hoeveel mensen meededen. Leeg: te weinig om te vertellen, of verborgen om een andere groep "
        "te beschermen.",
        Kind.WHOLE,
    ),
)


def _answer(row: AnswerRow) -> tuple[Cell, ...]:
    told = row.told
    return (
        role_name(row.role),
        row.stratum_name,
        row.part,
        row.item,
        row.question,
        row.answer,
        row.answer_text,
        row.value,
        row.n,
        told.count,
        told.percentage,
        told.low,
        told.high,
    )


def _score(row: ScoreRow) -> tuple[Cell, ...]:
    where = (role_name(row.role), row.stratum_name)
    return (*where, row.key, row.name, row.n, row.score, row.low, row.high)


def _told(row: ResponseRow) -> tuple[Cell, ...]:
    return (role_name(row.role), row.stratum_name, row.invited, row.answered)


def notes(export: Export) -> tuple[tuple[str, str], ...]:
    """What to know before reading, as (heading, text)."""
    roles = {row.role for row in export.response}
    return (
        ("School", export.school),
        ("Meting", f"{export.title}, {export.period} (code {export.code})"),
        ("Gepubliceerd", f"{day_words(export.published_on)}, versie {export.version}"),
        (
            "Anoniem",
            (
                f"{minimum_words(export.minimum, roles)} Er staat nergens een regel per persoon. Wat er "
                "niet staat, was er niet of mag niet verteld worden; dat verschil is met opzet niet te zien."
            ),
        ),
        (
            "Afronding",
            (
                "Bij minder dan twintig mensen zijn aantallen, percentages en scores op vijftallen "
                "afgerond. Bij heel eenzijdige antwoorden staat alleen een bereik."
            ),
        ),
        (
            "Gezinnen",
            (
                "In aantallen, percentages en scores telt een gezin één keer: doen twee ouders mee, dan "
                "telt elk voor de helft."
            ),
        ),
        (
            "Scores",
            (
                "Een score loopt van 0 tot 100; hoger is gunstiger. “Weet ik niet” telt niet mee. Het "
                "interval is een 95%-interval met correctie voor een eindige groep."
            ),
        ),
    )


def sheets_of(export: Export) -> tuple[Table, ...]:
    """The sheets of the workbook after the first: goals, questions, response."""
    goals = tuple(_score(row) for row in export.scores if row.kind == "goal")
    items = tuple(_score(row) for row in export.scores if row.kind == "item")
    return (
        Table("Streefdoelen", "Scores van de streefdoelen", _SCORES, goals),
        Table("Scores per vraag", "Scores van de vragen", _SCORES, items),
        Table("Vragen", "Antwoorden per vraag", _ANSWERS, tuple(map(_answer, export.answers))),
        Table("Respons", "Wie deed mee", _RESPONSE, tuple(map(_told, export.response))),
    )


def files_in_archive(export: Export) -> tuple[Table, ...]:
    """The CSV files of the archive: answers, scores, response."""
    return (
        Table("antwoorden", "Antwoorden", _ANSWERS, tuple(map(_answer, export.answers))),
        Table("scores", "Scores", _SCORES, tuple(map(_score, export.scores))),
        Table("respons", "Respons", _RESPONSE, tuple(map(_told, export.response))),
    )


def readme(export: Export) -> str:
    """`leesmij.txt`: what the archive holds, and what to know before reckoning with it."""
    said = "\n\n".join(f"{heading}\n{harmless(text)}" for heading, text in notes(export))
    return (
        "Wat zit hierin?\n"
        "antwoorden.csv  hoe vaak elk antwoord gegeven is, per rol en deelgroep\n"
        "scores.csv      scores van streefdoelen en vragen, met interval\n"
        "respons.csv     hoeveel mensen gevraagd zijn en meededen\n"
        "codeboek.csv    wat elke kolom is\n\n"
        "De bestanden zijn UTF-8, met ; tussen de kolommen en een komma in getallen.\n"
        "Een cel die met = + - of @ begint, krijgt een ' ervoor: zo wordt tekst nooit een formule.\n\n"
        f"{said}\n"
    )


def spss_table(export: Export) -> Table:
    """One row per question, answer and stratum, with numbers that carry labels; `aantal` weighs."""
    roles = _codes(row.role for row in export.answers)
    strata = _codes(row.stratum_name for row in export.answers)
    items = _codes(row.item for row in export.answers)
    texts = _codes(row.answer_text for row in export.answers)
    questions = {items[row.item]: row.question for row in export.answers}
    columns = (
        Column("aantal", "Aantal mensen (weging)", _COUNT, Kind.DECIMAL),
        _labelled("rol", "Rol", {code: role_name(role) for role, code in roles.items()}),
        _labelled("deelgroep", "Deelgroep", {code: name for name, code in strata.items()}),
        _labelled("vraag", "Vraag", questions),
        Column("vraagcode", "Code van de vraag", ""),
        _labelled("antwoord", "Antwoord", {code: text for text, code in texts.items()}),
        Column(
            "waarde",
            "Plaats op de schaal, 1 is het ongunstigst",
            "",
            Kind.WHOLE,
            labels={UNKNOWN_CODE: "Geen mening"},
            missing=(UNKNOWN_CODE,),
        ),
        Column("n", "Mensen met een mening", "", Kind.WHOLE),
        Column("percentage", "Percentage van wie een mening gaf", "", Kind.WHOLE),
        Column("van", "Percentage is minstens", "", Kind.WHOLE),
        Column("tot", "Percentage is hoogstens", "", Kind.WHOLE),
    )
    rows = tuple(
        (
            row.told.count,
            roles[row.role],
            strata[row.stratum_name],
            items[row.item],
            row.item,
            texts[row.answer_text],
            UNKNOWN_CODE if row.answer == UNKNOWN else row.value,
            row.n,
            row.told.percentage,
            row.told.low,
            row.told.high,
        )
        for row in export.answers
    )
    return Table("antwoorden", f"{export.title} {export.school}", columns, rows)


def _codes(values: Iterable[str]) -> dict[str, int]:
    """A number from 1 for each different text, in the order in which they come."""
    return {text: place for place, text in enumerate(dict.fromkeys(values), start=1)}


def _labelled(key: str, title: str, labels: dict[int, str]) -> Column:
    return Column(key, title, "", Kind.WHOLE, labels=labels)
