"""A sheet to keep with an activity or story."""

from __future__ import annotations

from django import forms
from django.core.files.uploadedfile import UploadedFile

from drieklank.toolkit.rules.uploads import MOST
from drieklank.ui.forms import Form


class HandoutForm(Form):
    """A name and a file; what the file is, its content says."""

    title = forms.CharField(label="Hoe heet het blad?", max_length=100)
    file = forms.FileField(
        label="Bestand",
        help_text="Een PDF, PNG of JPEG van hooguit 10 MB. Op foto’s staan geen kinderen of ouders "
        "die daar niet ja op zeiden.",
        max_length=200,
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MOST:
            raise forms.ValidationError("Dit bestand is groter dan 10 MB. Maak het kleiner.")
        return file

    @property
    def content(self) -> bytes:
        """The bytes of the file; ask only of a valid form."""
        file: UploadedFile = self.cleaned_data["file"]
        return bytes(file.read())
