"""Closed rounds of any instrument for tests: so many answers per role, as measuring leaves them behind."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.statistics import Answer, add_up
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.schema import Item, Questionnaire
from drieklank.measure.actions import plan_round
from drieklank.measure.models import OpenText, ResponseCount, Role, Round, Tally
from drieklank.measure.queries import questionnaire_of, sheet_spec
from drieklank.results import actions
from drieklank.results.actions import texts as texts_actions
from drieklank.results.models import CheckedText, Verdict
from tests.cast import Cast

Said = Callable[[Role, str, int, int], int]


def third(role: Role, key: str, steps: int, person: int) -> int:
    """Everyone gives the third answer, or the last where there are fewer."""
    return min(3, steps)


def hold_closed(
    cast: Cast,
    instrument: str,
    answered: Mapping[Role, int],
    said: Said = third,
    invited: int = 40,
    texts: Mapping[str, Sequence[str]] | None = None,
) -> Round:
    """A closed round at De Vlieger; `said` gives the byte of each question (steps = answers)."""
    with open_every_tenant("test"):
        day = today()
        planned = plan_round(
            cast.school, instrument, day, day + timedelta(days=18), by=SYSTEM, roles=list(answered)
        )
        return closed_with(cast, planned, answered, said, invited, texts or {})


def closed_with(
    cast: Cast,
    planned: Round,
    answered: Mapping[Role, int],
    said: Said,
    invited: int,
    texts: Mapping[str, Sequence[str]],
) -> Round:
    """Close a planned round with these answers. Call with the tenants open."""
    Round.objects.filter(pk=planned.pk).update(state="closed", closed_on=today())
    for role, number in answered.items():
        ResponseCount.objects.create(
            board=cast.board,
            round=planned,
            role=role,
            invited=invited,
            answered=number if number >= 5 else None,
        )
        if number:
            counts = add_up(
                sheet_spec(body(planned, role)),
                _sheets(planned, role, number, said),
                with_products=True,
            ).as_json()
            Tally.objects.create(board=cast.board, round=planned, role=role, counts=counts)
    for item, written in texts.items():
        for text in written:
            OpenText.objects.create(
                board=cast.board, round=planned, item=item, text=text, closed_on=today()
            )
    found: Round = Round.objects.select_related("school").get(pk=planned.pk)
    return found


def _sheets(planned: Round, role: Role, number: int, said: Said) -> list[Answer]:
    items = sheet_spec(body(planned, role)).items
    return [
        Answer(bytes(said(role, item.key, item.steps, person) for item in items))
        for person in range(number)
    ]


def body(measured: Round, role: Role) -> Questionnaire:
    """The questionnaire of a role."""
    with open_every_tenant("test"):
        found = questionnaire_of(measured, role)
    assert found is not None
    return found


def first(asked: Questionnaire, kind: str) -> Item:
    """The first question of a kind."""
    return next(item for item in asked.items if item.kind == kind)


def read_over(cast: Cast, measured: Round) -> None:
    """Let somebody from outside the school find all open answers fine, before or after publishing."""
    with open_every_tenant("test"):
        check = texts_actions.prepare_texts(measured)
        assert check is not None
        CheckedText.objects.filter(check_of=check).update(verdict=Verdict.FINE)
        for row in CheckedText.objects.filter(check_of=check):
            row.shown = row.text
            row.save()
        texts_actions.finish_check(check, by=cast.actor("board_member"))


def share(cast: Cast, measured: Round) -> Round:
    """Publish it as the leader."""
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
    measured.refresh_from_db()
    return measured
