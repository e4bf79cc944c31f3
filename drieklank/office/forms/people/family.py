"""Forms about parents and their relation to a child."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

from django import forms

from drieklank.base.clock import today
from drieklank.office.forms.people.fields import (
    LANGUAGES,
    DayField,
    PhoneField,
    PostcodeField,
    with_current,
)
from drieklank.people.actions.families import PARENT_FIELDS, RELATION_FIELDS
from drieklank.people.models import (
    Authority,
    Channel,
    InformationRight,
    Parent,
    ParentChildRelation,
    RelationKind,
)
from drieklank.people.queries import parents
from drieklank.people.reaching import written_once
from drieklank.people.rules import plain
from drieklank.schools.models import School, User
from drieklank.schools.queries import staff_of
from drieklank.ui.forms import Form

LONGEST_REVIEW = timedelta(days=366)


class ParentForm(Form):
    first_name = forms.CharField(label="Voornaam", max_length=80, required=False)
    name_prefix = forms.CharField(
        label="Tussenvoegsel", max_length=20, required=False, help_text="Zoals: van den"
    )
    last_name = forms.CharField(label="Achternaam", max_length=120)
    email = forms.EmailField(
        label="E-mailadres",
        required=False,
        help_text="Hiermee meldt de ouder zich aan. Geen e-mail? Laat het leeg en kies bij manier "
        "van contact voor brief.",
    )
    phone = PhoneField(label="Telefoon", required=False)
    street = forms.CharField(label="Straat en huisnummer", max_length=120, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    town = forms.CharField(label="Plaats", max_length=80, required=False)
    no_measure_mail = forms.BooleanField(
        label="Wil geen berichten over metingen",
        required=False,
        help_text="Dan krijgt deze ouder geen uitnodiging of herinnering, ook niet per brief. Ouders "
        "kunnen dit ook zelf kiezen, met een link onderaan elke mail.",
    )

    user = forms.ModelChoiceField(
        label="Werkt deze ouder ook op school?",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nee, of niet bekend",
        help_text="Kies dan de collega. Die heeft als medewerker geen rechten over het eigen kind.",
    )

    def __init__(
        self, *args: Any, school: School, parent: Parent | None = None, **kwargs: Any
    ) -> None:
        if parent is not None:
            kwargs["initial"] = {name: getattr(parent, name) for name in PARENT_FIELDS}
        super().__init__(*args, **kwargs)
        self.board, self.parent = school.board, parent
        staff = cast("forms.ModelChoiceField[User]", self.fields["user"])
        staff.queryset = staff_of(school)
        if parent is not None and parent.user_id is not None:
            staff.queryset |= User.objects.filter(pk=parent.user_id)
        # A parent of another school of the board with this address and name: the same person.
        self.known: Parent | None = None

    def clean_phone(self) -> str:
        """A mobile number is stored in one way, however it is typed."""
        return written_once(self.cleaned_data["phone"])

    def clean_user(self) -> User | None:
        """One member of staff is one parent."""
        user: User | None = self.cleaned_data["user"]
        if user is None:
            return None
        others = parents().filter(user=user)
        if self.parent is not None:
            others = others.exclude(pk=self.parent.pk)
        if others.exists():
            raise forms.ValidationError(
                "Deze collega staat al bij een andere ouder. Kies een ander, of haal het daar eerst weg."
            )
        return user

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        email = values.get("email") or ""
        unchanged = self.parent is not None and self.parent.email.lower() == email.lower()
        if email and not unchanged:
            self._look_for_same(email, values.get("last_name", ""))
        return values

    def _look_for_same(self, email: str, last_name: str) -> None:
        """One address is one person: two parents with one address could not sign in apart."""
        rows = parents().filter(board=self.board, email__iexact=email)
        if self.parent is not None:
            rows = rows.exclude(pk=self.parent.pk)
        others = list(rows)
        if not others:
            return
        same = [row for row in others if plain(row.last_name) == plain(last_name)]
        if self.parent is None and len(others) == len(same) == 1:
            self.known = same[0]
            return
        self.add_error(
            "email",
            "Dit adres staat al bij een andere ouder. Vraag om een eigen adres: met één adres kunnen "
            "twee ouders zich niet apart aanmelden. Of laat het leeg.",
        )


class RelationForm(Form):
    kind = forms.ChoiceField(
        label="Wat is deze persoon van het kind?",
        choices=RelationKind.choices,
        widget=forms.RadioSelect,
        initial=RelationKind.PARENT,
    )
    authority = forms.ChoiceField(
        label="Gezag",
        choices=Authority.choices,
        widget=forms.RadioSelect,
        initial=Authority.UNKNOWN,
        help_text="Wat je hier vastlegt, verandert nooit meer door een nieuw bestand van de "
        "leerlingenadministratie.",
    )
    information_right = forms.ChoiceField(
        label="Informatie over het kind",
        choices=InformationRight.choices,
        widget=forms.RadioSelect,
        initial=InformationRight.FULL,
        help_text="Ook een ouder zonder gezag mag belangrijke dingen weten als hij erom vraagt. "
        "Niets vertellen kan alleen met een goede reden, zoals een uitspraak van de rechter.",
    )
    blocked_reason = forms.CharField(
        label="Waarom krijgt deze ouder geen informatie?",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Schrijf zo dat beide ouders het mogen lezen. Dat recht hebben zij.",
    )
    review_on = DayField(
        label="Wanneer kijk je hier opnieuw naar?",
        required=False,
        help_text="Binnen een jaar. Bijvoorbeeld 25-1-2027",
    )
    contact_priority = forms.IntegerField(
        label="Als hoeveelste bellen?", min_value=1, max_value=9, initial=1
    )
    preferred_language = forms.ChoiceField(label="Taal", choices=LANGUAGES, initial="nl")
    preferred_channel = forms.ChoiceField(
        label="Manier van contact",
        choices=Channel.choices,
        widget=forms.RadioSelect,
        initial=Channel.EMAIL,
    )
    started_on = DayField(label="Vanaf")

    def __init__(
        self, *args: Any, relation: ParentChildRelation | None = None, **kwargs: Any
    ) -> None:
        if relation is not None:
            kwargs["initial"] = {name: getattr(relation, name) for name in RELATION_FIELDS}
        else:
            kwargs.setdefault("initial", {"started_on": today()})
        super().__init__(*args, **kwargs)
        self.relation = relation
        current = relation.preferred_language if relation else "nl"
        languages = self.fields["preferred_language"]
        languages.choices = with_current(LANGUAGES, current)  # type: ignore[attr-defined] # as above

    def clean_started_on(self) -> date:
        day: date = self.cleaned_data["started_on"]
        if day > today():
            raise forms.ValidationError(
                f"{day.day}-{day.month}-{day.year} moet nog komen. Kies vandaag of een dag ervoor."
            )
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("information_right") == InformationRight.BLOCKED:
            self._blocking_is_explained(values)
        elif "information_right" in values:
            values |= {"blocked_reason": "", "review_on": None}
        return values

    def _blocking_is_explained(self, values: dict[str, Any]) -> None:
        if not values.get("blocked_reason"):
            self.add_error(
                "blocked_reason",
                "Schrijf op waarom. Een ouder die niets hoort, mag weten waarom niet.",
            )
        review: date | None = values.get("review_on")
        if review is None and "review_on" not in self.errors:
            self.add_error("review_on", "Kies een dag waarop je hier opnieuw naar kijkt.")
        elif review is not None and not today() < review <= today() + LONGEST_REVIEW:
            self.add_error("review_on", "Kies een dag na vandaag, binnen een jaar.")
