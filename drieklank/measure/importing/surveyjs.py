"""SurveyJS: a questionnaire as JSON, with pages of elements."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from drieklank.measure.importing.gathering import Gathering, shown
from drieklank.measure.importing.ready_answers import NO, YES
from drieklank.measure.importing.report import Imported, QuestionsRefused
from drieklank.measure.importing.wording import UNKNOWN_LANGUAGE, language_of, plain
from drieklank.measure.own.draft import Words

Element = Mapping[str, Any]

_DEPTH: Final = 20
_MOST_ELEMENTS: Final = 2_000
_LARGEST_RATING: Final = 7  # a longer line of numbers is a grade
_HIGHEST_GRADE: Final = 10
_CANNOT: Final[Mapping[str, str]] = {
    "html": "Dit is uitleg zonder vraag. Zet de uitleg bij de eerste vraag die erop volgt.",
    "image": "Een plaatje zonder vraag is niet overgenomen.",
    "imagepicker": "Kiezen uit plaatjes kennen wij niet.",
    "expression": "Een berekening kennen wij niet.",
    "ranking": "Antwoorden op volgorde zetten kennen wij niet.",
    "file": "Een bestand sturen kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "signaturepad": "Een handtekening kan bij ons niet: dan is een antwoord niet meer anoniem.",
    "matrixdropdown": "Een tabel met keuzelijsten kennen wij niet.",
    "matrixdynamic": "Een tabel waar regels bij komen kennen wij niet.",
    "paneldynamic": "Vragen die zich herhalen kennen wij niet.",
    "slider": "Een schuif kennen wij niet.",
}
_NO_ROWS: Final = "Deze vraag heeft geen regels om te beantwoorden."
_CONDITIONS: Final = (
    "visibleIf",
    "enableIf",
    "choicesVisibleIf",
    "choicesEnableIf",
    "rowsVisibleIf",
    "columnsVisibleIf",
)


def read(text: str) -> Imported:
    """Return the draft and report of a SurveyJS file. Raises QuestionsRefused."""
    try:
        survey = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise QuestionsRefused("Dit JSON-bestand is niet heel. Exporteer het opnieuw.") from error
    pages = _pages(survey)
    reader = _Reader(Gathering("SurveyJS"), survey)
    for page in pages:
        reader.page(page)
    reader.whole(survey)
    return reader.into.finish(reader.words(survey.get("title")))


def _pages(survey: Any) -> list[Element]:
    if isinstance(survey, dict):
        pages = survey.get("pages")
        if isinstance(pages, list):
            return [page for page in pages if isinstance(page, dict)]
        if isinstance(survey.get("elements", survey.get("questions")), list):
            return [{"elements": survey.get("elements", survey.get("questions"))}]
    raise QuestionsRefused(
        "Dit JSON-bestand is geen vragenlijst van SurveyJS: er zijn geen pagina’s."
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


class _Reader:
    def __init__(self, into: Gathering, survey: Element) -> None:
        self.into = into
        own = survey.get("locale")
        self._default = language_of(own) if isinstance(own, str) else UNKNOWN_LANGUAGE
        self._seen: set[str] = set()
        self._elements = 0
        self._ways: Final[Mapping[str, Callable[[Element, str, Words], None]]] = {
            "text": self._text,
            "comment": self._comment,
            **dict.fromkeys(("radiogroup", "dropdown", "buttongroup"), self._single),
            **dict.fromkeys(("checkbox", "tagbox"), self._choices),
            "boolean": self._boolean,
            "rating": self._rating,
            "matrix": self._matrix,
            "multipletext": self._texts,
        }

    def words(self, value: Any) -> dict[str, str]:
        """A text, or an object with a text per language; anything else is no text."""
        if isinstance(value, bool) or value is None:
            return {}
        if isinstance(value, str | int | float):
            return self.into.words({self._default: str(value)})
        if not isinstance(value, dict):
            return {}
        return self.into.words(
            {
                self._default if lang == "default" else language_of(str(lang)): text
                for lang, text in value.items()
                if isinstance(text, str)
            }
        )

    # -- pages and elements ---------------------------------------------------------------------------

    def page(self, page: Element) -> None:
        title = self.words(page.get("title"))
        self.into.start_part(title)
        self._group(page, next(iter(title.values()), "bladzijde"))
        self._inside(page, 0)

    def _group(self, group: Element, where: str) -> None:
        if group.get("visibleIf") or group.get("enableIf"):
            self.into.leave_out(
                where, "condition", "Deze groep werd niet altijd gevraagd; bij ons altijd."
            )
        if self.words(group.get("description")):
            self.into.leave_out(where, "page", "De uitleg boven deze groep is niet overgenomen.")

    def _inside(self, group: Element, depth: int) -> None:
        if depth > _DEPTH:
            raise QuestionsRefused("Dit JSON-bestand is te diep genest.")
        for element in _list(group.get("elements", group.get("questions"))):
            self._elements += 1
            if self._elements > _MOST_ELEMENTS:
                raise QuestionsRefused("Dit bestand heeft te veel vragen.")
            if not isinstance(element, dict):
                continue
            if element.get("type") == "panel":
                self._group(element, plain(str(element.get("name", ""))) or "groep")
                self._inside(element, depth + 1)
            else:
                self._question(element)

    def _question(self, element: Element) -> None:
        kind, name = str(element.get("type", "")), plain(str(element.get("name", "")))
        text = self.words(element.get("title"))
        if not text and element.get("titleLocation") != "hidden" and kind not in {"html", "image"}:
            text = self.words(name)  # as SurveyJS shows it
        said = next(iter(text.values()), "") or name or plain(str(element.get("html", "")))
        where = shown(said or kind)
        if element.get("visible") is False:
            self.into.leave_out(where, "hidden", "Deze vraag was verborgen.")
        elif kind not in self._ways:
            self.into.leave_out(
                where, "type", _CANNOT.get(kind, "Dit soort vraag kennen wij niet.")
            )
        elif name in self._seen:
            self.into.leave_out_again(
                where, "double", f"De vraag met de naam “{shown(name, 40)}” staat er al."
            )
        else:
            before = self.into.count
            self._ways[kind](element, where, text)
            if self.into.count > before:
                self._seen.add(name)
                self._settings(element, where)

    def _settings(self, element: Element, where: str) -> None:
        said = (
            (_CONDITIONS, "condition", "Deze vraag werd niet altijd gesteld; bij ons altijd."),
            (("validators",), "check", "De controle op het antwoord is niet overgenomen."),
            (
                ("hasOther", "showOtherItem", "hasComment", "showCommentArea"),
                "other",
                "“Anders, namelijk” is niet overgenomen. Maak er een open vraag bij.",
            ),
            (("correctAnswer",), "correct", "Wij kennen geen goede en foute antwoorden."),
            (
                ("defaultValue", "defaultValueExpression"),
                "default",
                "Het vooraf ingevulde antwoord is niet overgenomen.",
            ),
        )
        for names, what, sentence in said:
            if any(element.get(each) for each in names):
                self.into.leave_out(where, what, sentence)
        if element.get("choicesOrder", "none") != "none":
            self.into.leave_out(
                where, "order", "De antwoorden stonden door elkaar; bij ons in vaste volgorde."
            )
        if element.get("isRequired"):
            self.into.leave_out("", "required", "Bij ons is geen enkele vraag verplicht.")

    def whole(self, survey: Element) -> None:
        """What the questionnaire as a whole had besides its questions."""
        said = (
            (("completedHtml", "completedHtmlOnCondition"), "page", "De slottekst"),
            (("description",), "page", "De uitleg boven de vragenlijst"),
            (("timeLimit", "maxTimeToFinish", "showTimer", "showTimerPanel"), "timer", "De klok"),
            (("triggers", "calculatedValues"), "condition", "Regels die iets uitrekenen of sturen"),
        )
        for names, what, name in said:
            if any(survey.get(each) for each in names):
                verb = "zijn" if name.startswith("Regels") else "is"
                self.into.leave_out("", what, f"{name} {verb} niet overgenomen.")

    # -- one way per kind -----------------------------------------------------------------------------

    def _ask(self, element: Element, where: str, kind: str, text: Words, **more: Any) -> None:
        self.into.ask(where, kind, text, hint=self.words(element.get("description")), **more)

    def _text(self, element: Element, where: str, text: Words) -> None:
        wished = element.get("inputType", "text")
        if wished in {"number", "range"}:
            low, high = element.get("min"), element.get("max")
            if _is_grade(low, high):
                self._ask(element, where, "grade", text, bounds=(low, high))
            else:
                self.into.leave_out(where, "type", "Een vraag naar een getal kennen wij niet.")
        elif wished in {"email", "tel"}:
            self.into.leave_out(
                where, "type", "Naar adres of nummer vragen wij niet: een antwoord is anoniem."
            )
        elif wished != "text":
            self.into.leave_out(where, "type", "Dit soort vraag kennen wij niet.")
        else:
            self._ask(element, where, "open", text, longest=_longest(element, 500))

    def _comment(self, element: Element, where: str, text: Words) -> None:
        self._ask(element, where, "open", text, longest=_longest(element, 1000))

    def _options(self, element: Element, where: str) -> list[Words]:
        if element.get("choicesByUrl") or element.get("choicesFromQuestion"):
            self.into.leave_out(
                where, "options", "De antwoorden van deze vraag komen ergens anders vandaan."
            )
        return [self._label(choice) for choice in _list(element.get("choices"))]

    def _label(self, choice: Any) -> Words:
        if isinstance(choice, dict):
            return self.words(choice.get("text", choice.get("value")))
        return self.words(choice)

    def _single(self, element: Element, where: str, text: Words) -> None:
        self._ask(element, where, "single", text, options=self._options(element, where))

    def _choices(self, element: Element, where: str, text: Words) -> None:
        self._ask(element, where, "choices", text, options=self._options(element, where))

    def _boolean(self, element: Element, where: str, text: Words) -> None:
        pairs = (("labelTrue", YES), ("labelFalse", NO))
        options = [
            self.words(element.get(name)) or {lang: usual[lang] for lang in text}
            for name, usual in pairs
        ]
        self._ask(element, where, "single", text, options=options)

    def _rating(self, element: Element, where: str, text: Words) -> None:
        values = _list(element.get("rateValues"))
        low, high = element.get("rateMin", 1), element.get("rateMax", element.get("rateCount", 5))
        if not values and _is_grade(low, high) and high - low >= _LARGEST_RATING:
            self._ask(element, where, "grade", text, bounds=(low, high))
            return
        if not values and not (_is_grade(low, high) and element.get("rateStep", 1) == 1):
            self.into.leave_out(where, "scale", "De getallen van deze schaal kennen wij niet.")
            return
        answers = [self._label(value) for value in values] or [
            dict.fromkeys(text, str(number)) for number in range(low, high + 1)
        ]
        for place, name in ((0, "minRateDescription"), (-1, "maxRateDescription")):
            if described := self.words(element.get(name)):
                answers[place] = {
                    lang: f"{said} ({described[lang]})" if lang in described else said
                    for lang, said in answers[place].items()
                }
        if text and (key := self.into.scale(where, answers)):
            self._ask(element, where, "scale", text, scale=key)

    def _matrix(self, element: Element, where: str, text: Words) -> None:
        """Each row becomes a question; the text above the table becomes its explanation."""
        columns = [self._label(column) for column in _list(element.get("columns"))]
        rows = [self._label(row) for row in _list(element.get("rows"))]
        if not rows:
            self.into.leave_out(where, "options", _NO_ROWS)
        elif scale := self.into.scale(where, columns):
            self._each(where, rows, "scale", text, scale=scale)

    def _texts(self, element: Element, where: str, text: Words) -> None:
        items = (item for item in _list(element.get("items")) if isinstance(item, dict))
        rows = [self.words(item.get("title", item.get("name"))) for item in items]
        if not rows:
            self.into.leave_out(where, "options", _NO_ROWS)
        self._each(where, rows, "open", text)

    def _each(
        self, where: str, rows: Iterable[Words], kind: str, above: Words, **more: Any
    ) -> None:
        for number, row in enumerate(rows, 1):
            self.into.ask(f"{where} ({number})", kind, row, hint=above, **more)


def _longest(element: Element, usual: int) -> int:
    wished = element.get("maxLength")
    return (
        wished if isinstance(wished, int) and not isinstance(wished, bool) and wished > 0 else usual
    )


def _is_grade(low: Any, high: Any) -> bool:
    numbers = all(isinstance(each, int) and not isinstance(each, bool) for each in (low, high))
    return numbers and 0 <= low < high <= _HIGHEST_GRADE
