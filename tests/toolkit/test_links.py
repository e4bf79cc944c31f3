"""Addresses: which may stand in an own text, how they are shown, and whether they are still there."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.config.cli import main
from drieklank.toolkit import queries
from drieklank.toolkit.actions.links import check_links
from drieklank.toolkit.link_visits import Network, is_outside, visit
from drieklank.toolkit.models import LinkCheck, LinkState
from drieklank.toolkit.queries.directory import support_lines
from drieklank.toolkit.queries.links import addresses_to_check
from drieklank.toolkit.reading import own_html
from drieklank.toolkit.rules.editions import edition_words
from drieklank.toolkit.rules.links import faults, is_web, links_in, with_links
from drieklank.toolkit.tasks import weekly_links
from tests.cast import Cast
from tests.toolkit.desk import KIEZEN, own_of_vlieger

AGENTS: list[str] = []


# What the site of the test answers: status, and where it sends the visitor; anything else is 404.
ANSWERS = {
    **dict.fromkeys(("/", "/new", "/no-head", "/slash/", "/slow"), (200, "")),
    "/round": (302, "/round"),
    "/to-inside": (301, "http://10.0.0.1/"),
    "/to-file": (301, "file:///etc/passwd"),
    "/to-nonsense": (301, "http://["),
    "/old": (301, "/new"),
    "/slash": (301, "/slash/"),
    "/today": (302, "/new"),
    "/old-gone": (301, "/nowhere"),
    "/down": (503, ""),
    "/closed": (410, ""),
}


class Site(BaseHTTPRequestHandler):
    """A site with a page that works, one that moved, one that is gone, and some that behave oddly."""

    def _answer(self) -> None:
        AGENTS.append(self.headers["User-Agent"])
        path = self.path.partition("?")[0]
        if path == "/slow":
            time.sleep(1.5)
        if path == "/no-head" and self.command == "HEAD":
            self._say(405)
        else:
            self._say(*ANSWERS.get(path, (404, "")))

    do_GET = do_HEAD = _answer  # noqa: N815 -- what the server of the standard library calls

    def _say(self, status: int, to: str = "") -> None:
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nothing: the tests read what it answers."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def here(site: str) -> Network:
    """May visit the server of the test, and nothing else."""
    port = int(site.rpartition(":")[2])
    return Network(lambda ip, at: ip == "127.0.0.1" and at == port, timeout=0.5)


@pytest.mark.parametrize(
    ("path", "state", "status", "moved"),
    [
        ("/", LinkState.OK, 200, ""),
        ("/?a=b%20c&d=é", LinkState.OK, 200, ""),
        ("/no-head", LinkState.OK, 200, ""),
        ("/old", LinkState.MOVED, 200, "/new"),
        ("/today", LinkState.OK, 200, ""),
        ("/slash", LinkState.OK, 200, ""),
        ("/nowhere", LinkState.GONE, 404, ""),
        ("/old-gone", LinkState.GONE, 404, ""),
        ("/closed", LinkState.GONE, 410, ""),
        ("/down", LinkState.UNKNOWN, 503, ""),
        ("/slow", LinkState.UNKNOWN, None, ""),
        ("/round", LinkState.UNKNOWN, 302, ""),
        ("/to-inside", LinkState.UNKNOWN, None, ""),
        ("/to-file", LinkState.UNKNOWN, None, ""),
        ("/to-nonsense", LinkState.UNKNOWN, 301, ""),
    ],
)
def test_answer_of_a_site_decides_what_the_page_says(
    site: str, path: str, state: str, status: int | None, moved: str
) -> None:
    found = visit(f"{site}{path}", here(site))
    where = f"{site}{moved}" if moved else ""
    assert (found.state, found.status, found.moved_to) == (state, status, where)


def test_visitor_says_who_it_is(site: str) -> None:
    AGENTS.clear()
    visit(site, here(site))
    assert AGENTS == ["Drieklank-linkcheck/1.0"]


def test_nothing_within_our_own_network_is_visited(site: str) -> None:
    AGENTS.clear()
    assert visit(site, Network()).state == LinkState.UNKNOWN
    assert AGENTS == []
    inside = (
        "127.0.0.1",
        "10.1.2.3",
        "192.168.1.1",
        "169.254.169.254",
        "::1",
        "fd00::1",
        "0.0.0.0",
    )
    assert [is_outside(ip, 443) for ip in inside] == [False] * len(inside)
    assert is_outside("93.184.216.34", 443)
    assert not is_outside("93.184.216.34", 22)


@pytest.mark.parametrize(
    "ip",
    [
        *("64:ff9b::a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:a9fe:a9fe::1"),
        *("2001:0:7f00:1::", "::7f00:1", "::ffff:10.0.0.1", "fec0::1", "ff02::1", "fe80::1%1"),
        *("224.0.0.1", "192.0.0.8", "100.64.0.1"),
    ],
)
def test_address_that_leads_inside_by_a_detour_is_not_visited(ip: str) -> None:
    """An older address may be written within a newer one: 64:ff9b::a9fe:a9fe is 169.254.169.254."""
    assert not is_outside(ip, 443)


@pytest.mark.parametrize("ip", ["2606:2800:220:1::1", "2a02:22d0::1", "64:ff9b::5db8:d822"])
def test_site_with_a_newer_address_is_visited(ip: str) -> None:
    assert is_outside(ip, 443)


def test_check_marks_the_directory_and_own_texts_and_forgets_what_nobody_shows(
    cast: Cast, site: str
) -> None:
    row = own_of_vlieger(cast, aim=f"Lees {site}/nowhere en [dit]({site}/).")
    LinkCheck.objects.create(url="https://niemand.example/", checked_on=today(), state="ok")
    shown = addresses_to_check()
    assert {f"{site}/nowhere", f"{site}/"} < set(shown)
    assert {one.url for one in queries.supports() if one.url} < set(shown)
    found = check_links(network=here(site), pause=0)
    assert len(found) == len(shown) == LinkCheck.objects.count()
    states = dict(LinkCheck.objects.filter(url__startswith=site).values_list("url", "state"))
    assert states == {f"{site}/nowhere": "gone", f"{site}/": "ok"}
    said = cast.client("teacher").get(f"{KIEZEN}{row.key}/").content.decode()
    assert said.count("(dit adres werkt niet meer)") == 1


def test_directory_says_when_somebody_looked_and_what_is_gone(cast: Cast) -> None:
    gone, moved, fine = [one for one in queries.supports() if one.url][:3]
    for one, state, to in (
        (gone, "gone", ""),
        (moved, "moved", "https://nieuw.example/"),
        (fine, "ok", ""),
    ):
        LinkCheck.objects.create(url=one.url, checked_on=today(), state=state, moved_to=to)
    lines = {line.support.key: line for line in support_lines()}
    assert lines[gone.key].is_gone
    assert lines[moved.key].moved_to == "https://nieuw.example/"
    assert lines[fine.key].looked_on == today()
    said = cast.client("teacher").get(f"{KIEZEN}hulp-van-buiten/").content.decode()
    assert "Niet meer gevonden" in said
    assert f'href="{gone.url}"' not in said
    assert 'href="https://nieuw.example/"' in said
    assert "Laatst gekeken: onbekend" in said


@pytest.mark.django_db
def test_fault_at_home_calls_nothing_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a name server every host is unknown; that says nothing about the sites."""
    found = check_links(["https://bestaat-niet.invalid/"], Network(timeout=0.5), pause=0)
    assert [one.visit.state for one in found] == [LinkState.UNKNOWN]


@pytest.mark.django_db
def test_weekly_look_stays_at_home_unless_it_was_chosen(settings: Any) -> None:
    assert settings.LINK_CHECK is False
    weekly_links.func()
    assert not LinkCheck.objects.exists()


@pytest.mark.django_db
def test_weekly_look_waits_a_week(settings: Any) -> None:
    settings.LINK_CHECK = True
    LinkCheck.objects.create(url="https://blad.example/", checked_on=today(), state="ok")
    weekly_links.func()
    assert LinkCheck.objects.get().url == "https://blad.example/"


@pytest.mark.django_db
def test_command_tells_as_data_what_it_found(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "drieklank.toolkit.actions.links.addresses_to_check", lambda: ("http://127.0.0.1:9/x",)
    )
    assert main(["check-links", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [
        {"url": "http://127.0.0.1:9/x", "state": "unknown", "status": None, "moved_to": ""}
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVa\tScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHN2Zz4=)",
        "<vbscript:msgbox(1)>",
        "[x](file:///etc/passwd)",
        "[x](ftp://oud.example/)",
        "[x](/beheer/)",
        "[x]: javascript:alert(1)",
        "https://naam:geheim@bank.example/",
        "java\u200bscript:alert(1)",
    ],
)
def test_address_that_is_no_site_is_refused(text: str) -> None:
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kijk op https://blad.example/a?b=c#d.",
        "[lees](https://blad.example/) en <http://oud.example>",
        "Welke data: maandag of dinsdag? Let op: file van 10 minuten.",
        "Over javascript praten mag.",
        "",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert faults(text) == ()


def test_each_link_says_where_it_leads() -> None:
    html = own_html(lambda url: LinkState.GONE if "weg" in url else "")
    assert html("[bank](https://evil.example/x)") == (
        '<p><a href="https://evil.example/x" rel="noopener noreferrer">bank</a> (evil.example)</p>\n'
    )
    assert "weg.example/</a> (dit adres werkt niet meer)." in html("Zie https://weg.example/.")


@given(st.text(max_size=200))
def test_links_that_are_found_are_of_the_web_whatever_was_typed(text: str) -> None:
    assert all(is_web(url) for url in links_in(text))
    assert set(links_in(with_links(text))) == set(links_in(text))


def test_yearly_edition_asks_to_look_once_its_year_is_over() -> None:
    assert edition_words(2025, 2026) == "Uitgave 2025; kijk of er een nieuwe is"
    assert edition_words(2026, 2026) == "Uitgave 2026"
    assert "onbekend" in edition_words(None, 2026)


def test_editor_is_reminded_of_yearly_editions(cast: Cast) -> None:
    with open_every_tenant("test"):
        cast.users["administrator"].is_editor = True
        cast.users["administrator"].save()
    said = cast.client("administrator").get("/redactie/").content.decode()
    assert "De Staat van de Ouder" in said
