"""What follows a round in the demonstration: answers read over, promises, and telling everyone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from drieklank.access.actor import Actor, actor_of_user
from drieklank.measure.models import Round
from drieklank.results.actions.commitments import Wish, change_commitment, make_commitment
from drieklank.results.actions.telling import tell_everyone
from drieklank.results.actions.texts import Decision, finish_check, prepare_texts, save_verdicts
from drieklank.results.models import CheckedText
from drieklank.results.rules.texts import Verdict
from drieklank.schools.models import Membership, School


@dataclass(frozen=True)
class Promise:
    """What is promised, for which goal, by which role, in how many days, and what came of it."""

    text: str
    goal: str
    role: str
    days: int
    outcome: str = ""
    state: str = "done"


PROMISES: Final = (
    Promise(
        "Bij elk gesprek vragen we eerst: hoe gaat het thuis?",
        "conversation",
        "teacher",
        1,
        "Sinds vorige maand staat deze vraag boven elk gesprek.",
    ),
    Promise("Drie ouders denken mee over het nieuwe plein.", "deciding", "school_leader", 45),
)


def read_over(closed: Round) -> None:
    """A board member finds all answers in order."""
    check = prepare_texts(closed)
    if check is None:
        return
    keys = CheckedText.objects.filter(check_of=check).values_list("pk", flat=True)
    save_verdicts(check, {key: Decision(Verdict.FINE) for key in keys})
    member = Membership.objects.filter(board_id=closed.board_id, role="board_member").earliest("pk")
    finish_check(check, by=actor_of_user(member.user))


def promise_and_tell(published: Round, day: date, promises: Collection[Promise] = PROMISES) -> None:
    """Make promises, say what came of them, and tell parents and team."""
    leader = _who(published.school, "school_leader")
    for promise in promises:
        owner = _who(published.school, promise.role).user
        due_on = day + timedelta(days=promise.days)
        wish = Wish(promise.text, owner, due_on, promise.goal)
        row = make_commitment(published, wish, by=_by(leader))
        if promise.outcome:
            ended = replace(wish, state=promise.state, outcome=promise.outcome)
            change_commitment(row, ended, by=_by(leader))
    tell_everyone(published, by=_by(leader))


def _who(school: School, role: str) -> Membership:
    found: Membership = Membership.objects.filter(school=school, role=role).earliest("pk")
    return found


def _by(member: Membership) -> Actor:
    return actor_of_user(member.user)
