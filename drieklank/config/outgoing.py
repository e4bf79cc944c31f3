"""Settings of what leaves the house, read and refused where they would do harm."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from drieklank.outbox.rules import Quiet, quiet_from


def gateway(url: str) -> str:
    """The address for texts: over https, or on this machine; else it would show numbers and links."""
    parts = urlsplit(url)
    here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if url and parts.scheme != "https" and not (parts.scheme == "http" and here):
        raise ImproperlyConfigured("SMS_GATEWAY_URL moet met https:// beginnen.")
    return url


def quiet(hours: str, *, sunday: bool) -> Quiet:
    """When nobody is disturbed: `20-8`, or nothing for no quiet nights."""
    try:
        return quiet_from(hours, sunday=sunday)
    except ValueError as wrong:
        raise ImproperlyConfigured(f"QUIET_HOURS moet zijn als 20-8, niet {hours!r}.") from wrong
