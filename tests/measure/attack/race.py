"""Two hundred submissions of one invitation through every door, at the same moment.

On SQLite in a process of its own with a real file: python -m tests.measure.attack.race DIRECTORY.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

DOORS = ("link", "letter", "code", "tablet", "telefoon", "form")
Said = tuple[str, int, str]  # door, status, where to or which heading


def rush(held: Any, number: int = 200, at_once: int = 200) -> list[Said]:
    """Prepare browsers up to the last button, let all press it together; return what each got."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    invitation = held.invitations()[1]  # the cast's father, who reads Dutch
    jobs: queue.SimpleQueue[Callable[[], Said]] = queue.SimpleQueue()
    for place in range(number):
        jobs.put(_prepared(held, invitation, DOORS[place % len(DOORS)], place))
    connection.close()
    gate, said = threading.Barrier(at_once), []

    def work() -> None:
        gate.wait()
        try:
            while True:
                said.append(jobs.get_nowait()())
        except queue.Empty:
            return
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def _prepared(held: Any, invitation: Any, door: str, place: int) -> Callable[[], Said]:
    from django.test import Client  # noqa: PLC0415 -- after setup

    from drieklank.base.tenancy import open_every_tenant  # noqa: PLC0415 -- as above
    from drieklank.measure import actions  # noqa: PLC0415 -- as above
    from tests.measure.browse import Page  # noqa: PLC0415 -- as above
    from tests.measure.conftest import sheet_of  # noqa: PLC0415 -- as above

    if door == "form":
        asked = held.asked()

        def read_from_paper() -> Said:
            """As the reading of scans hands in; nobody is told anything."""
            with open_every_tenant("test"):
                actions.submit(invitation, asked, sheet_of(asked, 1 + place % 4), "nl")
            return door, 302, "/v/klaar/"

        return read_from_paper
    client = Client()
    if door == "link":
        client.get(f"/v/{held.link(invitation)}")
    elif door == "letter":
        client.get(f"/v/{held.paper(invitation)}")
    else:
        at = "/meedoen/" if door == "code" else f"/meedoen/{door}/"
        client.post(at, {"code": held.code(invitation)})
    last = f"/v/deel/{len(held.asked().parts)}/"
    form = Page(client.get(last).content.decode()).values
    form["closing.heard"] = [("yes", "mostly", "little", "no")[place % 4]]

    def press() -> Said:
        response = client.post(last, form | {"next": "1"})
        if response.status_code == 302:
            return door, 302, response["Location"].partition("?")[0]
        return door, response.status_code, Page(response.content.decode()).h1

    return press


def left() -> dict[str, int]:
    """What stands in the database of it."""
    from drieklank.base.tenancy import open_every_tenant  # noqa: PLC0415 -- after setup
    from drieklank.measure.models import Draft, Envelope, Invitation  # noqa: PLC0415 -- as above

    with open_every_tenant("test"):
        return {
            "envelopes": Envelope.objects.count(),
            "marks": Invitation.objects.filter(answered=True).count(),
            "drafts": Draft.objects.count(),
        }


def main(directory: Path) -> None:
    os.environ |= {
        "DRIEKLANK_HOME": str(directory / "home"),
        "DRIEKLANK_TEST": "1",
        "DJANGO_SETTINGS_MODULE": "drieklank.config.settings",
        "SECRET_KEY": "only-for-tests",
        "BASE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver",
        "LOG_LEVEL": "ERROR",
    }
    for name in ("DATABASE_URL", "DB_HOST", "DB_NAME", "DRIEKLANK_KEYS", "DRIEKLANK_DATA"):
        os.environ.pop(name, None)
    import django  # noqa: PLC0415 -- the settings above come first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    from tests.seed import lay_seed  # noqa: PLC0415 -- as above

    lay_seed(directory / "home")
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    from tests.cast import make_cast  # noqa: PLC0415 -- after setup
    from tests.measure.conftest import hold  # noqa: PLC0415 -- as above

    said = rush(hold(make_cast()))
    (directory / "result.json").write_text(json.dumps({"said": said, "left": left()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
