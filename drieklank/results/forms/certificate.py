"""Forms on the way to the certificate. Dates may lie in the past, never in the future."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms

from drieklank.base.clock import today
from drieklank.results.models import EvidenceKind, WithdrawalReason
from drieklank.results.queries.certificate_figures import Pair
from drieklank.ui.forms import DateInput, Form

NO_NAMES: Final = "Schrijf geen namen op van ouders, kinderen of collega's."
_FEWEST_WORDS: Final = 20


class PastDayField(forms.DateField):
    """A day that has been."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DateInput(), **kwargs)

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and day > today():
            raise forms.ValidationError(
                f"{self.label}: {day.day}-{day.month}-{day.year} moet nog komen. "
                "Kies vandaag of een dag die is geweest."
            )
        return day


def _text(label: str, rows: int, longest: int, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, widget=widget, **kwargs)


def _place() -> forms.CharField:
    return forms.CharField(
        label="Waar is dit te vinden?",
        help_text="Bijvoorbeeld een webadres, of: map ‘ouders’ op school. De beoordelaar zoekt het daar op.",
        max_length=300,
        required=False,
    )


class AskForm(Form):
    """Which two measurements the request rests on."""

    pair = forms.ChoiceField(label="Met welke metingen?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, pairs: Iterable[Pair], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, one.words) for one in pairs]
        self.fields["pair"].choices = choices  # type: ignore[attr-defined] # a choice field
        if len(choices) == 1:
            self.fields["pair"].initial = choices[0][0]


class ActionForm(Form):
    """What the school did and what came of it."""

    what = forms.CharField(
        label="Wat deden jullie?",
        help_text=f"Bijvoorbeeld: startgesprekken in alle groepen. {NO_NAMES}",
        max_length=300,
    )
    on = PastDayField(label="Wanneer was het uitgevoerd?")
    evaluated_on = PastDayField(label="Wanneer keken jullie terug?")
    result = _text(
        "Wat leverde het op?",
        4,
        1500,
        help_text="Wat merkten ouders ervan? Wat houden jullie, en wat doen jullie anders?",
    )
    place = _place()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        done, seen = values.get("on"), values.get("evaluated_on")
        if done and seen and seen < done:
            self.add_error(
                "evaluated_on", "Terugkijken kan pas na de uitvoering. Kijk beide dagen na."
            )
        return values


class CouncilForm(Form):
    """When the participation council spoke about it."""

    on = PastDayField(label="Wanneer was het gesprek?")
    what = forms.CharField(
        label="Wat is er besproken?",
        help_text=f"Bijvoorbeeld: de uitkomsten van de eindmeting en deze aanvraag. {NO_NAMES}",
        max_length=300,
    )
    place = _place()


class OtherForm(Form):
    """Anything else that the school wants to show."""

    what = forms.CharField(label="Wat wil je laten zien?", help_text=NO_NAMES, max_length=300)
    on = PastDayField(label="Van wanneer is het?")
    place = _place()


class VisitForm(Form):
    """The assessor's visit, in counts."""

    on = PastDayField(label="Wanneer was je op school?")
    parents = forms.IntegerField(label="Hoeveel ouders sprak je?", min_value=0, max_value=500)
    pupils = forms.IntegerField(label="Hoeveel leerlingen sprak je?", min_value=0, max_value=500)
    what = forms.CharField(
        label="Wat zag en hoorde je, in één zin?", help_text=NO_NAMES, max_length=300
    )


EVIDENCE_FORMS: Final[dict[str, type[Form]]] = {
    EvidenceKind.ACTION: ActionForm,
    EvidenceKind.COUNCIL: CouncilForm,
    EvidenceKind.OTHER: OtherForm,
    EvidenceKind.VISIT: VisitForm,
}


class CheckForm(Form):
    """What the assessor found of one piece of evidence."""

    confirmed = forms.TypedChoiceField(
        label="Klopt dit?",
        choices=[("yes", "Ja, ik heb het gezien of gehoord"), ("no", "Nee, of niet aangetoond")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label="Opmerking",
        help_text="De school leest dit. Nodig als het niet klopt.",
        max_length=500,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("confirmed") is False and not values.get("remark"):
            self.add_error("remark", "Schrijf op wat er niet klopt, zodat de school het begrijpt.")
        return values


class DecisionForm(Form):
    """The decision and its reasons."""

    grant = forms.TypedChoiceField(
        label="Wat besluit je?",
        choices=[("yes", "Ik ken het certificaat toe"), ("no", "Ik wijs de aanvraag af")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reasons = _text(
        "Waarom?",
        6,
        3000,
        help_text=f"De school en het bestuur lezen dit. {NO_NAMES}",
    )

    def clean_reasons(self) -> str:
        text = str(self.cleaned_data["reasons"]).strip()
        if len(text) < _FEWEST_WORDS:
            raise forms.ValidationError("Leg het uit in een paar zinnen.")
        return text


class AppealForm(Form):
    """Why the school asks for a second look."""

    appeal = _text(
        "Waar zijn jullie het niet mee eens?",
        6,
        3000,
        help_text=f"Een andere beoordelaar leest dit en kijkt opnieuw. {NO_NAMES}",
    )


class WithdrawForm(Form):
    """Why a certificate ends; everybody may read it."""

    because = forms.ChoiceField(
        label="Waarom?",
        help_text="Deze zin staat daarna op de openbare pagina.",
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
    )


class AssessorForm(Form):
    """Who judges the school, and for how long."""

    name = forms.CharField(label="Naam", max_length=120)
    email = forms.EmailField(
        label="E-mailadres", help_text="Hiermee meldt de beoordelaar zich aan."
    )
    starts_on = forms.DateField(label="Eerste dag", widget=DateInput())
    ends_on = forms.DateField(label="Laatste dag", widget=DateInput())

    def __init__(self, *args: Any, longest: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.longest = longest

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        first, last = values.get("starts_on"), values.get("ends_on")
        if first is None or last is None:
            return values
        if last < today():
            self.add_error("ends_on", f"{last.day}-{last.month}-{last.year} is al geweest.")
        elif last < first:
            self.add_error("ends_on", "De laatste dag ligt voor de eerste. Kijk beide na.")
        elif (last - first).days > self.longest:
            self.add_error("ends_on", "Spreek hoogstens een jaar af. Daarna kan het opnieuw.")
        return values
