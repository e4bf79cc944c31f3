"""The steps from a report to a draft: what comes first, which activities, who and when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from drieklank.improve.actions.plan import ActionWish
from drieklank.improve.actions.plan_change import PriorityWish
from drieklank.improve.actions.plan_draft import Assignment
from drieklank.improve.forms.plan import MOST_HOURS, PlanForm, with_value
from drieklank.improve.models import ActionSource, Plan, PlanAction, Priority
from drieklank.improve.queries.plan_draft import Offer, OfferBlock
from drieklank.improve.rules.plan import MOST_PRIORITIES
from drieklank.results.queries.choosing import Point
from drieklank.results.queries.commitments import owners_at
from drieklank.ui.forms import DateInput, Form


class PrioritiesForm(Form):
    """At most three things that come first: goals, or one in own words."""

    marks_optional = False

    goals = forms.MultipleChoiceField(
        label="Wat gaat dit jaar voor?",
        help_text="Kies er één, twee of drie.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    own = forms.CharField(
        label="Of iets van jullie zelf",
        help_text="Bijvoorbeeld: ouders van kleuters leren elkaar kennen.",
        required=False,
        max_length=160,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        points: Sequence[Point],
        known: Sequence[Priority] = (),
        **kwargs: Any,
    ) -> None:
        self.points = {point.goal: point for point in points}
        proposed = [point.goal for point in points if point.is_improvement][:MOST_PRIORITIES]
        chosen = [row.goal for row in known if row.goal] if known else proposed
        own = next((row.title for row in known if not row.goal), "")
        kwargs.setdefault("initial", {"goals": chosen, "own": own, "version": plan.version})
        super().__init__(*args, **kwargs)
        self.fields["goals"].choices = [  # type: ignore[attr-defined] # a MultipleChoiceField
            (point.goal, _point_label(point)) for point in points
        ]

    def clean(self) -> dict[str, Any]:
        """One to three in all."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        count = len(found.get("goals", [])) + bool(found.get("own", "").strip())
        if not count and not self.errors:
            self.add_error("goals", "Kies minstens één ding dat voorgaat.")
        if count > MOST_PRIORITIES:
            many = count - MOST_PRIORITIES
            self.add_error("goals", f"Kies er hooguit drie. Haal er {many} weg.")
        return found

    def clash(self, plan: Plan, now: Sequence[Priority]) -> None:
        """Say what somebody else chose meanwhile; what was chosen here stays."""
        names = "’ en ‘".join(row.title for row in now)
        self.add_error(
            "goals",
            f"Iemand anders koos intussen: ‘{names}’. Bewaar nog eens, dan geldt jouw keuze.",
        )
        self.data = with_value(self.data, "version", str(plan.version))

    @property
    def wishes(self) -> list[PriorityWish]:
        """In the order of the report, own words last; ask only of a valid form."""
        chosen = [self.points[goal] for goal in self.points if goal in self.cleaned_data["goals"]]
        wishes = [PriorityWish(point.name, point.goal, point.advice[:500]) for point in chosen]
        own = self.cleaned_data["own"].strip()
        return [*wishes, PriorityWish(own)] if own else wishes


def _point_label(point: Point) -> str:
    return f"{point.name} (het rapport raadt dit aan)" if point.is_improvement else point.name


class ChooseForm(Form):
    """Activities per priority, and for each a line for something of one's own."""

    marks_optional = False

    def __init__(self, *args: Any, blocks: Sequence[OfferBlock], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.blocks = blocks
        for block in blocks:
            name, pk = block.priority.title, block.priority.pk
            if block.offers:
                self.fields[f"offers_{pk}"] = forms.MultipleChoiceField(
                    label=f"Activiteiten bij ‘{name}’",
                    required=False,
                    choices=[(one.key, one.label) for one in block.offers],
                    widget=forms.CheckboxSelectMultiple,
                )
            self.fields[f"own_{pk}"] = forms.CharField(
                label=f"Iets van jullie zelf bij ‘{name}’", required=False, max_length=200
            )

    @property
    def parts(self) -> Iterable[tuple[OfferBlock, list[BoundField]]]:
        """Each priority with its fields, for the template."""
        for block in self.blocks:
            pk = block.priority.pk
            names = (f"offers_{pk}", f"own_{pk}")
            yield block, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """At least one of all."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(found.values()) and not self.errors:
            self.add_error(None, "Kies één activiteit, of schrijf er zelf een op.")
        return found

    @property
    def wishes(self) -> list[ActionWish]:
        """The actions that were chosen; ask only of a valid form."""
        return [wish for block in self.blocks for wish in self._wishes(block)]

    def _wishes(self, block: OfferBlock) -> Iterable[ActionWish]:
        pk, data = block.priority.pk, self.cleaned_data
        for one in block.offers:
            if one.key in data.get(f"offers_{pk}", ()):
                yield wish_of(one, block.priority)
        own = data[f"own_{pk}"].strip()
        if own:
            yield ActionWish(own, block.priority)


def wish_of(one: Offer, priority: Priority | None, **more: Any) -> ActionWish:
    """An action made of an activity of the library."""
    return ActionWish(
        one.title,
        priority,
        activity=one.key,
        hours=one.hours,
        source=ActionSource.ACTIVITY,
        source_ref=one.key,
        **more,
    )


@dataclass(frozen=True)
class WhenRow:
    """One action with its three fields."""

    row: PlanAction
    fields: list[BoundField]


class WhenForm(PlanForm):
    """Who does what, by when and in how many hours: all open actions at once."""

    marks_optional = False

    def __init__(self, *args: Any, plan: Plan, rows: Sequence[PlanAction], **kwargs: Any) -> None:
        super().__init__(*args, plan=plan, **kwargs)
        self.rows = rows
        owners = [(str(one.pk), str(one)) for one in owners_at(plan.school)]
        for row in rows:
            self.fields[f"owner_{row.pk}"] = forms.ChoiceField(
                label="Wie zorgt ervoor?",
                required=False,
                choices=[("", row.owner_words or "Kies iemand"), *owners],
                initial=str(row.owner_id or ""),
            )
            self.fields[f"due_{row.pk}"] = forms.DateField(
                label="Klaar op", required=False, initial=row.due_on, widget=DateInput()
            )
            self.fields[f"hours_{row.pk}"] = forms.IntegerField(
                label="Uren samen",
                initial=row.hours,
                min_value=0,
                max_value=MOST_HOURS,
                widget=forms.NumberInput(attrs={"class": "short"}),
            )
            self.fields[f"version_{row.pk}"] = forms.IntegerField(
                initial=row.version, widget=forms.HiddenInput
            )

    @property
    def parts(self) -> list[WhenRow]:
        """Each action with its fields, for the template."""
        return [
            WhenRow(
                row, [self[f"{name}_{row.pk}"] for name in ("owner", "due", "hours", "version")]
            )
            for row in self.rows
        ]

    @property
    def assignments(self) -> list[Assignment]:
        """What was filled in; ask only of a valid form."""
        data = self.cleaned_data
        return [
            Assignment(
                row.pk,
                int(owner) if (owner := data[f"owner_{row.pk}"]) else None,
                data[f"due_{row.pk}"],
                data[f"hours_{row.pk}"],
                data[f"version_{row.pk}"],
            )
            for row in self.rows
        ]

    def clash_at(self, row: PlanAction) -> None:
        """Say at which action somebody was first; what was typed stays."""
        who = str(row.owner) if row.owner else "nog niemand"
        day = row.due_on.strftime("%d-%m-%Y") if row.due_on else "nog geen dag"
        self.add_error(
            f"owner_{row.pk}",
            f"Iemand anders wijzigde ‘{row.title}’ intussen. Nu staat er: {who}, {day}, "
            f"{row.hours} uur. Bewaar nog eens, dan geldt wat hier staat.",
        )
        self.data = with_value(self.data, f"version_{row.pk}", str(row.version))
