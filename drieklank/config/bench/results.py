"""`drieklank bench report`: what closing, publishing, reading and writing out a large round costs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from drieklank.config.bench.database import Postgres
from drieklank.config.bench.load import Load, middle
from drieklank.config.bench.server import Server
from drieklank.config.bench.visitor import Failed, Visitor

ANSWERS: Final = 10_000
FEW: Final = 200
CLIENTS: Final = (1, 8)
VIEWS: Final = 60
AIM_CLOSE: Final = 2.0  # seconds of processor time
AIM_FILE: Final = 1.0
AIM_PAGE: Final = 100.0  # milliseconds, p95


def measure(
    answers: int, postgres: Postgres | None, repeats: int, say: Callable[[str], None]
) -> dict[str, Any]:
    """Make two rounds, of many and of few answers, and measure both; returns plain data.

    Raises:
        DidNotStart: a step failed.
    """
    home = Path(mkdtemp(prefix="drieklank-bench-"))
    figures, sizes = home / "figures.json", (str(answers), str(FEW))
    # A leader reads the report; a second factor would stand before every page.
    server = Server(
        0,
        0,
        postgres,
        home,
        filling=("drieklank.config.bench.closing", str(figures), *sizes),
        extra={"REQUIRE_SECOND_FACTOR": "no"},
    )
    try:
        say(f"Een meting met {answers} antwoorden wordt gemaakt, gesloten en gedeeld.")
        server.start()
        rounds: dict[str, Any] = json.loads(figures.read_text(encoding="utf-8"))
        for size, found in rounds.items():
            say(f"De pagina met het rapport, {size} antwoorden.")
            found["page"] = _page(server, found.pop("path"), found.pop("cookie"), repeats)
    finally:
        server.stop()
    database = "postgresql" if postgres else "sqlite"
    return {"database": database, "rounds": rounds, "aims": _aims(rounds[str(answers)])}


def _page(server: Server, path: str, cookie: str, repeats: int) -> dict[str, Any]:
    name, _, value = cookie.partition("=")

    async def read(visitor: Visitor, link: str) -> None:
        visitor.cookies[name] = value
        page = await visitor.get(link)
        if page.path != path:
            raise Failed(f"no report on {page.path}")

    load = Load(server.base, repeat(path), server.watch)
    load.run(read, 4, 12)  # warm-up
    return {
        str(clients): middle([load.run(read, clients, VIEWS) for _ in range(max(1, repeats))])
        for clients in CLIENTS
    }


def _aims(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    figures: list[tuple[str, float, float]] = [
        ("sluiten, processortijd in s", AIM_CLOSE, found["steps"]["close"]["cpu_s"])
    ]
    figures += [
        (f"bestand {kind}, processortijd in s", AIM_FILE, made["cpu_s"])
        for kind, made in found["files"].items()
    ]
    figures += [
        (f"rapport, p95 in ms bij {clients} lezers", AIM_PAGE, page["p95"])
        for clients, page in found["page"].items()
    ]
    errors = sum(page["errors"] for page in found["page"].values())
    figures.append(("fouten", 0, errors))
    return [
        {"what": what, "aim": aim, "measured": value, "met": value <= aim}
        for what, aim, value in figures
    ]


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """One line per step, file and number of readers, then one per aim."""
    for size, measured in found["rounds"].items():
        for name, step in (measured["steps"] | measured["files"]).items():
            yield (
                f"{size:>6} antwoorden, {name:8}: {step['cpu_s']:.3f} s processortijd, "
                f"{step['wall_s']:.3f} s, ijking {step['calibration']:.0f} ms"
            )
        for clients, page in measured["page"].items():
            yield (
                f"{size:>6} antwoorden, rapport bij {clients} tegelijk: {page['cpu_ms_total']:.1f} ms "
                f"processortijd, p50 {page['p50']:.0f} ms, p95 {page['p95']:.0f} ms, fouten {page['errors']}"
            )
    for aim in found["aims"]:
        mark = "gehaald" if aim["met"] else "NIET gehaald"
        yield f"{aim['what']}: {aim['measured']:g} (hoogstens {aim['aim']:g}) {mark}"
