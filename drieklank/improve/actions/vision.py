"""Writing the vision, putting it before people, and their yes or no. One function is one transaction."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.improve.models import Party, SignOff, VisionState, VisionVersion
from drieklank.improve.queries.vision import newest_version, versions_of
from drieklank.improve.rules.vision import is_agreed, may_sign
from drieklank.schools.models import School


class ClashError(ValueError):
    """Somebody saved a version since this one was opened; `latest` holds it. Nothing was written."""

    def __init__(self, latest: VisionVersion) -> None:
        super().__init__("A newer version exists.")
        self.latest = latest


class NotNowError(ValueError):
    """The version is not in a state for this step."""


@dataclass(frozen=True, slots=True)
class ValueWish:
    """A core value. key: the card, empty for own words. goal: key of the goal it belongs to."""

    name: str
    sign: str
    key: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class TakerWish:
    """Who took part: a key of `rules.vision.TAKERS`, how many people, and the group in words."""

    who: str
    people: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class VisionWish:
    """How the next version is to read. `values`: at most five."""

    sentence: str
    text: str
    values: tuple[ValueWish, ...]
    takers: tuple[TakerWish, ...]
    changed: str = ""


@dataclass(frozen=True, slots=True)
class SignWish:
    """What a party says of a version."""

    party: str
    agrees: bool
    signed_on: date
    signer: str
    signer_role: str
    remarks: str = ""


@transaction.atomic
def write_version(school: School, wish: VisionWish, *, base: int, by: Actor) -> VisionVersion:
    """Save the next version, as a concept. `base`: number of the version the writer began from, 0
    for none. Nothing changed: the newest version stays.

    Raises:
        ClashError: a newer version was saved meanwhile.
    """
    School.objects.select_for_update().get(pk=school.pk)  # two writers, one after the other
    latest = newest_version(school)
    if latest is not None and latest.number != base:
        raise ClashError(latest)
    values = [asdict(one) for one in wish.values]
    takers = [{"who": one.who, "people": one.people, "words": one.words} for one in wish.takers]
    if latest is not None and (
        latest.sentence,
        latest.text,
        latest.values,
        latest.participants,
    ) == (
        wish.sentence,
        wish.text,
        values,
        takers,
    ):
        return latest
    row: VisionVersion = VisionVersion.objects.create(
        board_id=school.board_id,
        school=school,
        number=latest.number + 1 if latest else 1,
        sentence=wish.sentence,
        text=wish.text,
        values=values,
        participants=takers,
        changed=wish.changed,
        made_on=today(),
        made_by=by.user,
    )
    note("vision.written", row, by=by, number=row.number)
    return row


@transaction.atomic
def offer(known: VisionVersion, *, by: Actor) -> VisionVersion:
    """Put the newest concept before parents. Raises NotNowError."""
    row = _locked(known)
    if row.state != VisionState.CONCEPT or _is_old(row):
        raise NotNowError
    row.state, row.offered_on = VisionState.OFFERED, today()
    row.save(update_fields=["state", "offered_on"])
    note("vision.offered", row, by=by, number=row.number)
    return row


@transaction.atomic
def sign_off(known: VisionVersion, wish: SignWish, *, by: Actor) -> SignOff:
    """Keep what a party says of a version; with the third yes the version is agreed.

    Raises NotNowError: parents and council sign what was put before them, and only the newest.
    """
    version = _locked(known)
    if _is_old(version) or not may_sign(wish.party, version.state):
        raise NotNowError
    row, _ = SignOff.objects.update_or_create(
        version=version,
        party=wish.party,
        defaults={
            "board_id": version.board_id,
            "agrees": wish.agrees,
            "signed_on": wish.signed_on,
            "signer": wish.signer,
            "signer_role": wish.signer_role,
            "remarks": wish.remarks,
            "recorded_by": by.user,
        },
    )
    note("vision.signed", version, by=by, party=wish.party, agrees=wish.agrees)
    _agree(version, by)
    return row


def _agree(version: VisionVersion, by: Actor) -> None:
    answers = dict(SignOff.objects.filter(version=version).values_list("party", "agrees"))
    if version.state == VisionState.OFFERED and is_agreed(answers):
        version.state, version.agreed_on = VisionState.AGREED, today()
        version.save(update_fields=["state", "agreed_on"])
        note("vision.agreed", version, by=by, number=version.number, parties=len(Party))


def _locked(known: VisionVersion) -> VisionVersion:
    found: VisionVersion = VisionVersion.objects.select_for_update().get(pk=known.pk)
    return found


def _is_old(row: VisionVersion) -> bool:
    return versions_of(row.school).filter(number__gt=row.number).exists()
