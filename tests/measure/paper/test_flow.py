"""Paper from printer to count: printed, filled in, scanned, looked at, handed in, closed."""

from __future__ import annotations

import io
import json
import threading
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile

from drieklank.audit.actions import SYSTEM
from drieklank.audit.models import AuditEvent
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions
from drieklank.measure.actions import paper, scans
from drieklank.measure.keys import store
from drieklank.measure.models import Envelope, Invitation, PaperDoubt, PaperSheet, Tally
from drieklank.measure.paper.form import Printed, forms_pdf
from drieklank.measure.paper.layout import Form, layout
from drieklank.measure.paper.outcome import Fault
from drieklank.measure.queries.paper import any_doubt
from drieklank.measure.sheets import places
from tests.measure.conftest import Held
from tests.measure.paper.simulator import Writer, as_pdf, fill_in, printed_pages, scanner
from tests.measure.paper.stage import ABOUT

pytestmark = pytest.mark.django_db
SEED = 20261122


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.REQUIRE_SECOND_FACTOR = False


@dataclass
class Desk:
    """Whoever fills in and scans, for one round."""

    held: Held

    @property
    def form(self) -> Form:
        return layout(self.held.asked(), "nl")

    def scans(
        self, invitation: Invitation, step: int, *, corrections: float = 0.0, seed: int = 0
    ) -> list[bytes]:
        """The pages of one form, each with the same answer everywhere."""
        random = np.random.default_rng([SEED, seed])
        pdf = forms_pdf([Printed(self.form, self.held.paper(invitation), "AAAAA-AAAAA")], ABOUT)
        writer = Writer(random, 50.0, 0.6, "cross", 0.2)
        found = []
        for picture, page in zip(printed_pages(pdf), self.form.pages, strict=False):
            meant = {row.place: min(step, len(row.circles)) for row in page.rows}
            filled = fill_in(picture, page, random, meant, writer, corrections=corrections)
            found.append(scanner(filled.picture, random))
        return found

    def take_in(self, *scans: bytes) -> paper.TakenIn:
        with open_every_tenant("test"):
            files = [("scan.pdf", as_pdf(list(scans)))]
            return paper.take_in(self.held.round, files, by=SYSTEM)

    def whole(self, step: int) -> bytes:
        asked = self.held.asked()
        return bytes(min(step, item.steps) for item in places(asked).spec.items)

    def opened(self) -> list[bytes]:
        with open_every_tenant("test"):
            return [sheet.closed for sheet in self.held.opened()]


@pytest.fixture
def desk(held: Held) -> Desk:
    return Desk(held)


def waiting() -> tuple[int, int]:
    with open_every_tenant("test"):
        return PaperSheet.objects.count(), PaperDoubt.objects.count()


def test_a_form_without_doubt_is_handed_in_as_any_answer(desk: Desk) -> None:
    taken = desk.take_in(*desk.scans(desk.held.invitations()[0], 3))
    assert (taken.pages, taken.doubts, taken.unread) == (2, 0, [])
    assert desk.opened() == [desk.whole(3)]
    assert waiting() == (0, 0)


def test_pages_come_in_any_order_on_other_days_and_twice(desk: Desk) -> None:
    first, second = desk.scans(desk.held.invitations()[0], 2)
    desk.take_in(second, second)
    assert (desk.opened(), waiting()) == ([], (1, 0))
    desk.take_in(first, first, second)
    assert desk.opened() == [desk.whole(2)]


def test_who_answered_online_too_is_counted_once_and_nobody_is_told(desk: Desk) -> None:
    one, other = desk.held.invitations()[:2]
    assert desk.held.answer(one, 4)
    scans = [*desk.scans(one, 1), *desk.scans(other, 1, seed=1)]
    told = [desk.take_in(*scans[:2]), desk.take_in(*scans[2:])]
    assert told[0] == told[1]
    assert sorted(desk.opened()) == sorted([desk.whole(4), desk.whole(1)])


def test_a_doubt_waits_for_a_person_and_then_the_form_is_handed_in(desk: Desk) -> None:
    taken = desk.take_in(*desk.scans(desk.held.invitations()[0], 2, corrections=0.2))
    assert taken.doubts > 0
    assert waiting() == (1, taken.doubts)
    for left in range(taken.doubts, 0, -1):
        assert waiting() == (1, left)
        with open_every_tenant("test"):
            shown = any_doubt(desk.held.round)
            assert shown is not None
            assert shown.picture.startswith("data:image/png;base64,")
            assert paper.decide(desk.held.round, shown.id, 2)
    assert waiting() == (0, 0)
    assert desk.opened() == [desk.whole(2)]


def test_a_decision_for_a_circle_that_is_not_there_or_taken_twice_changes_nothing(
    desk: Desk,
) -> None:
    desk.take_in(*desk.scans(desk.held.invitations()[0], 2, corrections=0.2))
    before = waiting()
    with open_every_tenant("test"):
        shown = any_doubt(desk.held.round)
        assert shown is not None
        with pytest.raises(ValueError, match="77"):
            paper.decide(desk.held.round, shown.id, 77)
        assert waiting() == before
        assert paper.decide(desk.held.round, shown.id, 2)
        assert not paper.decide(desk.held.round, shown.id, 3)


def places_in_doubt(held: Held) -> set[int]:
    """What the holder of the round's key finds: the places that wait for a person."""
    key = store().load(held.round.public_id)
    with open_every_tenant("test"):
        rows = PaperDoubt.objects.values_list("pk", "sealed")
        heads = [key.open_paper(pk, bytes(sealed)).split(b"\n")[0] for pk, sealed in rows]
    return {json.loads(head)["place"] for head in heads}


def test_closing_counts_what_still_waits_with_doubts_as_skipped_and_leaves_nothing(
    desk: Desk,
) -> None:
    """Five forms of threes: the first with doubts, the second without its second page."""
    invitations = desk.held.invitations()
    sent = []
    for number, invitation in enumerate(invitations[:5]):
        pages = desk.scans(invitation, 3, corrections=0.15 if number == 0 else 0.0, seed=number)
        sent += pages[:1] if number == 1 else pages
    desk.take_in(*sent)
    doubted = places_in_doubt(desk.held)
    assert waiting() == (2, len(doubted))
    assert doubted
    with open_every_tenant("test"):
        actions.close_round(desk.held.round)
        counts = Tally.objects.get(round=desk.held.round, role="parents", stratum="").counts
        assert (Envelope.objects.count(), *waiting()) == (0, 0, 0)
    assert counts["respondents"] == 5
    second_page = {row.place for row in desk.form.pages[1].rows}
    # PostgreSQL keeps the keys of such a column in an order of its own.
    items = [counts["items"][item.key] for item in places(desk.held.asked()).spec.items]
    threes = {place: item["counts"] for place, item in enumerate(items) if len(item["counts"]) >= 3}
    found = {place: max(numbers) for place, numbers in threes.items()}
    assert found == {place: 5 - (place in doubted) - (place in second_page) for place in threes}
    desk.held.fresh()
    with pytest.raises(paper.ClosedError):
        desk.take_in(sent[0])


def test_nothing_of_a_scan_can_be_read_from_the_database(desk: Desk) -> None:
    """Whoever has the file finds rows of one size without names, marks or order."""
    one, other = desk.held.invitations()[:2]
    first = desk.scans(one, 2, corrections=0.2)
    second = desk.scans(other, 4, seed=1)
    desk.take_in(first[0], first[1], second[0])
    with open_every_tenant("test"):
        sheets = list(PaperSheet.objects.values_list("pk", "sealed"))
        doubts = list(PaperDoubt.objects.values_list("pk", "sealed"))
    assert (len(sheets), len(doubts) > 1) == (2, True)
    assert len({len(bytes(sealed)) for _, sealed in sheets}) == 1
    assert len({len(bytes(sealed)) for _, sealed in doubts}) == 1
    stored = b"".join(bytes(sealed) for _, sealed in [*sheets, *doubts])
    ids = {pk.hex for pk, _ in sheets} | {pk.hex for pk, _ in doubts}
    for invitation in (one, other):
        assert invitation.pk.hex not in ids
        assert invitation.pk.bytes not in stored
        assert str(invitation.pk).encode() not in stored
    assert b"PNG" not in stored
    with open_every_tenant("test"):
        said = str(list(AuditEvent.objects.filter(verb="round.paper_read").values()))
    assert "round.paper_read" in said
    for invitation in (one, other):
        assert str(invitation.pk) not in said
        assert desk.held.paper(invitation) not in said


def test_a_form_of_another_round_is_told_by_page_and_kept_nowhere(desk: Desk) -> None:
    pdf = forms_pdf([Printed(desk.form, "K7QM2XJ9RT4WBD8PNC5HK7QM2X", "A")], ABOUT)
    random = np.random.default_rng(SEED)
    page = scanner(printed_pages(pdf)[0], random)
    taken = desk.take_in(page)
    assert taken.unread == [paper.Unread("scan.pdf", 1, Fault.OTHER_FORM)]
    assert waiting() == (0, 0)


def until_read() -> None:
    for thread in threading.enumerate():
        if thread.name == scans.THREAD:
            thread.join()


@pytest.mark.django_db(transaction=True)
def test_a_leader_prints_sends_and_decides_and_an_outsider_finds_nothing(
    desk: Desk,
) -> None:
    held = desk.held
    school, code = held.cast.school.code, held.round.code
    base = f"/school/{school}/meten/{code}/papier/"
    client = held.cast.client("leader")
    printed = client.post(f"{base}afdrukken/", {"who": "all", "two_sided": ""})
    assert printed.status_code == 200, printed.headers
    assert printed["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(printed.content)
    assert len(pages) == 3 * len(held.invitations())
    read = zxingcpp.read_barcodes(printed_pages(printed.content)[1])
    assert {one.text.split("/")[0] for one in read} <= {held.paper(i) for i in held.invitations()}
    photos = desk.scans(held.invitations()[0], 2, corrections=0.2)
    files = [SimpleUploadedFile(f"foto{n}.jpg", scan) for n, scan in enumerate(photos)]
    files.append(SimpleUploadedFile("leeg.pdf", as_pdf([photos[0]])[:200]))
    assert client.post(base, {"scans": files})["Location"] == base
    until_read()
    shown = client.get(base).content.decode()
    assert "2 bladzijden zijn gelezen" in shown
    assert "leeg.pdf: niet te openen" in shown
    page = client.get(f"{base}kruisjes/")
    assert page.status_code == 200
    doubt = page.context["doubt"]
    for invitation in held.invitations():
        with open_every_tenant("test"):
            parent = Invitation.objects.select_related("parent").get(pk=invitation.pk).parent
        assert parent is not None
        assert parent.last_name not in page.content.decode().split("<main")[-1]
    before = waiting()[1]
    client.post(f"{base}kruisjes/", {"row": str(doubt.id), "value": "2"})
    assert waiting()[1] == before - 1
    client = held.cast.client("leader_elsewhere")
    assert {client.get(base).status_code, client.get(f"{base}kruisjes/").status_code} == {404}
    assert client.post(base, {"scans": io.BytesIO(b"x")}).status_code == 404
    assert client.post(f"{base}afdrukken/", {"who": "all"}).status_code == 404
