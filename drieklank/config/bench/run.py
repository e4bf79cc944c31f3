"""The measurement itself: which operations, how often, and what they are held against."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import cycle
from typing import Any, Final

from drieklank.config.bench.load import (
    Load,
    Operation,
    first_page,
    first_questions,
    middle,
    whole_answer,
)
from drieklank.config.bench.report import line
from drieklank.config.bench.server import Server

CLIENTS: Final = (1, 8, 32)
RUSH: Final = 500
# Links that are only looked at; the others are answered, each once.
LOOKED_AT: Final = 500
# Processor time is counted in hundredths of a second, so a run is long enough to make that small.
PAGES: Final = 600
ANSWERS: Final = 64


@dataclass(frozen=True)
class Aim:
    """A promise of the product about one figure of the measurement."""

    what: str
    most: float
    figure: Callable[[Mapping[str, Any]], float]


def _of(operation: str, clients: int, name: str) -> Callable[[Mapping[str, Any]], float]:
    return lambda measured: float(measured["operations"][operation][str(clients)][name])


AIMS: Final = (
    Aim("eerste pagina, processortijd in ms", 4.6, _of("first_page", 8, "cpu_ms_total")),
    Aim(
        "eerste pagina met vragen, processortijd in ms",
        4.6,
        _of("first_questions", 8, "cpu_ms_total"),
    ),
    Aim("heel antwoord, processortijd in ms", 31, _of("whole_answer", 8, "cpu_ms_total")),
    Aim("eerste pagina, p95 in ms bij 8 bezoekers", 60, _of("first_page", 8, "p95")),
    Aim("eerste pagina, p95 in ms bij 32 bezoekers", 250, _of("first_page", 32, "p95")),
    Aim("databasevragen per pagina, hoogstens", 6, lambda m: float(m["statements"]["most"])),
    Aim("fouten", 0, lambda m: float(m["errors"])),
    Aim("geheugen van alle processen samen in MB (PSS)", 300, lambda m: float(m["pss_mb"])),
)


def measure(server: Server, repeats: int, rush: int, say: Callable[[str], None]) -> dict[str, Any]:
    """Measure a started server; returns plain data (docs/operations/performance.md)."""
    links = server.links
    answered, looked_at = iter(links[:-LOOKED_AT]), links[-LOOKED_AT:]
    measured: dict[str, Any] = {
        "database": "postgresql" if server.postgres else "sqlite",
        "invitations": server.invitations,
        "schools": server.schools,
        "cores": os.cpu_count(),
        "load_average_before": os.getloadavg()[0],
        "statements": server.statements(next(answered)),
        "operations": {},
    }
    work: tuple[tuple[str, Operation, Iterator[str], int], ...] = (
        ("first_page", first_page, cycle(looked_at), PAGES),
        ("first_questions", first_questions, cycle(looked_at), PAGES),
        ("whole_answer", whole_answer, answered, ANSWERS),
    )
    for name, operation, own, count in work:
        load = Load(server.base, own, server.watch)
        load.run(operation, 4, 20)  # warm-up
        measured["operations"][name] = {}
        for clients in CLIENTS:
            found = middle([load.run(operation, clients, count) for _ in range(repeats)])
            measured["operations"][name][str(clients)] = found
            say(line(name, clients, found))
    if rush:
        measured["rush"] = _rush(server, answered, rush)
    runs = [run for by in measured["operations"].values() for run in by.values()]
    measured["errors"] = sum(run["errors"] for run in runs)
    if measured["errors"]:
        measured["server_said"] = (server.home / "server.log").read_text("utf-8")[-4000:]
    measured["pss_mb"] = round(max(sum(run["pss_mb"].values()) for run in runs), 1)
    measured["aims"] = [_held(aim, measured) for aim in AIMS]
    (server.home / "links.txt").write_text("".join(f"{link}\n" for link in answered), "ascii")
    return measured


def _rush(server: Server, links: Iterator[str], visitors: int) -> dict[str, Any]:
    """So many families in one minute; lost and double follow from what the database holds."""
    before = server.counted()
    found = middle([Load(server.base, links, server.watch).rush(whole_answer, visitors, 60)])
    after = server.counted()
    marked = after["answered"] - before["answered"]
    kept = after["envelopes"] - before["envelopes"]
    return {
        "families": visitors,
        "thanked": found["operations"],
        "errors": found["errors"],
        "reasons": found["reasons"],
        "lost": found["operations"] - kept,
        "double": kept - marked,
        "request_p95": found["request_p95"],
        "cpu_ms_total": found["cpu_ms_total"],
    }


def _held(aim: Aim, measured: Mapping[str, Any]) -> dict[str, Any]:
    value = aim.figure(measured)
    return {"what": aim.what, "aim": aim.most, "measured": value, "met": value <= aim.most}
