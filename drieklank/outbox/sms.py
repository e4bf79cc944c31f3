"""Text messages: written from content/, handed over to the gateway of this installation.

The gateway is a setting. It gets one POST of JSON, `{"to": "+31612345678", "from": …, "text": …}`, with a
bearer token, and answers 2xx for taken. Nothing it says is kept but the number of its answer.
"""

from __future__ import annotations

import json
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener, getproxies

from django.conf import settings

from drieklank.content.queries import message as message_text
from drieklank.content.texts import written_day
from drieklank.outbox.models import Message
from drieklank.outbox.queries import has_texts
from drieklank.outbox.rules import dates_in, is_wrong_number
from drieklank.outbox.segments import made_plain, shortened

_HEADERS: Final = {"Content-Type": "application/json", "Accept": "application/json"}


class WrongNumber(ValueError):
    """The gateway will never deliver to this number."""


class NotTaken(OSError):
    """The gateway did not take the message now; trying again may help."""


class _StayHere(HTTPRedirectHandler):
    """A gateway that points elsewhere is a fault of the setting: a token is not sent on."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def write_text(message: Message, secrets: dict[str, str]) -> str:
    """The words of a text message; `secrets` are the fields that exist only now.

    Raises KeyError for a template that content/ does not have, ValueError where fields differ.
    """
    template = message_text(message.template)
    values: dict[str, Any] = {**message.fields, **secrets}
    lang = message.language if message.language in template.languages else "nl"
    values |= {name: written_day(day, lang) for name, day in dates_in(values).items()}
    if "school" in values:
        values["school"] = shortened(values["school"])
    known = {name: value for name, value in values.items() if name in template.fields}
    return made_plain(" ".join(template.fill(lang, known).body.split()))


def send_text(number: str, text: str) -> None:
    """Hand one text message over to the gateway.

    Raises:
        WrongNumber: it refuses this number for good.
        NotTaken: it answered otherwise than 2xx, or not over HTTP.
        OSError: there was no answer in time.
    """
    if not has_texts():
        raise NotTaken("no gateway")
    body = {"to": number, "from": settings.SMS_SENDER, "text": text}
    asked = Request(  # noqa: S310 -- the setting takes https, or http on this machine
        settings.SMS_GATEWAY_URL, json.dumps(body).encode(), _HEADERS, method="POST"
    )
    if settings.SMS_GATEWAY_TOKEN:
        asked.add_unredirected_header("Authorization", f"Bearer {settings.SMS_GATEWAY_TOKEN}")
    # Plain http only reaches this machine, which no proxy stands before.
    proxies = {scheme: at for scheme, at in getproxies().items() if scheme == "https"}
    try:
        with build_opener(ProxyHandler(proxies), _StayHere).open(
            asked, timeout=settings.SMS_TIMEOUT
        ):
            return
    except HTTPError as answer:
        answer.close()
        if is_wrong_number(answer.code):
            raise WrongNumber(str(answer.code)) from None
        raise NotTaken(f"HTTP {answer.code}") from None
    except HTTPException as garbage:
        raise NotTaken(type(garbage).__name__) from None
