"""The change of school year: one block of fields per group, and the exceptions among pupils."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from drieklank.people.actions.year import Choices
from drieklank.people.models import Pupil
from drieklank.people.queries.year import GroupPreview, YearPreview
from drieklank.people.rules import GroupPlan, next_group_name, next_year_group
from drieklank.ui.forms import Form

UP, OUT = "up", "out"


@dataclass(frozen=True)
class PupilLine:
    pupil: Pupil
    stays: bool
    leaves: bool


@dataclass(frozen=True)
class GroupBlock:
    """One group on the page: its fields, and its pupils with what was ticked."""

    preview: GroupPreview
    way: BoundField
    name: BoundField
    teachers: BoundField | None
    pupils: list[PupilLine]

    @property
    def caption(self) -> str:
        """What the table of pupils is called by who hears it; the heading has the group's name."""
        return f"Leerlingen van {self.preview.group}"


class YearForm(Form):
    """Built from a preview. Names: way_<id>, name_<id>, teachers_<id>; lists `stay` and `leave`."""

    marks_optional = False

    from_year = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, preview: YearPreview, **kwargs: Any) -> None:
        self.preview = preview
        kwargs["initial"] = {"from_year": preview.from_year.pk}
        super().__init__(*args, **kwargs)
        self.fields |= _fields(preview)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for part in self.preview.groups:
            key = part.group.pk
            if values.get(f"way_{key}") == UP and not values.get(f"name_{key}"):
                self.add_error(
                    f"name_{key}", f"Hoe heet {part.group} volgend jaar? Vul de naam in."
                )
        both = set(values.get("stay") or ()) & set(values.get("leave") or ())
        if both:
            names = sorted(
                str(p) for g in self.preview.groups for p in g.pupils if str(p.pk) in both
            )
            self.add_error(
                None, f"{', '.join(names)}: blijft zitten of gaat van school? Kies één van de twee."
            )
        return values

    def blocks(self) -> Iterator[GroupBlock]:
        """The groups in their order, for the page."""
        stays, leaves = self._ticked("stay"), self._ticked("leave")
        for part in self.preview.groups:
            key = part.group.pk
            yield GroupBlock(
                part,
                self[f"way_{key}"],
                self[f"name_{key}"],
                self[f"teachers_{key}"] if part.teachers else None,
                [
                    PupilLine(pupil, str(pupil.pk) in stays, str(pupil.pk) in leaves)
                    for pupil in part.pupils
                ],
            )

    def _ticked(self, name: str) -> set[str]:
        return {str(value) for value in self[name].value() or ()}

    def choices(self) -> Choices:
        """What was decided; only after is_valid()."""
        values = self.cleaned_data
        return Choices(
            from_year_id=values["from_year"],
            plans=tuple(self._plan(part) for part in self.preview.groups),
            stays=frozenset(int(key) for key in values["stay"]),
            leaves=frozenset(int(key) for key in values["leave"]),
        )

    def _plan(self, part: GroupPreview) -> GroupPlan:
        key, values = part.group.pk, self.cleaned_data
        leaves = values[f"way_{key}"] == OUT
        year = next_year_group(part_sector(part), part.group.year_group)
        return GroupPlan(
            group_id=key,
            leaves=leaves,
            name="" if leaves else values[f"name_{key}"],
            year_group="" if leaves else (year or part.group.year_group),
            old_name=part.plan.old_name,
            old_year_group=part.plan.old_year_group,
            keeps_teachers=bool(values.get(f"teachers_{key}")) and not leaves,
        )


def part_sector(part: GroupPreview) -> str:
    return str(part.group.school.sector)


def _fields(preview: YearPreview) -> dict[str, forms.Field]:
    """The fields of all groups, and the two lists of pupils."""
    found: dict[str, forms.Field] = {}
    pupils: list[tuple[str, str]] = []
    by_age: list[str] = []
    for part in preview.groups:
        found |= _group_fields(part)
        pupils += [(str(pupil.pk), str(pupil)) for pupil in part.pupils]
        by_age += [str(key) for key in sorted(part.leaves_by_age)]
    for name, initial in (("stay", []), ("leave", by_age)):
        found[name] = forms.MultipleChoiceField(
            choices=pupils,
            required=False,
            initial=initial,
            error_messages={
                "invalid_choice": "Een leerling die je koos, zit niet meer in deze groepen. "
                "Kijk het voorstel nog eens na."
            },
        )
    return found


def _group_fields(part: GroupPreview) -> dict[str, forms.Field]:
    key, plan = part.group.pk, part.plan
    proposed = plan.name or next_group_name(plan.old_name, plan.old_year_group)
    found: dict[str, forms.Field] = {
        f"way_{key}": forms.ChoiceField(
            label=f"Wat gebeurt er met {plan.old_name}?",
            choices=[(UP, "Gaat door"), (OUT, "Gaat van school")],
            widget=forms.RadioSelect,
            initial=OUT if plan.leaves else UP,
            error_messages={"required": f"Kies wat er met {plan.old_name} gebeurt."},
        ),
        f"name_{key}": forms.CharField(
            label="Naam volgend jaar",
            max_length=60,
            required=False,
            initial="" if plan.leaves else proposed,
        ),
    }
    if part.teachers:
        found[f"teachers_{key}"] = forms.BooleanField(
            label=f"{' en '.join(part.teachers)} gaat mee met deze groep", required=False
        )
    return found
