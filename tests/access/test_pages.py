"""Every page asks everyone of the cast, the outsider too; what it answers was written by hand.

tests/access/expected.csv: a page per line, a person per column, the status of a GET. 404 where a person has no
right on the row, 302 to the sign-in page for who is not signed in, 405 where the page takes a POST and the
person may.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from drieklank.base.clock import now, today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import OwnQuestionnaire, Round
from drieklank.measure.own.draft import Draft, OwnItem, OwnPart, OwnScale
from drieklank.people.models import ParentChildRelation, RosterImport
from drieklank.results.models import Release, ReportFile
from drieklank.schools.models import SchoolYear
from tests.access.brainstorm import brainstorm_samples
from tests.access.certificate import certificate_samples
from tests.access.pages import address, expected, page_names, parameters
from tests.access.plan import plan_samples
from tests.access.plan_outputs import plan_output_samples
from tests.access.telling import telling_samples
from tests.access.toolkit import toolkit_samples
from tests.access.track import track_samples
from tests.access.vision import vision_samples
from tests.cast import ROLES, Cast

PAGES = expected()
OWN = Draft(
    {"nl": "Het plein"},
    (OwnPart("p1", {}, (OwnItem("v1", "open", {"nl": "Hoe?"}),)),),
    (OwnScale("s1", ()),),
)


def samples(cast: Cast) -> dict[str, dict[str, Any]]:
    """What each address needs: rows of De Vlieger. "" holds what most pages share."""
    day = today()
    with open_every_tenant("test"):
        year = SchoolYear.objects.get(board=cast.board)
        base = {
            "board": cast.board,
            "school": cast.school,
            "school_year": year,
            "instrument": "baseline",
            "opens_on": day,
            "closes_on": day + timedelta(days=18),
        }
        planned = Round.objects.create(code="vlieger-gepland", state="planned", **base)
        done = Round.objects.create(code="vlieger-klaar", state="published", **base)
        release = Release.objects.create(board=cast.board, round=done, published_at=now())
        file = ReportFile.objects.create(
            board=cast.board,
            release=release,
            asked_by=cast.users["leader"],
            asked_on=day,
            minimum=5,
            state="ready",
            content=b"%PDF",
        )
        roster = RosterImport.objects.create(
            board=cast.board,
            school=cast.school,
            school_ids=[cast.school.pk],
            state="planned",
            file_name="leerlingen.csv",
            counts={
                kind: {"new": 0, "changed": 0, "leaving": 0}
                for kind in ("pupils", "groups", "staff", "parents", "relations")
            },
            created_at=now(),
        )
        own = OwnQuestionnaire.objects.create(
            board=cast.board,
            school=cast.school,
            title="Het plein",
            audience="parents",
            body=OWN.as_json(),
            changed_at=now(),
        )
        relation = ParentChildRelation.objects.get(parent=cast.parents["mother"])
        certificate = certificate_samples(cast, planned, done)
        telling = telling_samples(cast, done)
        toolkit = toolkit_samples(cast)
        brainstorm = brainstorm_samples(cast)
        vision = vision_samples(cast)
        track = track_samples(cast)
        plan = plan_samples(cast, cast.actor("leader"))
        plan |= plan_output_samples(cast, cast.actor("leader"))
    code = cast.school.code
    of = {
        "group": cast.group,
        "pupil": cast.pupils["yara"],
        "relation_add": cast.pupils["yara"],
        "parent": cast.parents["mother"],
        "relation": relation,
        "member": cast.rows["membership_teacher"],
        "adviser": cast.rows["adviser_assignment"],
        "roster": roster,
        "own": own,
    }
    found: dict[str, dict[str, Any]] = {
        "": {
            "code": code,
            "round_code": planned.code,
            "role": "parents",
            "instrument": "baseline",
            "number": "00",
            "provider_id": "school",
            "uidb36": "1",
            "key": "x",
            "pk": 1,
            "token": "onzin",
            "parent_id": cast.parents["mother"].public_id,
            "group_id": cast.group.public_id,
        },
        "results:report": {"code": code, "round_code": done.code},
        "results:publish": {"code": code, "round_code": done.code},
        "results:ask_file": {"code": code, "round_code": done.code},
        "results:files": {"code": code, "round_code": done.code},
        **{
            f"results:{name}": {"code": code, "round_code": done.code}
            for name in ("remarks", "remarks_preview", "new_version")
        },
        "results:version": {"code": code, "round_code": done.code, "number": 1},
        "measure:part": {"number": 1},
        "measure:signed": {"code": code, "public_id": UUID(int=0)},
        "measure:own_screen": {"code": code, "public_id": own.public_id, "number": 1},
    }
    found |= certificate | telling | toolkit | brainstorm
    found |= vision | plan | track
    for name in ("results:file", "results:download"):
        found[name] = {"code": code, "round_code": done.code, "public_id": file.public_id}
    for name in ("own_item", "own_item_move", "own_item_remove", "own_part", "own_scale"):
        key = {"own_part": "p1", "own_scale": "s1"}.get(name, "v1")
        found[f"measure:{name}"] = {"code": code, "public_id": own.public_id, "key": key}
    for name in page_names():
        if name in found:
            continue
        last = name.rpartition(":")[2]
        if last.startswith("privacy_") and "kind" in parameters(name):
            person = cast.parents["mother"].public_id
            found[name] = {"code": code, "kind": "ouder", "public_id": person}
            continue
        kind = last if last in of else last.partition("_")[0]
        if kind in of and "public_id" in parameters(name):
            found[name] = {"code": code, "public_id": of[kind].public_id}
    return found


def test_every_page_stands_in_the_expectation() -> None:
    assert sorted(PAGES) == page_names()


@pytest.mark.parametrize("who", ROLES)
def test_every_page_answers_as_written(cast: Cast, who: str, settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False  # the wall before it has tests of its own
    known = samples(cast)
    client = cast.client(who)
    answers = {}
    for name in PAGES:
        answers[name] = str(client.get(address(name, cast, known)).status_code)

    assert answers == {name: line[who] for name, line in PAGES.items()}
