"""U zei, wij doen: a promise has an owner and a day, every change is kept, and an end says how."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Round
from drieklank.results.actions import commitments as actions
from drieklank.results.models import Commitment, CommitmentChange
from drieklank.results.queries.commitments import commitment_lines, history_of
from drieklank.results.rules import commitments as rules
from drieklank.results.rules.commitments import CommitmentState
from tests.cast import Cast
from tests.results.conftest import closed_round

SOON = timedelta(days=30)


@pytest.fixture
def measured(cast: Cast) -> Round:
    found = closed_round(cast)
    with open_every_tenant("test"):
        Round.objects.filter(pk=found.pk).update(state="published")
        return Round.objects.select_related("school").get(pk=found.pk)


def promise(cast: Cast, measured: Round, text: str = "Elke vrijdag een inloop.") -> Commitment:
    with open_every_tenant("test"):
        wish = actions.Wish(text, cast.users["teacher"], today() + SOON, "welcome")
        return actions.make_commitment(measured, wish, by=cast.actor("leader"))


def become(cast: Cast, row: Commitment, state: str, outcome: str = "") -> Commitment:
    with open_every_tenant("test"):
        wish = actions.Wish(row.text, cast.users["teacher"], row.due_on, row.goal, state, outcome)
        return actions.change_commitment(row, wish, by=cast.actor("leader"))


def url(measured: Round, rest: str = "") -> str:
    return f"/school/de-vlieger/begrijpen/{measured.code}/wat-we-doen/{rest}"


# -- rules ---------------------------------------------------------------------------------------------


def test_steps_that_a_promise_may_take_are_these() -> None:
    allowed = {
        (state, to)
        for state in CommitmentState
        for to in CommitmentState
        if state != to and rules.may_become(state, to)
    }
    assert allowed == {
        ("planned", "busy"),
        ("planned", "done"),
        ("planned", "dropped"),
        ("busy", "planned"),
        ("busy", "done"),
        ("busy", "dropped"),
        ("done", "busy"),
        ("dropped", "planned"),
        ("dropped", "busy"),
    }


@pytest.mark.parametrize("to", ["done", "dropped"])
def test_end_without_what_came_of_it_is_refused(to: str) -> None:
    day = date(2026, 11, 22)
    found = rules.faults(state="busy", to=to, outcome="  ", due_on=day, was_due_on=day, today=day)
    assert list(found) == ["outcome"]


def test_day_in_the_past_is_refused_only_where_it_is_new() -> None:
    day = date(2026, 11, 22)
    past = day - timedelta(days=1)
    new = rules.faults(
        state="planned", to="planned", outcome="", due_on=past, was_due_on=None, today=day
    )
    kept = rules.faults(
        state="planned", to="busy", outcome="", due_on=past, was_due_on=past, today=day
    )
    assert (list(new), kept) == (["due_on"], {})


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        ("planned", -1, "Eén dag te laat"),
        ("busy", -9, "9 dagen te laat"),
        ("busy", 0, "Vandaag klaar"),
        ("busy", 1, "Morgen klaar"),
        ("busy", 14, "Nog 14 dagen"),
        ("busy", 15, ""),
        ("done", -9, ""),
        ("dropped", 0, ""),
    ],
)
def test_words_say_how_a_promise_stands_to_its_day(state: str, days: int, words: str) -> None:
    day = date(2026, 11, 22)
    assert rules.due_words(state, day + timedelta(days=days), day) == words


@given(st.dates(), st.dates(), st.sampled_from(list(CommitmentState)))
def test_a_promise_is_never_late_and_due_soon_at_once(due: date, day: date, state: str) -> None:
    assert not (rules.is_late(state, due, day) and rules.is_due_soon(state, due, day))


def test_who_does_it_is_no_news_for_parents() -> None:
    stand = rules.Stand("Inloop", "Teun", date(2027, 1, 1), "busy", "")
    other = rules.Stand("Inloop", "Iris", date(2027, 1, 1), "busy", "")
    done = rules.Stand("Inloop", "Teun", date(2027, 1, 1), "done", "Elke vrijdag.")
    assert not rules.is_worth_telling(stand, other)
    assert rules.is_worth_telling(stand, done)
    assert rules.is_worth_telling(None, stand)
    assert rules.change_words(stand, other, "mee bezig", "1 januari") == "Nu doet Iris dit."
    said = rules.change_words(stand, done, "gedaan", "1 januari")
    assert said == "Nu: gedaan. Elke vrijdag."


# -- writes --------------------------------------------------------------------------------------------


def test_promise_and_its_changes_are_kept_with_a_line_without_words(
    cast: Cast, measured: Round
) -> None:
    row = promise(cast, measured)
    become(cast, row, "busy")
    become(cast, row, "done", "Er is elke vrijdag inloop.")
    with open_every_tenant("test"):
        words = [step.words for step in history_of(row)]
        verbs = list(AuditEvent.objects.filter(object_type="results.Commitment").order_by("pk"))
    assert words[0] == "Nu: gedaan. Er is elke vrijdag inloop."
    assert words[1] == "Nu: mee bezig."
    assert words[2].startswith("Toegezegd, klaar op ")
    assert [line.verb for line in verbs] == ["commitment.made", *["commitment.changed"] * 2]
    assert all("inloop" not in str(line.facts) for line in verbs)


def test_change_that_changes_nothing_writes_nothing(cast: Cast, measured: Round) -> None:
    row = promise(cast, measured)
    become(cast, row, "planned")
    with open_every_tenant("test"):
        assert CommitmentChange.objects.count() == 1


def test_done_cannot_become_planned_again(cast: Cast, measured: Round) -> None:
    row = become(cast, promise(cast, measured), "done", "Gedaan.")
    with pytest.raises(actions.CommitmentFaultsError) as refused:
        become(cast, row, "planned", "Gedaan.")
    assert list(refused.value.faults) == ["state"]


def test_list_has_a_constant_number_of_statements(
    cast: Cast, measured: Round, django_assert_num_queries: object
) -> None:
    promise(cast, measured)
    with open_every_tenant("test"):
        commitment_lines(measured)
        with django_assert_num_queries(1):  # type: ignore[operator]
            commitment_lines(measured)
    promise(cast, measured, "Een tolk bij elk gesprek.")
    promise(cast, measured, "Een boekje.")
    with open_every_tenant("test"), django_assert_num_queries(1):  # type: ignore[operator]
        assert len(commitment_lines(measured)) == 3


# -- pages ---------------------------------------------------------------------------------------------


def test_leader_promises_reports_and_drops_with_a_reason(cast: Cast, measured: Round) -> None:
    client = cast.client("leader")
    asked = client.get(url(measured, "nieuw/")).content.decode()
    assert "Wie zorgt ervoor?" in asked
    assert "Bas Bestuur" not in asked  # who does not work here takes nothing on
    data = {
        "text": "Elke vrijdag een inloop.",
        "owner": cast.users["teacher"].pk,
        "due_on": (today() + SOON).isoformat(),
        "goal": "welcome",
    }
    assert client.post(url(measured, "nieuw/"), data)["Location"] == url(measured)
    with open_every_tenant("test"):
        row = Commitment.objects.get()
    assert (row.school, row.owner, row.state) == (cast.school, cast.users["teacher"], "planned")
    path = url(measured, f"{row.public_id}/")
    dropped = data | {"state": "dropped", "outcome": ""}
    html = client.post(path, dropped).content.decode()
    assert "Vertel waarom het niet doorgaat. Ouders lezen dit." in html
    client.post(path, dropped | {"outcome": "Er was geen lokaal."})
    html = client.get(url(measured)).content.decode()
    assert "Gaat niet door" in html
    assert "Er was geen lokaal." in html


def test_promise_without_owner_or_day_is_asked_again(cast: Cast, measured: Round) -> None:
    html = cast.client("leader").post(url(measured, "nieuw/"), {"text": "Iets"}).content.decode()
    assert html.count("Wie zorgt ervoor?") >= 2
    with open_every_tenant("test"):
        assert not Commitment.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "care", "board_member", "adviser"])
def test_others_read_promises_and_change_none(cast: Cast, measured: Round, who: str) -> None:
    row = promise(cast, measured)
    client = cast.client(who)
    html = client.get(url(measured)).content.decode()
    assert "Elke vrijdag een inloop." in html
    assert "nieuw/" not in html
    for rest in ("nieuw/", f"{row.public_id}/", "vertellen/"):
        assert client.get(url(measured, rest)).status_code == 404
    assert client.post(url(measured, "archief/")).status_code == 404


def test_promise_of_another_round_answers_404(cast: Cast, measured: Round) -> None:
    row = promise(cast, measured)
    with open_every_tenant("test"):
        other = Round.objects.get(pk=measured.pk)
        other.pk, other.public_id, other.code = None, row.public_id, "andere-meting"
        other.save()
    assert cast.client("leader").get(url(other, f"{row.public_id}/")).status_code == 404


def test_promise_that_nobody_knows_of_can_be_taken_back(cast: Cast, measured: Round) -> None:
    row = promise(cast, measured)
    cast.client("leader").post(url(measured, f"{row.public_id}/weghalen/"))
    with open_every_tenant("test"):
        assert not Commitment.objects.exists()
