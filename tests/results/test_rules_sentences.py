"""The sentences of the report: Dutch that claims no more than the figures bear."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.base.statistics import Difference
from drieklank.results.rules import (
    GoalFinding,
    Response,
    gap_sentence,
    goal_sentence,
    headline,
    item_gap_sentence,
    lead,
    response_sentences,
)
from drieklank.results.rules.sentences import missing_sentence
from tests.results.conftest import SHORT, found


def six(**parents: float) -> list[GoalFinding]:
    return [found(key, parents.get(key, 60), 62) for key in SHORT]


def test_headline_names_what_is_high_and_what_is_low() -> None:
    assert headline(six(welcome=82, deciding=34)) == (
        "Ouders voelen zich welkom, maar beslissen weinig mee"
    )


def test_headline_says_perhaps_where_the_interval_crosses_the_middle() -> None:
    rows = [found("welcome", 82, 80), found("deciding", 48, 50)]
    assert headline(rows) == "Ouders voelen zich welkom, maar beslissen misschien weinig mee"


def test_headline_without_a_low_goal_names_the_widest_gap_only_if_it_is_one() -> None:
    assert headline([found("welcome", 82, 80), found("learning", 60, 85)]) == (
        "Ouders voelen zich welkom; over ‘samen leren’ denken team en ouders anders"
    )
    assert headline([found("welcome", 82, 80), found("learning", 60, 62)]) == (
        "Ouders voelen zich welkom, en geen streefdoel blijft ver achter"
    )


def test_headline_in_the_middle_praises_and_blames_nothing() -> None:
    assert headline(six()) == "Ouders zien een basis, en op elk streefdoel ruimte om te groeien"


def test_headline_of_only_low_goals_does_not_invent_a_strength() -> None:
    assert headline(six(deciding=30, welcome=45)) == "Ouders beslissen weinig mee"


def test_headline_without_scores_says_there_are_too_few_answers() -> None:
    assert headline([found("welcome", None, 60)]) == "Nog te weinig antwoorden voor een beeld"
    assert headline([]) == "Nog te weinig antwoorden voor een beeld"


def test_headline_of_another_framework_uses_the_name_of_the_goal() -> None:
    rows = [found("informal", 80, 80), found("formal", 30, 30)]
    assert (
        headline(rows) == "Ouders zijn positief over ‘informal’, maar zijn kritisch over ‘formal’"
    )


def test_gap_inside_its_interval_is_called_chance() -> None:
    gap = Difference(-12, -26, 2)
    assert gap_sentence(gap) == "Tussen ouders en team is geen verschil dat groter is dan toeval."
    assert item_gap_sentence(gap) == gap_sentence(gap)


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        (Difference(-21.4, -27, -15), "Het team is positiever dan ouders: 21 punten verschil."),
        (Difference(16, 9, 22), "Ouders zijn positiever dan het team: 16 punten verschil."),
        (Difference(-8, -12, -4), "Het team is iets positiever dan ouders: 8 punten verschil."),
        (Difference(1.2, 0.4, 2), "Ouders zijn iets positiever dan het team: 1 punt verschil."),
        (
            None,
            "Ouders en team zijn hier niet te vergelijken: er zijn te weinig antwoorden.",
        ),
    ],
)
def test_gap_sentence_names_who_is_more_positive(gap: Difference | None, sentence: str) -> None:
    assert gap_sentence(gap) == sentence


def test_lead_names_the_widest_gap_and_the_priorities() -> None:
    rows = [found("conversation", 60, 84), found("deciding", 34, 50), found("welcome", 80, 82)]
    assert lead(rows) == (
        "Het team is over ‘In gesprek’ positiever dan ouders: 24 punten verschil. "
        "De meeste winst is te halen bij ‘Samen beslissen’ en ‘In gesprek’."
    )


def test_lead_without_team_does_not_compare() -> None:
    assert lead([found("welcome", 60)]).startswith("Van het team zijn er te weinig antwoorden")


def test_lead_without_real_gaps_says_chance_and_with_small_ones_says_small() -> None:
    assert lead([found("welcome", 60, 62)]).startswith(
        "Tussen ouders en team is geen verschil dat groter is dan toeval."
    )
    assert lead([found("welcome", 60, 68)]).startswith(
        "Ouders en team zien het ongeveer hetzelfde."
    )


@pytest.mark.parametrize(
    ("goal", "start"),
    [
        (found("welcome", 80, 75), "Dit is een sterk punt"),
        (found("welcome", 80, 60), "Ouders zijn hier positief: hun score is 80."),
        (found("welcome", 60, 60), "Ouders zitten hier rond het midden: hun score is 60."),
        (found("welcome", 40, 60), "Ouders zijn hier kritisch: hun score is 40, onder de 50."),
        (found("welcome", 48, 60), "Ouders zijn hier misschien kritisch: hun score is 48"),
        (found("welcome", None, 60), "Te weinig ouders gaven hier antwoord."),
    ],
)
def test_goal_sentence_starts_with_the_verdict(goal: GoalFinding, start: str) -> None:
    assert goal_sentence(goal).startswith(start)


def test_response_says_people_before_percentages_and_what_it_bears() -> None:
    assert response_sentences("ouder", "ouders", Response(164, 97)) == (
        "97 van de 164 ouders deden mee.",
        "Dat is bruikbaar.",
        "Een percentage kan 6 punten hoger of lager zijn.",
    )
    assert response_sentences("ouder", "ouders", Response(164, 3))[1].startswith("Dat is te weinig")
    assert response_sentences("teamlid", "teamleden", Response(17, 17))[2] == (
        "Iedereen deed mee: deze cijfers zijn van de hele groep."
    )
    assert "vijftallen" in response_sentences("teamlid", "teamleden", Response(20, 17))[2]


def test_missing_people_are_counted_without_blame() -> None:
    assert missing_sentence(Response(164, 97), "ouder", "ouders") == (
        "Van 67 ouders weten we niet wat zij vinden."
    )
    assert missing_sentence(Response(5, 5), "ouder", "ouders") == "Alle ouders deden mee."


goals = st.lists(
    st.tuples(
        st.sampled_from(sorted(SHORT)),
        st.none() | st.floats(0, 100),
        st.none() | st.floats(0, 100),
        st.floats(0.5, 40),
    ),
    max_size=6,
    unique_by=lambda row: row[0],
).map(lambda rows: [found(*row) for row in rows])


@given(goals)
def test_every_sentence_is_whole_dutch_and_claims_no_gap_that_is_chance(
    rows: list[GoalFinding],
) -> None:
    said = [headline(rows) + ".", lead(rows), *(goal_sentence(row) for row in rows)]
    for text in said:
        assert re.fullmatch(r"[A-Z].*[.]", text)
        assert "  " not in text
        assert "{" not in text
        assert "None" not in text
    if not any(row.gap and row.gap.is_beyond_chance for row in rows):
        assert all("positiever" not in text for text in said)


@given(goals)
def test_headline_claims_a_low_goal_only_below_50_and_a_high_one_only_from_70(
    rows: list[GoalFinding],
) -> None:
    text = headline(rows)
    scores = [row.parents.value for row in rows if row.parents]
    if "welkom" in text and "te weinig welkom" not in text:
        assert max(scores) >= 70
    if "beslissen weinig mee" in text:
        worst = min((row.parents for row in rows if row.parents), key=lambda s: s.value)
        assert worst.high < 50
