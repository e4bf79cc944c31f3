"""What a browser without script does with the answering pages: read fields, press a button."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from django.test import Client

from drieklank.measure.models import Role
from tests.measure.conftest import Held


class Page(HTMLParser):
    """What somebody without script sees of a page: language, headings, fields with values."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.lang = self.dir = self._open = ""
        self.values: dict[str, list[str]] = {}
        self.names: set[str] = set()
        self.buttons: list[tuple[str, str]] = []
        self.h1 = ""
        self._area = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._open = tag
        if tag == "html":
            self.lang, self.dir = given["lang"], given["dir"]
        elif tag == "button":
            self.buttons.append((given.get("name", ""), given.get("value", "")))
        elif tag == "textarea":
            self._area = given["name"]
            self.values[self._area] = [""]
        elif tag == "input":
            self.names.add(given["name"])
            if given.get("type") == "hidden" or "checked" in given:
                self.values.setdefault(given["name"], []).append(given["value"])

    def handle_endtag(self, tag: str) -> None:
        self._open = ""
        if tag == "textarea":
            # A browser drops the line break right after the tag.
            self.values[self._area] = [self.values[self._area][0].removeprefix("\n")]
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.values[self._area] = [self.values[self._area][0] + data]
        elif self._open == "h1":
            self.h1 += data


def press(client: Client, url: str, button: str, value: str = "1", **fill: Any) -> Any:
    """Fill in the page that stands at `url` and press a button, as a browser does."""
    page = Page(client.get(url).content.decode())
    posted = page.values | {name.replace("__", "."): given for name, given in fill.items()}
    return client.post(url, {**posted, button: value})


def answer_all(client: Client, held: Held, choice: str, role: str = Role.PARENTS) -> Any:
    """Give the same answer to every question on a scale, page after page, and hand in."""
    asked = held.asked(role)
    response = press(client, "/v/", "next")
    for part in asked.parts:
        fill = {item.key: [choice] for item in part.items if item.scale}
        response = press(client, response["Location"], "next", **fill)
    return response
