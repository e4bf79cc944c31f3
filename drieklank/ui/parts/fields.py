"""Form fields: label, then hint, then error, then field. One way for every kind of field."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from drieklank.ui.parts.html import attributes, classes, join, one_of
from drieklank.ui.parts.marks import icon, shape

WIDTHS = {"": "", "short": "input--short", "mid": "input--mid", "code": "input--code"}
LOOKS = {"choice": "choice", "pick": "pick"}
SHORT_INPUTS = ("date", "time", "number", "month")
SHORT_LENGTH = 10


def field(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    side: str = "",
    width: str = "",
    look: str = "choice",
) -> SafeString:
    """Draw one field of a form, whatever its kind.

    `label` and `hint` replace those of the form. `side` (child, parent, school) puts the shape
    before the label. `width`: short, mid, code. `look`: `pick` shows few, short choices as pills.
    """
    if bound.is_hidden:
        return mark_safe(str(bound))  # noqa: S308 - Django drew it
    one_of(look, LOOKS, tag="field", argument="look")
    said = label or str(bound.label)
    note = hint or str(bound.help_text or "")
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        inner = _checkbox(bound, said, note)
    elif isinstance(widget, forms.RadioSelect):
        return _choices(bound, _label(bound, said, side), note, look)
    elif bound.use_fieldset:
        return _fieldset(bound, _label(bound, said, side), note, str(bound))
    else:
        inner = _plain(bound, _label(bound, said, side), note, width)
    css = classes("field", "field--bad" if bound.errors else "")
    return format_html('<div class="{}">{}</div>', css, inner)


def form_fields(form: forms.BaseForm) -> SafeString:
    """Draw all fields of a form in their order, hidden ones included."""
    return join(
        [*(str_safe(bound) for bound in form.hidden_fields()), *map(field, form.visible_fields())]
    )


def error_summary(form: forms.BaseForm, *, title: str = "", focus: bool = True) -> SafeString:
    """Say on top of the page what is not right yet, with a link to each field.

    Nothing when the form is fine. The summary takes the focus when the page opens.
    """
    if not form.errors:
        return mark_safe("")
    lines = [format_html("<li>{}</li>", text) for text in form.non_field_errors()]
    for bound in form:
        link = target(bound)
        lines += [format_html('<li><a href="#{}">{}</a></li>', link, e) for e in bound.errors]
    said = title or ngettext(
        "Er klopt nog iets niet", "Er kloppen nog %(count)d dingen niet", len(lines)
    ) % {"count": len(lines)}
    return format_html(
        '<div class="notice notice--bad mt3" id="fouten" role="alert" tabindex="-1"{}'
        ' aria-labelledby="fouten-kop">{}<div><h2 id="fouten-kop">{}</h2>'
        '<ul class="plainlist">{}</ul></div></div>',
        attributes({"autofocus": focus}),
        icon("circle-alert"),
        said,
        join(lines),
    )


def target(bound: BoundField) -> str:
    """Return the id that a link to this field must point at: of a group, its first choice."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect):
        return f"{bound.auto_id}_0"
    return bound.id_for_label or str(bound.auto_id)


def str_safe(bound: BoundField) -> SafeString:
    """Return a field as Django draws it."""
    return mark_safe(str(bound))  # noqa: S308 - Django drew it


def _plain(bound: BoundField, label: SafeString, note: str, width: str) -> SafeString:
    widget = bound.field.widget
    size = one_of(width or _usual_width(bound), WIDTHS, tag="field", argument="width")
    own = widget.attrs.get("class", "")
    extra: dict[str, Any] = {"class": classes("input", size, own)}
    described = _described_by(bound, note)
    if described:
        extra["aria-describedby"] = described
    return format_html(
        '<label class="label" for="{}">{}</label>{}{}{}',
        bound.id_for_label,
        label,
        _hint(bound, note),
        _error(bound),
        bound.as_widget(attrs=extra),
    )


def _checkbox(bound: BoundField, label: str, note: str) -> SafeString:
    extra: dict[str, Any] = {}
    described = _described_by(bound, note)
    if described:
        extra["aria-describedby"] = described
    return format_html(
        '{}<label class="choice" for="{}">{}<span>{}</span></label>{}',
        _error(bound),
        bound.id_for_label,
        bound.as_widget(attrs=extra),
        label,
        _hint(bound, note),
    )


def _choices(bound: BoundField, label: SafeString, note: str, look: str) -> SafeString:
    # in Django the widget for many choices is a kind of radio
    many = isinstance(bound.field.widget, forms.CheckboxSelectMultiple)
    kind = "checkbox" if many else "radio"
    items = format_html_join("", "{}", ((_choice(w.data, kind, look),) for w in bound.subwidgets))
    if look == "pick":
        items = format_html('<div class="pick">{}</div>', items)
    return _fieldset(bound, label, note, items)


def _choice(data: dict[str, Any], kind: str, look: str) -> SafeString:
    extra = attributes(
        {
            "type": kind,
            "name": data["name"],
            "id": data["attrs"].get("id"),
            "value": str(data["value"]),
            "checked": bool(data["selected"]),
        }
    )
    css = mark_safe(' class="choice"') if look == "choice" else ""
    return format_html("<label{}><input{}><span>{}</span></label>", css, extra, data["label"])


def _fieldset(bound: BoundField, label: SafeString, note: str, inner: str) -> SafeString:
    extra = attributes({"id": bound.auto_id, "aria-describedby": _described_by(bound, note)})
    return format_html(
        '<div class="{}"><fieldset{}><legend class="label">{}</legend>{}{}{}</fieldset></div>',
        classes("field", "field--bad" if bound.errors else ""),
        extra,
        label,
        _hint(bound, note),
        _error(bound),
        inner if hasattr(inner, "__html__") else mark_safe(inner),  # noqa: S308 - Django drew it
    )


def _label(bound: BoundField, said: str, side: str) -> SafeString:
    """Return the inside of a label: shape, words, and that it may stay empty."""
    drawn = shape(side) if side else ""
    free = ""
    if not bound.field.required and getattr(bound.form, "marks_optional", True):
        free = format_html(' <span class="optional">({})</span>', gettext("hoeft niet"))
    return format_html("{}{}{}", drawn, said, free)


def _hint(bound: BoundField, note: str) -> SafeString:
    if not note:
        return mark_safe("")
    return format_html('<span class="hint" id="{}_helptext">{}</span>', bound.auto_id, note)


def _error(bound: BoundField) -> SafeString:
    if not bound.errors:
        return mark_safe("")
    text = format_html_join(mark_safe("<br>"), "{}", ((e,) for e in bound.errors))
    return format_html(
        '<p class="error" id="{}_error">{}<span>{}</span></p>',
        bound.auto_id,
        icon("circle-alert"),
        text,
    )


def _described_by(bound: BoundField, note: str) -> str:
    ids = [f"{bound.auto_id}_helptext"] if note else []
    if bound.errors:
        ids.append(f"{bound.auto_id}_error")
    return " ".join(ids)


def _usual_width(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.widgets.Input) and widget.input_type in SHORT_INPUTS:
        return "short"
    longest = widget.attrs.get("maxlength") or getattr(bound.field, "max_length", None)
    return "short" if longest and int(longest) <= SHORT_LENGTH else ""
