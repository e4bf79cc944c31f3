"""A school reads which of the ten success factors are there, from a scan that somebody signed."""

from hypothesis import given
from hypothesis import strategies as st

from drieklank.content.queries import questionnaire, toolkit
from drieklank.improve.rules.factors import (
    CLUSTERS,
    FACTORS,
    Presence,
    find_factors,
    first_step,
    headline,
    presence,
)
from drieklank.toolkit.queries import activity
from tests.cast import Cast
from tests.improve.signing import sign

ASKED = {
    item.key: part.key
    for part in questionnaire("success-factors-team").parts
    for item in part.items
}
ORDER = (Presence.ABSENT, Presence.PARTLY, Presence.PRESENT)
STEPS = ("no", "little", "mostly", "yes")


def test_factors_are_those_of_the_scan_two_questions_each() -> None:
    assert len(FACTORS) == 10
    for factor in FACTORS:
        own = [key for key in ASKED if key.startswith(f"success.{factor.key}.")]
        assert len(own) == 2
        assert {ASKED[key] for key in own} == {factor.cluster}
    assert set(CLUSTERS) == {factor.cluster for factor in FACTORS}
    assert "lusse10" in toolkit().references


def test_every_factor_has_a_step_that_fits_the_sector() -> None:
    for factor in FACTORS:
        for sector in ("po", "vo"):
            found = activity(factor.activity_in(sector))
            assert found is not None
            assert sector in {str(one) for one in found.head.sectors}


def test_two_mostly_is_there_and_two_little_is_half() -> None:
    assert presence(["mostly", "yes"]) is Presence.PRESENT
    assert presence(["little", "little"]) is Presence.PARTLY
    assert presence(["no", "yes"]) is Presence.PARTLY
    assert presence(["no", "little"]) is Presence.ABSENT


def test_half_a_look_is_never_called_present() -> None:
    assert presence(["yes", "unknown"]) is Presence.PARTLY
    assert presence(["unknown", "unknown"]) is Presence.UNKNOWN
    assert presence([]) is Presence.UNKNOWN


@given(st.sampled_from(STEPS[:-1]), st.sampled_from(STEPS))
def test_better_answer_never_makes_a_factor_weaker(one: str, other: str) -> None:
    better = STEPS[STEPS.index(one) + 1]
    assert ORDER.index(presence([better, other])) >= ORDER.index(presence([one, other]))


def test_first_step_takes_what_is_least_there_and_contact_first() -> None:
    answers = dict.fromkeys(ASKED, "yes")
    assert first_step(find_factors(answers)) is None
    assert headline(find_factors(answers)) == "Alle tien succesfactoren zijn aanwezig"
    answers |= {
        "success.plan.tasks": "no",
        "success.plan.review": "no",
        "success.early.all": "little",
    }
    found = find_factors(answers)
    first = first_step(found)
    assert first is not None
    assert first.factor.key == "plan"
    assert headline(found) == "Acht van de tien succesfactoren zijn aanwezig"


def test_page_before_the_scan_says_what_it_is_and_where_to_fill_it_in(cast: Cast) -> None:
    page = cast.client("leader").get(f"/school/{cast.school.code}/zelf-of-samen/succesfactoren/")
    assert "De scan is nog niet ingevuld" in page.text
    assert "/meten/ondertekend/" in page.text


def test_page_after_two_scans_shows_how_it_stood_before(cast: Cast) -> None:
    sign(cast, "success-factors", dict.fromkeys(ASKED, "no"))
    sign(cast, "success-factors", dict.fromkeys(ASKED, "yes") | {"success.home.topic": "no"})
    page = cast.client("leader").get(f"/school/{cast.school.code}/zelf-of-samen/succesfactoren/")
    assert "Negen van de tien succesfactoren zijn aanwezig" in page.text
    assert page.text.count('data-l="Eerder">nog niet<') == 10
    assert "Een opdracht om over te praten" in page.text
    assert "Lusse" in page.text
