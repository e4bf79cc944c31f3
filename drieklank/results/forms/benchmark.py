"""The choice to take part in comparing with other schools."""

from __future__ import annotations

from django import forms

from drieklank.results.models import Languages
from drieklank.ui.forms import Form


class TakePartForm(Form):
    """What a school shares of itself; taking part is the button."""

    languages = forms.ChoiceField(
        label="Hoeveel gezinnen spreken thuis (ook) een andere taal?",
        help_text="Weet je het niet precies? Kies wat het meest klopt. Dit hoef je niet te delen.",
        choices=[("", "Dit deel ik niet"), *Languages.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    shares_activities = forms.BooleanField(
        label="Wij delen ook welke activiteiten we deden",
        help_text="Zo leren scholen van elkaar wat lijkt te helpen. Je kunt ook meedoen zonder dit te delen.",
        required=False,
    )
