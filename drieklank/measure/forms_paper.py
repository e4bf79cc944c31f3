"""Forms around answers on paper: what was scanned, and what a person sees in one row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile

from drieklank.base.clock import today
from drieklank.measure.forms import LettersForm
from drieklank.ui.forms import DateInput, Form

MOST_FILES: Final = 40
MOST_BYTES: Final = 100 * 1024 * 1024
MOST_PAPER_DAYS: Final = timedelta(days=14)


class PrintForm(LettersForm):
    """For whom forms are printed: the same choice as of letters."""

    two_sided = forms.BooleanField(
        label="Onze printer drukt dubbelzijdig af",
        help_text="Dan staan de vragen op twee kanten, en komen twee gezinnen nooit op één vel.",
        required=False,
        initial=True,
    )


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class _ManyFilesField(forms.FileField):
    """All files of one field; each is checked as a single one is."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(_ManyFilesField, self).clean(one, initial) for one in given]


class ScansForm(Form):
    """Scans of filled in forms."""

    marks_optional = False

    scans = _ManyFilesField(
        label="Scans of foto’s",
        help_text="PDF, JPEG of PNG, in grijs of kleur. Hooguit 40 bestanden en samen 100 MB."
        " Reken op een halve seconde per bladzijde. Je hoeft er niet op te wachten.",
        max_length=200,
    )

    def clean_scans(self) -> list[UploadedFile]:
        files = cast("list[UploadedFile]", self.cleaned_data["scans"])
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Stuur hooguit {MOST_FILES} bestanden tegelijk.")
        if sum(file.size or 0 for file in files) > MOST_BYTES:
            raise forms.ValidationError(
                f"Samen zijn de bestanden groter dan {MOST_BYTES // 1024**2} MB. Stuur ze in delen."
            )
        return files


class PaperDaysForm(Form):
    """Until when forms are read in after the last day online; empty: not longer than that day."""

    marks_optional = False

    last_day = forms.DateField(
        label="Tot en met wanneer lees je papier in?",
        help_text="Leeg: niet langer dan de meting zelf. De uitslag komt pas daarna.",
        widget=DateInput,
        required=False,
    )

    def __init__(self, *args: Any, closes_on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.closes_on = closes_on

    def clean_last_day(self) -> date | None:
        """Refuse a day before the round's own last day, that is over, or too long after."""
        day: date | None = self.cleaned_data["last_day"]
        if day is None:
            return None
        if day < max(self.closes_on, today()):
            raise forms.ValidationError(
                "Kies de laatste dag van de meting of een dag daarna, en geen dag die al geweest is."
            )
        if day > self.closes_on + MOST_PAPER_DAYS:
            raise forms.ValidationError(
                f"Papier kan hooguit {MOST_PAPER_DAYS.days} dagen langer. Kies een eerdere dag."
            )
        return day


class DoubtForm(Form):
    """What stands in one row of circles. row: the id of the doubt."""

    marks_optional = False

    row = forms.UUIDField(widget=forms.HiddenInput)
    value = forms.TypedChoiceField(
        label="Wat is hier aangekruist?", coerce=int, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["value"]).choices = list(choices)
