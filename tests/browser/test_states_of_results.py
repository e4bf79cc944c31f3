"""Pages of results that the demonstration shows in one state only: axe looks at the others too.

Each state is made by the actions that make it in a school; only that a worker is busy with a file, or
failed at it, is written down.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Round
from drieklank.results import actions
from drieklank.results.actions import certificate
from drieklank.results.actions.commitments import Wish, change_commitment, make_commitment
from drieklank.results.actions.publishing import publish_again
from drieklank.results.actions.remarks import write_remarks
from drieklank.results.actions.telling import archive_round, tell_everyone
from drieklank.results.actions.texts import prepare_texts
from drieklank.results.models import EvidenceKind, ReportFile
from tests.browser.test_every_page import LOOKS, findings
from tests.cast import Cast
from tests.results.certificates import assessor, show_evidence, two_rounds
from tests.results.conftest import closed_round
from tests.results.held import read_over

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
Contexts = Callable[..., BrowserContext]


@pytest.fixture(autouse=True)
def _an_open_house(settings: Any, tmp_path: Path) -> None:
    settings.REQUIRE_SECOND_FACTOR = False
    settings.KEYS_DIR, settings.KEYS_COPY_DIR = tmp_path / "keys", None


def looked_at(contexts: Contexts, who: str, *paths: str) -> list[str]:
    """What axe finds on these pages, and which did not open, wide and narrow, light and dark."""
    page = contexts(who, reduced_motion="reduce").new_page()
    found = []
    for width, height, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        for path in paths:
            answer = page.goto(path)
            if answer is None or answer.status != 200:
                found.append(f"{path}: {answer and answer.status}")
            found += [f"{who} {width} {scheme} {one}" for one in findings(page)]
    return found


def report_of(measured: Round) -> str:
    return f"/school/de-vlieger/begrijpen/{measured.code}/"


def published(cast: Cast, texts: int = 10) -> Round:
    """A report with open answers that were read over."""
    measured = closed_round(cast, texts=["Fijne school."] * texts)
    read_over(cast, measured)
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
        found: Round = Round.objects.select_related("school").get(pk=measured.pk)
    return found


def test_who_reads_over_sees_answers_that_wait(live_cast: Cast, context_as: Contexts) -> None:
    begun = closed_round(live_cast, texts=[f"Antwoord {n} in eigen woorden." for n in range(14)])
    before = looked_at(context_as, "board_member", "/nalezen/", f"{report_of(begun)}nalezen/")
    with open_every_tenant("test"):
        assert prepare_texts(begun) is not None
    paths = ("/nalezen/", f"{report_of(begun)}nalezen/", f"{report_of(begun)}nalezen/?pagina=2")
    assert [*before, *looked_at(context_as, "board_member", *paths)] == []


def test_leader_sees_remarks_older_versions_and_telling_before_it_is_sent(
    live_cast: Cast, context_as: Contexts
) -> None:
    measured = published(live_cast)
    leader = live_cast.actor("leader")
    with open_every_tenant("test"):
        write_remarks(measured, {"introduction": "Dank aan alle ouders die meededen."}, by=leader)
        publish_again(measured, by=leader)
        write_remarks(measured, {"introduction": "Dank, ook aan het team."}, by=leader)
    report = report_of(measured)
    seen = ("toelichting/", "toelichting/voorbeeld/", "versie/1/", "versie/2/", "wat-we-doen/")
    nothing_yet = looked_at(
        context_as, "leader", report, *(report + one for one in (*seen, "wat-we-doen/vertellen/"))
    )
    with open_every_tenant("test"):
        wish = Wish("Elke vrijdag een inloop", live_cast.users["teacher"], today())
        make_commitment(measured, wish, by=leader)
    tell = looked_at(
        context_as, "leader", f"{report}wat-we-doen/", f"{report}wat-we-doen/vertellen/"
    )
    assert [*nothing_yet, *tell] == []


def test_leader_sees_what_was_told_and_the_archive(live_cast: Cast, context_as: Contexts) -> None:
    measured, leader = published(live_cast), live_cast.actor("leader")
    day = today() + timedelta(days=3)
    with open_every_tenant("test"):
        wish = Wish("Elke vrijdag een inloop", live_cast.users["teacher"], day)
        row = make_commitment(measured, wish, by=leader)
        tell_everyone(measured, by=leader)
    pages = (f"{report_of(measured)}wat-we-doen/", f"{report_of(measured)}wat-we-doen/nieuw/")
    told = looked_at(context_as, "leader", *pages)
    with open_every_tenant("test"):
        done = Wish(
            "Elke vrijdag een inloop", live_cast.users["teacher"], day,
            state="done", outcome="De deur staat open.",
        )  # fmt: skip
        change_commitment(row, done, by=leader)
        archive_round(measured, by=leader)
    kept = looked_at(context_as, "leader", *pages, "/school/de-vlieger/begrijpen/")
    assert [*told, *kept] == []


@pytest.mark.parametrize("state", ["waiting", "busy", "failed"])
def test_leader_sees_how_far_a_file_is(live_cast: Cast, context_as: Contexts, state: str) -> None:
    measured = published(live_cast)
    client = live_cast.client("leader")
    path = client.post(f"{report_of(measured)}pdf/", {"kind": "slides"})["Location"]
    with open_every_tenant("test"):
        ReportFile.objects.update(state=state)
    pages = (path, f"{report_of(measured)}bestanden/")
    assert looked_at(context_as, "leader", *pages) == []


def test_certificate_is_asked_shown_and_judged_on_pages_without_a_finding(
    live_cast: Cast, context_as: Contexts
) -> None:
    at = "/school/de-vlieger/begrijpen/certificaat/"
    found = looked_at(context_as, "leader", at)
    first, final = two_rounds(live_cast)
    found += looked_at(context_as, "leader", at, f"{at}vragen/")
    leader, judge = live_cast.actor("leader"), assessor(live_cast)
    with open_every_tenant("test"):
        request = certificate.ask(live_cast.school, f"{first.code}/{final.code}", by=leader)
    kinds = [f"{at}bewijs/{kind}/" for kind in ("actie", "raad", "anders")]
    found += looked_at(context_as, "leader", at, *kinds)
    found += looked_at(context_as, "board_member", at, f"{at}beoordelaar/")
    show_evidence(request, leader, judge)
    with open_every_tenant("test"):
        waits = certificate.add_evidence(
            request, EvidenceKind.OTHER, {"what": "Een krantenstuk", "on": today()}, by=leader
        )
    judged = (at, f"{at}nakijken/{waits.public_id}/", f"{at}bezoek/", f"{at}besluit/")
    found += looked_at(context_as, "assessor", *judged)
    with open_every_tenant("test"):
        certificate.decide(request, grant=False, reasons="Ouders herkenden het niet.", by=judge)
    found += looked_at(context_as, "leader", at, f"{at}opnieuw/")
    assert found == []
