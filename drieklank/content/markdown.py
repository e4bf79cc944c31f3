"""Markdown to HTML that is safe to show: raw HTML is never let through, and what comes out is cleaned once more."""

from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

TAGS = {
    *(
        "p",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "a",
        "blockquote",
        "hr",
        "br",
        "code",
    ),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=256)
def to_html(markdown: str) -> str:
    """CommonMark with tables as clean HTML: no style or script, links only to https, mail, telephone or this site."""
    return nh3.clean(
        _PARSER.render(markdown),
        tags=TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "http", "mailto", "tel"},
        link_rel="noopener noreferrer",
    )
