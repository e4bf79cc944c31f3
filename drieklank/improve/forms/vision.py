"""Writing a version of the vision, and a party's yes or no."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from drieklank.base.clock import today
from drieklank.improve.actions.vision import SignWish, TakerWish, ValueWish, VisionWish
from drieklank.improve.models import VisionVersion
from drieklank.improve.queries.vision_measured import goal_names
from drieklank.improve.queries.vision_values import cards
from drieklank.improve.rules.vision import MOST_VALUES, TAKERS
from drieklank.ui.forms import DateInput, Form

_SLOTS: Final = range(1, MOST_VALUES + 1)


class VisionForm(Form):
    """The next version. `base`: number of the version that the writer began from."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    sentence = forms.CharField(
        label="Jullie visie in één of twee zinnen",
        help_text="Zo kort dat iedereen die kan onthouden. Ouders lezen dit ook.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = forms.CharField(
        label="Toelichting",
        help_text="Wat merken kinderen, ouders en team ervan? Schrijf ook op hoe jullie met elkaar omgaan.",
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    changed = forms.CharField(
        label="Wat is er anders dan in de vorige versie?", required=False, max_length=300
    )

    def __init__(self, *args: Any, version: VisionVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(version), **kwargs)
        if version is None:
            del self.fields["changed"]

    @classmethod
    def with_slots(cls, *args: Any, **kwargs: Any) -> VisionForm:
        """The form with a slot per core value and per kind of people who took part."""
        return _SLOTTED(*args, **kwargs)

    @property
    def value_slots(self) -> list[tuple[int, list[BoundField]]]:
        """Number and fields of each core value."""
        return [
            (n, [self[f"value_{n}_{part}"] for part in ("name", "sign", "goal")]) for n in _SLOTS
        ]

    @property
    def taker_slots(self) -> list[tuple[str, list[BoundField]]]:
        """Name and fields of each kind of people."""
        return [
            (name, [self[f"taker_{key}_people"], self[f"taker_{key}_words"]])
            for key, name in TAKERS.items()
        ]

    def clean(self) -> dict[str, Any]:
        """No value twice, and words about a group only with how many they were."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for n in _SLOTS:
            name = found.get(f"value_{n}_name", "").casefold()
            if name and name in seen:
                self.add_error(f"value_{n}_name", "Deze waarde staat er al.")
            seen.add(name)
            if not name and found.get(f"value_{n}_sign"):
                self.add_error(f"value_{n}_name", "Vul in hoe deze waarde heet.")
        for key in TAKERS:
            if found.get(f"taker_{key}_words") and not found.get(f"taker_{key}_people"):
                self.add_error(f"taker_{key}_people", "Vul in met hoeveel zij waren.")
        return found

    @property
    def wish(self) -> VisionWish:
        """How the version is to read; ask only of a valid form."""
        data = self.cleaned_data
        return VisionWish(
            data["sentence"].strip(),
            data["text"].strip(),
            tuple(self._value(n) for n in _SLOTS if data[f"value_{n}_name"]),
            tuple(
                TakerWish(key, data[f"taker_{key}_people"], data[f"taker_{key}_words"])
                for key in TAKERS
                if data[f"taker_{key}_people"]
            ),
            data.get("changed", ""),
        )

    def _value(self, n: int) -> ValueWish:
        name, sign = self.cleaned_data[f"value_{n}_name"], self.cleaned_data[f"value_{n}_sign"]
        card = next((one for one in cards() if one.name.casefold() == name.casefold()), None)
        return ValueWish(
            card.name if card else name,
            sign or (card.sign if card else ""),
            card.key if card else "",
            self.cleaned_data[f"value_{n}_goal"],
        )


def _slots() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for n in _SLOTS:
        found[f"value_{n}_name"] = forms.CharField(
            label=f"Kernwaarde {n}", required=False, max_length=40
        )
        found[f"value_{n}_sign"] = forms.CharField(
            label=f"Waaraan merk je kernwaarde {n}?",
            help_text="Begin met: Je merkt het als. Laat je dit leeg, dan nemen we de zin van de kaart.",
            required=False,
            max_length=200,
        )
        found[f"value_{n}_goal"] = forms.ChoiceField(
            label=f"Bij welk streefdoel hoort kernwaarde {n}?",
            required=False,
            choices=lambda: [("", "Geen streefdoel"), *goal_names().items()],
        )
    for key, name in TAKERS.items():
        found[f"taker_{key}_people"] = forms.IntegerField(
            label=f"{name}: hoeveel mensen deden mee?",
            required=False,
            min_value=0,
            max_value=2000,
        )
        found[f"taker_{key}_words"] = forms.CharField(
            label=f"{name}: welke groep?",
            help_text="Bijvoorbeeld: het ouderpanel. Geen namen van ouders of leerlingen.",
            required=False,
            max_length=120,
        )
    return found


_SLOTTED: type[VisionForm] = type("SlottedVisionForm", (VisionForm,), _slots())


def _initial(version: VisionVersion | None) -> dict[str, Any]:
    if version is None:
        return {"base": 0}
    found: dict[str, Any] = {
        "base": version.number,
        "sentence": version.sentence,
        "text": version.text,
    }
    for n, one in enumerate(version.values, 1):
        found |= {f"value_{n}_{part}": one.get(part, "") for part in ("name", "sign", "goal")}
    for one in version.participants:
        found[f"taker_{one['who']}_people"] = one["people"]
        found[f"taker_{one['who']}_words"] = one.get("words", "")
    return found


class SignForm(Form):
    """What a party says of the version that lies before it."""

    agrees = forms.ChoiceField(
        label="Zijn zij akkoord?",
        choices=[("yes", "Ja, akkoord"), ("no", "Nee, niet akkoord")],
        widget=forms.RadioSelect,
    )
    signed_on = forms.DateField(label="Wanneer zeiden zij dat?", widget=DateInput())
    signer = forms.CharField(
        label="Wie zei het namens hen?",
        help_text="Vraag of die naam hier mag staan. Alleen collega’s, bestuur en adviseur lezen hem.",
        max_length=120,
    )
    signer_role = forms.CharField(
        label="In welke functie?",
        help_text="Bijvoorbeeld: voorzitter van de MR, of ouder in het ouderpanel.",
        max_length=120,
    )
    remarks = forms.CharField(
        label="Wat zeiden zij erbij?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_signed_on(self) -> Any:
        """Nobody agrees on a day to come."""
        on = self.cleaned_data["signed_on"]
        if on > today():
            raise forms.ValidationError("Deze dag moet nog komen. Kies vandaag of eerder.")
        return on

    def wish_of(self, party: str) -> SignWish:
        """What the party said; ask only of a valid form."""
        data = self.cleaned_data
        return SignWish(
            party,
            data["agrees"] == "yes",
            data["signed_on"],
            data["signer"],
            data["signer_role"],
            data["remarks"],
        )
