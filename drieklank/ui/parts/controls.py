"""Buttons, notices, states: things with a word and an icon."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from drieklank.ui.parts.html import attributes, classes, one_of, safe_url
from drieklank.ui.parts.marks import icon as draw_icon

BUTTONS = {"first": "", "second": "btn--line", "quiet": "btn--text", "icon": "btn--icon"}
NOTICES = {"info": "", "ok": "notice--ok", "bad": "notice--bad", "school": "notice--school"}
NOTICE_ICONS = {"info": "info", "ok": "circle-check", "bad": "circle-alert", "school": "info"}
STATES = {"ok": "circle-check", "wait": "circle-dashed", "bad": "circle-alert"}


def button(
    label: str,
    *,
    url: str = "",
    kind: str = "first",
    big: bool = False,
    wide: bool = False,
    icon: str = "",
    icon_after: str = "",
    more: str = "",
    type: str = "submit",
    name: str = "",
    value: str = "",
    form: str = "",
    formaction: str = "",
    read: str = "",
    download: bool = False,
    id: str = "",
) -> SafeString:
    """Draw a button, or a link that looks like one when it has a `url`.

    `kind`: first (one per view), second, quiet, icon (the label is then only heard).
    `more` is heard after the label and not seen ("van Yara"), for a row of equal buttons.
    `read` names what a read-aloud button reads: an id, or `all`.
    """
    css = classes(
        "btn",
        one_of(kind, BUTTONS, tag="button", argument="kind"),
        "btn--big" if big else "",
        "btn--wide" if wide else "",
    )
    only_icon = kind == "icon"
    inner = format_html(
        "{}{}{}{}",
        draw_icon(icon) if icon else "",
        "" if only_icon else label,
        format_html('<span class="vh"> {}</span>', more) if more and not only_icon else "",
        draw_icon(icon_after) if icon_after else "",
    )
    heard = f"{label} {more}".strip() if only_icon else ""
    if url:
        extra = attributes(
            {
                "class": css,
                "href": safe_url(url),
                "id": id,
                "aria-label": heard,
                "download": download,
            }
        )
        return format_html("<a{}>{}</a>", extra, inner)
    extra = attributes(
        {
            "class": css,
            "type": "button" if read else type,
            "id": id,
            "name": name,
            "value": value,
            "form": form,
            "formaction": formaction,
            "aria-label": heard,
            "data-read": read,
            "hidden": bool(read),  # the script shows it where the browser can speak
        }
    )
    return format_html("<button{}>{}</button>", extra, inner)


def notice(
    content: str, *, kind: str = "info", icon: str = "", role: str = "", id: str = ""
) -> SafeString:
    """Something to know now. `bad` only after an error; role `status` or `alert` announces it."""
    css = classes("notice", one_of(kind, NOTICES, tag="notice", argument="kind"))
    extra = attributes({"class": css, "id": id, "role": role})
    drawn = draw_icon(icon or NOTICE_ICONS[kind])
    return format_html("<div{}>{}<div>{}</div></div>", extra, drawn, content)


def status(label: str, *, kind: str) -> SafeString:
    """Say how it stands: icon and word. `kind`: ok (klaar), wait (loopt), bad (te laat)."""
    drawn = draw_icon(one_of(kind, STATES, tag="status", argument="kind"))
    return format_html('<span class="status status--{}">{}{}</span>', kind, drawn, label)


def tag(label: str, *, icon: str = "") -> SafeString:
    """A property of a thing: icon and word, without a box. Put several in `<p class="tags">`."""
    drawn = draw_icon(icon) if icon else ""
    return format_html('<span class="tag">{}{}</span>', drawn, label)


def stat(number: str, label: str, *, big: bool = False) -> SafeString:
    """One number with what it counts. `big`: at most one on a page."""
    css = "bignum" if big else "midnum"
    return format_html('<div><p class="{}">{}</p><p class="meta">{}</p></div>', css, number, label)
