"""Lists and lines: rows, steps, the year, breadcrumb, pages, progress, coverage."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.template import Context, TemplateSyntaxError
from django.utils import formats
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from drieklank.ui.parts.html import attributes, classes, heading, one_of, safe_url
from drieklank.ui.parts.marks import icon as draw_icon
from drieklank.ui.parts.marks import shape

STATES = {"": "", "done": "done", "now": "now", "next": "next"}
PAGE_PARAMETER = "pagina"
LONGEST_SPAN = 52  # weeks; the stylesheet has one class for each


@dataclass(frozen=True)
class YearPart:
    """One part of the cycle on the time line.

    `weeks` is its length (1 to 52). `state` is done, now, next or empty; `share` says how much of
    the current part is over, in percent.
    """

    label: str
    note: str
    weeks: int
    state: str = ""
    share: int = 0


def rows(content: str, *, ordered: bool = False, light: bool = False, id: str = "") -> SafeString:
    """A list with hairlines: the default way to show several things. Fill it with `row` blocks."""
    name = "ol" if ordered else "ul"
    extra = attributes({"class": classes("rows", "rows--light" if light else ""), "id": id})
    return format_html("<{}{}>{}</{}>", name, extra, content, name)


def row(
    content: str = "",
    *,
    title: str = "",
    url: str = "",
    meta: str = "",
    side: str = "",
    side_label: str = "",
    icon: str = "",
    on: date | None = None,
    level: int = 3,
    end: str = "",
    id: str = "",
) -> SafeString:
    """One line of `rows`: mark (side, icon or date), title, caption, and what you put in it.

    `end` is HTML at the far side (a status, a button). Level 0 gives a title without heading.
    """
    if not title:
        head: str = ""
    elif level == 0:
        inner = format_html('<a href="{}">{}</a>', safe_url(url), title) if url else title
        head = format_html('<p class="b">{}</p>', inner)
    else:
        head = heading(title, level=level, url=url)
    return format_html(
        '<li{}><div class="row__line">{}<div class="grow">{}{}{}</div>{}</div></li>',
        attributes({"id": id}),
        _row_mark(side=side, side_label=side_label, icon=icon, on=on),
        head,
        format_html('<p class="meta">{}</p>', meta) if meta else "",
        content,
        format_html('<div class="row__end">{}</div>', end) if end else "",
    )


def date_box(on: date) -> SafeString:
    """A date as a small block: day and short month."""
    return format_html(
        '<span class="date"><b>{}</b><span>{}</span></span>',
        on.day,
        formats.date_format(on, "M").rstrip(".").lower(),
    )


def steps(content: str) -> SafeString:
    """A line of stops: a trajectory, following up, how to do it. Fill it with `step` blocks."""
    return format_html('<ol class="steps">{}</ol>', content)


def step(
    content: str = "",
    *,
    number: int,
    title: str,
    meta: str = "",
    state: str = "",
    level: int = 3,
    id: str = "",
) -> SafeString:
    """One stop. `state`: done, now, next or nothing."""
    css = one_of(state, STATES, tag="step", argument="state")
    stop = (
        format_html('<span class="stop">{}</span>', draw_icon("check", label=gettext("Klaar")))
        if state == "done"
        else format_html('<span class="stop" aria-hidden="true">{}</span>', number)
    )
    extra = attributes({"class": css, "id": id, "aria-current": "step" if state == "now" else ""})
    return format_html(
        "<li{}>{}{}{}{}</li>",
        extra,
        stop,
        heading(title, level=level),
        format_html('<p class="meta">{}</p>', meta) if meta else "",
        content,
    )


def strokes(*, part: int, total: int, text: str = "") -> SafeString:
    """Progress through the parts of a questionnaire, always also in words."""
    states = ("done" if n < part else "now" if n == part else "" for n in range(1, total + 1))
    lines = format_html_join("", "<li{}></li>", ((attributes({"class": css}),) for css in states))
    words = text or gettext("Deel %(part)s van %(total)s") % {"part": part, "total": total}
    return format_html(
        '<ol class="strokes" aria-hidden="true">{}</ol><p class="meta mt1">{}</p>', lines, words
    )


def year(parts: Iterable[YearPart], *, title: str = "Waar zijn we in het jaar?") -> SafeString:
    """The circle as a time line; lengths are weeks. Use `steps` for steps without dates."""
    items = format_html_join(
        "",
        '<li{}><i></i><div><b>{}</b><span class="meta">{}</span></div></li>',
        ((_year_attributes(part), part.label, part.note) for part in parts),
    )
    return format_html(
        '<section class="year mt4" aria-labelledby="jaarlijn"><h2 id="jaarlijn" class="vh">{}</h2>'
        "<ol>{}</ol></section>",
        title,
        items,
    )


def crumbs(content: str) -> SafeString:
    """The way back; fill it with `crumb` tags."""
    name = gettext("Kruimelpad")
    return format_html('<nav aria-label="{}"><ol class="crumb">{}</ol></nav>', name, content)


def crumb(label: str, *, url: str = "") -> SafeString:
    """One place on the way back; the last one has no address."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', safe_url(url), label)
    return format_html("<li>{}</li>", label)


def pages(context: Context, page: "Page[Any]") -> SafeString:
    """Links to the other pages of a list; keeps what was searched for in the address."""
    if page.paginator.num_pages < 2:
        return mark_safe("")
    request = context.get("request")
    asked = request.GET.copy() if request is not None else None
    pieces = [
        _page_link(asked, number, current=number == page.number)
        for number in page.paginator.get_elided_page_range(page.number)
    ]
    if page.has_previous():
        before = draw_icon("arrow-left", size=20)
        pieces.insert(0, _page_link(asked, page.number - 1, show=before, said=gettext("Vorige")))
    if page.has_next():
        after = draw_icon("arrow-right", size=20)
        pieces.append(_page_link(asked, page.number + 1, show=after, said=gettext("Volgende")))
    links = format_html_join("", "{}", ((piece,) for piece in pieces))
    return format_html(
        '<nav class="mt3" aria-label="{}"><div class="pages">{}</div></nav>',
        gettext("Bladeren"),
        links,
    )


def _row_mark(*, side: str, side_label: str, icon: str, on: date | None) -> SafeString:
    if on is not None:
        return date_box(on)
    if side:
        drawn = shape(side, size="l", label=side_label)
        return format_html('<span class="row__mark">{}</span>', drawn)
    if icon:
        return format_html('<span class="row__mark">{}</span>', draw_icon(icon))
    return mark_safe("")


def _year_attributes(part: YearPart) -> SafeString:
    state = one_of(part.state, STATES, tag="year", argument="state")
    if not 1 <= part.weeks <= LONGEST_SPAN:
        raise TemplateSyntaxError(f"A part of the year has 1 to 52 weeks, not {part.weeks}.")
    share = f"p{min(100, max(0, round(part.share / 5) * 5))}" if state == "now" else ""
    current = "step" if state == "now" else ""
    return attributes({"class": classes(f"w{part.weeks}", share, state), "aria-current": current})


def _page_link(
    asked: Any, number: int | str, *, show: str = "", said: str = "", current: bool = False
) -> SafeString:
    if not isinstance(number, int):
        return format_html('<span aria-hidden="true">{}</span>', number)
    if asked is None:
        query = f"{PAGE_PARAMETER}={number}"
    else:
        asked[PAGE_PARAMETER] = str(number)
        query = asked.urlencode()
    extra = attributes(
        {"href": f"?{query}", "aria-label": said, "aria-current": "page" if current else ""}
    )
    return format_html("<a{}>{}</a>", extra, show or number)
