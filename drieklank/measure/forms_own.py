"""Forms of a school's own questionnaires."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise

from drieklank.measure.importing.reading import LARGEST
from drieklank.measure.models_own import OwnAudience
from drieklank.measure.own import draft
from drieklank.measure.own.draft import DUTCH, FOUR, Choice, Draft, OwnItem, OwnScale, Words, tidy
from drieklank.ui.forms import Form

Choices = list[tuple[str, str | Promise]]

KINDS: Final[Choices] = [
    ("scale", "Een schaal: de antwoorden lopen op"),
    ("single", "Eén antwoord kiezen"),
    ("choices", "Meer antwoorden kiezen"),
    ("grade", "Een cijfer"),
    ("open", "Een open vraag"),
]
# Which fields a kind of question has besides its words.
_FIELDS: Final[Mapping[str, frozenset[str]]] = {
    "scale": frozenset({"scale"}),
    "single": frozenset({"options"}),
    "choices": frozenset({"options"}),
    "grade": frozenset({"lowest", "highest"}),
    "open": frozenset({"longest"}),
}
_HIGHEST: Final = 10


class OwnForm(Form):
    """Title and readers of a questionnaire."""

    marks_optional = False

    title = forms.CharField(
        label="Titel",
        help_text="Deze titel zien mensen bovenaan. Bijvoorbeeld: Hoe was het schoolfeest?",
        max_length=draft.LONGEST_TITLE,
    )
    audience = forms.ChoiceField(
        label="Wie geeft antwoord?", choices=OwnAudience.choices, widget=forms.RadioSelect
    )

    def clean_title(self) -> str:
        return tidy(self.cleaned_data["title"])


class ImportForm(Form):
    """A file of another system, and who answers."""

    marks_optional = False

    file = forms.FileField(
        label="Bestand",
        help_text="Een .lss van LimeSurvey, een XLSForm (Excel of csv) of de JSON van SurveyJS. "
        f"Hoogstens {LARGEST // 1024**2} MB.",
        max_length=200,
    )
    audience = forms.ChoiceField(
        label="Wie geeft antwoord?", choices=OwnAudience.choices, widget=forms.RadioSelect
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > LARGEST:
            raise forms.ValidationError(f"Dit bestand is groter dan {LARGEST // 1024**2} MB.")
        return file


class PartForm(Form):
    """The title of a page."""

    marks_optional = False

    title = forms.CharField(
        label="Titel van de bladzijde",
        help_text="Laat leeg om de titel van de vragenlijst te gebruiken.",
        max_length=draft.LONGEST_TITLE,
        required=False,
    )


class ItemForm(Form):
    """One question. Fields of other kinds stay in the form unseen, so that nothing typed is lost."""

    marks_optional = False

    kind = forms.ChoiceField(
        label="Wat voor vraag is het?", choices=KINDS, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="De vraag",
        max_length=draft.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hint = forms.CharField(
        label="Uitleg onder de vraag (mag leeg blijven)",
        max_length=draft.LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    scale = forms.ChoiceField(label="Welke antwoorden?", required=False, widget=forms.RadioSelect)
    options = forms.CharField(
        label="De antwoorden",
        help_text="Zet elk antwoord op een eigen regel.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    lowest = forms.IntegerField(label="Laagste cijfer", min_value=0, max_value=9, required=False)
    highest = forms.IntegerField(
        label="Hoogste cijfer", min_value=1, max_value=_HIGHEST, required=False
    )
    longest = forms.IntegerField(
        label="Hoeveel tekens mag het antwoord hebben?",
        min_value=50,
        max_value=2000,
        required=False,
    )
    short = forms.CharField(
        label="Korte naam voor in het rapport (mag leeg blijven)",
        help_text=f"Een paar woorden, hoogstens {draft.LONGEST_SHORT} tekens.",
        max_length=draft.LONGEST_SHORT,
        required=False,
    )
    part = forms.ChoiceField(label="Op welke bladzijde?", required=False)

    def __init__(
        self,
        *args: Any,
        body: Draft,
        item: OwnItem | None,
        four: str,
        advice_url: str,
        **kwargs: Any,
    ) -> None:
        self.body, self.item = body, item
        kwargs.setdefault("initial", _initial(item) | {"part": body.parts[-1].key})
        super().__init__(*args, **kwargs)
        self.shown_kind = self._kind()
        self._offer("scale", [(FOUR, four), *((s.key, _line(s.answers)) for s in body.scales)])
        self._offer(
            "part", [(p.key, _page(place, p.title)) for place, p in enumerate(body.parts, 1)]
        )
        seen = _FIELDS[self.shown_kind] | (
            {"part"} if item is None and len(body.parts) > 1 else set()
        )
        for name in ("scale", "options", "lowest", "highest", "longest", "part"):
            if name not in seen:
                self.fields[name].widget = forms.HiddenInput()
        self.fields["text"].widget.attrs |= {
            "hx-post": advice_url,
            "hx-trigger": "input changed delay:600ms",
            "hx-target": "#leeshulp",
        }

    def _kind(self) -> str:
        asked = self.data.get("kind") if self.is_bound else self.initial.get("kind")
        return str(asked) if asked in _FIELDS else "scale"

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        kind = cleaned.get("kind", "")
        if kind in {"single", "choices"} and "options" not in self.errors:
            self._check_options(_lines(cleaned.get("options", "")), 2 if kind == "single" else 1)
        if kind == "grade" and not self.errors.keys() & {"lowest", "highest"}:
            lowest, highest = _bounds(cleaned)
            if lowest >= highest:
                self.add_error("highest", "Het hoogste cijfer moet hoger zijn dan het laagste.")
        if "text" in cleaned and not tidy(cleaned["text"]):
            self.add_error("text", "Vul nog in: De vraag")
        return cleaned

    def _check_options(self, lines: list[str], fewest: int) -> None:
        long = [line for line in lines if len(line) > draft.LONGEST_OPTION]
        if len(lines) < fewest:
            word = "twee antwoorden" if fewest > 1 else "één antwoord"
            self.add_error("options", f"Schrijf minstens {word}, elk op een eigen regel.")
        elif len({line.casefold() for line in lines}) < len(lines):
            self.add_error("options", "Een antwoord staat er twee keer. Haal er één weg.")
        elif len(lines) > draft.MOST_OPTIONS:
            self.add_error("options", f"Kies hoogstens {draft.MOST_OPTIONS} antwoorden.")
        elif long:
            self.add_error(
                "options",
                f"“{long[0][:40]}…” telt {len(long[0])} tekens. "
                f"Maak er hoogstens {draft.LONGEST_OPTION} van.",
            )

    def made(self) -> OwnItem:
        """Return the question as it was filled in; its other languages stay where the Dutch stays."""
        found, old = self.cleaned_data, self.item
        kind = found["kind"]
        lowest, highest = _bounds(found)
        return OwnItem(
            key=old.key if old else "",
            kind=kind,
            text=_kept(old.text if old else {}, found["text"]),
            short=tidy(found["short"]),
            hint=_kept(old.hint if old else {}, found["hint"]),
            scale=(found["scale"] or FOUR) if kind == "scale" else "",
            options=(
                _options(old.options if old else (), _lines(found["options"]))
                if "options" in _FIELDS[kind]
                else ()
            ),
            lowest=lowest if kind == "grade" else None,
            highest=highest if kind == "grade" else None,
            longest=(found["longest"] or draft.OPEN_ANSWER) if kind == "open" else None,
        )


class ScaleForm(Form):
    """The answers of a scale out of a file: their order and their Dutch."""

    marks_optional = False

    answers = forms.CharField(
        label="De antwoorden",
        help_text="Elk antwoord op een eigen regel, het laagste bovenaan.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    no_opinion = forms.CharField(
        label="Antwoord voor wie het niet weet (mag leeg blijven)",
        help_text="Dit antwoord telt nergens in mee. Bijvoorbeeld: Weet ik niet.",
        max_length=draft.LONGEST_OPTION,
        required=False,
    )

    def __init__(self, *args: Any, scale: OwnScale, **kwargs: Any) -> None:
        self.scale = scale
        beside = scale.no_opinion.text.get(DUTCH, "") if scale.no_opinion else ""
        dutch = (answer.text.get(DUTCH, "") for answer in scale.answers)
        kwargs["initial"] = {"answers": "\n".join(dutch).strip(), "no_opinion": beside}
        super().__init__(*args, **kwargs)

    def clean_answers(self) -> str:
        """Refuse what makes no scale."""
        text: str = self.cleaned_data["answers"]
        lines = _lines(text)
        if not 2 <= len(lines) <= _HIGHEST:
            raise forms.ValidationError(
                f"Een schaal heeft twee tot {_HIGHEST} antwoorden. Er staan er nu {len(lines)}."
            )
        if len({line.casefold() for line in lines}) < len(lines):
            raise forms.ValidationError("Een antwoord staat er twee keer. Haal er één weg.")
        if long := [line for line in lines if len(line) > draft.LONGEST_OPTION]:
            raise forms.ValidationError(
                f"“{long[0][:40]}…” is te lang. Maak er hoogstens {draft.LONGEST_OPTION} tekens van."
            )
        return text

    def made(self) -> OwnScale:
        """Return the scale as it was filled in."""
        answers = _options(self.scale.answers, _lines(self.cleaned_data["answers"]), "a")
        old = self.scale.no_opinion
        beside = _kept(old.text if old else {}, self.cleaned_data["no_opinion"])
        return OwnScale(self.scale.key, answers, Choice("unknown", beside) if beside else None)


def _bounds(found: Mapping[str, Any]) -> tuple[int, int]:
    lowest, highest = found.get("lowest"), found.get("highest")
    return 1 if lowest is None else lowest, _HIGHEST if highest is None else highest


def _lines(text: str) -> list[str]:
    return [clean for line in text.splitlines() if (clean := tidy(line))]


def _kept(old: Words, dutch: str) -> Words:
    """The new Dutch text. A translation stays while the Dutch is the same, or was still missing."""
    clean = tidy(dutch)
    if not clean:
        return {}
    stays = old.get(DUTCH) in {None, "", clean}
    return {DUTCH: clean, **({lang: old[lang] for lang in old if lang != DUTCH} if stays else {})}


def _options(before: tuple[Choice, ...], lines: list[str], letter: str = "o") -> tuple[Choice, ...]:
    """The options of these lines; one that is the same, or gets its Dutch now, keeps key and translations."""
    by_text = {choice.text.get(DUTCH): choice for choice in before if choice.text.get(DUTCH)}
    made: list[Choice] = []
    number = max((int(c.key[1:]) for c in before if c.key[1:].isdecimal()), default=0)
    for place, line in enumerate(lines):
        known = by_text.get(line)
        if known is None and place < len(before) and not before[place].text.get(DUTCH):
            known = before[place]
        if known is None:
            number += 1
            known = Choice(f"{letter}{number}", {})
        made.append(Choice(known.key, {**known.text, DUTCH: line}))
    return tuple(made)


def _line(answers: tuple[Choice, ...]) -> str:
    shown = [answer.text.get(DUTCH) or next(iter(answer.text.values())) for answer in answers]
    return " · ".join(shown)


def _page(place: int, title: Words) -> str:
    return f"{place}. {title.get(DUTCH) or next(iter(title.values()), 'bladzijde zonder titel')}"


def _initial(item: OwnItem | None) -> dict[str, Any]:
    if item is None:
        return {"kind": "scale", "scale": FOUR, "lowest": 1, "highest": 10, "longest": 500}
    return {
        "kind": item.kind,
        "text": item.text.get(DUTCH, ""),
        "hint": item.hint.get(DUTCH, ""),
        "short": item.short,
        "scale": item.scale or FOUR,
        "options": "\n".join(option.text.get(DUTCH, "") for option in item.options).strip(),
        "lowest": 1 if item.lowest is None else item.lowest,
        "highest": _HIGHEST if item.highest is None else item.highest,
        "longest": item.longest or draft.OPEN_ANSWER,
    }
