"""Going to see whether an address is still there: politely, and never inside our own network.

Addresses come from texts that schools write, so the host is looked up first, every address that is
not on the open internet is refused, at each step of a redirect, and the connection goes to exactly
what was looked up. Nothing of a page is kept; a GET is broken off after its first bytes.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from drieklank.toolkit.rules.links import LinkState, is_web
from drieklank.toolkit.rules.visits import Answer, Visit, verdict

MOST_STEPS: Final = 5
AGENT: Final = "Drieklank-linkcheck/1.0"
# What some servers answer to HEAD although the page is there.
_NO_HEAD: Final = frozenset({400, 403, 404, 405, 406, 501})
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_LASTING: Final = frozenset({301, 308})
_FIRST_BYTES: Final = 512
_PORTS: Final = {"http": 80, "https": 443}
_KEPT: Final = "/%:@!$&'()*+,;=~?"
_FOUR: Final = 4
# Where every real address of the newer kind lies; and parts of it that lead on to an older address,
# which may be one of our own network.
_OPEN_IPV6: Final = ipaddress.ip_network("2000::/3")
_LEADING_ON: Final = tuple(map(ipaddress.ip_network, ("2002::/16", "2001::/23")))
# Where a network of the newer kind puts every older address; that address decides.
_OLDER_WITHIN: Final = ipaddress.ip_network("64:ff9b::/96")
_FOR_PROTOCOLS: Final = ipaddress.ip_network("192.0.0.0/24")


def is_outside(ip: str, port: int) -> bool:
    """Say whether an address is on the open internet, on a port of the web."""
    at = ipaddress.ip_address(ip)
    if at in _OLDER_WITHIN:
        at = ipaddress.IPv4Address(int(at) & 0xFFFFFFFF)
    if not at.is_global or at.is_multicast or port not in _PORTS.values():
        return False
    if at.version == _FOUR:
        return at not in _FOR_PROTOCOLS
    return at in _OPEN_IPV6 and not any(at in one for one in _LEADING_ON)


@dataclass(frozen=True)
class Network:
    """How the world is reached. timeout: seconds for each connection and answer."""

    may_reach: Callable[[str, int], bool] = is_outside
    timeout: float = 10.0


def visit(url: str, network: Network) -> Visit:
    """What became of an address. Never raises: what cannot be said is `unknown`."""
    at, answers = url, []
    for _ in range(MOST_STEPS + 1):
        answer = _ask(at, network)
        answers.append(answer)
        if not answer.leads_to:
            break
        try:
            at = urljoin(at, answer.leads_to)
        except ValueError:  # a server may write anything there
            return Visit(LinkState.UNKNOWN, answer.status)
    return verdict(url, at, tuple(answers))


def _ask(url: str, network: Network) -> Answer:
    """HEAD, and GET where that says nothing sure."""
    if not is_web(url):
        return Answer(None)
    answer = _once("HEAD", url, network)
    return _once("GET", url, network) if answer.status in _NO_HEAD else answer


def _once(method: str, url: str, network: Network) -> Answer:
    headers = {"User-Agent": AGENT, "Accept": "text/html,*/*;q=0.5", "Connection": "close"}
    parts = urlsplit(url)
    target = quote(parts.path or "/", safe=_KEPT)
    if parts.query:
        target += f"?{quote(parts.query, safe=_KEPT)}"
    try:
        connection = _connected(url, network)
    except socket.gaierror as failure:
        return Answer(None, has_host=failure.errno != socket.EAI_NONAME)
    except (OSError, ValueError):
        return Answer(None)
    try:
        connection.request(method, target, headers=headers)
        found = connection.getresponse()
        found.read(_FIRST_BYTES)
        where = found.getheader("Location") if found.status in _REDIRECTS else None
        return Answer(found.status, where or "", found.status in _LASTING)
    except (OSError, ValueError, http.client.HTTPException):
        return Answer(None)
    finally:
        connection.close()


def _connected(url: str, network: Network) -> http.client.HTTPConnection:
    """A connection to what the host's name stands for now, if that may be reached."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    port = parts.port or _PORTS[parts.scheme.lower()]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    open_ones = [str(one[4][0]) for one in found if network.may_reach(str(one[4][0]), port)]
    # One that may not be reached among them is reason enough: the next look-up could give that one.
    if len(open_ones) != len(found):
        raise ValueError(f"{host} is not on the open internet")
    connection = http.client.HTTPConnection(host, port, timeout=network.timeout)
    raw = socket.create_connection((open_ones[0], port), timeout=network.timeout)
    connection.sock = raw
    if parts.scheme.lower() == "https":
        try:
            connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        except BaseException:
            raw.close()
            raise
    return connection
