"""Who is told about a round, what is still missing before that, and the page that parents read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant, open_tenant
from drieklank.base.text import enumerate_nl
from drieklank.content.queries import interface_texts
from drieklank.content.texts import written_day
from drieklank.measure.queries import (
    Round,
    members_to_invite,
    parents_to_tell,
    rounds,
    stop_link,
)
from drieklank.people.models import Parent
from drieklank.people.rules import LANGUAGE_NAMES
from drieklank.results.models import Commitment, CommitmentChange, CommitmentState, Telling
from drieklank.results.queries.commitments import commitments_of, owners_at
from drieklank.results.queries.summary import ParentsSummary, parents_summary
from drieklank.results.rules.commitments import ENDED, is_late
from drieklank.results.rules.telling import TellingFacts
from drieklank.schools.models import Membership, User
from drieklank.schools.queries import running

INTERFACE = "commitments-interface"
PARENTS, TEAM, PUPILS = "parents", "team", "pupils"


def telling_of(measured: Round) -> Telling | None:
    """When and to how many a round was told; None: not yet."""
    found: Telling | None = Telling.objects.filter(round=measured).first()
    return found


def telling_facts(measured: Round) -> TellingFacts:
    """What is known before telling and before the archive. Four statements."""
    present = set(owners_at(measured.school).values_list("pk", flat=True))
    rows = list(commitments_of(measured))
    has_owner = [row.owner_id in present or row.state == CommitmentState.DONE for row in rows]
    told = telling_of(measured)
    return TellingFacts(
        is_published=measured.state == "published",
        commitments=sum(
            owned and row.state != CommitmentState.DROPPED
            for row, owned in zip(rows, has_owner, strict=True)
        ),
        without_owner=sum(
            row.state not in ENDED and not owned for row, owned in zip(rows, has_owner, strict=True)
        ),
        is_told=told is not None,
        on_paper=told.on_paper if told else 0,
        is_paper_given=bool(told and told.paper_given_on),
        is_archived=measured.archived_on is not None,
    )


@dataclass(frozen=True)
class ToTell:
    """One parent who gets a mail, in this language."""

    parent: Parent
    language: str


@dataclass(frozen=True)
class Audience:
    """Everyone who is told: parents by mail, how many need paper or want peace, the team.

    Without a mail address it is paper: a text message has no room for what was found and for a way
    to stop. `pupils`: pupils were asked too; no message leaves for them, the teacher tells it in class.
    """

    parents: tuple[ToTell, ...]
    paper: tuple[tuple[str, int], ...]  # language code -> how many parents without a mail address
    in_peace: int
    team: tuple[User, ...]
    pupils: bool

    @property
    def on_paper(self) -> int:
        return sum(number for _, number in self.paper)

    @property
    def paper_words(self) -> str:
        """In which languages paper is needed: "Arabisch (2) en Nederlands (1)"."""
        return enumerate_nl(
            [f"{LANGUAGE_NAMES.get(one, one)} ({number})" for one, number in self.paper]
        )


def audience_of(measured: Round) -> Audience:
    """Who is told about a round today: those who were asked are forgotten, so whoever would be asked
    now. A parent whose relation ended, or whom the school tells nothing, is not among them.
    """
    roles, day = set(measured.roles), today()
    languages = parents_to_tell(measured.school, day) if PARENTS in roles else {}
    parents = list(Parent.objects.filter(pk__in=languages).order_by("pk"))
    told = tuple(
        ToTell(parent, languages[parent.pk])
        for parent in parents
        if parent.email and not parent.no_measure_mail
    )
    in_peace = sum(parent.no_measure_mail for parent in parents)
    paper = Counter(
        languages[parent.pk]
        for parent in parents
        if not parent.email and not parent.no_measure_mail
    )
    team = members_to_invite(measured.school, day) if TEAM in roles else User.objects.none()
    return Audience(told, tuple(sorted(paper.items())), in_peace, tuple(team), PUPILS in roles)


def telling_fields(ref: str) -> dict[str, str] | None:
    """What a message about results needs while it is sent; ref: "round:parent", as ids.

    None: by now the school tells this parent nothing, or the parent wants to be left in peace.
    """
    round_id, _, parent_id = ref.partition(":")
    measured = rounds().filter(pk=round_id).first()
    parent = Parent.objects.filter(pk=parent_id, no_measure_mail=False).first()
    if measured is None or parent is None:
        return None
    if parent.pk not in parents_to_tell(measured.school, today(), parent.pk):
        return None
    return {"stop": stop_link(parent)}


def page_address(measured: Round, language: str = "") -> str:
    """The full address of the page for parents."""
    path = reverse("results:shared", args=[measured.school.code, measured.code])
    return f"{settings.BASE_URL}{path}" + (f"?taal={language}" if language else "")


def tellings() -> QuerySet[Telling]:
    """All tellings of the open boards, with round and school."""
    return Telling.objects.select_related("round__school")


def untold_changes(telling: Telling) -> QuerySet[CommitmentChange]:
    """Changes that those who were asked have not heard of; those of today may still change."""
    return CommitmentChange.objects.filter(
        commitment__round=telling.round_id, told_on__isnull=True, changed_on__lt=today()
    )


# -- the page for parents -----------------------------------------------------------------------------


@dataclass(frozen=True)
class SharedPromise:
    """One promise as parents read it. `text` and `outcome` are the school's own Dutch."""

    text: str
    state: str
    state_label: str
    kind: str
    by: str
    who: str
    outcome: str
    is_late: bool


@dataclass(frozen=True)
class SharedPage:
    """The page, whole: results of ten or more, and what happened to each promise."""

    school: str
    phone: str
    summary: ParentsSummary
    promises: tuple[SharedPromise, ...]
    updated: str


def shared_page(code: str, round_code: str, language: str) -> SharedPage | None:
    """What the school shared of a round, in a language; None: there is no such round, or it was
    not shared. Needs no open board: the page is for everyone.
    """
    with open_every_tenant("a page that a school shared with everyone"):
        telling = tellings().filter(round__code=round_code, round__school__code=code).first()
    if telling is None:
        return None
    with open_tenant(telling.board_id):
        return _shared(telling.round, language)


def _shared(measured: Round, language: str) -> SharedPage | None:
    summary = parents_summary(measured, language)
    if summary is None:
        return None
    rows = list(commitments_of(measured))
    roles = _roles_of(measured, rows)
    newest = CommitmentChange.objects.filter(commitment__in=rows).order_by("-changed_on").first()
    words = interface_texts(INTERFACE, language)
    updated = (
        words.fill("updated", day=written_day(newest.changed_on, words.lang)) if newest else ""
    )
    return SharedPage(
        measured.school.name,
        measured.school.phone,
        summary,
        tuple(_promise(row, roles, language) for row in _in_order(rows)),
        updated,
    )


def _in_order(rows: Iterable[Commitment]) -> list[Commitment]:
    return sorted(rows, key=lambda row: row.state == CommitmentState.DROPPED)


def _roles_of(measured: Round, rows: Sequence[Commitment]) -> dict[int, str]:
    """Owner id -> role at the school today; of several the first in the alphabet of roles."""
    owners = [row.owner_id for row in rows if row.owner_id]
    held = Membership.objects.filter(running(today()), school=measured.school, user__in=owners)
    found: dict[int, str] = {}
    for user_id, role in held.order_by("role").values_list("user_id", "role"):
        found.setdefault(user_id, role)
    return found


def _promise(row: Commitment, roles: dict[int, str], language: str) -> SharedPromise:
    words = interface_texts(INTERFACE, language)
    late = is_late(row.state, row.due_on, today())
    role = roles.get(row.owner_id or 0, "")
    by = ""
    if row.state not in ENDED:
        by = words.fill("late" if late else "by", day=written_day(row.due_on, words.lang))
    kind = {"done": "ok", "dropped": "bad"}.get(row.state, "wait")
    return SharedPromise(
        row.text,
        row.state,
        words[f"state_{row.state}"],
        kind,
        by,
        words.fill("who", who=words[f"who_{role or 'team'}"]),
        row.outcome,
        late,
    )
