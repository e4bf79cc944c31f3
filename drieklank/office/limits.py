"""How often something may be tried, counted in the cache and forgotten within a day.

What is counted (an address, a number on the internet) is never a key as it stands: the key is a
hash under a key of the day, so that neither can be found back in the cache, nor joined over days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from drieklank.base.clock import today


@dataclass(frozen=True)
class Limit:
    """So many times within so many seconds, counted per `name`."""

    name: str
    times: int
    seconds: int


# A school's whole evening may come from one address, so the limits per network are wide; a code
# has forty random bits, and an address gets few mails.
MAILS_PER_ADDRESS: Final = Limit("mail-address", 5, 60 * 60)
MAILS_PER_NETWORK: Final = Limit("mail-network", 60, 60 * 60)
WRONG_PER_NETWORK: Final = Limit("wrong-network", 20, 15 * 60)


def _key(limit: Limit, value: str) -> str:
    digest = salted_hmac(f"drieklank.limit.{today()}", value, algorithm="sha256").hexdigest()
    return f"limit:{limit.name}:{digest[:40]}"


def is_reached(limit: Limit, value: str) -> bool:
    """Whether nothing more may be tried for now."""
    return int(cache.get(_key(limit, value), 0)) >= limit.times


def count(limit: Limit, value: str) -> None:
    """Count one time; the term runs from the first."""
    key = _key(limit, value)
    if not cache.add(key, 1, limit.seconds):
        try:
            cache.incr(key)
        except ValueError:  # it ended between the two
            cache.add(key, 1, limit.seconds)


def network(request: HttpRequest) -> str:
    """Stands for the visitor's network, read past the proxies that we know; never an address."""
    return str(get_adapter(request).get_client_ip(request))
