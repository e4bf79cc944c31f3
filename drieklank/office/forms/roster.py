"""Forms for reading in a roster: the file, which column holds what, and the decision."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from drieklank.office.uploads import MOST
from drieklank.people.models import RosterChange, RosterImport
from drieklank.people.roster import headings
from drieklank.people.roster.changes import LEAVING_SHARE
from drieklank.people.roster.grid import Grid
from drieklank.people.roster.refusal import RosterRefused
from drieklank.ui.forms import Form

LEAVE_OUT = ""


class UploadForm(Form):
    file = forms.FileField(
        label="Bestand",
        help_text="EDEXML, een zip van OneRoster of School Data Sync, Excel of csv. Hoogstens 100 MB.",
        max_length=200,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST:
            raise forms.ValidationError(
                f"Dit bestand is groter dan {MOST // 1024**2} MB. Stuur de school apart, of zonder bijlagen."
            )
        return file


class MappingForm(Form):
    """One choice per column. Columns that may never be kept are not in it."""

    marks_optional = False

    def __init__(self, *args: Any, grid: Grid, **kwargs: Any) -> None:
        self.grid = grid
        self.guess = headings.guess(grid.headings)
        super().__init__(*args, **kwargs)
        choices = [(LEAVE_OUT, "niet inlezen"), *headings.FIELDS.items()]
        first = grid.first_rows(3)
        for place, heading in enumerate(grid.headings):
            if not heading or heading in self.guess.forbidden:
                continue
            shown = [row[place] for row in first if row[place]]
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=heading,
                choices=choices,
                required=False,
                initial=self.guess.mapping.get(heading, LEAVE_OUT),
                help_text=f"In de eerste rijen: {', '.join(shown)}"
                if shown
                else "In de eerste rijen: leeg",
                widget=forms.Select(attrs={"class": "input"}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        chosen = {
            self.grid.headings[int(name.partition("-")[2])]: field
            for name, field in values.items()
            if field
        }
        try:
            self.mapping = headings.checked(chosen, self.grid.headings)
        except RosterRefused as refusal:
            self.add_error(None, refusal.reason)
        return values


class ApplyForm(Form):
    """The decision. Where many pupils would leave, that is said once more."""

    def __init__(self, *args: Any, row: RosterImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaving = row.counts["pupils"]["leaving"]
        self.many_leaving = leaving if leaving > row.pupils_before * LEAVING_SHARE else 0
        if self.many_leaving:
            self.fields["leaving"] = forms.BooleanField(
                label=f"Ja, deze {leaving} leerlingen gaan van school",
                error_messages={
                    "required": f"Het bestand laat {leaving} van de {row.pupils_before} leerlingen van school gaan. "
                    "Klopt dat? Zet dan het vinkje. Zo niet: stuur een volledig bestand."
                },
            )


class DoubtsForm(Form):
    """Per adult in doubt: is this a parent or guardian of the child?"""

    marks_optional = False

    def __init__(self, *args: Any, doubts: Iterable[RosterChange], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in doubts:
            adult, pupil, role = (line.before[name] for name in ("adult", "pupil", "role"))
            self.fields[f"doubt-{line.pk}"] = forms.ChoiceField(
                label=f"Is {adult} ouder of verzorger van {pupil}?",
                help_text=f"In het bestand staat: {role}.",
                choices=[("yes", "Ja"), ("no", "Nee"), ("", "Dat weet ik nog niet")],
                initial={True: "yes", False: "no", None: ""}[line.chosen],
                widget=forms.RadioSelect,
                required=False,
            )

    def choices(self) -> dict[int, bool | None]:
        """Id of the line -> yes, no, or nothing decided."""
        answers = {"yes": True, "no": False}
        return {
            int(name.partition("-")[2]): answers.get(value)
            for name, value in self.cleaned_data.items()
        }
