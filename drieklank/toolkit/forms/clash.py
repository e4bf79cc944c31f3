"""Two people wrote at one text: what each of them has, side by side, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model
from django.http import QueryDict

from drieklank.ui.forms import Form


@dataclass(frozen=True)
class Difference:
    """One field of which the two texts differ."""

    label: str
    theirs: str
    yours: str


def differences(form: Form, row: Model, names: Iterable[str]) -> list[Difference]:
    """The fields in which what was typed differs from what was saved meanwhile."""
    found = []
    for name in names:
        theirs, yours = getattr(row, name), form.cleaned_data[name]
        if isinstance(theirs, list):
            theirs, yours = ", ".join(theirs), ", ".join(yours)
        if str(theirs) != str(yours):
            found.append(Difference(str(form.fields[name].label), str(theirs), str(yours)))
    return found


def begin_from(form: Form, version: int) -> None:
    """Let the form count as begun from this version: who saves it again has seen both texts."""
    if not isinstance(form.data, QueryDict):
        raise TypeError("only a form that was sent")
    typed = form.data.copy()
    typed["version"] = str(version)
    form.data = typed
