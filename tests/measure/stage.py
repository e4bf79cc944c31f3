"""A round on a real database file, played by a process of its own; run by test_attack.

Usage: python -m tests.measure.stage DIRECTORY. Leaves in DIRECTORY: `home/` (the installation),
`copies/N/` (database file and write-ahead log at successive moments, as a backup would take them),
`web.log`, and `known.json`: what really happened, for the attacker's results to be compared with.
"""

from __future__ import annotations

import json
import logging
import os
import random
import shutil
import sys
import threading
from pathlib import Path

ANSWERS = 30


def main(directory: Path) -> None:
    home = directory / "home"
    os.environ |= {
        "DRIEKLANK_HOME": str(home),
        "DRIEKLANK_TEST": "1",
        "DJANGO_SETTINGS_MODULE": "drieklank.config.settings",
        "SECRET_KEY": "only-for-tests",
        "BASE_URL": "http://testserver",
        "ALLOWED_HOSTS": "testserver",
    }
    for name in ("DATABASE_URL", "DB_HOST", "DB_NAME", "DRIEKLANK_KEYS", "DRIEKLANK_DATA"):
        os.environ.pop(name, None)
    import django  # noqa: PLC0415 -- the settings above come first

    django.setup()
    from django.conf import settings  # noqa: PLC0415 -- as above
    from django.core.management import call_command  # noqa: PLC0415 -- as above

    from tests.seed import lay_seed  # noqa: PLC0415 -- as above

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    handler = logging.FileHandler(directory / "web.log")
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    lay_seed(home)
    call_command("migrate", verbosity=0)
    play(directory)


class Copies:
    """Takes the database as a thief or a backup finds it: the file and its log, at one moment."""

    def __init__(self, directory: Path, database: Path) -> None:
        self.directory, self.database, self.count = directory, database, 0

    def take(self) -> None:
        target = self.directory / str(self.count)
        target.mkdir(parents=True)
        for suffix in ("", "-wal"):
            source = self.database.with_name(self.database.name + suffix)
            if source.exists():
                shutil.copy(source, target / source.name)
        self.count += 1


def play(directory: Path) -> None:
    from django.conf import settings  # noqa: PLC0415 -- after setup
    from django.test import Client  # noqa: PLC0415 -- after setup

    from drieklank.base.tenancy import open_every_tenant  # noqa: PLC0415 -- after setup
    from drieklank.measure import actions  # noqa: PLC0415 -- after setup
    from drieklank.measure.keys import store  # noqa: PLC0415 -- after setup
    from drieklank.measure.models import Envelope, Role  # noqa: PLC0415 -- after setup
    from drieklank.measure.sheets import Sheet, places  # noqa: PLC0415 -- after setup
    from drieklank.outbox.tasks import send_waiting  # noqa: PLC0415 -- after setup
    from tests.cast import make_cast  # noqa: PLC0415 -- after setup
    from tests.measure.conftest import hold  # noqa: PLC0415 -- after setup

    draw = random.Random(20261122)
    held = hold(make_cast(), families=ANSWERS)
    send_waiting.func()
    key = store().load(held.round.public_id).material
    copies = Copies(directory / "copies", Path(settings.DATABASES["default"]["NAME"]))
    asked = held.asked()
    spec = places(asked).spec
    invitations = held.invitations()
    draw.shuffle(invitations)
    known: dict[str, object] = {"key": key.hex(), "answers": [], "secrets": []}
    for number, invitation in enumerate(invitations[:ANSWERS]):
        closed = bytes(draw.randint(0, item.steps) for item in spec.items)
        text = f"Eigen woorden nummer {number:03d} van een ouder"
        with open_every_tenant("stage"):
            sheet = Sheet(closed, {"closing.open": text})
            actions.save_draft(invitation, held.ticket(invitation), asked, sheet, 3, "nl")
            if number % 3 == 0:
                copies.take()
            assert actions.submit(invitation, asked, sheet, "nl")
        copies.take()
        known["answers"].append({"closed": closed.hex(), "text": text, "id": invitation.pk.hex})
        known["secrets"] += [held.link(invitation), held.code(invitation), held.paper(invitation)]
    for invitation in held.invitations(Role.TEAM)[:3]:
        held.answer(invitation, 2, "Woorden van een collega")
    known["race"] = race(held, invitations[ANSWERS])
    with open_every_tenant("stage"):
        known["envelopes"] = Envelope.objects.count()
    browse(held, invitations[ANSWERS + 1], known)
    copies.take()
    with open_every_tenant("stage"):
        actions.close_round(held.round)
    known["lookup"] = store().lookup_key().hex()
    Client().get("/v/" + known["secrets"][0])
    copies.take()
    (directory / "known.json").write_text(json.dumps(known))


def race(held: object, invitation: object) -> list[bool]:
    """Twenty devices hand in the same invitation at the same moment."""
    from django.db import connection  # noqa: PLC0415 -- after setup

    gate, results = threading.Barrier(20), []

    def hand_in(step: int) -> None:
        gate.wait()
        try:
            results.append(held.answer(invitation, 1 + step % 4))
        finally:
            connection.close()

    threads = [threading.Thread(target=hand_in, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def browse(held: object, invitation: object, known: dict[str, object]) -> None:
    """Walk over the real pages, slips included, so that there is something to be logged."""
    from django.test import Client  # noqa: PLC0415 -- after setup

    link, code = held.link(invitation), held.code(invitation)
    known["secrets"] += [link, code, link[:-1], f"{code[:5]}-{code[5:]}"]
    client = Client()
    for url in (
        f"/v/{link}",
        "/v/",
        "/v/deel/1/",
        f"/v/{link[:-1]}",
        "/v/onbekend/",
        "/v/deel/99/",
    ):
        client.get(url)
    client.post("/v/deel/1/", {"next": "1"})
    client.post("/meedoen/", {"code": code})
    client.post("/meedoen/", {"code": code[::-1]})
    client.post("/meedoen/", {"code": "0000000000"})


if __name__ == "__main__":
    main(Path(sys.argv[1]))
