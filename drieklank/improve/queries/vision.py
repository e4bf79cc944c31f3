"""Reads of the vision: its versions, who agreed, expectations, places."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.improve.models import (
    Expectation,
    ExpectationReview,
    Party,
    Side,
    SignOff,
    TrackStep,
    VisionPlace,
    VisionState,
    VisionVersion,
)
from drieklank.improve.rules import vision as rules
from drieklank.schools.models import School


def versions_of(school: School) -> QuerySet[VisionVersion]:
    """All versions, newest first."""
    return VisionVersion.objects.filter(school=school).select_related("made_by", "school")


def newest_version(school: School) -> VisionVersion | None:
    """The version that is worked on; None: nothing is written yet."""
    return versions_of(school).first()


def agreed_version(school: School) -> VisionVersion | None:
    """The newest version that team, parents and council agreed with."""
    return versions_of(school).filter(state=VisionState.AGREED).first()


@dataclass(frozen=True)
class SignLine:
    """One party: whether it signed this version, and what it said."""

    party: str
    name: str
    sign_off: SignOff | None
    may_sign: bool

    @property
    def words(self) -> str:
        if self.sign_off is None:
            return "Nog niet"
        return "Akkoord" if self.sign_off.agrees else "Niet akkoord"

    @property
    def kind(self) -> str:
        """Which mark the answer gets."""
        if self.sign_off is None:
            return "wait"
        return "ok" if self.sign_off.agrees else "bad"


def sign_lines(version: VisionVersion) -> list[SignLine]:
    """Team, parents and council, in that order."""
    rows = SignOff.objects.filter(version=version).select_related("recorded_by")
    given = {one.party: one for one in rows}
    return [
        SignLine(
            party.value,
            str(party.label),
            given.get(party.value),
            rules.may_sign(party.value, version.state),
        )
        for party in Party
    ]


def sign_off_of(version: VisionVersion, party: str) -> SignOff | None:
    """What a party said of a version."""
    return SignOff.objects.filter(version=version, party=party).first()


def takers_of(version: VisionVersion) -> list[str]:
    """Who took part, in words: "Ouders: 14 (het ouderpanel)"."""
    return [
        f"{rules.TAKERS.get(one['who'], one['who'])}: {one['people']}"
        + (f" ({one['words']})" if one.get("words") else "")
        for one in version.participants
    ]


@dataclass(frozen=True)
class Changed:
    """One field of two versions, with what changed in it."""

    name: str
    pieces: tuple[rules.Piece, ...]

    @property
    def is_same(self) -> bool:
        return all(one.kind == "same" for one in self.pieces)


def compare_versions(before: VisionVersion, after: VisionVersion) -> list[Changed]:
    """What changed between two versions, per field."""
    fields = (
        ("De zin", before.sentence, after.sentence),
        ("Toelichting", before.text, after.text),
        ("Kernwaarden", _values_text(before), _values_text(after)),
        ("Wie meedeed", "\n".join(takers_of(before)), "\n".join(takers_of(after))),
    )
    return [Changed(name, rules.compare(old, new)) for name, old, new in fields]


def _values_text(version: VisionVersion) -> str:
    return "\n".join(f"{one['name']}. {one['sign']}".strip() for one in version.values)


# -- expectations and places ----------------------------------------------------------------------


def expectations_of(school: School) -> QuerySet[Expectation]:
    """What holds now, both sides."""
    return Expectation.objects.filter(school=school, ended_on__isnull=True)


def ended_expectations(school: School) -> QuerySet[Expectation]:
    """What held before, newest end first."""
    return Expectation.objects.filter(school=school, ended_on__isnull=False).order_by("-ended_on")


@dataclass(frozen=True)
class ExpectationSide:
    """One side with its expectations."""

    key: str
    name: str
    rows: list[Expectation]


def expectation_sides(school: School) -> list[ExpectationSide]:
    """School and parents, each with what is expected of it."""
    rows = list(expectations_of(school))
    return [
        ExpectationSide(
            side.value, str(side.label), [row for row in rows if row.side == side.value]
        )
        for side in Side
    ]


def reviews_of(school: School) -> QuerySet[ExpectationReview]:
    """The yearly looks back, newest first."""
    return ExpectationReview.objects.filter(school=school).select_related("written_by")


def is_review_due(school: School) -> bool:
    """Whether the expectations wait for their yearly look."""
    return rules.is_review_due(
        expectations_of(school).values_list("agreed_on", flat=True),
        reviews_of(school).values_list("held_on", flat=True),
        today(),
    )


@dataclass(frozen=True)
class PlaceLine:
    """A place where the vision can show."""

    key: str
    name: str
    hint: str
    row: VisionPlace | None


def place_lines(school: School) -> list[PlaceLine]:
    """All five places, shown or not."""
    rows = {row.place: row for row in VisionPlace.objects.filter(school=school)}
    return [PlaceLine(key, name, hint, rows.get(key)) for key, (name, hint) in rules.PLACES.items()]


# -- for parents ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SharedVision:
    """What everybody may read: an agreed vision with the expectations that hold, and what is put
    before parents. One of `version` and `concept` is always there.
    """

    school: School
    version: VisionVersion | None
    concept: VisionVersion | None
    evening: date | None  # of the parent evening to come, where a trajectory planned one
    sides: list[ExpectationSide]
    agreed_on: date | None
    expected_since: date | None


def shared_vision(code: str) -> SharedVision | None:
    """The vision of a school as parents read it; None: no such school, or nothing to read yet.

    Needs no open board: the page is for everyone.
    """
    with open_every_tenant("a vision that a school shares with everyone"):
        school = School.objects.filter(code=code).first()
    if school is None:
        return None
    with open_tenant(school.board_id):
        version, newest = agreed_version(school), newest_version(school)
        is_offered = newest is not None and newest.state == VisionState.OFFERED
        if version is None and not is_offered:
            return None
        sides = expectation_sides(school)
        dates = [row.agreed_on for side in sides for row in side.rows]
        return SharedVision(
            school,
            version,
            newest if is_offered else None,
            _evening_of(school) if is_offered else None,
            sides if version else [],
            version.agreed_on if version else None,
            max(dates) if dates and version else None,
        )


def _evening_of(school: School) -> date | None:
    steps = TrackStep.objects.filter(school=school, key="parent_evening", held_on__gte=today())
    found: date | None = steps.order_by("held_on").values_list("held_on", flat=True).first()
    return found


def schools_with_vision(school_ids: Collection[int]) -> list[School]:
    """Those of these schools that have an agreed vision, or put one before parents. One statement."""
    later = VisionVersion.objects.filter(school=OuterRef("school"), number__gt=OuterRef("number"))
    readable = VisionVersion.objects.filter(school__in=school_ids).filter(
        Q(state=VisionState.AGREED) | Q(~Exists(later), state=VisionState.OFFERED)
    )
    rows = School.objects.filter(pk__in=readable.values("school_id"))
    return list(rows.order_by("name", "pk"))
