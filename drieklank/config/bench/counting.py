"""Counts in the home of the measurement: `python -m drieklank.config.bench.counting rows|statements LINK`."""

from __future__ import annotations

import asyncio
import json
import os
import random
import sys
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from drieklank.config.bench.load import is_thanked
from drieklank.config.bench.visitor import Visitor, walk


def rows() -> dict[str, int]:
    """Marks, envelopes and drafts of all rounds: who answered is not asked, only how many."""
    from drieklank.base.tenancy import open_every_tenant  # noqa: PLC0415 -- Django must be ready
    from drieklank.measure.models import Draft, Envelope, Invitation  # noqa: PLC0415 -- as above

    with open_every_tenant("counting after a measurement"):
        return {
            "answered": Invitation.objects.filter(answered=True).count(),
            "envelopes": Envelope.objects.count(),
            "drafts": Draft.objects.count(),
        }


@dataclass
class _Inside:
    """A line to the pages in this process; keeps how many statements each request took."""

    host: str = "localhost"
    port: int = 80
    counts: dict[str, int] = field(default_factory=dict)

    async def send(self, request: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        return await asyncio.to_thread(self._send, request)

    def _send(self, request: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
        from django.db import connection  # noqa: PLC0415 -- Django must be ready
        from django.test import Client  # noqa: PLC0415 -- as above

        head, _, body = request.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        method, path, _ = first.split(" ")
        headers = dict(line.split(": ", 1) for line in lines)
        kind = headers.pop("Content-Type", "")
        taken: list[str] = []

        def count(execute: Any, sql: str, *rest: Any) -> Any:
            taken.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            answer = Client().generic(method, path, body, kind, headers=headers)
        name = f"{method} {urlsplit(path).path}"
        self.counts[name] = max(self.counts.get(name, 0), len(taken))
        cookies = [("set-cookie", morsel.OutputString()) for morsel in answer.cookies.values()]
        plain = [(key.lower(), value) for key, value in answer.headers.items()]
        return answer.status_code, plain + cookies, answer.content


def statements(link: str) -> dict[str, int]:
    """Statements of the first page, of the first page with questions, and of the busiest request."""
    line = _Inside()
    visitor = Visitor(line, random.Random(1))  # noqa: S311 -- answers of nobody
    asyncio.run(walk(visitor, urlsplit(link).path, is_thanked))
    return {
        "first_page": line.counts["GET /v/"],
        "first_questions": line.counts["GET /v/deel/1/"],
        "most": max(line.counts.values()),
    }


def main(arguments: list[str]) -> None:
    import django  # noqa: PLC0415 -- settings come from the environment of this process

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drieklank.config.settings")
    django.setup()
    found = rows() if arguments[0] == "rows" else statements(arguments[1])
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
