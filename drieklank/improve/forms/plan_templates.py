"""From which days a plan to take over counts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Final

from django import forms

from drieklank.base.clock import today
from drieklank.content.schema.plan_template import Anchor, PlanTemplate
from drieklank.improve.rules.plan_templates import Dated, dated
from drieklank.ui.forms import DateInput, Form

_WITHIN: Final = timedelta(days=550)


class TemplateDaysForm(Form):
    """The days that a template counts from; each field is named after its anchor."""

    start = forms.DateField(
        label="Wanneer beginnen jullie?",
        help_text="De weken tellen vanaf deze dag.",
        widget=DateInput(),
    )
    school_year = forms.DateField(
        label="Wat is de eerste schooldag na de zomer?",
        help_text="De weken tellen vanaf deze dag. Sommige acties komen ervóór.",
        widget=DateInput(),
    )
    parent_evening = forms.DateField(
        label="Wanneer is de eerste ouderavond?",
        help_text="Wat bij de avond hoort, komt ervoor of erna.",
        widget=DateInput(),
    )

    def __init__(self, *args: Any, template: PlanTemplate, **kwargs: Any) -> None:
        self.template = template
        super().__init__(*args, **kwargs)
        for anchor in Anchor:
            if anchor not in template.anchors:
                del self.fields[anchor.value]
        if Anchor.START in template.anchors:
            self.fields[Anchor.START.value].initial = _next_monday(today())

    def clean(self) -> dict[str, Any]:
        """Refuse a day so far away that it must be a slip of the hand."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for anchor in self.template.anchors:
            day = found.get(anchor.value)
            if day is not None and abs(day - today()) > _WITHIN:
                self.add_error(anchor.value, "Deze dag is meer dan anderhalf jaar hier vandaan.")
        return found

    @property
    def dated(self) -> tuple[Dated, ...]:
        """The actions with their days; ask only of a valid form."""
        days = {anchor: self.cleaned_data[anchor.value] for anchor in self.template.anchors}
        return dated(self.template, days)


def chosen_of(found: tuple[Dated, ...], ticked: Collection[str]) -> list[Dated]:
    """Those whose box was ticked."""
    return [one for one in found if one.action.key in ticked]


def _next_monday(day: date) -> date:
    return day + timedelta(days=7 - day.weekday())
