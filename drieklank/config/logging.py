"""One JSON line per event, on standard error. No addresses of visitors, no secrets, no text that somebody typed."""

from __future__ import annotations

import json
import logging
import logging.config
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

# Answer links, sign-in links, signed words and activation codes: what follows in an address is a secret.
_SECRET: Final = re.compile(
    r"(?<=/)(?:[A-Za-z0-9_:.-]*[A-Za-z0-9_-]{16,}|[0-9A-HJ-NP-Z]{5}-?[0-9A-HJ-NP-Z]{5})(?=/|\b)"
)
_ADDRESS: Final = re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|[\w.+-]+@[\w-]+\.[\w.-]+")
_UUID: Final = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


def scrub(text: str) -> str:
    """The text without addresses (internet, e-mail), secrets in paths and query strings."""

    def hide(match: re.Match[str]) -> str:
        return match[0] if _UUID.match(match[0]) else "…"

    text = re.sub(r"\?[^\s\"']+", "?…", text)
    return _ADDRESS.sub("…", _SECRET.sub(hide, text))


class JsonFormatter(logging.Formatter):
    """Level, logger, message and, for an exception, where it happened: file, line and kind, never its values."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "message": scrub(record.getMessage()),
        }
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__qualname__
            line["where"] = _frames(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _frames(trace: Any) -> list[str]:
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return frames[-12:]


def configure(options: Mapping[str, Any]) -> None:
    """Called by Django with settings.LOGGING; the only key is `level`."""
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"json": {"()": "drieklank.config.logging.JsonFormatter"}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["stderr"], "level": options.get("level", "INFO")},
            "loggers": {
                # Say "no more tasks" at every round of the worker, and every task that went well.
                "django_tasks_db": {"level": "WARNING"},
                "django_tasks": {"level": "WARNING"},
                # Every 404 with its address; a mistyped survey link is nobody's business.
                "django.request": {"level": "ERROR"},
                "django.security.DisallowedHost": {"level": "CRITICAL"},
            },
        }
    )
