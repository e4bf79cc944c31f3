"""Which file somebody asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from drieklank.results.models import FileKind
from drieklank.results.queries.files import Choice
from drieklank.ui.forms import Form


class FileForm(Form):
    """A kind that can be made here, and a language where the file has one."""

    kind = forms.CharField(required=False, max_length=10)
    language = forms.CharField(required=False, max_length=2)

    def __init__(self, *args: Any, choices: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = {choice.kind: choice for choice in choices if not choice.is_absent}

    def clean(self) -> dict[str, Any]:
        given = {"kind": "", "language": ""} | self.cleaned_data
        kind = given["kind"] or FileKind.REPORT.value
        choice = self.choices.get(kind)
        if choice is None:
            raise forms.ValidationError("Dit bestand is hier niet te maken.")
        languages = dict(choice.languages)
        language = given["language"] or "nl"
        if languages and language not in languages:
            raise forms.ValidationError("Deze taal is er niet.")
        return {"kind": kind, "language": language if languages else ""}
