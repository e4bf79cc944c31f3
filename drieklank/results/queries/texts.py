"""Open answers that are read over by somebody from outside the school, and who may do that."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from drieklank.access.actor import actor_of_user
from drieklank.access.doors import may
from drieklank.access.rules import Right
from drieklank.base.clock import today
from drieklank.content.schema import Kind
from drieklank.measure.queries import Round, open_texts, questionnaire_of, rounds
from drieklank.results.models import CheckedText, Release, ReleasedText, TextsCheck, Verdict
from drieklank.results.queries.parts import round_title
from drieklank.results.rules import MINIMUM_OPEN
from drieklank.schools.models import AdviserAssignment, Membership, User
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


def checkers_of(measured: Round) -> list[User]:
    """Who may read over the answers of a closed round today, as the table of rights says.

    A handful of statements per board member and adviser; not for lists of rounds.
    """
    day, school = today(), measured.school
    board = Membership.objects.filter(running(day), board_id=school.board_id, school=None)
    advising = AdviserAssignment.objects.filter(school=school, starts_on__lte=day, ends_on__gte=day)
    known = Q(pk__in=board.values("user_id")) | Q(pk__in=advising.values("user_id"))
    return [
        person
        for person in User.objects.filter(known, is_active=True).order_by("pk")
        if may(actor_of_user(person), Right.TEXTS_CHECK, measured)
    ]


def rounds_to_check() -> list[Round]:
    """Closed rounds of the open boards whose open answers nobody from outside has finished."""
    closed = rounds().filter(state__in=["closed", "published"])
    finished = TextsCheck.objects.filter(finished_on__isnull=False).values("round_id")
    return [row for row in closed.exclude(pk__in=finished).order_by("pk") if needs_check(row)]


def needs_check(measured: Round) -> bool:
    """Say whether open answers of a round still wait for a reader from outside."""
    check = check_of(measured)
    return bool(raw_texts(measured)) if check is None else check.finished_on is None


def lacks_texts(measured: Round, release: Release) -> bool:
    """Say whether a version went out while somebody from outside still read the open answers.

    It stays so of that version, also when a next one has the answers: a file of it does not change.
    """
    texts = ReleasedText.objects.filter(release__round=measured)
    if texts.filter(release=release).exists():
        return False
    return needs_check(measured) or texts.filter(release__version__gt=release.version).exists()


@dataclass(frozen=True)
class TextsState:
    """Where the open answers of a round are, for who reads or shares the report.

    kind: none (there are none, or all was read over), waiting, busy, or nobody (no board member or
    adviser who may read them).
    """

    kind: str
    total: int = 0
    handled: int = 0


def texts_state(measured: Round, *, ask_who: bool = True) -> TextsState:
    """Whether somebody from outside still reads over the open answers, and how far that is.

    ask_who: also say where nobody may; that is for the leader, who can do something about it.
    """
    if measured.state not in {"closed", "published"} or not needs_check(measured):
        return TextsState("none")
    check = check_of(measured)
    done = progress_of(check) if check else None
    total = done.total if done else sum(map(len, raw_texts(measured).values()))
    handled = done.handled if done else 0
    if ask_who and not checkers_of(measured):
        return TextsState("nobody", total, handled)
    return TextsState("busy" if handled else "waiting", total, handled)


@dataclass(frozen=True)
class CheckLine:
    """One round on the list of who reads over. `progress` None: not put ready yet."""

    measured: Round
    title: str
    progress: CheckProgress | None

    @property
    def left_word(self) -> str:
        """How many answers are still to be read, as a word in a sentence."""
        return str(self.progress.left) if self.progress else ""


def check_lines(rows: QuerySet[Round]) -> list[CheckLine]:
    """Rounds with open answers that wait or were read over, newest first."""
    lines = []
    checks = {check.round_id: check for check in TextsCheck.objects.filter(round__in=rows)}
    for measured in rows:
        check = checks.get(measured.pk)
        if check is not None:
            lines.append(CheckLine(measured, round_title(measured), progress_of(check)))
        elif raw_texts(measured):
            lines.append(CheckLine(measured, round_title(measured), None))
    return lines
