"""Looking whether the addresses that pages link to are still there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.db import transaction

from drieklank.base.clock import today
from drieklank.toolkit.link_visits import Network, visit
from drieklank.toolkit.models import LinkCheck
from drieklank.toolkit.queries.links import addresses_to_check
from drieklank.toolkit.rules.links import LONGEST, LinkState, host_of
from drieklank.toolkit.rules.visits import Visit

# Seconds between two visits to one site.
PAUSE: Final = 1.0


@dataclass(frozen=True)
class Looked:
    """One address and what was found there."""

    url: str
    visit: Visit


def check_links(
    urls: Iterable[str] | None = None,
    network: Network | None = None,
    *,
    pause: float = PAUSE,
    tell: Callable[[Looked], None] = lambda _: None,
) -> list[Looked]:
    """Visit addresses (without: all that pages show) one after the other, and keep what was found.

    Where not one site answered, the fault is here: then nothing counts as gone for want of a host.
    """
    chosen, is_all = list(urls or addresses_to_check()), urls is None
    found: list[Looked] = []
    seen: dict[str, float] = {}
    for url in chosen:
        _wait(seen, host_of(url), pause)
        found.append(Looked(url, visit(url, network or Network())))
        tell(found[-1])
    if not any(one.visit.status for one in found):
        found = [replace(one, visit=_unsure(one.visit)) for one in found]
    _keep(found, forget_others=is_all)
    return found


def _unsure(found: Visit) -> Visit:
    return found if found.has_host else Visit(LinkState.UNKNOWN)


def _wait(seen: dict[str, float], host: str, pause: float) -> None:
    rest = seen.get(host, 0.0) + pause - time.monotonic()
    if host in seen and rest > 0:
        time.sleep(rest)
    seen[host] = time.monotonic()


@transaction.atomic
def _keep(found: list[Looked], *, forget_others: bool) -> None:
    for one in found:
        LinkCheck.objects.update_or_create(
            url=one.url,
            defaults={
                "checked_on": today(),
                "state": one.visit.state,
                "status": one.visit.status,
                "moved_to": one.visit.moved_to[:LONGEST],
            },
        )
    if forget_others:
        LinkCheck.objects.exclude(url__in=[one.url for one in found]).delete()
