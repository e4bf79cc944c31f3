"""The start of every form: help instead of "dit veld is verplicht".

Inherit from `Form` or `ModelForm`. They
- say in Dutch what is missing and how it comes right, with the name of the field in it, so that
  the same sentence works above the field and in the summary on top of the page;
- leave the browser's own check out (the page says it, in one way, in every browser);
- switch the browser's memory off for other people's data, and on where `autofill` says so;
- take placeholders away: a hint stands above a field, where it stays.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

MESSAGES: dict[str, Any] = {
    "invalid_date": _("%(label)s: schrijf de datum als dag-maand-jaar, bijvoorbeeld 25-1-2027."),
    "invalid_time": _("%(label)s: schrijf de tijd zo: 19:30."),
    "invalid_number": _("%(label)s: schrijf hier een getal, met cijfers."),
    "invalid_email": _("Dit e-mailadres klopt niet. Een adres ziet er zo uit: naam@voorbeeld.nl."),
    "invalid_url": _("Dit webadres klopt niet. Een adres ziet er zo uit: https://voorbeeld.nl."),
    "invalid_choice": _("%(label)s: deze keuze is er niet meer. Kies een andere."),
    "too_long": _("%(label)s: dit is te lang. Maak het korter."),
    "file_empty": _("Dit bestand is leeg. Kies een ander bestand."),
    "file_missing": _("Het bestand kwam niet aan. Kies het nog eens."),
    "ask": _("Vul nog in: %(label)s"),
    "answer": _("Beantwoord nog: %(label)s"),
    "choose": _("Kies nog: %(label)s"),
    "tick": _("Zet nog een vinkje bij: %(label)s"),
    "upload": _("Kies nog een bestand: %(label)s"),
}

# What Django calls the mistake, per kind of field: the first class that fits gives the sentence.
INVALID: tuple[tuple[type[forms.Field], str], ...] = (
    (forms.EmailField, "invalid_email"),
    (forms.URLField, "invalid_url"),
    (forms.DateField, "invalid_date"),
    (forms.DateTimeField, "invalid_date"),
    (forms.TimeField, "invalid_time"),
    (forms.IntegerField, "invalid_number"),
    (forms.FileField, "file_missing"),
)

NOT_TYPED = ("checkbox", "file", "hidden", "radio")  # the browser remembers nothing for these


class HelpfulForm(forms.BaseForm):
    """The mixin behind `Form` and `ModelForm`.

    `autofill` maps a field to what the browser may fill in ("email", "given-name", "off"); a field
    that is not in it gets "off", because most forms here are about somebody else.
    """

    autofill: ClassVar[Mapping[str, str]] = {}
    marks_optional = True
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = str(field.label or name.replace("_", " ").capitalize())
            _speak(field, label)
            _quiet(field, self.autofill.get(name, "off"))


class Form(HelpfulForm, forms.Form):
    """A form of our own."""


class ModelForm(HelpfulForm, forms.ModelForm):
    """A form on a table."""


class DateInput(forms.DateInput):
    """The date field of the browser; shows and sends year-month-day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The time field of the browser."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


def required_message(field: forms.Field, label: str) -> str:
    """Say what to do about an empty field."""
    if isinstance(field, forms.FileField):
        kind = "upload"
    elif isinstance(field.widget, forms.CheckboxInput):
        kind = "tick"
    elif label.endswith("?"):
        kind = "answer"
    elif isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        kind = "choose"
    else:
        kind = "ask"
    return str(MESSAGES[kind] % {"label": label})


def _speak(field: forms.Field, label: str) -> None:
    """Give a field our sentences, except where its author wrote one."""
    own = {"required": required_message(field, label)}
    if invalid := next((key for kind, key in INVALID if isinstance(field, kind)), ""):
        own["invalid"] = str(MESSAGES[invalid] % {"label": label})
    own["invalid_choice"] = str(MESSAGES["invalid_choice"] % {"label": label})
    own["max_length"] = str(MESSAGES["too_long"] % {"label": label})
    if isinstance(field, forms.CharField):  # Django fills in how long it is, and may be
        own["max_length"] = (
            f"{own['max_length'].replace('%', '%%')} (%(show_value)s/%(limit_value)s)"
        )
    own["empty"] = str(MESSAGES["file_empty"])
    own["missing"] = str(MESSAGES["file_missing"])
    usual = _usual_messages(field)
    for key, sentence in own.items():
        if field.error_messages.get(key) == usual.get(key):
            field.error_messages[key] = sentence


def _usual_messages(field: forms.Field) -> dict[str, Any]:
    """Return the messages that Django gives this kind of field when nobody says otherwise."""
    usual: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        usual.update(getattr(kind, "default_error_messages", {}))
    return usual


def _quiet(field: forms.Field, autofill: str) -> None:
    widget, attrs = field.widget, field.widget.attrs
    attrs.pop("placeholder", None)
    typed = isinstance(widget, forms.widgets.Input) and widget.input_type not in NOT_TYPED
    if typed or isinstance(widget, forms.Textarea):
        attrs.setdefault("autocomplete", autofill)
    if isinstance(field, forms.EmailField):
        attrs.setdefault("inputmode", "email")
        attrs.setdefault("dir", "ltr")
