"""What processes used, as Linux counts it: processor time and memory of a whole tree of them."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_TICK: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Use:
    """cpu: seconds since the processes started. pss: bytes, what several share counted once."""

    cpu: float = 0.0
    pss: int = 0
    processes: int = 0

    def __add__(self, other: Use) -> Use:
        return Use(self.cpu + other.cpu, self.pss + other.pss, self.processes + other.processes)


def _fields(pid: int) -> list[str]:
    """The fields of /proc/PID/stat after the name: state, parent, ..."""
    text = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    return text.rpartition(")")[2].split()


def parent(pid: int) -> int:
    return int(_fields(pid)[1])


def tree(pid: int) -> list[int]:
    """A process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            children.setdefault(parent(int(entry)), []).append(int(entry))
        except OSError:  # ended meanwhile
            continue
    found, waiting = [], [pid]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def _one(pid: int) -> Use:
    fields = _fields(pid)
    # user and system time, of itself and of children that ended
    cpu = sum(int(field) for field in fields[11:15]) / _TICK
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    pss = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return Use(cpu, pss * 1024, 1)


def use(pid: int) -> Use:
    """What a process and its descendants use together."""
    total = Use()
    for one in tree(pid):
        try:
            total += _one(one)
        except OSError:  # ended meanwhile
            continue
    return total


def machine_busy() -> float:
    """Processor seconds that the whole machine was busy since it started."""
    values = Path("/proc/stat").read_text(encoding="ascii").partition("\n")[0].split()[1:]
    user, nice, system, _idle, _wait, irq, soft = (int(value) for value in values[:7])
    return (user + nice + system + irq + soft) / _TICK


def name(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text(encoding="ascii", errors="replace").strip()


def calibrate() -> float:
    """Milliseconds of processor time that a fixed piece of work takes now.

    A virtual machine whose cores others use too counts more time for the same work; compare two
    measurements at like values, or divide by it.
    """
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        "".join(sorted({str(number): number * 3 % 7 for number in range(60_000)}))
        best = min(best, time.process_time() - began)
    return best * 1000
