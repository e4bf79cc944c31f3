"""Forms of a plan itself: start it, set its hours, close it. And what forms on a plan share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict

from drieklank.improve.actions.plan import TooManyHoursError
from drieklank.improve.actions.plan_change import PlanWish
from drieklank.improve.models import Plan, PlanAction
from drieklank.improve.queries.plan import movable_of
from drieklank.improve.queries.plan_draft import ReportChoice
from drieklank.improve.rules.plan import over_words
from drieklank.ui.forms import Form

MOST_HOURS = 2000
WITHOUT = "zonder"
DROP_HELP = (
    "We noemen de acties die per uur waarschijnlijk het minst opleveren: hoe beter een activiteit is "
    "onderzocht, hoe zwaarder zij telt, en een eigen idee telt als nog niet onderzocht. "
    "Zet een vinkje en bewaar nog eens. Je kunt het later weer oppakken."
)


@dataclass(frozen=True)
class Differs:
    """A field that somebody else changed meanwhile: what stands there now, and what was typed."""

    label: str
    theirs: str
    yours: str


class PlanForm(Form):
    """A form that tells about hours that are not there, and about somebody who was first.

    `drop` appears once a plan refuses: what the school lets go to make room, ticked by itself.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: Plan | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differs: tuple[Differs, ...] = ()
        if plan is not None and "drop" in self.data:
            self._offer_drop(movable_of(plan))

    def _offer_drop(self, rows: Sequence[PlanAction]) -> None:
        self.fields["drop"] = forms.MultipleChoiceField(
            label="Wat laten jullie vallen?",
            help_text=DROP_HELP,
            required=False,
            choices=[(str(row.pk), f"{row.title} ({row.hours} uur)") for row in rows],
            widget=forms.CheckboxSelectMultiple,
        )

    @property
    def drops(self) -> list[int]:
        """Ids of the actions that go; ask only of a valid form."""
        return [int(pk) for pk in self.cleaned_data.get("drop", [])]

    def too_many(self, told: TooManyHoursError, field: str | None) -> None:
        """Say at a field how much is too much, and offer what may go."""
        titles = [row.title for row in told.to_drop]
        self.add_error(field, over_words(told.over, titles, new_is_least=told.new_is_least))
        if told.to_drop:
            self._offer_drop(told.to_drop)

    def clash(self, version: int, now: Mapping[str, str]) -> None:
        """Show what stands there now beside what was typed; saving again overwrites it knowingly."""
        typed = {name: self._as_words(name) for name in now}
        self.differs = tuple(
            Differs(str(self.fields[name].label), theirs, typed[name])
            for name, theirs in now.items()
            if name in self.fields and theirs != typed[name]
        )
        self.add_error(None, "Iemand anders wijzigde dit intussen. Kijk wat er nu staat.")
        self.data = with_value(self.data, "version", str(version))

    def _as_words(self, name: str) -> str:
        value = self.cleaned_data.get(name)
        choices = dict(getattr(self.fields[name], "choices", ()) or ())
        if isinstance(self.fields[name], forms.ModelChoiceField):
            return str(value) if value else ""
        return str(choices.get(value, "" if value is None else value))


def with_value(data: Mapping[str, Any], name: str, value: str) -> QueryDict:
    """What was sent, with another value for one field."""
    copied = cast("QueryDict", data).copy()
    copied[name] = value
    return copied


class StartForm(Form):
    """Which report the plan answers, how many hours there are, and what comes along from before."""

    marks_optional = False

    measured = forms.ChoiceField(
        label="Bij welk rapport begint het plan?",
        help_text="Met een rapport stelt het plan voor wat voorgaat. Zonder kan ook.",
        widget=forms.RadioSelect,
    )
    hours_limit = forms.IntegerField(
        label="Hoeveel uren heeft het team hier dit schooljaar voor?",
        help_text="Alle uren samen, van iedereen. Je mag het leeg laten en later invullen.",
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    along = forms.MultipleChoiceField(
        label="Wat neem je mee van het vorige plan?",
        help_text="Dit kwam niet af.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        reports: Sequence[ReportChoice],
        unfinished: Sequence[PlanAction] = (),
        **kwargs: Any,
    ) -> None:
        self.reports = {str(one.row.pk): one for one in reports}
        first = next(iter(self.reports), WITHOUT)
        kwargs.setdefault(
            "initial", {"measured": first, "along": [str(row.pk) for row in unfinished]}
        )
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["measured"]).choices = [
            *((pk, one.label) for pk, one in self.reports.items()),
            (WITHOUT, "Zonder meting: wij kiezen zelf wat voorgaat"),
        ]
        if unfinished:
            cast("forms.MultipleChoiceField", self.fields["along"]).choices = [
                (str(row.pk), row.title) for row in unfinished
            ]
        else:
            del self.fields["along"]

    @property
    def report(self) -> ReportChoice | None:
        """The chosen report; ask only of a valid form."""
        return self.reports.get(self.cleaned_data["measured"])

    @property
    def along_ids(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data.get("along", [])]


class SettingsForm(PlanForm):
    """The name of a plan and the hours that the team has."""

    marks_optional = False

    title = forms.CharField(label="Hoe heet het plan?", max_length=120)
    hours_limit = forms.IntegerField(
        label="Hoeveel uren heeft het team hier dit schooljaar voor?",
        help_text="Alle uren samen, van iedereen. Leeg betekent: geen grens.",
        required=False,
        min_value=1,
        max_value=MOST_HOURS,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    measured = forms.ChoiceField(
        label="Bij welk rapport hoort het plan?",
        help_text="Dan zie je na de volgende meting per actie wat er veranderde.",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, plan: Plan, reports: Sequence[ReportChoice] = (), **kwargs: Any
    ) -> None:
        self.reports = {str(one.row.pk): one.row for one in reports}
        kwargs.setdefault(
            "initial",
            {"title": plan.title, "hours_limit": plan.hours_limit, "version": plan.version},
        )
        super().__init__(*args, plan=plan, **kwargs)
        if reports and plan.round is None:
            cast("forms.ChoiceField", self.fields["measured"]).choices = [
                *((str(one.row.pk), one.label) for one in reports),
                ("", "Nog steeds zonder meting"),
            ]
        else:
            del self.fields["measured"]

    @property
    def wish(self) -> PlanWish:
        """How the plan is to stand; ask only of a valid form."""
        data = self.cleaned_data
        measured = self.reports.get(data.get("measured", ""))
        return PlanWish(data["title"], data["hours_limit"], measured)


def settings_now(plan: Plan) -> dict[str, str]:
    """What stands in a plan, field -> words."""
    limit = "" if plan.hours_limit is None else str(plan.hours_limit)
    return {"title": plan.title, "hours_limit": limit}


class CloseForm(PlanForm):
    """What the school learned of a year."""

    marks_optional = False

    look_back = forms.CharField(
        label="Wat lukte, wat niet, en waardoor?",
        help_text="Een paar zinnen. Het volgende plan begint hier. Noem geen ouder, kind of collega.",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"look_back": plan.look_back, "version": plan.version})
        super().__init__(*args, plan=plan, **kwargs)
