"""All components on one page, with Dutch example text: the mirror that developers look in.

The people here are made up. The view stands in `office`; it may add `charts`, a list of pairs
(heading, drawing), which this package may not make itself.
"""

from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator

from drieklank.ui.forms import DateInput, Form
from drieklank.ui.nav import Account, LanguageLink, NavItem
from drieklank.ui.parts.lists import YearPart
from drieklank.ui.parts.marks import icon_names

ANSWERS = (
    ("1", "Helemaal oneens"),
    ("2", "Oneens"),
    ("3", "Eens"),
    ("4", "Helemaal eens"),
)


class KitForm(Form):
    """One field of every kind."""

    name = forms.CharField(label="Naam van het kind", max_length=80)
    email = forms.EmailField(label="E-mailadres", help_text="Hier sturen we de uitnodiging heen.")
    growth = forms.CharField(
        label="Waar wil Finn in groeien?",
        help_text="Vraag het eerst aan Finn, dan aan zijn vader.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    review_on = forms.DateField(label="Wanneer kijken we terug?", widget=DateInput())
    number = forms.IntegerField(label="Aantal gezinnen", required=False)
    month = forms.ChoiceField(
        label="Wanneer",
        choices=[("", "Kies een maand"), ("1", "Januari 2027"), ("3", "Maart 2027")],
    )
    present = forms.MultipleChoiceField(
        label="Wie waren erbij?",
        choices=[("f", "Finn"), ("v", "Vader"), ("m", "Moeder"), ("t", "Tolk")],
        widget=forms.CheckboxSelectMultiple,
    )
    call = forms.ChoiceField(
        label="Hoe ging het?",
        choices=[("s", "Gesproken"), ("g", "Geen gehoor"), ("n", "Nieuwe afspraak")],
        widget=forms.RadioSelect,
    )
    agreed = forms.BooleanField(label="We hebben dit samen afgesproken")
    roster = forms.FileField(label="Lijst uit het leerlingadministratiesysteem", required=False)


def kit_context() -> dict[str, Any]:
    """Return everything that `ui/kit.html` shows, frame included."""
    form = KitForm({"name": "Finn de Wit", "email": "finn", "present": ["f"], "review_on": ""})
    return {
        "nav": [
            NavItem("Vandaag", "#", "house", current=True),
            NavItem("Meten", "#", "clipboard-list"),
            NavItem("Begrijpen", "#", "chart-no-axes-gantt"),
            NavItem("Kiezen", "#", "signpost"),
            NavItem("Doen", "#", "handshake"),
        ],
        "account": Account(
            "Marieke Oosterhof",
            (NavItem("Zoeken", "#"), NavItem("Hulp en uitleg", "#"), NavItem("Instellingen", "#")),
            note="schoolleider",
        ),
        "languages": kit_languages("nl"),
        "school_name": "De Lantaarnboom",
        "form": form,
        "fresh": KitForm(),
        "answers": ANSWERS,
        "icons": sorted(icon_names()),
        "page": Paginator(range(200), 20).page(4),
        "soon": date(2027, 1, 21),
        "year": (
            YearPart("Meten", "klaar op 23 oktober", 3, "done"),
            YearPart("Begrijpen", "je bent hier, tot 27 november", 4, "now", 35),
            YearPart("Kiezen", "vanaf de teamdag, 25 november", 5, "next"),
            YearPart("Doen", "januari tot en met mei", 11),
            YearPart("Opnieuw meten", "juni 2027", 3),
        ),
    }


def kit_languages(current: str) -> list[LanguageLink]:
    """Return a language menu for an example page."""
    names = (("nl", "Nederlands"), ("en", "English"), ("ar", "العربية"), ("tr", "Türkçe"))
    return [
        LanguageLink(code, name, "#", "rtl" if code == "ar" else "ltr", code == current)
        for code, name in names
    ]
