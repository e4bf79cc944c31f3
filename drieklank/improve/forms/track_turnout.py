"""The numbers of the parent evening, two per group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from drieklank.improve.actions.track_turnout import TurnoutWish
from drieklank.improve.forms.plan import with_value
from drieklank.improve.models import PrepTask
from drieklank.improve.queries.track_turnout import TurnoutLine
from drieklank.ui.forms import Form


@dataclass(frozen=True)
class GroupFields:
    """The fields of one group on the page."""

    line: TurnoutLine
    wanted: BoundField
    came: BoundField
    seen: BoundField


class TurnoutForm(Form):
    """Per group how many families are expected, and afterwards how many came."""

    marks_optional = False

    def __init__(self, *args: Any, lines: Sequence[TurnoutLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            row = line.row
            for name, label in (("wanted", "verwacht"), ("came", "gekomen")):
                self.fields[f"{name}_{row.pk}"] = forms.IntegerField(
                    label=f"{line.name}: gezinnen {label}",
                    required=False,
                    min_value=0,
                    max_value=line.families,
                    initial=getattr(row, name),
                    widget=forms.NumberInput(attrs={"class": "short"}),
                    error_messages={
                        "max_value": f"Vul voor {line.name} hoogstens {line.families} in: meer gezinnen zijn er niet."
                    },
                )
            self.fields[f"seen_{row.pk}"] = forms.CharField(
                required=False, initial=_stamp(row), widget=forms.HiddenInput
            )

    @property
    def groups(self) -> list[GroupFields]:
        """The groups in their order, for the page."""
        return [
            GroupFields(one, *(self[f"{name}_{one.row.pk}"] for name in ("wanted", "came", "seen")))
            for one in self.lines
        ]

    @property
    def wishes(self) -> list[TurnoutWish]:
        """The numbers as they were sent; ask only of a valid form."""
        data = self.cleaned_data
        return [
            TurnoutWish(
                one.row.pk,
                data[f"wanted_{one.row.pk}"],
                data[f"came_{one.row.pk}"],
                _seen(data[f"seen_{one.row.pk}"]),
            )
            for one in self.lines
        ]

    def clash(self, rows: Sequence[PrepTask]) -> None:
        """Say what somebody else filled in meanwhile; what was typed here stays."""
        for row in rows:
            now = (("verwacht", row.wanted), ("gekomen", row.came))
            said = ", ".join(f"{word} {many}" for word, many in now if many is not None)
            self.add_error(
                f"wanted_{row.pk}",
                f"Iemand anders vulde intussen in: {said or 'niets'}. "
                "Bewaar nog eens, dan gelden jouw getallen.",
            )
            self.data = with_value(self.data, f"seen_{row.pk}", _stamp(row))


def _stamp(row: PrepTask) -> str:
    return "/".join("" if one is None else str(one) for one in (row.wanted, row.came))


def _seen(stamp: str) -> tuple[int | None, int | None]:
    first, _, second = stamp.partition("/")
    return _number(first), _number(second)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
