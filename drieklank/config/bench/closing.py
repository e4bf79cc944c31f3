"""Rounds full of made-up answers, closed, published and written out, each step with what it took.

Runs as a program of its own, in the home of the measurement: `python -m
drieklank.config.bench.closing FILE ANSWERS…` makes a school per number of answers and writes to FILE
what it measured, with the address of each report and the cookie of a colleague who may read it.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

from drieklank.config.bench.processes import calibrate

if TYPE_CHECKING:
    from drieklank.measure.models import Round
    from drieklank.results.models import Release
    from drieklank.schools.models import School

TEAM: Final = 40
REPEATS: Final = 3
_SEED: Final = 20261122


def main(file: Path, sizes: list[int]) -> None:
    """Make, close, publish. sizes: of each school how many parents answered, an even number."""
    import django  # noqa: PLC0415 -- settings come from the environment of this process

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drieklank.config.settings")
    django.setup()
    from drieklank.base.clock import today  # noqa: PLC0415 -- Django must be ready
    from drieklank.base.tenancy import open_every_tenant  # noqa: PLC0415 -- as above
    from drieklank.config.bench.seed import make_board, running_school  # noqa: PLC0415 -- as above

    with open_every_tenant("making the rounds of a measurement"):
        board, year = make_board(today())
        found = {}
        for number, size in enumerate(sizes, 1):
            school = running_school(board, year, number, size, TEAM)
            found[str(size)] = _results(school)
    file.write_text(json.dumps(found), encoding="utf-8")


def _results(school: School) -> dict[str, Any]:
    from drieklank.audit.actions import SYSTEM  # noqa: PLC0415 -- as above
    from drieklank.measure.actions import close_round  # noqa: PLC0415 -- as above
    from drieklank.results.actions import publish  # noqa: PLC0415 -- as above

    running: Round = school.rounds.get()
    sheets = _answer(running)
    steps = {}
    closed, steps["close"] = _took(lambda: close_round(running, by=SYSTEM))
    release, steps["publish"] = _took(lambda: publish(closed, by=SYSTEM))
    return {
        "answers": sheets,
        "steps": steps,
        "files": _files(closed, release),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1),
        "path": f"/school/{school.code}/begrijpen/{closed.code}/",
        "cookie": _signed_in(school),
    }


def _took(work: Callable[[], Any]) -> tuple[Any, dict[str, float]]:
    """What came back; seconds of processor time and on the wall, and how fast the machine was."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    spent = {"cpu_s": time.process_time() - cpu, "wall_s": time.perf_counter() - wall}
    return found, {name: round(value, 3) for name, value in spent.items()} | {
        "calibration": round(calibrate(), 1)
    }


def _answer(running: Round) -> int:
    """Everybody answers: envelopes as `submit` makes them, in few statements. Returns how many."""
    from drieklank.homes.demo.answering import make_sheet  # noqa: PLC0415 -- as above
    from drieklank.measure.keys import store  # noqa: PLC0415 -- as above
    from drieklank.measure.models import Envelope, Invitation  # noqa: PLC0415 -- as above
    from drieklank.measure.queries import questionnaire_of  # noqa: PLC0415 -- as above
    from drieklank.measure.sheets import Answerer, pack_answer, places  # noqa: PLC0415 -- as above

    key, random = store().load(running.public_id), Random(_SEED)  # noqa: S311 -- answers of nobody
    asked = {str(role): questionnaire_of(running, role) for role in running.roles}
    envelopes = []
    for row in Invitation.objects.filter(round=running).order_by("pk"):
        questionnaire = asked[row.role]
        assert questionnaire is not None  # noqa: S101 -- narrows the type; only who is asked is invited
        who = Answerer(tuple(row.groups), row.family_size, row.language)
        packed = pack_answer(questionnaire, make_sheet(questionnaire, row.role, random), who)
        own = key.envelope_id(row.pk)
        sealed = key.seal_envelope(own, packed, places(questionnaire).capacity)
        envelopes.append(
            Envelope(id=own, board_id=row.board_id, round=running, role=row.role, sealed=sealed)
        )
    Envelope.objects.bulk_create(envelopes, batch_size=500)
    Invitation.objects.filter(round=running).update(answered=True)
    return len(envelopes)


def _files(closed: Round, release: Release) -> dict[str, dict[str, float]]:
    """Every kind of file that results make; the first of a kind loads fonts and programs, so is not counted."""
    from drieklank.documents.tables import SpssAbsent  # noqa: PLC0415 -- as above
    from drieklank.results.actions import content_of  # noqa: PLC0415 -- as above
    from drieklank.results.models import FileKind  # noqa: PLC0415 -- as above
    from drieklank.results.rules import MINIMUM  # noqa: PLC0415 -- as above

    found = {}
    for kind in FileKind:
        try:
            content = content_of(closed, release, MINIMUM, kind)
        except SpssAbsent:  # an extra of the installation
            continue
        runs = [
            _took(lambda kind=kind: content_of(closed, release, MINIMUM, kind))[1]  # type: ignore[misc] # its default binds it
            for _ in range(REPEATS)
        ]
        middle = sorted(runs, key=lambda run: run["cpu_s"])[REPEATS // 2]
        found[str(kind)] = middle | {"kb": round(len(content or b"") / 1000, 1)}
    return found


def _signed_in(school: School) -> str:
    """The session cookie of the leader of the school."""
    from django.conf import settings  # noqa: PLC0415 -- as above
    from django.contrib.auth import (  # noqa: PLC0415 -- as above
        BACKEND_SESSION_KEY,
        HASH_SESSION_KEY,
        SESSION_KEY,
    )
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415 -- as above

    from drieklank.schools.models import Membership, StaffRole  # noqa: PLC0415 -- as above

    leader = Membership.objects.get(school=school, role=StaffRole.SCHOOL_LEADER).user
    session = SessionStore()
    session[SESSION_KEY] = str(leader.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = leader.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]])
