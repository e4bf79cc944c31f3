"""LimeSurvey structure files (`.lss`): XML with one list of rows per table.

Read as a stream with every DTD and entity refused; only the lists and columns named here are picked
up. Both layouts are read: texts in the rows themselves (before database version 400), and texts in
lists of their own (`*_l10ns`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Final
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml.sax
from defusedxml import DefusedXmlException

from drieklank.measure.importing.report import QuestionsRefused

Row = Mapping[str, str]

_LISTS: Final = frozenset(
    {
        "groups",
        "group_l10ns",
        "questions",
        "subquestions",
        "question_l10ns",
        "answers",
        "answer_l10ns",
        "question_attributes",
        "surveys",
        "surveys_languagesettings",
        "quota",
        "defaultvalues",
    }
)
_DEPTH: Final = 12
_MOST_ROWS: Final = 60_000
_LONGEST_CELL: Final = 50_000
_NOT_LIMESURVEY: Final = "Dit XML-bestand is geen vragenlijst van LimeSurvey (.lss)."


def tables(file: BinaryIO) -> dict[str, list[Row]]:
    """Return the rows of each list that matters. Raises QuestionsRefused."""
    handler = _Handler()
    try:
        defusedxml.sax.parse(
            file, handler, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
    except DefusedXmlException as error:
        raise QuestionsRefused(
            "Dit XML-bestand bevat een DOCTYPE of entiteiten. Dat hoort niet in een .lss-bestand; "
            "het is niet gelezen."
        ) from error
    except (SAXException, UnicodeError, ValueError) as error:
        line = getattr(error, "getLineNumber", lambda: None)()
        where = f" Het breekt af bij regel {line}." if line else ""
        raise QuestionsRefused(f"Dit XML-bestand is niet heel.{where}") from error
    if not handler.is_limesurvey:
        raise QuestionsRefused(_NOT_LIMESURVEY)
    return handler.found


class _Handler(ContentHandler):
    """document > list > rows > row > column."""

    def __init__(self) -> None:
        super().__init__()
        self.is_limesurvey = False
        self.found: dict[str, list[Row]] = defaultdict(list)
        self._path: list[str] = []
        self._row: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0
        self._rows = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 (the name is the library's)
        if not self._path and name != "document":
            raise QuestionsRefused(_NOT_LIMESURVEY)
        self._path.append(name)
        if len(self._path) > _DEPTH:
            raise QuestionsRefused("Dit XML-bestand is te diep genest.")
        if len(self._path) == 4 and name == "row":
            self._row = {}
        self._text, self._length = [], 0

    def characters(self, content: str) -> None:
        self._length += len(content)
        if self._length <= _LONGEST_CELL:
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 (as above)
        depth, text = len(self._path), "".join(self._text).strip()
        self._path.pop()
        if depth == 2 and name == "LimeSurveyDocType":
            if text != "Survey":
                raise QuestionsRefused(
                    "Dit is een los onderdeel van LimeSurvey. Exporteer de hele vragenlijst (.lss)."
                )
            self.is_limesurvey = True
        elif depth == 5 and self._path[1] in _LISTS:
            self._row[name] = text
        elif depth == 4 and name == "row" and self._path[1] in _LISTS:
            self._rows += 1
            if self._rows > _MOST_ROWS:
                raise QuestionsRefused("Dit bestand heeft te veel regels.")
            self.found[self._path[1]].append(self._row)
        self._text, self._length = [], 0


# -- rows joined to questions ---------------------------------------------------------------------------


@dataclass
class Answer:
    code: str
    texts: dict[str, str] = field(default_factory=dict)
    weight: str = ""
    scale: str = "0"


@dataclass
class Question:
    """A question, or a row of a table of questions. Texts per language as the file names it."""

    id: str
    parent: str
    group: str
    type: str
    code: str
    order: tuple[float, float]
    row: Row
    texts: dict[str, str] = field(default_factory=dict)
    help: dict[str, str] = field(default_factory=dict)
    rows: list[Question] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass
class Group:
    id: str
    order: float
    relevance: str
    titles: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def base_language(found: Mapping[str, Sequence[Row]]) -> str:
    """Return the language of texts that name none: the survey's own."""
    return next((row.get("language", "") for row in found.get("surveys", ())), "")


def survey_texts(found: Mapping[str, Sequence[Row]], column: str) -> dict[str, str]:
    """Return a text of the whole survey (title, welcome, end) per language."""
    rows = found.get("surveys_languagesettings", ())
    return {
        row["surveyls_language"]: row.get(column, "") for row in rows if "surveyls_language" in row
    }


def groups_of(found: Mapping[str, Sequence[Row]]) -> list[Group]:
    """Return the groups in order, each with its questions in order."""
    base = base_language(found)
    groups: dict[str, Group] = {}
    for row in found.get("groups", ()):
        made = groups.setdefault(
            row.get("gid", ""),
            Group(
                row.get("gid", ""), _number(row.get("group_order", "")), row.get("grelevance", "")
            ),
        )
        _add_group_texts(made, row, base)
    for row in found.get("group_l10ns", ()):
        if (group := groups.get(row.get("gid", ""))) is not None:
            _add_group_texts(group, row, base)
    for question in _questions(found, base):
        target = groups.setdefault(question.group, Group(question.group, 1e9, ""))
        target.questions.append(question)
    return sorted(groups.values(), key=lambda group: group.order)


def _add_group_texts(group: Group, row: Row, base: str) -> None:
    language = row.get("language") or base
    if row.get("group_name"):
        group.titles[language] = row["group_name"]
    if row.get("description"):
        group.descriptions[language] = row["description"]


def _questions(found: Mapping[str, Sequence[Row]], base: str) -> list[Question]:
    """The questions with their rows, answers and settings, in the order in which they are asked."""
    known: dict[str, Question] = {}
    for place, row in enumerate([*found.get("questions", ()), *found.get("subquestions", ())]):
        question = known.setdefault(row.get("qid", ""), _question(row, place))
        _add_texts(question, row, base)
    for row in found.get("question_l10ns", ()):
        if (found_one := known.get(row.get("qid", ""))) is not None:
            _add_texts(found_one, row, base)
    _add_answers(found, known, base)
    for row in found.get("question_attributes", ()):
        if (found_one := known.get(row.get("qid", ""))) is not None and row.get("value"):
            found_one.attributes.setdefault(row.get("attribute", ""), row["value"])
    ordered = sorted(known.values(), key=lambda question: question.order)
    for question in ordered:
        if (parent := known.get(question.parent)) is not None and parent is not question:
            parent.rows.append(question)
    return [question for question in ordered if question.parent in {"", "0"}]


def _question(row: Row, place: int) -> Question:
    return Question(
        id=row.get("qid", ""),
        parent=row.get("parent_qid", "") or "0",
        group=row.get("gid", ""),
        type=row.get("type", ""),
        code=row.get("title", ""),
        order=(_number(row.get("question_order", "")), place),
        row=row,
    )


def _add_texts(question: Question, row: Row, base: str) -> None:
    language = row.get("language") or base
    if row.get("question"):
        question.texts[language] = row["question"]
    if row.get("help"):
        question.help[language] = row["help"]


def _add_answers(
    found: Mapping[str, Sequence[Row]], known: Mapping[str, Question], base: str
) -> None:
    by_id: dict[str, Answer] = {}
    made: dict[tuple[str, str, str], Answer] = {}
    ordered = sorted(found.get("answers", ()), key=lambda row: _number(row.get("sortorder", "")))
    for row in ordered:
        question = known.get(row.get("qid", ""))
        if question is None:
            continue
        key = (question.id, row.get("scale_id", "0"), row.get("code", ""))
        if key not in made:
            made[key] = Answer(key[2], {}, row.get("assessment_value", ""), key[1])
            question.answers.append(made[key])
        by_id[row.get("aid", "")] = made[key]
        if row.get("answer"):
            made[key].texts[row.get("language") or base] = row["answer"]
    for row in found.get("answer_l10ns", ()):
        if (answer := by_id.get(row.get("aid", ""))) is not None and row.get("answer"):
            answer.texts[row.get("language") or base] = row["answer"]
