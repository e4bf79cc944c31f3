"""The page of a plan always leads on: one next step, whatever the state."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.improve.rules.plan import over_words, state_faults
from drieklank.improve.rules.plan_draft import MOST_ITEMS, Asked, goal_of, items_to_move
from drieklank.improve.rules.plan_step import PlanFacts, StepPage, plan_heading, plan_step

DRAFT = PlanFacts("draft", priorities=2, actions=3, open_actions=3, has_limit=True)
RUNNING = replace(DRAFT, state="running", next_title="Bel alle ouders", measured=True)

facts = st.builds(
    PlanFacts,
    st.sampled_from(["draft", "running", "closed"]),
    st.integers(0, 3),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 9),
    st.booleans(),
    st.sampled_from(["", "Bel alle ouders"]),
    st.sampled_from(["", "Koffie"]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@pytest.mark.parametrize(
    ("found", "page"),
    [
        (PlanFacts("draft"), StepPage.PRIORITIES),
        (PlanFacts("draft", priorities=1), StepPage.CHOOSE),
        (replace(DRAFT, to_assign=1), StepPage.WHEN),
        (replace(DRAFT, has_limit=False), StepPage.HOURS),
        (DRAFT, StepPage.BEGIN),
        (RUNNING, StepPage.ACTION),
        (replace(RUNNING, late="Koffie"), StepPage.ACTION),
        (replace(RUNNING, again=True), StepPage.MOVED),
        (replace(RUNNING, open_actions=0), StepPage.CLOSE),
        (replace(RUNNING, is_over=True), StepPage.CLOSE),
        (replace(RUNNING, state="closed"), StepPage.START),
    ],
)
def test_each_state_of_a_plan_leads_to_its_own_page(found: PlanFacts, page: StepPage) -> None:
    assert plan_step(found).page is page


def test_what_is_late_comes_before_what_is_next() -> None:
    assert plan_step(replace(RUNNING, late="Koffie")).title == "Kijk wat er met ‘Koffie’ gebeurt"


@given(facts)
def test_there_is_always_one_step_with_a_button_and_something_to_say(found: PlanFacts) -> None:
    step = plan_step(found)
    assert all((step.title, step.text, step.label))
    assert plan_heading(found, min(found.actions, 2))


@pytest.mark.parametrize(
    ("found", "done", "said"),
    [
        (PlanFacts("draft"), 0, "Het plan is nog leeg"),
        (DRAFT, 0, "Een concept met drie acties"),
        (replace(DRAFT, actions=1), 0, "Een concept met één actie"),
        (RUNNING, 0, "Drie acties staan klaar om te beginnen"),
        (RUNNING, 1, "1 van de 3 acties is klaar"),
        (RUNNING, 2, "2 van de 3 acties zijn klaar"),
        (replace(RUNNING, state="closed"), 2, "Twee acties gedaan, en het plan is afgesloten"),
    ],
)
def test_the_heading_says_how_far_the_plan_is(found: PlanFacts, done: int, said: str) -> None:
    assert plan_heading(found, done) == said


def test_an_action_that_is_dropped_says_why_and_one_that_is_done_need_not() -> None:
    assert list(state_faults("busy", "dropped", "  ")) == ["outcome"]
    assert state_faults("busy", "dropped", "Geen tijd meer.") == {}
    assert state_faults("busy", "done", "") == {}
    assert list(state_faults("done", "planned", "")) == ["state"]


ASKED = [Asked(f"q{n}", "welcome.door" if n % 2 else "welcome.words") for n in range(12)]


def test_an_activity_should_move_the_questions_of_its_own_indicators_and_few_of_them() -> None:
    assert items_to_move(ASKED, ["welcome.door"]) == ("q1", "q3", "q5", "q7")
    assert items_to_move(ASKED, []) == ()
    assert MOST_ITEMS == 4


def test_an_activity_comes_under_the_first_priority_that_it_serves() -> None:
    assert goal_of(["deciding", "welcome"], ["learning", "welcome", "deciding"]) == "welcome"
    assert goal_of(["deciding"], ["learning"]) == ""


def test_a_refusal_says_by_how_much_and_what_makes_room() -> None:
    assert over_words(6, ["Versier de hal"]) == (
        "Dat is 6 uur meer dan het team dit jaar heeft. Er komt ruimte als je dit laat vallen: "
        "‘Versier de hal’. Je kunt ook minder uren invullen."
    )
    assert over_words(6, [], new_is_least=True).endswith(
        "Maak de actie kleiner, of kies iets anders."
    )
    assert over_words(6, []).endswith("Vul minder uren in.")
