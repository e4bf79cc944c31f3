"""The answer line of a questionnaire: circles on a line, "Weet ik niet" beside it."""

from collections.abc import Iterable, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from drieklank.ui.parts.html import attributes, classes, join
from drieklank.ui.parts.marks import icon

Choice = tuple[str, str]
_USUAL = 4  # points of a line, as scale.css draws them unless told otherwise


def scale(
    *,
    name: str,
    legend: str,
    choices: Iterable[Sequence[object]],
    dont_know: str = "",
    dont_know_value: str = "x",
    chosen: object = "",
    hint: str = "",
    error: str = "",
    read_label: str = "",
    dutch: str = "",
    dutch_answers: Sequence[str] = (),
    id: str = "",
) -> SafeString:
    """Draw one statement with its answers as real radio buttons, each with a glass: empty to full.

    `choices` are (value, label) pairs in the order of the line, from least to most: how full the
    glass is follows from the place on the line alone. `dont_know` is the label of the answer off
    the line; leave it empty when there is none. `read_label` gives the button that reads the
    statement aloud ("Lees vraag 1 voor"). `dutch` is the Dutch beside a translation,
    `dutch_answers` that of the answers, the one off the line last.
    """
    own = id or f"v-{name}"
    line = [(str(value), str(label)) for value, label in choices]
    styles = [*([""] * (len(line) - 1)), "answer--end"]
    if dont_know:
        line.append((dont_know_value, dont_know))
        styles.append("answer--dk")
    said = dutch_answers or ("",) * len(line)
    answers = [
        _answer(name, pair, chosen, style, other)
        for pair, style, other in zip(line, styles, said, strict=True)
    ]
    points = len(line) - bool(dont_know)
    described = " ".join(
        part for part in (f"{own}-hint" if hint else "", f"{own}-fout" if error else "") if part
    )
    return format_html(
        '<div class="{}"><fieldset{}><legend>{}</legend>{}{}{}{}<div class="{}">{}</div>'
        "</fieldset></div>",
        classes("question", "question--bad" if error else ""),
        attributes({"id": own, "aria-describedby": described}),
        legend,
        beside(dutch),
        read_button(own, read_label),
        format_html('<span class="hint" id="{}-hint">{}</span>', own, hint) if hint else "",
        _error(own, error),
        classes("scale", f"scale--{points}" if points != _USUAL else ""),
        join(answers),
    )


def beside(dutch: str) -> SafeString | str:
    """The Dutch of a question or an answer, hidden until the reader asks for it."""
    return format_html('<span class="dutch" lang="nl" dir="ltr">{}</span>', dutch) if dutch else ""


def _answer(name: str, pair: Choice, chosen: object, css: str, dutch: str) -> SafeString:
    value, label = pair
    extra = attributes(
        {"type": "radio", "name": name, "value": value, "checked": str(chosen) == value}
    )
    return format_html(
        '<label class="{}"><input{}><i></i><span>{}{}</span></label>',
        classes("answer", css),
        extra,
        label,
        beside(dutch),
    )


def read_button(target: str, label: str) -> SafeString | str:
    """The button that reads a question aloud; read-aloud.js shows it where there is a voice."""
    if not label:
        return ""
    return format_html(
        '<button class="btn btn--icon question__read" type="button" data-read="{}"'
        ' aria-label="{}" hidden>{}</button>',
        target,
        label,
        icon("volume-2", size=24),
    )


def _error(own: str, error: str) -> SafeString | str:
    if not error:
        return ""
    return format_html(
        '<p class="error" id="{}-fout">{}<span>{}</span></p>', own, icon("circle-alert"), error
    )
