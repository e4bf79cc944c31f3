"""Forms about the log and about requests for one's own data."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from drieklank.office.forms.people.fields import DayField
from drieklank.office.queries.privacy import LogFilter
from drieklank.ui.forms import Form


class LogForm(Form):
    """The filter of the log; an impossible choice counts as none, with a sentence beside it."""

    marks_optional = False

    wie = forms.ChoiceField(label="Wie", required=False)
    wat = forms.ChoiceField(label="Wat", required=False)
    van = DayField(label="Van", required=False, help_text="")
    tot = DayField(label="Tot en met", required=False, help_text="")

    def __init__(
        self,
        *args: Any,
        people: list[tuple[str, str]],
        verbs: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wie"].choices = [("", "iedereen"), *people]  # type: ignore[attr-defined] # choices
        self.fields["wat"].choices = [("", "alles"), *verbs]  # type: ignore[attr-defined] # choices

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first: date | None = values.get("van")
        last: date | None = values.get("tot")
        if first and last and last < first:
            self.add_error("tot", "Deze dag ligt voor de eerste. Kijk beide na.")
        return values

    def asked(self) -> LogFilter:
        """What was asked, as far as it made sense."""
        values = self.cleaned_data if self.is_bound and self.is_valid() else {}
        return LogFilter(
            values.get("wie") or "", values.get("wat") or "", values.get("van"), values.get("tot")
        )


class AskForm(Form):
    """For whom a file is made."""

    voor = forms.ChoiceField(label="Wie vraagt erom?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, askers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["voor"].choices = askers  # type: ignore[attr-defined] # a ChoiceField
        self.fields["voor"].initial = askers[0][0] if askers else None


class EraseForm(AskForm):
    """Everything about somebody goes."""

    reason = forms.CharField(
        label="Waarom wordt dit gewist?",
        max_length=300,
        help_text="Schrijf geen namen op. Deze zin blijft twee jaar in het logboek staan.",
    )
    still_here = forms.BooleanField(
        label="Ik weet dat het kind nog op school zit, en dat de school deze gegevens daarna mist"
    )
    sure = forms.BooleanField(label="Ik weet dat dit niet terug te draaien is")

    def __init__(
        self, *args: Any, here: bool, askers: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        # What stands here by mistake (a child that never came) goes without anybody asking.
        options = [*askers, ("school", "De school zelf: dit staat hier ten onrechte")]
        super().__init__(*args, askers=options, **kwargs)
        self.fields["voor"].initial = None
        if not here:
            del self.fields["still_here"]
