"""What each kind of question of LimeSurvey becomes here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO, Final

from drieklank.measure.importing import limesurvey
from drieklank.measure.importing.gathering import Gathering, shown
from drieklank.measure.importing.limesurvey import Answer, Group, Question
from drieklank.measure.importing.ready_answers import CHANGE, NO, UNSURE, YES
from drieklank.measure.importing.report import Imported
from drieklank.measure.importing.wording import language_of, plain
from drieklank.measure.own.draft import Words

_ALWAYS: Final = frozenset({"", "1"})
_LONG_ANSWER: Final = 1000
_CANNOT: Final[Mapping[str, str]] = {
    "N": "Een vraag naar een getal kennen wij niet.",
    "K": "Vragen naar getallen kennen wij niet.",
    "D": "Een vraag naar een datum kennen wij niet.",
    "R": "Antwoorden op volgorde zetten kennen wij niet.",
    "|": "Een bestand sturen kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "I": "De taal kiest iedereen bij ons op de eerste bladzijde.",
    "X": "Dit is uitleg zonder vraag. Zet de uitleg bij de eerste vraag die erop volgt.",
    "*": "Een berekening kennen wij niet.",
    "1": "Een tabel met twee schalen tegelijk kennen wij niet. Maak er twee keer een vraag van.",
    ";": "Een tabel met tekstvakken kennen wij niet.",
    ":": "Een tabel met getallen kennen wij niet.",
    "G": "Vraag alleen naar man of vrouw als je het echt nodig hebt; wij nemen de vraag niet over.",
}


def read(file: BinaryIO) -> Imported:
    """Return the draft and report of an `.lss` file. Raises QuestionsRefused."""
    found = limesurvey.tables(file)
    reader = _Reader(Gathering("LimeSurvey"))
    for group in limesurvey.groups_of(found):
        reader.group(group)
    into = reader.into
    for column, name in (
        ("surveyls_welcometext", "welkomsttekst"),
        ("surveyls_endtext", "slottekst"),
    ):
        if any(plain(text) for text in limesurvey.survey_texts(found, column).values()):
            into.leave_out("", "page", f"De {name} is niet overgenomen. Wij hebben er zelf een.")
    if found.get("quota"):
        into.leave_out("", "quota", "Quota zijn niet overgenomen: iedereen mag antwoorden.")
    if any(row.get("defaultvalue") for row in found.get("defaultvalues", ())):
        into.leave_out("", "default", "Vooraf ingevulde antwoorden zijn niet overgenomen.")
    return into.finish(reader.words(limesurvey.survey_texts(found, "surveyls_title")))


class _Reader:
    def __init__(self, into: Gathering) -> None:
        self.into = into
        self._ways: Final[Mapping[str, Callable[[Question, str], None]]] = {
            **dict.fromkeys("STU", self._open),
            **dict.fromkeys("L!O", self._single),
            **dict.fromkeys("MP", self._choices),
            **dict.fromkeys("FHABCE", self._table),
            "Y": self._yes_no,
            "5": self._five,
            "Q": self._texts,
        }

    def words(self, texts: Mapping[str, str]) -> dict[str, str]:
        return self.into.words({language_of(language): text for language, text in texts.items()})

    def group(self, group: Group) -> None:
        titles = self.words(group.titles)
        self.into.start_part(titles)
        name = next(iter(titles.values()), "")
        if group.relevance not in _ALWAYS:
            self.into.leave_out(
                name, "condition", "Deze groep werd niet altijd gevraagd; bij ons altijd."
            )
        if any(plain(text) for text in group.descriptions.values()):
            self.into.leave_out(name, "page", "De uitleg boven deze groep is niet overgenomen.")
        for question in group.questions:
            self.question(question)

    def question(self, question: Question) -> None:
        texts = {language: plain(text) for language, text in question.texts.items()}
        said = next((text for text in texts.values() if text), "")
        where = shown(f"{question.code}: {said}" if said else question.code)
        if question.attributes.get("hidden") == "1":
            self.into.leave_out(where, "hidden", "Deze vraag was verborgen.")
        elif question.type in self._ways:
            before = self.into.count
            self._ways[question.type](question, where)
            if self.into.count > before:
                self._settings(question, where)
        else:
            reason = _CANNOT.get(question.type, "Dit soort vraag kennen wij niet.")
            self.into.leave_out(where, "type", reason)

    def _settings(self, question: Question, where: str) -> None:
        """What the question had besides its words."""
        row, set_to = question.row, question.attributes
        conditions = [row.get("relevance", ""), set_to.get("array_filter", "")]
        if any(condition not in _ALWAYS for condition in conditions):
            self.into.leave_out(
                where, "condition", "Deze vraag werd niet altijd gesteld; bij ons altijd."
            )
        if row.get("other") == "Y":
            self.into.leave_out(
                where,
                "other",
                "“Anders, namelijk” is niet overgenomen. Maak er een open vraag bij.",
            )
        if row.get("preg") or set_to.get("em_validation_q"):
            self.into.leave_out(where, "check", "De controle op het antwoord is niet overgenomen.")
        if set_to.get("random_order", "0") != "0" or set_to.get("answer_order") == "random":
            self.into.leave_out(
                where, "order", "De antwoorden stonden door elkaar; bij ons in vaste volgorde."
            )
        if row.get("mandatory") in {"Y", "S"}:
            self.into.leave_out("", "required", "Bij ons is geen enkele vraag verplicht.")

    # -- one way per kind -----------------------------------------------------------------------------

    def _open(self, question: Question, where: str) -> None:
        wished = question.attributes.get("maximum_chars", "")
        longest = 500 if question.type == "S" else _LONG_ANSWER
        self.into.ask(
            where,
            "open",
            self.words(question.texts),
            hint=self.words(question.help),
            longest=min(int(wished), 2000) if wished.isdecimal() and int(wished) else longest,
        )

    def _single(self, question: Question, where: str) -> None:
        self._ask_options(question, where, "single", [answer.texts for answer in question.answers])
        if question.type == "O":
            self._no_comment(where)

    def _choices(self, question: Question, where: str) -> None:
        self._ask_options(question, where, "choices", [row.texts for row in question.rows])
        if question.type == "P":
            self._no_comment(where)

    def _no_comment(self, where: str) -> None:
        self.into.remark(
            where, "comment", "Het vak voor een toelichting is weg. Maak er een open vraag bij."
        )

    def _yes_no(self, question: Question, where: str) -> None:
        self._ask_options(question, where, "single", [], [YES, NO])

    def _ask_options(
        self,
        question: Question,
        where: str,
        kind: str,
        texts: list[dict[str, str]],
        ready: list[dict[str, str]] | None = None,
    ) -> None:
        text = self.words(question.texts)
        options: list[Words] = [self.words(each) for each in texts]
        if ready is not None:
            options = [_like(each, text) for each in ready]
        self.into.ask(where, kind, text, hint=self.words(question.help), options=options)

    def _five(self, question: Question, where: str) -> None:
        text = self.words(question.texts)
        if key := self.into.scale(where, _numbers(5, text)):
            self.into.ask(where, "scale", text, hint=self.words(question.help), scale=key)

    def _texts(self, question: Question, where: str) -> None:
        for row, name in self._rows(question, where):
            self.into.ask(name, "open", self.words(row.texts), hint=self.words(question.texts))

    def _table(self, question: Question, where: str) -> None:
        """Each row becomes a question; the text above the table becomes its explanation."""
        above, rows = self.words(question.texts), self._rows(question, where)
        if not rows:
            return
        if question.type == "C":
            for row, name in rows:
                text = self.words(row.texts)
                options = [_like(each, text) for each in (YES, UNSURE, NO)]
                self.into.ask(name, "single", text, hint=above, options=options)
            return
        if question.type == "B":
            for row, name in rows:
                self.into.ask(name, "grade", self.words(row.texts), hint=above, bounds=(1, 10))
            return
        if scale := self.into.scale(where, self._answers(question, self.words(rows[0][0].texts))):
            for row, name in rows:
                self.into.ask(name, "scale", self.words(row.texts), hint=above, scale=scale)

    def _rows(self, question: Question, where: str) -> list[tuple[Question, str]]:
        if not question.rows:
            self.into.leave_out(
                where, "options", "Deze vraag heeft geen regels om te beantwoorden."
            )
        return [(row, f"{question.code} {row.code}") for row in question.rows]

    def _answers(self, question: Question, like: Words) -> list[Words]:
        if question.type == "A":
            return _numbers(5, like)
        if question.type == "E":
            return [_like(each, like) for each in CHANGE]
        return [self.words(answer.texts) for answer in _rising(question.answers)]


def _like(texts: Mapping[str, str], other: Words) -> Words:
    """A text of our own in the languages that the question has."""
    return {language: texts[language] for language in other if language in texts}


def _numbers(count: int, like: Words) -> list[Words]:
    return [dict.fromkeys(like, str(number)) for number in range(1, count + 1)]


def _rising(answers: list[Answer]) -> list[Answer]:
    """Lowest first: where the file weighs its answers downwards, the other way round."""
    weights = [answer.weight for answer in answers]
    if all(weight.lstrip("-").isdecimal() for weight in weights):
        numbers = [int(weight) for weight in weights]
        if len(set(numbers)) == len(numbers) and numbers == sorted(numbers, reverse=True):
            return answers[::-1]
    return answers
