"""What parents and pupils type to come in. Errors are in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from drieklank.base.clock import today
from drieklank.base.codes import CodeError
from drieklank.office.rules.sign_in import birth_year, canonical

_CODE_ATTRS = {
    "dir": "ltr",
    "autocomplete": "one-time-code",
    "autocapitalize": "characters",
    "spellcheck": "false",
}


class SpeakingForm(forms.Form):
    """A form that takes its words from the texts of the page; every field is required."""

    use_required_attribute = False
    marks_optional = False

    def __init__(self, texts: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = texts


class EmailForm(SpeakingForm):
    email = forms.CharField(
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "dir": "ltr"}),
    )

    def __init__(self, texts: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(texts, *args, **kwargs)
        self.fields["email"].label = texts["email_label"]
        self.fields["email"].error_messages["max_length"] = texts["email_wrong"]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        if not email:
            raise ValidationError(self.texts["email_empty"])
        EmailValidator(message=self.texts["email_wrong"])(email)
        return email


class CodeForm(SpeakingForm):
    code = forms.CharField(max_length=60, required=False, widget=forms.TextInput(_CODE_ATTRS))

    def __init__(self, texts: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(texts, *args, **kwargs)
        self.fields["code"].label = texts["code_label"]
        self.fields["code"].help_text = texts["code_hint"]
        self.fields["code"].error_messages["max_length"] = texts["code_length"]

    def clean_code(self) -> str:
        """The ten characters; a slip is told without looking anything up, and counts nowhere."""
        try:
            return canonical(self.cleaned_data["code"])
        except CodeError as error:
            raise ValidationError(self.texts[f"code_{error.slip}"]) from error


class PaperForm(CodeForm):
    year = forms.CharField(
        max_length=20,
        required=False,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}),
    )

    def __init__(self, texts: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(texts, *args, **kwargs)
        self.fields["code"].label = texts["paper_label"]
        self.fields["year"].label = texts["year_label"]
        self.fields["year"].help_text = texts["year_hint"]
        self.fields["year"].error_messages["max_length"] = texts["year_wrong"]

    def clean_year(self) -> int:
        year = birth_year(self.cleaned_data["year"], today())
        if year is None:
            raise ValidationError(self.texts["year_wrong"])
        return year
