"""Rounds at the edge: each state has its own words on the page, and the PDF is made of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.models import QuestionnaireVersion
from drieklank.content.queries import snapshot
from drieklank.measure.actions import plan_round
from drieklank.measure.models import ResponseCount, Role, Round
from drieklank.results import actions, queries
from tests.cast import Cast
from tests.results.held import closed_with, hold_closed, share, third

BOTH = {Role.PARENTS: 30, Role.TEAM: 12}


def held(cast: Cast, answered: dict[Role, int], invited: int = 40) -> Round:
    return share(cast, hold_closed(cast, "baseline", answered, invited=invited))


def report(measured: Round) -> queries.Report:
    with open_every_tenant("test"):
        found = queries.report(measured)
    assert found is not None
    return found


def page(cast: Cast, measured: Round) -> str:
    answer = cast.client("leader").get(f"/school/de-vlieger/begrijpen/{measured.code}/")
    assert answer.status_code == 200
    return answer.content.decode()


def is_set(found: queries.Report) -> bool:
    return actions.pdf_of(found).startswith(b"%PDF")


@pytest.mark.parametrize("answered", [0, 1, 2, 4])
def test_too_few_answers_say_so_and_give_no_number_at_all(cast: Cast, answered: int) -> None:
    measured = held(cast, {Role.PARENTS: answered, Role.TEAM: 0})
    html = page(cast, measured)
    assert "Nog te weinig antwoorden" in html
    assert "Vanaf vijf ouders laten we cijfers zien" in html
    assert f"{answered} van de 40" not in html
    found = report(measured)
    assert (found.has_figures, found.missing, found.change) == (False, None, None)
    assert is_set(found)


def test_more_answers_than_families_counts_as_everybody(cast: Cast) -> None:
    measured = held(cast, {Role.PARENTS: 45, Role.TEAM: 12}, invited=40)
    found = report(measured)
    assert found.missing is not None
    assert found.missing.is_everybody
    assert found.missing.bounds == ()
    html = page(cast, measured)
    assert "Er zijn 45 antwoorden, en er was gevraagd aan 40 ouders." in html
    assert "45 van de 40" not in html
    assert is_set(found)


def test_everyone_the_same_answer_is_no_certainty(cast: Cast) -> None:
    found = report(held(cast, BOTH))
    for part in found.goals:
        if part.found.parents is not None:
            assert part.found.parents.low < part.found.parents.value < part.found.parents.high
    assert is_set(found)


def test_few_people_with_the_same_answer_are_told_as_a_range(cast: Cast) -> None:
    measured = held(cast, {Role.PARENTS: 8, Role.TEAM: 8})
    found = report(measured)
    assert all(part.found.parents is None for part in found.goals)
    assert {part.found.parents_range for part in found.goals} == {(60.0, 80.0)}
    assert "hun score ligt tussen 60 en 80" in found.goals[0].sentence
    html = page(cast, measured)
    assert "60–80" in html
    assert "80% of meer" in html
    assert is_set(found)


def test_all_who_do_not_know_leave_no_score_and_no_zero(cast: Cast) -> None:
    def unknown(role: Role, key: str, steps: int, person: int) -> int:
        return 255 if steps == 4 else third(role, key, steps, person)

    measured = share(cast, hold_closed(cast, "baseline", BOTH, unknown))
    found = report(measured)
    assert all(part.found.parents is None for part in found.goals)
    assert found.headline == "Nog te weinig antwoorden voor een beeld"
    assert found.missing is not None
    assert not found.missing.is_everybody
    assert "Te weinig ouders gaven hier antwoord" in page(cast, measured)
    assert is_set(found)


def test_class_of_two_is_told_as_too_few(cast: Cast) -> None:
    measured = hold_closed(cast, "baseline", BOTH)
    with open_every_tenant("test"):
        ResponseCount.objects.create(
            board=cast.board,
            round=measured,
            role=Role.PARENTS,
            class_group=cast.group,
            invited=2,
            answered=None,
        )
    found = report(share(cast, measured))
    assert found.groups is None
    assert found.missing is not None
    (line,) = found.missing.groups
    assert (line.invited, line.answered, line.missing) == (2, None, None)
    html = page(cast, measured)
    assert html.count('<td class="r">te weinig</td>') == 2
    assert is_set(found)


# -- two rounds ----------------------------------------------------------------------------------------


def earlier(cast: Cast, change: Callable[[dict[str, object]], None] | None = None) -> Round:
    """A baseline of a year ago; `change` rewrites the parents' questionnaire as it was then."""
    with open_every_tenant("test"):
        day = today()
        planned = plan_round(
            cast.school, "baseline", day, day + timedelta(days=18), by=SYSTEM, roles=list(BOTH)
        )
        if change is not None:
            version = QuestionnaireVersion.objects.get(pk=planned.parents_questionnaire_id)
            document = dict(version.document)
            change(document)
            old = QuestionnaireVersion.objects.create(
                key=version.key, version=900, hash="0" * 64, document=document
            )
            Round.objects.filter(pk=planned.pk).update(parents_questionnaire=old)
            planned.refresh_from_db()
            snapshot.cache_clear()

        def low(role: Role, key: str, steps: int, person: int) -> int:
            return min(steps, 1 + person % 2)

        measured = share(cast, closed_with(cast, planned, BOTH, low, 40, {}))
        Round.objects.update(opens_on=day - timedelta(days=380))
        return measured


def test_second_round_tells_what_changed_on_the_same_questions(cast: Cast) -> None:
    first = earlier(cast)
    measured = share(cast, hold_closed(cast, "final", BOTH, second))
    found = report(measured)
    assert found.change is not None
    assert found.change.code == first.code
    (parents, team) = found.change.roles
    assert (parents.role, team.role) == ("parents", "team")
    assert parents.questions == ""
    assert all(one.is_beyond_chance for one in parents.goals)
    html = page(cast, measured)
    assert "Veranderd sinds de nulmeting van" in html
    assert "De twee keren deden niet precies dezelfde mensen mee." in html
    assert is_set(found)


def test_question_removed_in_the_next_version_is_left_out_and_said(cast: Cast) -> None:
    def add(data: dict[str, object]) -> None:
        part = data["parts"][0]  # type: ignore[index]
        extra = {**part["items"][0], "key": f"{part['key']}.gone"}
        part["items"] = [*part["items"], extra]

    earlier(cast, add)
    found = report(share(cast, hold_closed(cast, "final", BOTH, second)))
    assert found.change is not None
    parents = found.change.roles[0]
    assert "Één vraag van toen is nu niet meer gesteld." in parents.questions
    assert [one.is_same for one in parents.goals] == [False, True, True, True, True, True]
    assert parents.goals[0].difference is None
    assert all("gone" not in one.item.key for one in parents.items)


def test_same_answers_twice_are_told_as_no_more_than_chance(cast: Cast) -> None:
    def same(role: Role, key: str, steps: int, person: int) -> int:
        return min(steps, 1 + person % 2)

    earlier(cast)
    found = report(share(cast, hold_closed(cast, "final", BOTH, same)))
    assert found.change is not None
    assert found.change.roles[0].lead == (
        "Op zes doelen vergeleken we de score van ouders. Er is geen verschil dat groter is dan "
        "toeval."
    )


def second(role: Role, key: str, steps: int, person: int) -> int:
    return min(steps, 3 + person % 2)


def test_first_round_has_nothing_to_compare_with(cast: Cast) -> None:
    assert report(held(cast, BOTH)).change is None


def test_page_says_what_the_team_guessed_and_how_far_scores_could_move(cast: Cast) -> None:
    def said(role: Role, key: str, steps: int, person: int) -> int:
        if key.startswith("predict."):
            return steps
        return min(steps, 1 + person % 3)

    measured = share(cast, hold_closed(cast, "baseline", {Role.PARENTS: 30, Role.TEAM: 24}, said))
    found = report(measured)
    assert [one.item.mirror for one in found.guesses] == [
        "predict.welcome.greeted",
        "predict.conversation.goodnews",
        "predict.learning.knowledge",
        "predict.closing.heard",
    ]
    assert all(one.difference and one.difference.value > 0 for one in found.guesses)
    html = page(cast, measured)
    assert "Het team schatte vier vragen te hoog in." in html
    assert "Stel dat de ouders die niet meededen 10 punten minder positief zijn." in html
    assert "Of nieuwe gezinnen even vaak meededen, is hier niet te zeggen" in html


def test_board_member_reads_no_guess_of_a_team_of_nine(cast: Cast) -> None:
    measured = held(cast, {Role.PARENTS: 30, Role.TEAM: 9})
    with open_every_tenant("test"):
        found = queries.report(measured, 10)
    assert found is not None
    assert all(one.predicted is None and one.difference is None for one in found.guesses)
    path = f"/school/de-vlieger/begrijpen/{measured.code}/"
    assert "Wat dacht het team" not in cast.client("board_member").get(path).content.decode()
