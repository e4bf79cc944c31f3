"""The page with all components in a real browser: axe, sideways scrolling, size of targets."""

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import axe_playwright_python
import pytest
from django.contrib.staticfiles.finders import find
from django.template.loader import render_to_string
from playwright.sync_api import Browser

from drieklank.ui.kit import kit_context

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed on this machine"),
]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; form-action 'self'; base-uri 'none'"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SMALL = """min => [...document.querySelectorAll('a,button,input,select,summary,textarea')]
    .filter(e => e.offsetParent && !e.closest('.skip') && getComputedStyle(e).display !== 'inline')
    .map(e => [e, (e.closest('label') || e).getBoundingClientRect()])
    .filter(([, box]) => box.width < min || box.height < min).map(([e]) => e.outerHTML)"""


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder under our own policy, without a line per request."""

    def log_message(self, format: str, *args: object) -> None: ...

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("kit")
    pages = {"nl": kit_context(), "ar": kit_context() | {"lang": "ar", "dir": "rtl"}}
    for name, context in pages.items():
        html = render_to_string("ui/kit.html", context | {"demo_mode": True})
        (folder / f"{name}.html").write_text(html, encoding="utf-8")
    for name in ("ui", "django_htmx"):
        shutil.copytree(str(find(name)), folder / "static" / name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    return chromium


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["nl", "ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_kit_has_no_accessibility_faults(
    site: str, browser: Browser, lang: str, scheme: str, width: int
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,  # axe itself comes in from outside
    )
    page.goto(f"{site}/{lang}.html")
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    folder = Path(axe_playwright_python.__file__).parent
    page.evaluate(next(folder.rglob("axe.min.js")).read_text(encoding="utf-8"))
    found = page.evaluate(
        "async rules => (await axe.run(document, { runOnly: rules })).violations"
        ".map(fault => [fault.id, fault.nodes.map(node => node.html)])",
        RULES,
    )
    page.close()
    assert found == []


@pytest.mark.parametrize("lang", ["nl", "ar"])
def test_kit_on_the_smallest_phone_neither_scrolls_sideways_nor_breaks_the_policy(
    site: str, browser: Browser, lang: str
) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{site}/{lang}.html", wait_until="networkidle")
    root = "document.documentElement"
    too_wide = page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
    small = page.evaluate(SMALL, 24)
    page.close()
    assert (too_wide, small, said) == (0, [], [])
