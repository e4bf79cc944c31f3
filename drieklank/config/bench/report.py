"""The figures of a measurement as text: `python -m drieklank.config.bench.report FILE.json`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any


def lines(found: Mapping[str, Any]) -> Iterator[str]:
    """One line per figure, then one per aim, then where a server that was left up stands."""
    for operation, by_clients in found.get("operations", {}).items():
        for clients, figures in by_clients.items():
            yield line(operation, clients, figures)
    if rush := found.get("rush"):
        yield (
            f"toeloop: {rush['families']} gezinnen in één minuut, {rush['thanked']} bedankt, "
            f"fouten {rush['errors']}, verloren {rush['lost']}, dubbel {rush['double']}"
        )
    for aim in found.get("aims", []):
        mark = "gehaald" if aim["met"] else "NIET gehaald"
        yield f"{aim['what']}: {aim['measured']:g} (hoogstens {aim['aim']:g}) {mark}"
    for name in ("address", "processes", "links", "stop"):
        if name in found:
            yield f"{name}: {found[name]}"


def line(operation: str, clients: int | str, found: Mapping[str, Any]) -> str:
    """One operation at one number of visitors at once."""
    return (
        f"{operation:16} {clients:>3} tegelijk: {found['cpu_ms_total']:6.2f} ms processortijd, "
        f"{found['per_second']:7.1f} per seconde, p50 {found['p50']:.0f} ms, p95 {found['p95']:.0f} ms, "
        f"fouten {found['errors']}, anderen {found['others_cores']:.1f} kern, ijking {found['calibration']:.0f} ms"
    )


if __name__ == "__main__":
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    sys.stdout.write("".join(f"{one}\n" for one in lines(json.loads(text))))
