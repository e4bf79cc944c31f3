"""Forms with as many fields as a step has questions or blocks; each text travels with its version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.forms import BoundField

from drieklank.improve.actions.track_work import BlockWish, Clash, Sent
from drieklank.improve.models import AgendaBlock
from drieklank.improve.queries.track_papers import Answered
from drieklank.people.models import Parent
from drieklank.schools.models import User
from drieklank.ui.forms import Form

BY = {
    "leader": "De schoolleider weet dit het best; jullie mogen het allebei invullen.",
    "adviser": "De adviseur schrijft dit; jullie mogen het allebei invullen.",
}
READ = {
    "two": "Alleen schoolleider en adviseur lezen dit.",
    "all": "Het team leest dit ook.",
    "group": "Het team en de stuurgroep lezen dit ook.",
}


@dataclass(frozen=True)
class TextLine:
    """One field of the form with what it is about; clash: what somebody else wrote meanwhile."""

    one: Answered
    field: BoundField
    version: BoundField
    seen: BoundField
    clash: Clash | None


class TextsForm(Form):
    """Answers or minutes, each with the version that was seen. `clashes`: by key, after saving.

    A mark of the text that was seen travels along: who left a field alone has nothing to say there,
    and takes nothing away from who wrote in it meanwhile.
    """

    marks_optional = False

    def __init__(
        self,
        *args: Any,
        asked: Sequence[Answered],
        clashes: Mapping[str, Clash] | None = None,
        says_who: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.clashes = asked, clashes or {}
        for one in asked:
            clash = self.clashes.get(one.key)
            hint = [one.help, *((BY.get(one.by, ""), READ[one.reads]) if says_who else ())]
            self.fields[f"t_{one.key}"] = forms.CharField(
                label=one.question,
                help_text=" ".join(filter(None, hint)),
                required=False,
                max_length=3000,
                initial=clash.mine if clash else one.text,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
            self.fields[f"v_{one.key}"] = forms.IntegerField(
                initial=clash.version if clash else one.version,
                required=False,
                min_value=0,
                widget=forms.HiddenInput,
            )
            self.fields[f"s_{one.key}"] = forms.CharField(
                initial=_mark(clash.theirs if clash else one.text),
                required=False,
                max_length=64,
                widget=forms.HiddenInput,
            )

    @property
    def lines(self) -> list[TextLine]:
        """The fields in their order, for the page."""
        return [
            TextLine(
                one,
                self[f"t_{one.key}"],
                self[f"v_{one.key}"],
                self[f"s_{one.key}"],
                self.clashes.get(one.key),
            )
            for one in self.asked
        ]

    @property
    def sent(self) -> list[Sent]:
        """What was changed; ask only of a valid form."""
        data = self.cleaned_data
        return [
            Sent(one.key, text, data[f"v_{one.key}"] or 0)
            for one in self.asked
            if _mark(text := data[f"t_{one.key}"].replace("\r\n", "\n")) != data[f"s_{one.key}"]
        ]


def _mark(text: str) -> str:
    """The same for the same text, whatever a browser makes of its spaces and line ends."""
    return sha256(text.replace("\r\n", "\n").strip().encode()).hexdigest()


@dataclass(frozen=True)
class BlockLine:
    """A block of the agenda on the page; row None: the empty one at the end."""

    row: AgendaBlock | None
    title: BoundField
    minutes: BoundField
    words: BoundField


class AgendaForm(Form):
    """All blocks of an agenda, and an empty one to add."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    marks_optional = False

    def __init__(self, *args: Any, blocks: Sequence[AgendaBlock], seen: int, **kwargs: Any) -> None:
        super().__init__(*args, initial={"seen": seen}, **kwargs)
        self.blocks = blocks
        for block in (*blocks, None):
            key = block.pk if block else "new"
            self.fields[f"title_{key}"] = forms.CharField(
                label="Onderdeel",
                max_length=120,
                required=block is not None,
                initial=block.title if block else "",
            )
            self.fields[f"minutes_{key}"] = forms.IntegerField(
                label="Minuten",
                min_value=1,
                max_value=240,
                required=block is not None,
                initial=block.minutes if block else None,
            )
            self.fields[f"words_{key}"] = forms.CharField(
                label="Woorden om mee te beginnen",
                max_length=500,
                required=False,
                initial=block.words if block else "",
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """A new block needs its minutes."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("title_new") and not found.get("minutes_new"):
            self.add_error("minutes_new", "Hoeveel minuten duurt dit nieuwe onderdeel?")
        return found

    @property
    def lines(self) -> list[BlockLine]:
        """The blocks in their order, the empty one last."""
        return [
            BlockLine(
                block,
                *(self[f"{name}_{block.pk if block else 'new'}"] for name in _NAMES),
            )
            for block in (*self.blocks, None)
        ]

    @property
    def wishes(self) -> list[BlockWish]:
        """How the agenda is to stand; ask only of a valid form."""
        data = self.cleaned_data
        found = [
            BlockWish(block.pk, *(data[f"{name}_{block.pk}"] for name in _NAMES))
            for block in self.blocks
        ]
        if data["title_new"]:
            found.append(BlockWish(None, *(data[f"{name}_new"] for name in _NAMES)))
        return found


_NAMES = ("title", "minutes", "words")


class AskParentForm(Form):
    """Which parent to ask into the steering group."""

    parent: forms.ModelChoiceField[Parent] = forms.ModelChoiceField(
        label="Welke ouder vraag je?",
        help_text="De ouder ziet de vraag op de eigen pagina en zegt zelf ja of nee.",
        queryset=None,
        empty_label="Kies een ouder",
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = rows  # type: ignore[attr-defined] # a ModelChoiceField


class AskStaffForm(Form):
    """Who of the team joins the steering group."""

    user: forms.ModelChoiceField[User] = forms.ModelChoiceField(
        label="Wie van het team doet mee?", queryset=None, empty_label="Kies iemand"
    )

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = rows  # type: ignore[attr-defined] # a ModelChoiceField
