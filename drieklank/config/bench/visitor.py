"""One visitor of a survey over HTTP: own cookies, follows redirects, fills in whatever form a page has.

Only the standard library, and little work per request: the client shares its cores with the server
that it measures. It knows nothing of our pages but what every survey has: a form, and a button that
goes on.
"""

from __future__ import annotations

import asyncio
import html
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol
from urllib.parse import urlencode, urljoin, urlsplit

_FORM: Final = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_FIELD: Final = re.compile(r"<(input|button|textarea|select|option)\b([^>]*)>", re.DOTALL)
_ATTRIBUTE: Final = re.compile(r'([\w:-]+)(?:="([^"]*)")?')
_NOT_ON: Final = re.compile(r"back|save|later|stop|clear|language|resume")
TYPED: Final = "Wij zouden graag wat vaker even kennismaken aan het begin van het schooljaar."
MOST_PAGES: Final = 40
TIMEOUT: Final = 60.0  # seconds for one request


class Failed(Exception):
    """The server did not do what a visitor may expect; counted as an error."""


@dataclass(frozen=True, slots=True)
class Page:
    """What came back, after redirects. path: with its query."""

    path: str
    text: str


class Wire(Protocol):
    """What carries requests to the pages: a connection, or a call in this process."""

    host: str
    port: int

    async def send(self, request: bytes) -> tuple[int, list[tuple[str, str]], bytes]: ...


@dataclass
class Line:
    """One connection to the server, kept open from visitor to visitor as a proxy does."""

    host: str
    port: int
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, request: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        """Return status, headers (names in small letters) and body.

        Raises:
            OSError, asyncio.IncompleteReadError, TimeoutError: the connection did not hold.
        """
        if self._streams is None:
            self._streams = await asyncio.open_connection(self.host, self.port)
        reader, writer = self._streams
        try:
            async with asyncio.timeout(TIMEOUT):
                writer.write(request)
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = [
                    (name.lower(), value.strip())
                    for name, _, value in (line.partition(":") for line in head[1:] if line)
                ]
                length = int(dict(headers).get("content-length", "0"))
                return int(head[0].split(" ", 2)[1]), headers, await reader.readexactly(length)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


@dataclass
class Visitor:
    """Somebody with a browser of their own. waits: seconds that each request took."""

    line: Wire
    random: random.Random
    cookies: dict[str, str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)

    async def get(self, path: str) -> Page:
        return await self._fetch("GET", path)

    async def post(self, path: str, fields: list[tuple[str, str]]) -> Page:
        return await self._fetch("POST", path, urlencode(fields).encode())

    async def _fetch(self, method: str, path: str, body: bytes = b"") -> Page:
        for _ in range(5):
            began = time.perf_counter()
            status, headers, answer = await self.line.send(self._request(method, path, body))
            self.waits.append(time.perf_counter() - began)
            self._keep([value for name, value in headers if name == "set-cookie"])
            if status not in {301, 302, 303}:
                break
            target = urlsplit(urljoin(path, dict(headers)["location"]))
            path = f"{target.path}?{target.query}" if target.query else target.path
            method, body = "GET", b""
        if status != 200:
            raise Failed(f"{status} on {method} {path.partition('?')[0]}")
        return Page(path, answer.decode())

    def _request(self, method: str, path: str, body: bytes) -> bytes:
        host = f"{self.line.host}:{self.line.port}"
        head = [f"{method} {path} HTTP/1.1", f"Host: {host}", "Accept: text/html"]
        if self.cookies:
            head.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if method == "POST":
            head.append("Content-Type: application/x-www-form-urlencoded")
            head += [f"Content-Length: {len(body)}", f"Origin: http://{host}"]
        return "\r\n".join([*head, "", ""]).encode() + body

    def _keep(self, lines: list[str]) -> None:
        for line in lines:
            name, _, value = line.partition(";")[0].partition("=")
            if value.strip('"') and "max-age=0" not in line.lower():
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)


def filled_in(page: Page, draw: random.Random) -> tuple[str, list[tuple[str, str]]]:
    """Return where the page's largest form goes, and its fields with every question answered.

    Raises:
        Failed: the page has no form.
    """
    forms = _FORM.findall(page.text)
    if not forms:
        raise Failed(f"no form on {page.path.partition('?')[0]}")
    opening, inside = max(forms, key=lambda form: len(form[1]))
    choices: dict[str, list[str]] = {}
    fields: list[tuple[str, str]] = []
    button: tuple[str, str] | None = None
    for tag, raw in _FIELD.findall(inside):
        known = {name: html.unescape(value) for name, value in _ATTRIBUTE.findall(raw)}
        name, value = known.get("name", ""), known.get("value", "")
        kind = known.get("type", "submit" if tag == "button" else "text")
        if kind == "submit":
            button = button if _NOT_ON.search(name) else (name, value)
        elif kind == "radio":
            choices.setdefault(name, []).append(value)
        elif tag == "textarea":
            fields.append((name, TYPED))
        elif kind == "hidden" or (kind == "checkbox" and draw.random() < 0.5):
            fields.append((name, value))
    fields += [(name, draw.choice(values)) for name, values in choices.items()]
    fields += [button] if button and button[0] else []
    action = dict(_ATTRIBUTE.findall(opening)).get("action", "")
    return urljoin(page.path, html.unescape(action)) if action else page.path, fields


async def walk(visitor: Visitor, path: str, is_done: Callable[[Page], bool]) -> int:
    """Answer a whole survey from its link; return the number of pages that were sent.

    Raises:
        Failed: a page is no page, or the survey does not end.
    """
    page = await visitor.get(path)
    for sent in range(MOST_PAGES):
        if is_done(page):
            return sent
        page = await visitor.post(*filled_in(page, visitor.random))
    raise Failed("the survey does not end")
