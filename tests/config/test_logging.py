"""A log line tells what went wrong, never about whom or by which secret."""

import json
import logging
import sys

from drieklank.config.logging import JsonFormatter, scrub


def _line(message: str, *, error: Exception | None = None) -> dict[str, object]:
    info = None
    if error is not None:
        try:
            raise error
        except Exception:
            info = sys.exc_info()
    record = logging.LogRecord("test", logging.ERROR, __file__, 1, message, None, info)
    parsed: dict[str, object] = json.loads(JsonFormatter().format(record))
    return parsed


def test_secrets_in_addresses_are_hidden() -> None:
    assert scrub("GET /m/AbCdEfGhIjKlMnOpQrSt/ failed") == "GET /m/…/ failed"
    assert scrub("/m/7KQ2F-9XJ4T") == "/m/…"
    assert scrub("/zoek?naam=Jan") == "/zoek?…"
    assert scrub("Not Found: /agenda/AbCdEfGhIjKlMnOpQrSt.ics") == "Not Found: /agenda/….ics"
    assert scrub("/herinneringen/12-3.AbCdEf-GhIjKlMnOpQrSt_u/") == "/herinneringen/…/"


def test_ids_of_rows_stay_readable() -> None:
    path = "/metingen/0f8fad5b-d9cb-469f-a165-70867728950e/"
    assert scrub(path) == path


def test_addresses_of_people_are_hidden() -> None:
    assert scrub("mail to jan.de-boer+x@school.example from 192.168.1.20") == "mail to … from …"


def test_an_exception_leaves_its_kind_and_place_but_not_its_text() -> None:
    line = _line("it broke", error=ValueError("Jan de Boer"))
    assert line["error"] == "ValueError"
    assert "test_logging.py" in str(line["where"])
    assert "Jan" not in json.dumps(line)


def test_a_line_is_one_line_of_json() -> None:
    record = logging.LogRecord("a", logging.INFO, "", 1, "first\nsecond", None, None)
    assert "\n" not in JsonFormatter().format(record)
