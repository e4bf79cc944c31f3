"""The sentences under a recommendation: whole, plain, and never more than is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from drieklank.content.schema.activity import Barrier, EvidenceLevel
from drieklank.improve.rules.evidence import Expected
from drieklank.improve.rules.reasons import (
    evidence_reason,
    gain_words,
    gap_reason,
    here_reason,
    hours_reason,
    need_reason,
    reasons,
    recent_reason,
)
from drieklank.improve.rules.recommend import Here, Need, recommend, score
from drieklank.toolkit.queries import activities
from tests.improve.test_recommend_rules import evidence, head, minutes, need, situation


def test_reasons_of_a_measured_need_stand_from_need_to_hours() -> None:
    own = head(barriers=(Barrier.TIME,), minutes=minutes(5, 20))
    school = situation(
        need(48.2, gap=21.4), need(70, goal="welcome"), languages=0.1, barriers={Barrier.TIME: 0.41}
    )
    assert reasons(score(own, school), school) == (
        "Ouders gaven ‘Goed in gesprek’ 48 van de 100 (44 tot 52). Dat is jullie laagste doel.",
        "Het team zit daar 21 punten hoger. Dat is waarschijnlijk geen toeval.",
        "Scholen doen dit al. Of het komt door deze aanpak, is niet met een vergelijking onderzocht.",
        "Van de ouders noemt 41% ‘weinig tijd’. Deze activiteit houdt daar rekening mee.",
        "Hiermee bereik je ieder gezin, ook wie niet vanzelf naar school komt.",
        "Eén keer kost het hele team samen ongeveer 5 uur, met voorbereiden en terugkijken erbij.",
        "Klein beginnen kan: één keer, bij één gezin of groep, kost 25 minuten met voorbereiden erbij.",
    )


def test_need_that_is_lowest_by_chance_alone_is_not_called_the_lowest() -> None:
    school = situation(need(48), need(50, goal="welcome"))
    said = need_reason(score(head(), school), school)
    assert said == (
        "Ouders gaven ‘Goed in gesprek’ 48 van de 100 (44 tot 52). Geen ander doel staat duidelijk lager."
    )


def test_need_with_a_clearly_lower_goal_says_only_the_score() -> None:
    school = situation(need(68), need(40, goal="welcome"))
    assert need_reason(score(head(), school), school) == (
        "Ouders gaven ‘Goed in gesprek’ 68 van de 100 (64 tot 72)."
    )


def test_need_of_which_only_a_range_may_be_told_tells_no_score() -> None:
    school = situation(Need("conversation", "Goed in gesprek", 10, 0, 20, is_range=True))
    assert need_reason(score(head(), school), school) == (
        "Ouders gaven ‘Goed in gesprek’ een score tussen 0 en 20 van de 100."
    )


def test_need_without_a_measurement_says_nothing_of_scores() -> None:
    school = situation()
    told = reasons(score(head(), school), school)
    assert not any("Ouders gaven" in one or "laagste" in one for one in told)


def test_need_of_a_goal_without_figures_says_so() -> None:
    school = situation(need(40, goal="welcome"))
    assert need_reason(score(head(), school), school) == (
        "Over het doel van deze activiteit zeggen jullie cijfers niets."
    )


def test_gap_within_chance_is_no_reason() -> None:
    # What may be chance comes in as a gap of 0.
    school = situation(need(48))
    assert gap_reason(score(head(), school)) == ""
    lower = situation(need(48, gap=-16.0))
    assert (
        gap_reason(score(head(), lower))
        == "Het team zit daar 16 punten lager. Dat is waarschijnlijk geen toeval."
    )


def test_evidence_of_an_idea_says_that_nobody_studied_it() -> None:
    assert evidence_reason(head(evidence=evidence("E0"))) == (
        "Dit is een idee. Er is nog geen onderzoek naar gedaan."
    )


@pytest.mark.parametrize("level", list(EvidenceLevel))
def test_evidence_of_no_level_says_that_it_works(level: EvidenceLevel) -> None:
    said = evidence_reason(head(evidence=evidence(level.value)))
    for claim in ("het werkt.", "helpt", "effect", "zorgt voor", "bewezen"):
        assert claim not in said


def test_reasons_of_the_whole_library_promise_nothing() -> None:
    school = situation(need(40), need(50, goal="welcome"), languages=0.4)
    for one in recommend([one.head for one in activities()], school, most=100):
        for said in reasons(one, school):
            assert said.endswith("."), said
            assert "Hielp waarschijnlijk op scholen hier" not in said
            assert not any(word in said for word in ("minder pesten", "betere cijfers", "zeker"))


def test_here_beyond_chance_says_how_many_schools_and_how_much() -> None:
    here = Here(Expected(3.6, 0.9), 3.8, 1.9, 5.6, 20, works=True)
    assert here_reason(here) == (
        "Hielp waarschijnlijk op scholen hier. Minstens 20 scholen die hier meedoen, deden dit en maten twee keer: hun "
        "doel ging 4 punten meer omhoog dan op scholen die het niet deden (2 tot 6)."
    )


def test_here_within_chance_never_says_that_it_works() -> None:
    here = Here(Expected(3.6, 0.9), 1.2, -0.5, 2.9, 15, works=False)
    assert here_reason(here) == (
        "Minstens 15 scholen die hier meedoen, deden dit en maten twee keer. Een verschil met andere "
        "scholen zagen we niet, of het kan toeval zijn."
    )
    assert here_reason(None) == ""


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (None, ""),
        (0.4, "Jullie deden dit nog geen maand geleden. Daarom staat het lager."),
        (1.2, "Jullie deden dit 1 maand geleden. Daarom staat het lager."),
        (8.0, "Jullie deden dit 8 maanden geleden. Daarom staat het lager."),
        (30.0, "Jullie deden dit al eens, maar dat is lang geleden."),
    ],
)
def test_recent_says_when_and_that_it_counts(months: float | None, said: str) -> None:
    assert recent_reason(months) == said


def test_hours_of_talks_say_for_how_many_children() -> None:
    talk = head(for_whom="family", led_by="teacher", fewest=2, most=5, minutes=minutes(60, 20))
    assert hours_reason(score(talk, situation()).effort) == (
        "Eén keer kost het hele team samen ongeveer 79 uur: 20 minuten voor elk van 200 leerlingen, en "
        "tijd om het voor te bereiden."
    )


def test_gain_is_told_with_its_margin_and_per_ten_hours() -> None:
    scored = replace(score(head(), situation(need())), gain=1.24, low=-0.31, high=2.79)
    assert gain_words(scored).startswith(
        "Verwachte winst op dit doel: 1,2 punt op een schaal van 100, ergens tussen −0,3 en 2,8. "
    )
