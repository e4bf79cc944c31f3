"""Small helpers that write HTML safely: attributes, allowed values, addresses."""

import re
from collections.abc import Iterable, Mapping

from django.template import TemplateSyntaxError
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

Value = str | int | bool | None

SAFE_SCHEMES = ("http:", "https:", "mailto:", "tel:", "sms:", "webcal:")


def attributes(values: Mapping[str, Value]) -> SafeString:
    """Write attributes with a space before each.

    True gives the name alone; False, None and the empty string leave the attribute out.
    """
    written: list[str] = []
    for name, value in values.items():
        if value is True:
            written.append(f" {name}")
        elif value is not None and value is not False and value != "":
            written.append(f' {name}="{escape(value)}"')
    return mark_safe("".join(written))  # noqa: S308 - every value is escaped just above


def one_of(value: str, allowed: Mapping[str, str], *, tag: str, argument: str) -> str:
    """Return the CSS word for `value`; a value outside the list is a mistake in the template."""
    try:
        return allowed[value]
    except KeyError:
        choices = ", ".join(repr(key) for key in allowed)
        raise TemplateSyntaxError(
            f"{tag!r} does not know {argument}={value!r}; use one of {choices}."
        ) from None


def safe_url(url: str) -> str:
    """Return `url`, or an empty anchor when it would run a script instead of opening a page."""
    start = url.strip().lower()
    head = re.split(r"[/?#]", start, maxsplit=1)[0]
    if ":" in head and not start.startswith(SAFE_SCHEMES):
        return "#"
    return url


def classes(*names: str) -> str:
    """Join the class names that are not empty."""
    return " ".join(name for name in names if name)


def join(pieces: Iterable[str]) -> SafeString:
    """Join pieces of HTML that are already safe; plain strings are escaped."""
    return mark_safe("".join(map(_html, pieces)))  # noqa: S308 - _html escapes what is not safe


def anchor(title: str, given: str = "") -> str:
    """Return an id for a heading: the given one, or one made of the title, in any script."""
    return given or slugify(title, allow_unicode=True)[:40] or "deel"


def heading(title: str, *, level: int, id: str = "", css: str = "", url: str = "") -> SafeString:
    """Return a heading of level 1 to 4, as a link when there is an address."""
    if level not in (1, 2, 3, 4):
        raise TemplateSyntaxError(f"A heading has level 1 to 4, not {level!r}.")
    inner = format_html('<a href="{}">{}</a>', safe_url(url), title) if url else escape(title)
    extra = attributes({"id": id, "class": css})
    return format_html("<h{}{}>{}</h{}>", level, extra, inner, level)


def _html(piece: str) -> str:
    return piece if hasattr(piece, "__html__") else escape(piece)
