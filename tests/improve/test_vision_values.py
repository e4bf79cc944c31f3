"""Team and parents choose values each; nobody can be told from what comes out."""

import pytest

from drieklank.base.tenancy import open_every_tenant
from drieklank.improve.models import ValueChoice, ValueCount
from drieklank.improve.views.vision_values import choosers
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _nobody_chose_before() -> None:
    choosers.clear()


def at(cast: Cast, rest: str = "") -> str:
    return f"/school/{cast.school.code}/visie/waarden/{rest}"


def opened(cast: Cast) -> ValueChoice:
    cast.client("leader").post(at(cast, "openen/"))
    with open_every_tenant("test"):
        return ValueChoice.objects.get(closed_on=None)


def choose(cast: Cast, door: str, *keys: str, own: str = "") -> str:
    """One person on a phone of its own."""
    return cast.client("nobody").post(f"/waarden/{door}/", {"chosen": keys, "own": own}).text


def counts() -> dict[tuple[str, str], int]:
    with open_every_tenant("test"):
        return {(row.side, row.key or row.word): row.times for row in ValueCount.objects.all()}


def many(cast: Cast, row: ValueChoice, team: int = 5, parents: int = 5) -> None:
    for _ in range(team):
        choose(cast, row.team_code, "early", "calm")
    for _ in range(parents):
        choose(cast, row.parents_code, "early", "welcome")


def test_team_and_parents_are_counted_apart_and_nothing_else_is_kept(cast: Cast) -> None:
    row = opened(cast)
    assert "Dank u wel" in choose(cast, row.parents_code, "early", own="Soep!")
    assert "Dank je wel" in choose(cast, row.team_code, "early")
    assert counts() == {("parents", "early"): 1, ("parents", "soep"): 1, ("team", "early"): 1}
    stored = {field.name for field in ValueCount._meta.get_fields()}
    assert stored == {"id", "board", "choice", "side", "key", "word", "times", "is_shown"}


def test_six_values_are_refused_and_the_ticks_stay(cast: Cast) -> None:
    row = opened(cast)
    page = choose(cast, row.parents_code, "early", "calm", "open", "warm", "joy", own="soep")
    assert "U koos meer dan vijf woorden" in page
    assert page.count("checked") == 5
    assert counts() == {}


def test_nothing_chosen_is_not_counted(cast: Cast) -> None:
    row = opened(cast)
    assert "Kies minstens één woord" in choose(cast, row.parents_code)
    assert counts() == {}


def test_second_time_on_one_phone_asks_whether_it_is_somebody_else(cast: Cast) -> None:
    row = opened(cast)
    client = cast.client("nobody")
    client.post(f"/waarden/{row.parents_code}/", {"chosen": ["early"]})
    assert "Iemand koos al op dit apparaat" in client.get(f"/waarden/{row.parents_code}/").text
    assert "Nieuwsgierig" in client.get(f"/waarden/{row.parents_code}/?nog=1").text


def test_while_people_choose_the_leader_sees_only_how_many(cast: Cast) -> None:
    row = opened(cast)
    many(cast, row)
    page = cast.client("leader").get(at(cast)).text
    assert "5 collega’s en 5 ouders" in page
    assert "Op tijd" not in page


def test_closed_with_five_on_both_sides_shows_only_team_both_and_only_parents(cast: Cast) -> None:
    row = opened(cast)
    many(cast, row)
    cast.client("leader").post(at(cast, "sluiten/"))
    page = cast.client("teacher").get(at(cast)).text
    team, both, parents = (page.index(one) for one in ("Rustig", "Op tijd", "Gastvrij"))
    assert page.index("Alleen het team") < team < page.index("Allebei") < both
    assert both < page.index("Alleen ouders") < parents


def test_closed_with_four_parents_shows_nothing(cast: Cast) -> None:
    row = opened(cast)
    many(cast, row, parents=4)
    cast.client("leader").post(at(cast, "sluiten/"))
    page = cast.client("leader").get(at(cast)).text
    assert "Nog te weinig" in page
    assert "Op tijd" not in page


def test_closed_door_counts_nobody_and_unknown_door_helps(cast: Cast) -> None:
    row = opened(cast)
    cast.client("leader").post(at(cast, "sluiten/"))
    assert "Kiezen kan niet meer" in choose(cast, row.parents_code, "early")
    assert counts() == {}
    assert cast.client("nobody").get("/waarden/ABCDEFGHJK/").status_code == 404


def test_own_words_reach_the_team_only_after_the_leader_read_them(cast: Cast) -> None:
    row = opened(cast)
    many(cast, row)
    choose(cast, row.parents_code, own="meester Piet")
    cast.client("leader").post(at(cast, "sluiten/"))
    assert "meester piet" not in cast.client("teacher").get(at(cast)).text.casefold()
    leader = cast.client("leader")
    assert "meester piet" in leader.get(at(cast)).text
    with open_every_tenant("test"):
        word = ValueCount.objects.get(word="meester piet")
    assert cast.client("teacher").post(at(cast, f"woord/{word.pk}/")).status_code == 404
    leader.post(at(cast, f"woord/{word.pk}/"))
    assert "Meester piet" in cast.client("teacher").get(at(cast)).text


def test_table_of_the_parent_evening_is_added_to_what_phones_counted(cast: Cast) -> None:
    row = opened(cast)
    choose(cast, row.parents_code, "early")
    client = cast.client("leader")
    wrong = client.post(at(cast, "tellen/"), {"side": "parents", "people": 2, "n_early": 9})
    assert "niet vaker gekozen" in wrong.text
    client.post(at(cast, "tellen/"), {"side": "parents", "people": 9, "n_early": 7, "n_open": 2})
    assert counts() == {("parents", "early"): 8, ("parents", "open"): 2}
    with open_every_tenant("test"):
        row.refresh_from_db()
    assert row.parents_people == 10


def test_too_many_from_one_address_wait_and_are_not_counted(cast: Cast) -> None:
    row = opened(cast)
    for _ in range(choosers.per_address):
        choosers.count("127.0.0.1")
    assert "Even wachten" in choose(cast, row.parents_code, "early")
    assert counts() == {}
