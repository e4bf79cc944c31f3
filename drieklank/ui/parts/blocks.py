"""Surfaces and sections: page head, section, panel, ink block, corner block, card, fold, talk."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from drieklank.ui.parts.html import anchor, attributes, classes, heading, one_of
from drieklank.ui.parts.marks import icon, picture, shape

CORNER_BLOCKS = {"child": "sun", "parent": "coral", "school": "teal", "quiet": "plain"}
WIDTHS = {"": "", "text": "wrap--text", "parent": "wrap--parent", "portal": "wrap--portal"}


def page_head(title: str, *, meta: str = "", lead: str = "", hero: bool = False) -> SafeString:
    """The head of a page: date or context, the finding as h1, one or two sentences."""
    return format_html(
        '<div class="pagehead">{}{}{}</div>',
        format_html('<p class="meta">{}</p>', meta) if meta else "",
        heading(title, level=1, css="hero" if hero else ""),
        format_html('<p class="lead">{}</p>', lead) if lead else "",
    )


def section(
    content: str,
    *,
    title: str,
    id: str = "",
    lead: str = "",
    more: str = "",
    more_url: str = "",
    hidden: bool = False,
    tight: bool = False,
) -> SafeString:
    """A section with a heading, and to the side a link to more of it. `hidden`: title only heard."""
    own = anchor(title, id)
    head = heading(title, level=2, id=f"kop-{own}", css="vh" if hidden else "")
    if more_url:
        link = format_html('<a href="{}">{}</a>', more_url, more)
        head = format_html('<div class="sectionhead">{}{}</div>', head, link)
    elif not hidden:
        head = format_html('<div class="sectionhead">{}</div>', head)
    return format_html(
        '<section class="{}" id="{}" aria-labelledby="kop-{}">{}{}{}</section>',
        "mt4" if tight else "section",
        own,
        own,
        head,
        format_html('<p class="mb2">{}</p>', lead) if lead else "",
        content,
    )


def panel(content: str, *, title: str = "", level: int = 2, id: str = "") -> SafeString:
    """A form or a checklist beside content."""
    head = heading(title, level=level) if title else ""
    extra = attributes({"class": "panel stack", "id": id})
    return format_html("<div{}>{}{}</div>", extra, head, content)


def ink_block(
    content: str, *, title: str, label: str = "Volgende stap", id: str = ""
) -> SafeString:
    """The one next step of a page. Once per page, with one button."""
    own = anchor(title, id)
    return format_html(
        '<section class="block block--step ink mt4" id="{}" aria-labelledby="kop-{}">'
        '<div class="stack">{}{}{}</div></section>',
        own,
        own,
        format_html('<p class="meta">{}</p>', label) if label else "",
        heading(title, level=2, id=f"kop-{own}"),
        content,
    )


def corner_block(
    content: str,
    *,
    side: str,
    title: str = "",
    level: int = 2,
    label: str = "",
    big: bool = False,
) -> SafeString:
    """A surface that belongs to a corner: child (sun), parent (coral), school (teal), quiet.

    `big` is for the name of a child on the page of its parents.
    """
    css = one_of(side, CORNER_BLOCKS, tag="corner_block", argument="side")
    word = ""
    if label:
        mark = "" if side == "quiet" else shape(side)
        word = format_html('<p class="who">{}{}</p>', mark, label)
    head = heading(title, level=level, css="step4" if big else "") if title else ""
    return format_html('<div class="block {} stack">{}{}{}</div>', css, word, head, content)


def card(
    content: str, *, title: str, url: str, level: int = 3, mark: str = "", tags: str = ""
) -> SafeString:
    """Something to choose from many; the whole card is the link. `mark` and `tags` are HTML."""
    tag_line = format_html('<p class="tags">{}</p>', tags) if tags else ""
    return format_html(
        '<article class="card"><div class="card__top">{}{}</div>{}{}</article>',
        heading(title, level=level, url=url),
        mark,
        content,
        tag_line,
    )


def fold(content: str, *, summary: str, open: bool = False, id: str = "") -> SafeString:
    """An explanation that not everybody needs. Never for required fields."""
    extra = attributes({"class": "fold", "id": id, "open": open})
    return format_html(
        '<details{}><summary>{}{}</summary><div class="fold__body">{}</div></details>',
        extra,
        summary,
        icon("chevron-down"),
        content,
    )


def empty_state(content: str, *, title: str, art: str = "circle", level: int = 2) -> SafeString:
    """An empty screen: what will come here, why it helps, what to do now.

    `art`: letter, house, circle, table or phone.
    """
    return format_html(
        '<section class="empty">{}{}{}</section>',
        picture(art),
        heading(title, level=level),
        content,
    )


def talk(content: str) -> SafeString:
    """An example of a conversation; put `says` blocks in it."""
    return format_html('<div class="talk">{}</div>', content)


def says(content: str, *, side: str, name: str, end: bool = False) -> SafeString:
    """One turn in a conversation; `end` puts it at the far side."""
    css = "talk__b" if end else "talk__a"
    word = format_html('<span class="who">{}{}</span>', shape(side), name)
    return format_html('<p class="{}">{}{}</p>', css, word, content.strip())


def table(
    content: str, *, caption: str, stack: bool = False, show_caption: bool = False
) -> SafeString:
    """A table that scrolls sideways inside itself, or stacks on a phone (cells need `data-l`)."""
    css = classes("table", "table--stack" if stack else "")
    said = "" if show_caption else mark_safe(' class="vh"')
    inner = format_html(
        '<table class="{}"><caption{}>{}</caption>{}</table>', css, said, caption, content
    )
    if stack:
        return inner
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>', caption, inner
    )
