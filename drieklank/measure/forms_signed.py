"""One page of a signed sheet as a form: a question is a field, and an open one may stay open."""

from __future__ import annotations

from typing import Any

from django import forms

from drieklank.content.schema import ON_A_SCALE, WITH_OPTIONS, Item, Kind, Part, Questionnaire
from drieklank.ui.forms import Form


class PartForm(Form):
    """The questions of one part. must_be_whole: an unanswered question is a mistake."""

    marks_optional = False

    def __init__(
        self,
        *args: Any,
        asked: Questionnaire,
        part: Part,
        must_be_whole: bool = False,
        **kwargs: Any,
    ) -> None:
        self.part, self._asked, self._must_be_whole = part, asked, must_be_whole
        super().__init__(*args, **kwargs)

    def add_questions(self) -> PartForm:
        """Put the fields in; after `super().__init__`, since they differ per questionnaire."""
        for item in self.part.items:
            self.fields[item.key] = _field(self._asked, item, required=self._must_be_whole)
        return self


def _field(asked: Questionnaire, item: Item, *, required: bool) -> forms.Field:
    hint = str(item.hint) if item.hint is not None else ""
    if item.kind is Kind.OPEN:
        return forms.CharField(
            label=str(item.text),
            help_text=hint,
            required=False,
            max_length=item.longest,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    return forms.ChoiceField(
        label=str(item.text),
        help_text=hint,
        required=required,
        choices=_choices(asked, item),
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hier nog een antwoord."},
    )


def _choices(asked: Questionnaire, item: Item) -> list[tuple[str, str]]:
    if item.kind in ON_A_SCALE:
        return [(answer.key, str(answer.text)) for answer in asked.scale(item).answers]
    if item.kind in WITH_OPTIONS:
        return [(option.key, str(option.text)) for option in item.options]
    grades = range(item.lowest or 0, (item.highest or 0) + 1)
    return [(str(grade), str(grade)) for grade in grades]
