"""What one answer costs: processor time and statements, in one process on SQLite. Part of `make bench`.

A demonstration of its own in a temporary folder; Django's own client, so without the web server's part.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
FIRST, WHOLE = 200, 60


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="drieklank-bench-") as home:
        os.environ |= {
            "DRIEKLANK_HOME": home,
            "DRIEKLANK_DEMO": "1",
            "DJANGO_SETTINGS_MODULE": "drieklank.config.settings",
            "BASE_URL": "http://localhost",
            "LOG_LEVEL": "ERROR",
            "DEBUG": "0",
        }
        _measure()
    return 0


def _measure() -> None:
    import django  # noqa: PLC0415 -- after the settings of this measurement
    from django.core.management import call_command  # noqa: PLC0415 -- as above
    from django.db import connection  # noqa: PLC0415 -- as above
    from django.test import Client  # noqa: PLC0415 -- as above

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from drieklank.base.tenancy import open_every_tenant  # noqa: PLC0415 -- as above
    from drieklank.homes.demo.fill import fill  # noqa: PLC0415 -- as above
    from drieklank.measure.models import Invitation  # noqa: PLC0415 -- as above
    from drieklank.measure.queries import link_of  # noqa: PLC0415 -- as above

    fill()
    with open_every_tenant("measuring"):
        rows = Invitation.objects.filter(
            role="parents", answered=False, round__state="open"
        ).select_related("round")
        links = [link_of(row).removeprefix("http://localhost") for row in rows[: WHOLE + 1]]

    def visitor(link: str) -> Client:
        client = Client(HTTP_HOST="localhost", HTTP_ORIGIN="http://localhost")
        client.get(link)
        return client

    client = visitor(links[0])
    client.get("/v/deel/1/")  # the first visit lays the pages out
    statements: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        page = client.get("/v/deel/1/")
    assert b"radio" in page.content
    started = time.process_time()
    for _ in range(FIRST):
        assert client.get("/v/deel/1/").status_code == 200
    first = (time.process_time() - started) / FIRST * 1000

    started = time.process_time()
    requests = 0
    for link in links[1:]:
        requests = _whole_answer(visitor(link))
    whole = (time.process_time() - started) / WHOLE * 1000
    print("| what | figure |\n|---|---|")
    print(
        f"| page with questions | {first:.1f} ms of processor time, {len(statements)} statements |"
    )
    print(f"| whole answer, {requests} requests | {whole:.0f} ms of processor time |")


def _whole_answer(client: object) -> int:
    """Fill in every page and send; gives the number of requests."""
    import re  # noqa: PLC0415 -- only here

    requests, url = 2, "/v/deel/1/"
    for _ in range(9):
        page = client.get(url).content.decode()  # type: ignore[attr-defined] # a test client
        requests += 1
        names = set(re.findall(r'type="radio"[^>]*name="([^"]+)"', page))
        names |= set(re.findall(r'name="([^"]+)"[^>]*type="radio"', page))
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
        answer = client.post(url, hidden | dict.fromkeys(names, "3") | {"next": "1"})  # type: ignore[attr-defined] # as above
        requests += 1
        url = answer.headers.get("Location", "")
        if "/klaar" in url or not url:
            break
    assert "/klaar" in url, (url, page[:400])
    return requests


if __name__ == "__main__":
    sys.exit(main())
