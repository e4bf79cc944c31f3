"""What the buttons of the big screen do: one word in the form, one function here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.http import Http404, QueryDict

from drieklank.access.actor import Actor
from drieklank.improve.actions import brainstorm as actions
from drieklank.improve.forms.brainstorm import NameForm, NoteForm
from drieklank.improve.queries.brainstorm import Brainstorm
from drieklank.improve.rules.brainstorm import PHASES, Phase

Button = Callable[[Brainstorm, QueryDict, Actor], str]


def act(row: Brainstorm, posted: QueryDict, *, by: Actor) -> str:
    """Do what the pressed button says (`doe`).

    Gives a Dutch sentence where the input is wrong, else "". Errors of the actions pass through; an
    unknown button or a broken number is a 404.
    """
    button = BUTTONS.get(posted.get("doe", ""))
    if button is None:
        raise Http404
    return button(row, posted, by)


def _phase(row: Brainstorm, posted: QueryDict, by: Actor) -> str:
    if posted.get("fase") not in PHASES:
        raise Http404
    actions.go_to_phase(row, Phase(str(posted["fase"])), by=by)
    return ""


def _close(row: Brainstorm, posted: QueryDict, by: Actor) -> str:
    actions.close_brainstorm(row, by=by)
    return ""


def _write(row: Brainstorm, posted: QueryDict, by: Actor) -> str:
    form = NoteForm(posted)
    if not form.is_valid():
        return str(form.errors["text"][0])
    actions.write_note(row, form.cleaned_data["text"])
    return ""


def _group(row: Brainstorm, posted: QueryDict, by: Actor) -> str:
    form = NameForm(posted)
    if not form.is_valid():
        return str(form.errors["name"][0])
    actions.make_group(row, form.cleaned_data["name"])
    return ""


def _rename(row: Brainstorm, posted: QueryDict, by: Actor) -> str:
    form = NameForm(posted)
    if not form.is_valid():
        return str(form.errors["name"][0])
    actions.rename_group(row, _key(posted, "groep"), form.cleaned_data["name"])
    return ""


def _lay(row: Brainstorm, posted: QueryDict, by: Actor) -> str:
    actions.place_note(row, _key(posted, "briefje"), posted.get("bij", ""))
    return ""


def _remove(row: Brainstorm, posted: QueryDict, by: Actor) -> str:
    actions.remove_note(row, _key(posted, "briefje"))
    return ""


def _take_apart(row: Brainstorm, posted: QueryDict, by: Actor) -> str:
    actions.remove_group(row, _key(posted, "groep"))
    return ""


def _key(posted: QueryDict, name: str) -> UUID:
    try:
        return UUID(posted.get(name, ""))
    except ValueError as error:
        raise Http404 from error


BUTTONS: Final[Mapping[str, Button]] = MappingProxyType(
    {
        "fase": _phase,
        "sluit": _close,
        "schrijf": _write,
        "groep": _group,
        "noem": _rename,
        "leg": _lay,
        "weg": _remove,
        "los": _take_apart,
    }
)
