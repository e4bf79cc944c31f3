"""Open answers that are read over by somebody from outside the school, and who may do that."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from drieklank.base.clock import today
from drieklank.content.schema import Kind
from drieklank.measure.queries import Round, open_texts, questionnaire_of, rounds
from drieklank.people.models import Parent, ParentChildRelation
from drieklank.results.models import CheckedText, TextsCheck, Verdict
from drieklank.results.rules import MINIMUM_OPEN
from drieklank.schools.models import AdviserAssignment, Membership, School, User
from drieklank.schools.queries import running


def raw_texts(measured: Round) -> dict[str, list[str]]:
    """Question -> its open answers as measuring keeps them, of questions with ten or more."""
    keys = wording_of(measured)
    found = {key: open_texts(measured, key) for key in sorted(keys)}
    return {key: texts for key, texts in found.items() if len(texts) >= MINIMUM_OPEN}


def checked_texts(measured: Round) -> list[tuple[str, str]] | None:
    """(question, text) of the open answers that may leave, in a random order.

    None: somebody from outside the school still has to read them over. Empty: there is nothing to
    read, or nothing may leave. A question of which fewer than ten remain gives none.
    """
    check = check_of(measured)
    if check is None:
        return None if raw_texts(measured) else []
    if check.finished_on is None:
        return None
    rows = list(
        CheckedText.objects.filter(check_of=check)
        .exclude(verdict=Verdict.LEFT_OUT)
        .order_by("pk")
        .values_list("item", "shown")
    )
    counts: dict[str, int] = {}
    for item, _ in rows:
        counts[item] = counts.get(item, 0) + 1
    return [(item, text) for item, text in rows if counts[item] >= MINIMUM_OPEN]


def check_of(measured: Round) -> TextsCheck | None:
    """The reading over of a round; None: not begun."""
    found: TextsCheck | None = TextsCheck.objects.filter(round=measured).first()
    return found


@dataclass(frozen=True)
class CheckProgress:
    """How far the reading over is."""

    handled: int
    total: int
    is_finished: bool

    @property
    def left(self) -> int:
        return self.total - self.handled


def progress_of(check: TextsCheck) -> CheckProgress:
    """How many answers have a verdict. One statement."""
    verdicts = list(CheckedText.objects.filter(check_of=check).values_list("verdict", flat=True))
    return CheckProgress(sum(map(bool, verdicts)), len(verdicts), check.finished_on is not None)


def texts_of(check: TextsCheck) -> QuerySet[CheckedText]:
    """All answers of a reading over, in the order in which they are read."""
    return CheckedText.objects.filter(check_of=check).order_by("pk")


def wording_of(measured: Round) -> dict[str, str]:
    """Question -> its Dutch wording, whichever role was asked."""
    asked = [questionnaire_of(measured, role) for role in measured.roles]
    return {
        item.key: str(item.text)
        for body in asked
        if body is not None
        for item in body.items
        if item.kind is Kind.OPEN
    }


def checkers_of(school: School) -> QuerySet[User]:
    """Who may read over the answers of a school today: board members and advisers who do not work
    there and have no child there. The same as the right `TEXTS_CHECK` gives.
    """
    day = today()
    board = Membership.objects.filter(running(day), board_id=school.board_id, role="board_member")
    advising = AdviserAssignment.objects.filter(school=school, starts_on__lte=day, ends_on__gte=day)
    works_here = Membership.objects.filter(running(day), school=school)
    return (
        User.objects.filter(
            Q(pk__in=board.values("user_id")) | Q(pk__in=advising.values("user_id"))
        )
        .filter(is_active=True)
        .exclude(pk__in=works_here.values("user_id"))
        .exclude(Exists(_as_parent(school)))
        .order_by("pk")
    )


def _as_parent(school: School) -> QuerySet[ParentChildRelation]:
    same = Q(user=OuterRef(OuterRef("pk"))) | Q(email__iexact=OuterRef(OuterRef("email")))
    parents = Parent.objects.filter(same).values("pk")
    return ParentChildRelation.objects.filter(pupil__school=school, parent_id__in=parents)


def rounds_to_check() -> list[Round]:
    """Closed rounds of the open boards whose open answers nobody from outside has finished."""
    closed = rounds().filter(state__in=["closed", "published"])
    finished = TextsCheck.objects.filter(finished_on__isnull=False).values("round_id")
    return [row for row in closed.exclude(pk__in=finished).order_by("pk") if needs_check(row)]


def needs_check(measured: Round) -> bool:
    """Say whether open answers of a round still wait for a reader from outside."""
    return checked_texts(measured) is None
