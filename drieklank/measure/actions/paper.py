"""Taking in forms on paper. As answering: no line in the log says whose form it was, or when.

A form comes in pages, and some of its rows wait for a person. Until then it lies sealed in a
`PaperSheet`; complete, it is handed in as any answer, by the same door: the first one counts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction

from drieklank.audit.actions import Who, note
from drieklank.base.statistics import SKIPPED
from drieklank.content.queries import snapshot
from drieklank.content.schema import Questionnaire
from drieklank.measure.actions.answers import submit
from drieklank.measure.envelopes import RoundKey
from drieklank.measure.envelopes import Unreadable as Unopened
from drieklank.measure.keys import store
from drieklank.measure.models import Invitation, PaperDoubt, PaperSheet, Role, Round, RoundState
from drieklank.measure.paper.apart import Tell, read_apart, silent
from drieklank.measure.paper.layout import Form, layouts
from drieklank.measure.paper.outcome import Doubt, Failed, Fault, ReadPage
from drieklank.measure.queries.invitations import invitation_by_paper
from drieklank.measure.sheets import Sheet, places

DOUBT_SIZE: Final = 48 * 1024
_DOUBTS_EACH: Final = 40  # bytes that a waiting doubt takes in a sealed sheet
_HEAD: Final = 512


class ClosedError(ValueError):
    """The round takes no forms (any more)."""


@dataclass(frozen=True)
class Unread:
    """A page, or with page 0 a whole file, that was not read."""

    file: str
    page: int
    fault: Fault


@dataclass
class TakenIn:
    """What came of an upload: counts, and which pages to scan again. Never whose they were."""

    pages: int = 0
    doubts: int = 0
    unread: list[Unread] = field(default_factory=list)


@dataclass
class _Waiting:
    """A form so far. pages: read; open: doubts by their id, with the place of each."""

    invitation: str
    lang: str
    closed: str
    total: int
    pages: list[int] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return len(self.pages) == self.total and not self.open


def check_takes_paper(running: Round) -> None:
    """Raise ClosedError or KeyMissing, as `take_in`, before anything is read."""
    _asked(running)
    store().load(running.public_id)


def take_in(
    running: Round, files: Sequence[tuple[str, bytes]], *, by: Who, tell: Tell = silent
) -> TakenIn:
    """Read scans and keep what they say. The same page twice counts once. tell: see `apart.Tell`.

    Raises:
        ClosedError: the round is not open.
        KeyMissing: the round's key is gone.
    """
    key, asked = store().load(running.public_id), _asked(running)
    forms = layouts(asked)
    taken = TakenIn()
    read = read_apart([data for _, data in files], forms, tell)
    for (name, _), pages in zip(files, read, strict=True):
        if isinstance(pages, Fault):
            taken.unread.append(Unread(name, 0, pages))
            continue
        for number, page in enumerate(pages, 1):
            fault = _keep(running, key, asked, forms, page, taken)
            if fault is not None:
                taken.unread.append(Unread(name, number, fault))
    note("round.paper_read", running, by=by, pages=taken.pages, unread=len(taken.unread))
    return taken


def _asked(running: Round) -> Questionnaire:
    version = running.version_id(Role.PARENTS)
    if running.state != RoundState.OPEN or version is None:
        raise ClosedError(running.state)
    return snapshot(version)


def _keep(
    running: Round,
    key: RoundKey,
    asked: Questionnaire,
    forms: Mapping[str, Form],
    page: ReadPage | Failed,
    taken: TakenIn,
) -> Fault | None:
    """Keep one page; the fault where it is none of this round."""
    if isinstance(page, Failed):
        return page.fault
    invitation = invitation_by_paper(page.code.token)
    if invitation is None or invitation.round_id != running.pk or invitation.role != Role.PARENTS:
        return Fault.OTHER_FORM
    form = forms[page.code.form]
    with transaction.atomic():
        _lock(running)
        waiting = _load(key, invitation.pk) or _begin(invitation, asked, form)
        if page.code.page not in waiting.pages and waiting.lang == form.lang:
            _add(running, key, invitation.pk, waiting, page)
            taken.doubts += len(page.doubts)
        _store(running, key, asked, waiting)
    taken.pages += 1
    return None


def _begin(invitation: Invitation, asked: Questionnaire, form: Form) -> _Waiting:
    nothing = bytes(len(places(asked).spec.items))
    return _Waiting(str(invitation.pk), form.lang, nothing.hex(), len(form.pages))


def _add(
    running: Round, key: RoundKey, invitation: UUID, waiting: _Waiting, page: ReadPage
) -> None:
    waiting.closed = _with(waiting.closed, page.answers)
    waiting.pages.append(page.code.page)
    for doubt in page.doubts:
        row = uuid4()
        waiting.open.append(str(row))
        sealed = key.seal_paper(row, _packed(doubt, key.paper_id(invitation)), DOUBT_SIZE)
        PaperDoubt.objects.create(
            id=row, board_id=running.board_id, round_id=running.pk, sealed=sealed
        )


def _with(closed: str, values: Mapping[int, int]) -> str:
    sheet = bytearray.fromhex(closed)
    for place, value in values.items():
        sheet[place] = value
    return sheet.hex()


def _packed(doubt: Doubt, sheet: UUID) -> bytes:
    head = {"sheet": str(sheet), "place": doubt.place, "value": doubt.value, "values": doubt.values}
    return json.dumps(head).encode() + b"\n" + doubt.picture


# -- a person decides ----------------------------------------------------------------------------------


@transaction.atomic
def decide(running: Round, doubt: UUID, value: int) -> bool:
    """Put a person's decision on the sealed sheet; hand it in where that was the last one.

    False: somebody else decided it already. Deliberately without a line in the log.

    Raises:
        ValueError: the row has no circle of that value.
        ClosedError, KeyMissing: as `take_in`.
    """
    _lock(running)
    key, asked = store().load(running.public_id), _asked(running)
    row = PaperDoubt.objects.filter(pk=doubt, round=running).first()
    if row is None:
        return False
    head = json.loads(key.open_paper(row.pk, bytes(row.sealed)).split(b"\n", 1)[0])
    if value not in {SKIPPED, *head["values"]}:
        raise ValueError(value)
    row.delete()
    sheet = PaperSheet.objects.filter(pk=UUID(head["sheet"])).first()
    if sheet is not None:
        waiting = _Waiting(**json.loads(key.open_paper(sheet.pk, bytes(sheet.sealed))))
        waiting.open.remove(str(doubt))
        waiting.closed = _with(waiting.closed, {head["place"]: value})
        _store(running, key, asked, waiting)
    return True


# -- sheets that wait ------------------------------------------------------------------------------------


def _load(key: RoundKey, invitation: UUID) -> _Waiting | None:
    row = PaperSheet.objects.filter(pk=key.paper_id(invitation)).first()
    if row is None:
        return None
    return _Waiting(**json.loads(key.open_paper(row.pk, bytes(row.sealed))))


def _store(running: Round, key: RoundKey, asked: Questionnaire, waiting: _Waiting) -> None:
    """Keep a sheet that waits; hand in one that is complete."""
    row = key.paper_id(UUID(waiting.invitation))
    if waiting.is_complete:
        PaperSheet.objects.filter(pk=row).delete()
        _hand_in(asked, waiting)
        return
    text: dict[str, Any] = asdict(waiting)
    size = _HEAD + (2 + _DOUBTS_EACH) * len(places(asked).spec.items)
    sealed = key.seal_paper(row, json.dumps(text).encode(), size)
    PaperSheet.objects.update_or_create(
        id=row, defaults={"board_id": running.board_id, "round_id": running.pk, "sealed": sealed}
    )


def _hand_in(asked: Questionnaire, waiting: _Waiting) -> None:
    """As any answer. Who answered by another door is counted once; nobody is told."""
    invitation = (
        Invitation.objects.select_related("round").filter(pk=UUID(waiting.invitation)).first()
    )
    sheet = Sheet(bytes.fromhex(waiting.closed))
    if invitation is not None and not sheet.is_empty:
        submit(invitation, asked, sheet, waiting.lang)


def submit_waiting(row: Round, key: RoundKey) -> None:
    """Hand in what waits when a round closes; a doubt nobody looked at counts as skipped.

    Call in the transaction that closes, before the marks are counted.
    """
    version = row.version_id(Role.PARENTS)
    if version is not None:
        asked = snapshot(version)
        for sheet, sealed in PaperSheet.objects.filter(round=row).values_list("pk", "sealed"):
            try:
                text = key.open_paper(sheet, bytes(sealed))
            except Unopened:
                continue  # changed in the database: it cannot be counted
            _hand_in(asked, _Waiting(**json.loads(text)))
    for table in (PaperDoubt, PaperSheet):
        table.objects.filter(round=row).delete()


def _lock(running: Round) -> None:
    """One form at a time per round, and none once the round is closed."""
    row = Round.objects.select_for_update(of=("self",), no_key=True).get(pk=running.pk)
    if row.state != RoundState.OPEN:
        raise ClosedError(row.state)
