"""Pictures every page for every role: `make shots` fills var/shots/ROLE/WIDTH-SCHEME/PAGE.png.

Makes a demonstration of its own in a temporary folder, serves it on a free port, signs in on the page
"kies wie je bent" and follows every link; then goes through the questionnaires as who answers them.
Pages of one kind (same URL name) are pictured at most PER_NAME times. Prints what answered with an error,
logged one in the browser, or is wider than the screen; then the exit code is 1.
`scripts/shots.py teacher parent` takes these roles only.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "var" / "shots"
PER_NAME = 2
SIZES = {390: 844, 1280: 800}
SCHEMES = ("light", "dark")
# Files, and addresses that end the session.
NOT_A_PAGE = re.compile(
    r"\.(pdf|csv|xlsx|zip|ics|sav|sps|png|svg|json|pem)$|/afmelden|/logout|/download|/static/|/pdf/$"
)
BROWSER = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
           "--disable-background-networking", "--disable-component-update"]  # fmt: skip


@contextlib.contextmanager
def demonstration() -> Iterator[tuple[str, dict[str, list[str]]]]:
    """A served demonstration; gives its address and links for who answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = tempfile.mkdtemp(prefix="drieklank-shots-")
    address = f"http://127.0.0.1:{port}"
    # Nothing of whoever starts this (a test, a developer's own settings) reaches the demonstration.
    ours = ("DRIEKLANK_", "DB_", "DJANGO_", "DATABASE_URL", "SECRET_KEY", "EMAIL_", "ALLOWED_HOSTS")
    outside = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    env = outside | {
        "DRIEKLANK_HOME": home,
        "DRIEKLANK_DEMO": "1",
        "PORT": str(port),
        "BASE_URL": address,
    }
    command = str(ROOT / ".venv" / "bin" / "drieklank")
    for step in ("migrate", "demo", "static"):
        subprocess.run([command, step], env=env, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen(
        [command, "serve", "--port", str(port)], env=env, stdout=subprocess.DEVNULL
    )
    try:
        _wait_for(f"{address}/healthz")
        yield address, invitation_links(env)
    finally:
        server.terminate()
        server.wait(30)
        shutil.rmtree(home, ignore_errors=True)


# Prints links to the running round that nobody used yet, some for each kind of person who answers, and
# as "public" the pages for everybody that a link in a mail or on paper leads to.
LINKS = """
import json, django
django.setup()
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Invitation
from drieklank.measure.queries.invitations import link_of
from drieklank.results.models import Certificate, Telling
from django.urls import reverse
with open_every_tenant("pictures of the answer pages"):
    rows = Invitation.objects.filter(answered=False, round__state="open").select_related("round")
    kinds = {"parent-nl": ("parents", "nl"), "parent-ar": ("parents", "ar"), "team": ("team", "nl")}
    links = {
        kind: [link_of(row) for row in rows.filter(role=role, language=language)[:4]]
        for kind, (role, language) in kinds.items()
    }
    told = Telling.objects.select_related("round__school").order_by("pk")
    pages = [reverse("results:shared", args=[one.round.school.code, one.round.code]) for one in told]
    codes = Certificate.objects.values_list("code", flat=True)
    issued = [reverse("results:certificate_public", args=[f"{one[:5]}-{one[5:]}"]) for one in codes]
    criteria = [reverse("results:certificate_criteria"), reverse("results:certificate_keys")]
    links["public"] = [f"{pages[0]}?taal=ar", *issued, *criteria]
print(json.dumps(links))
"""


def invitation_links(env: dict[str, str]) -> dict[str, list[str]]:
    """kind of person -> four links that have not been used; "public" -> pages for everybody."""
    env = env | {"DJANGO_SETTINGS_MODULE": "drieklank.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", LINKS], env=env, cwd=ROOT, check=True, capture_output=True, text=True
    )
    links: dict[str, list[str]] = json.loads(done.stdout)
    return links


def _wait_for(address: str) -> None:
    for _ in range(120):
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310 -- loopback
            return
        time.sleep(0.5)
    raise SystemExit("the demonstration did not start")


def name_of(path: str) -> str:
    """The URL name of a path, as a file name; the path itself where no page answers."""
    from django.urls import Resolver404, resolve  # noqa: PLC0415 -- after django.setup()

    try:
        match = resolve(path)
    except Resolver404:
        return re.sub(r"\W+", "-", path).strip("-") or "start"
    return (match.view_name or match.route).replace(":", "-")


@dataclass
class Walk:
    """One role's way through its pages."""

    role: str
    address: str
    faults: list[str] = field(default_factory=list)
    pages: list[tuple[str, str]] = field(default_factory=list)  # (file name, path)

    def explore(self, page: Page, *starts: str) -> None:
        """Collect the pages that links lead to, breadth first."""
        seen, counts, queue = set(starts), Counter[str](), deque(starts)
        page.on("pageerror", lambda error: self.faults.append(f"{self.role} {page.url}: {error}"))
        page.on("console", lambda said: self._heard(page, said.type, said.text))
        while queue:
            path = queue.popleft()
            name = name_of(urlsplit(path).path)
            if counts[name] >= PER_NAME:
                continue
            counts[name] += 1
            if not self._visit(page, path):
                continue
            self.pages.append((f"{name}-{counts[name]}" if counts[name] > 1 else name, path))
            for link in self._links(page):
                if link not in seen:
                    seen.add(link)
                    queue.append(link)

    def _heard(self, page: Page, kind: str, text: str) -> None:
        if kind == "error":
            self.faults.append(f"{self.role} {page.url}: {text}")

    def _visit(self, page: Page, path: str) -> bool:
        try:
            answer = page.goto(self.address + path, wait_until="load")
        except Error as error:
            if "Download is starting" not in str(error):
                self.faults.append(f"{self.role} {path}: {error.message.splitlines()[0]}")
            return False
        if answer is None or answer.status >= 400:
            self.faults.append(f"{self.role} {path}: {answer.status if answer else 'no answer'}")
        return True

    def _links(self, page: Page) -> list[str]:
        found: list[str] = page.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
        paths = []
        for link in found:
            parts = urlsplit(link)
            if "taal=" in parts.query:  # would change the language for the rest of the walk
                continue
            if f"{parts.scheme}://{parts.netloc}" == self.address and not NOT_A_PAGE.search(
                parts.path
            ):
                paths.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        return paths

    def picture(self, context: BrowserContext, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        page = context.new_page()
        for name, path in self.pages:
            if self._visit(page, path):
                page.screenshot(path=folder / f"{name}.png", full_page=True)
                wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if wide > 0:
                    self.faults.append(
                        f"{self.role} {path}: {wide} px wider than the screen ({folder.name})"
                    )
        page.close()


def roles(browser: Browser, address: str) -> list[str]:
    """The keys on the page "kies wie je bent"."""
    page = browser.new_page()
    page.goto(f"{address}/aanmelden/")
    keys: list[str] = page.eval_on_selector_all("button[name=who]", "all => all.map(b => b.value)")
    page.close()
    return keys


def walk_as(browser: Browser, address: str, role: str, public: list[str]) -> Walk:
    walk = Walk(role or "visitor", address)
    context = browser.new_context(
        base_url=address, locale="nl-NL", viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    if role:
        page.goto("/aanmelden/")
        page.click(f"button[name=who][value={role}]")
    walk.explore(page, *([urlsplit(page.url).path] if role else ["/aanmelden/", *public]))
    state = context.storage_state()
    context.close()
    for width, height in SIZES.items():
        for scheme in SCHEMES:
            context = browser.new_context(
                base_url=address, locale="nl-NL", storage_state=state, color_scheme=scheme,
                reduced_motion="reduce", viewport={"width": width, "height": height},
            )  # fmt: skip
            walk.picture(context, OUT / walk.role / f"{width}-{scheme}")
            context.close()
    return walk


def answer(browser: Browser, kind: str, links: list[str]) -> list[str]:
    """Go through the questionnaire, once per size and scheme, and picture each page; gives the faults."""
    faults: list[str] = []
    looks = [(width, scheme) for width in SIZES for scheme in SCHEMES]
    for (width, scheme), link in zip(looks, links, strict=False):
        folder = OUT / f"answering-{kind}" / f"{width}-{scheme}"
        folder.mkdir(parents=True, exist_ok=True)
        context = browser.new_context(
            color_scheme=scheme, reduced_motion="reduce",
            viewport={"width": width, "height": SIZES[width]},
        )  # fmt: skip
        page = context.new_page()
        page.goto(link)
        for number in range(1, 16):
            page.screenshot(path=folder / f"{number:02}.png", full_page=True)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if wide > 0:
                faults.append(f"{kind} {page.url}: {wide} px wider than the screen ({folder.name})")
            onward = page.locator("main button.btn--big").first
            if urlsplit(page.url).path.startswith("/v/klaar/") or onward.count() == 0:
                break
            for first in page.locator("fieldset").all():
                if first.locator("input[type=radio]").count():
                    first.locator("input[type=radio]").nth(1).check(force=True)
            with page.expect_navigation():
                onward.click()
        else:
            faults.append(f"{kind}: no end was reached ({folder.name})")
        context.close()
    return faults


def main() -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not installed: as root, scripts/system.sh installs it.", file=sys.stderr)
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drieklank.config.settings")
    import django  # noqa: PLC0415 -- only for the names of pages

    django.setup()
    shutil.rmtree(OUT, ignore_errors=True)
    faults: list[str] = []
    with demonstration() as (address, links), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER)
        public = links.pop("public")
        for role in sys.argv[1:] or ["", *roles(browser, address)]:
            walk = walk_as(browser, address, role, public)
            print(f"{walk.role}: {len(walk.pages)} pages", flush=True)
            faults += walk.faults
        for kind, some in links.items():
            faults += answer(browser, kind, some)
            print(f"answering as {kind}: {len(some)} times", flush=True)
        browser.close()
    for fault in dict.fromkeys(faults):
        print(f"FAULT {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
