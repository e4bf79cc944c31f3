"""What a reader may ask of the library."""

from __future__ import annotations

from typing import Any

from django import forms

from drieklank.content.queries import framework
from drieklank.content.schema.activity import EvidenceLevel, ForWhom, Pillar, Sector, Theme
from drieklank.toolkit.rules import FOR_WHOM, PILLARS, THEMES, Filters
from drieklank.ui.forms import Form

_ALL = ("", "alles")
_MINUTES = [
    _ALL,
    ("15", "hooguit een kwartier"),
    ("30", "hooguit een half uur"),
    ("60", "hooguit een uur"),
]
_EVIDENCE = [
    _ALL,
    ("E1", "in de praktijk geprobeerd"),
    ("E2", "enig onderzoek"),
    ("E3", "goed onderzocht"),
]


class FindForm(Form):
    """Words and filters, all of them optional. What is not known is passed over, never refused."""

    zoek = forms.CharField(label="Zoek op woorden", required=False, max_length=120)
    pijler = forms.ChoiceField(label="Pijler", required=False)
    doel = forms.ChoiceField(label="Streefdoel", required=False)
    thema = forms.ChoiceField(label="Onderwerp", required=False)
    voor = forms.ChoiceField(label="Voor wie", required=False)
    sector = forms.ChoiceField(
        label="Soort school",
        required=False,
        choices=[
            _ALL,
            (Sector.PRIMARY, "basisonderwijs"),
            (Sector.SECONDARY, "voortgezet onderwijs"),
        ],
    )
    duur = forms.ChoiceField(label="Tijd", required=False, choices=_MINUTES)
    bewijs = forms.ChoiceField(label="Onderzoek", required=False, choices=_EVIDENCE)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choices: dict[str, list[tuple[str, str]]] = {
            "pijler": [(key.value, name) for key, (name, _) in PILLARS.items()],
            "doel": [(goal.key, str(goal.name)) for goal in framework().goals],
            "thema": [(key.value, name) for key, name in THEMES.items()],
            "voor": [(key.value, name) for key, name in FOR_WHOM.items()],
        }
        for name, options in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- narrows the type
            field.choices = [_ALL, *options]

    def _chosen(self, name: str) -> str | None:
        """What was chosen; None where nothing was, or something that is no choice."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get(name) or None

    @property
    def words(self) -> str:
        return str(self._chosen("zoek") or "")

    @property
    def filters(self) -> Filters:
        """The filters as the rules know them."""
        pillar, theme = self._chosen("pijler"), self._chosen("thema")
        for_whom, sector = self._chosen("voor"), self._chosen("sector")
        minutes, evidence = self._chosen("duur"), self._chosen("bewijs")
        return Filters(
            Pillar(pillar) if pillar else None,
            self._chosen("doel"),
            Theme(theme) if theme else None,
            ForWhom(for_whom) if for_whom else None,
            Sector(sector) if sector else None,
            int(minutes) if minutes else None,
            EvidenceLevel(evidence) if evidence else None,
        )
