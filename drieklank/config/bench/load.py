"""Closed-loop load: so many visitors at once, each begins anew as another one when it is done."""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from drieklank.config.bench.processes import Use, calibrate, machine_busy, use
from drieklank.config.bench.visitor import Failed, Line, Page, Visitor, walk

Operation = Callable[[Visitor, str], Coroutine[Any, Any, None]]
THANKS: Final = "/v/klaar/"
BROKEN: Final = (Failed, OSError, EOFError, TimeoutError, ValueError)


def is_thanked(page: Page) -> bool:
    return page.path.startswith(THANKS)


async def first_page(visitor: Visitor, link: str) -> None:
    """From the link to the page that explains: two requests."""
    page = await visitor.get(link)
    if page.path != "/v/" or "<form" not in page.text:
        raise Failed(f"no first page on {page.path}")


async def first_questions(visitor: Visitor, link: str) -> None:
    """From the link, past the page that explains, to the first page with questions."""
    await visitor.get(link)
    page = await visitor.get("/v/deel/1/")
    if 'type="radio"' not in page.text:
        raise Failed(f"no questions on {page.path}")


async def whole_answer(visitor: Visitor, link: str) -> None:
    """From the link to the thanks."""
    await walk(visitor, link, is_thanked)


@dataclass(frozen=True)
class Result:
    """One run. Times in milliseconds; cpu: processor time per operation of each watched program."""

    operations: int
    errors: Mapping[str, int]
    per_second: float
    p50: float
    p95: float
    request_p95: float
    requests: float
    cpu: Mapping[str, float]
    client_cpu: float
    others_cores: float
    calibration: float
    pss: Mapping[str, int]


@dataclass
class _Tally:
    times: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Load:
    """A server under load. watch: name of a program -> its process id, for what it uses."""

    base: str
    links: Iterator[str]
    watch: Mapping[str, int]

    def run(self, operation: Operation, clients: int, count: int) -> Result:
        """Do `count` operations by `clients` visitors at a time; fewer when the links run out."""
        return self._measured(self._closed_loop(operation, clients, count))

    def rush(self, operation: Operation, visitors: int, seconds: float) -> Result:
        """So many visitors, each with a connection of its own, who begin at moments drawn within
        `seconds`, whether or not those before them are done.
        """
        return self._measured(self._all_come(operation, visitors, seconds))

    def _measured(self, work: Coroutine[Any, Any, _Tally]) -> Result:
        before = {name: use(pid) for name, pid in self.watch.items()}
        busy, own, began = machine_busy(), time.process_time(), time.perf_counter()
        tally = asyncio.run(work)
        wall = time.perf_counter() - began
        own, busy = time.process_time() - own, machine_busy() - busy
        after = {name: use(pid) for name, pid in self.watch.items()}
        used = {name: after[name].cpu - before[name].cpu for name in after}
        return _result(tally, wall, own, busy, used, after)

    async def _closed_loop(self, operation: Operation, clients: int, count: int) -> _Tally:
        tally, left = _Tally(), iter(range(count))
        await asyncio.gather(
            *(self._client(operation, tally, left, number) for number in range(clients))
        )
        return tally

    async def _all_come(self, operation: Operation, visitors: int, seconds: float) -> _Tally:
        tally, draw = _Tally(), random.Random(visitors)  # noqa: S311 -- moments of nobody

        async def come(number: int, moment: float) -> None:
            await asyncio.sleep(moment)
            await self._client(operation, tally, iter([number]), number)

        await asyncio.gather(*(come(n, draw.uniform(0, seconds)) for n in range(visitors)))
        return tally

    async def _client(
        self, operation: Operation, tally: _Tally, left: Iterator[int], number: int
    ) -> None:
        where = urlsplit(self.base)
        line, draw = Line(where.hostname or "", where.port or 80), random.Random(number)  # noqa: S311 -- answers of nobody
        for _ in left:
            link = next(self.links, None)
            if link is None:
                break
            visitor, began = Visitor(line, draw), time.perf_counter()
            try:
                await operation(visitor, urlsplit(link).path)
            except BROKEN as reason:
                tally.errors[f"{type(reason).__name__}: {reason}"[:120]] += 1
                continue
            tally.times.append(time.perf_counter() - began)
            tally.waits += visitor.waits
        line.close()


def _result(
    tally: _Tally,
    wall: float,
    own: float,
    busy: float,
    used: Mapping[str, float],
    after: Mapping[str, Use],
) -> Result:
    done = len(tally.times)
    each = 1000 / max(1, done)
    return Result(
        operations=done,
        errors=dict(tally.errors),
        per_second=done / wall,
        p50=quantile(tally.times, 0.5) * 1000,
        p95=quantile(tally.times, 0.95) * 1000,
        request_p95=quantile(tally.waits, 0.95) * 1000,
        requests=len(tally.waits) / max(1, done),
        cpu={name: seconds * each for name, seconds in used.items()},
        client_cpu=own * each,
        calibration=calibrate(),
        others_cores=max(0.0, busy - own - sum(used.values())) / wall,
        pss={name: found.pss for name, found in after.items()},
    )


def quantile(values: list[float], share: float) -> float:
    """The value below which this share lies; 0 where there is none."""
    ordered = sorted(values)
    return ordered[round(share * (len(ordered) - 1))] if ordered else 0.0


def middle(runs: list[Result]) -> dict[str, Any]:
    """The medians of repeated runs, with all errors, as plain data for JSON."""
    errors: Counter[str] = Counter()
    for run in runs:
        errors.update(run.errors)
    names = (
        *("per_second", "p50", "p95", "request_p95", "requests"),
        *("client_cpu", "others_cores", "calibration"),
    )
    figures = {name: _median(getattr(run, name) for run in runs) for name in names}
    return {
        "operations": sum(run.operations for run in runs),
        "errors": sum(errors.values()),
        "reasons": dict(errors),
        "cpu_ms": {name: _median(run.cpu[name] for run in runs) for name in runs[0].cpu},
        "cpu_ms_total": _median(sum(run.cpu.values()) for run in runs),
        "pss_mb": {name: max(run.pss[name] for run in runs) / 1e6 for name in runs[0].pss},
        "load_average": os.getloadavg()[0],
        **figures,
    }


def _median(values: Iterator[float]) -> float:
    return round(statistics.median(values), 2)
