"""Rounds without goals: every question as it was answered, of each role that reached its minimum."""

import io
from datetime import timedelta
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError, transaction

from drieklank.audit.actions import SYSTEM
from drieklank.base.clock import today
from drieklank.base.statistics import DONT_KNOW
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import instrument
from drieklank.measure import actions as measuring
from drieklank.measure.actions import own
from drieklank.measure.models import OpenText, Role, Round
from drieklank.measure.own.draft import Choice, OwnItem, only
from drieklank.results import actions, queries
from drieklank.results.models import ReleasedFigure
from drieklank.results.queries.plain_parts import PlainItem
from tests.cast import Cast
from tests.measure.conftest import Held, add_family
from tests.results.held import Said, body, closed_with, first, hold_closed, read_over, share

ALL = {Role.PARENTS: 20, Role.TEAM: 20, Role.PUPILS: 20}


def plain(measured: Round, minimum: int = 5) -> queries.PlainReport:
    with open_every_tenant("test"):
        found = queries.published(measured, minimum)
    assert isinstance(found, queries.PlainReport)
    return found


def items(found: queries.PlainReport, role: Role) -> dict[str, PlainItem]:
    (one,) = [one for one in found.roles if one.role == role]
    return {item.key: item for part in one.parts for item in part.items}


def page(cast: Cast, measured: Round, who: str = "leader") -> str:
    answer = cast.client(who).get(f"/school/de-vlieger/begrijpen/{measured.code}/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("satisfaction", [Role.PARENTS]),
        ("mirror", [Role.PARENTS, Role.TEAM]),
        ("fijne-school", [Role.PARENTS, Role.TEAM, Role.PUPILS]),
        ("baseline", [Role.TEAM, Role.PUPILS]),
        ("pulse", [Role.PARENTS]),
        ("training-evaluation", [Role.TEAM]),
    ],
)
def test_round_without_goals_has_a_whole_page_and_a_tagged_pdf(
    cast: Cast, name: str, roles: list[Role]
) -> None:
    measured = share(cast, hold_closed(cast, name, {role: ALL[role] for role in roles}))
    html, found = page(cast, measured), plain(measured)
    for role in roles:
        for item in body(measured, role).items:
            if item.kind != "open":
                assert str(item.text) in html.replace("&#x27;", "'")
    assert [one.role for one in found.shown] == roles
    assert 'style="' not in html
    with pikepdf.open(io.BytesIO(actions.pdf_of(found))) as pdf:
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo["/Title"]) == f"{found.title} {found.school}"
        assert "/StructTreeRoot" in pdf.Root


def test_fijne_school_says_first_that_it_is_not_the_legal_monitor(cast: Cast) -> None:
    measured = share(cast, hold_closed(cast, "fijne-school", ALL))
    caution = instrument("fijne-school").caution
    assert plain(measured).caution == caution
    html = page(cast, measured)
    assert html.index(str(caution)) < html.index("<h2")


def by_role(values: dict[Role, int], key: str = "") -> Said:
    def said(role: Role, item: str, steps: int, person: int) -> int:
        return min(values[role], steps) if not key or key in item else 1

    return said


def test_norm_of_fijne_school_stands_beside_itself_for_child_parent_and_team(cast: Cast) -> None:
    given = by_role({Role.PARENTS: 4, Role.TEAM: 3, Role.PUPILS: 1})
    measured = share(cast, hold_closed(cast, "fijne-school", ALL, given))
    (block,) = plain(measured).beside
    assert block.heads == ("Ouders", "Teamleden", "Leerlingen")
    asked = {role: body(measured, role) for role in ALL}
    mirrored = {item.mirror for item in asked[Role.PUPILS].items if item.mirror}
    three = [row for row in block.rows if all(voice.score for voice in row.voices)]
    assert len(three) == len(mirrored)
    parents, team, pupils = (voice.score for voice in three[0].voices)
    assert parents is not None
    assert team is not None
    assert pupils is not None
    assert (parents.value, team.value, pupils.value) == pytest.approx((100.0, 200 / 3, 0.0))
    not_for_pupils = [row for row in block.rows if not row.voices[2].is_asked]
    assert all(row.voices[2].words == "niet gevraagd" for row in not_for_pupils)


def test_guess_of_the_mirror_stands_beside_what_the_other_side_answered(cast: Cast) -> None:
    def said(role: Role, key: str, steps: int, person: int) -> int:
        if "predict" in key:
            return 2 if role == Role.TEAM else 3
        return 4 if role == Role.PARENTS else 1

    measured = share(cast, hold_closed(cast, "mirror", {Role.PARENTS: 20, Role.TEAM: 20}, said))
    blocks = {block.title: block for block in plain(measured).beside}
    assert set(blocks) == {"Wat ouders over teamleden dachten", "Wat teamleden over ouders dachten"}
    of_team = blocks["Wat teamleden over ouders dachten"]
    predicted = [item for item in body(measured, Role.TEAM).items if item.kind == "prediction"]
    assert [row.text for row in of_team.rows] == [str(item.short) for item in predicted]
    for row in of_team.rows:
        guess, own_answer = (voice.score for voice in row.voices)
        assert guess is not None
        assert own_answer is not None
        assert (guess.value, own_answer.value) == pytest.approx((100 / 3, 100.0))
        assert guess.low <= guess.value <= guess.high


def test_satisfaction_gives_the_mark_that_vensters_would_give(cast: Cast) -> None:
    """Half of 20 parents say 3, half say 4: mean 3.5, so 3 x 3.5 - 2 = 8.5."""

    def said(role: Role, key: str, steps: int, person: int) -> int:
        return 3 + person % 2 if steps == 4 else 7

    measured = share(cast, hold_closed(cast, "satisfaction", {Role.PARENTS: 20}, said))
    found = plain(measured)
    assert found.grade is not None
    assert found.grade.value == pytest.approx(8.5)
    assert found.grade.low < 8.5 < found.grade.high
    asked = body(measured, Role.PARENTS)
    answered = items(found, Role.PARENTS)
    item = answered[first(asked, "scale").key]
    assert item.vensters is not None
    assert item.vensters.value == pytest.approx(8.5)
    assert item.score is not None
    assert item.score.value == pytest.approx(250 / 3)
    assert [answer.percentage for answer in item.answers] == [0, 0, 50, 50]
    mark = answered[first(asked, "grade").key]
    assert mark.score is not None
    assert mark.is_mark
    assert mark.score.value == pytest.approx(7.0)
    assert '<p class="bignum">8,5</p>' in page(cast, measured)


def test_who_does_not_know_is_told_apart_and_counts_in_no_mean(cast: Cast) -> None:
    def said(role: Role, key: str, steps: int, person: int) -> int:
        return DONT_KNOW if person < 10 and steps == 4 else 4

    measured = share(cast, hold_closed(cast, "satisfaction", {Role.PARENTS: 40}, said))
    asked = body(measured, Role.PARENTS)
    item = items(plain(measured), Role.PARENTS)[first(asked, "scale").key]
    assert item.score is not None
    assert (item.n, item.dont_know, item.score.value) == (30, 25, 100.0)


def test_nine_pupils_show_nothing_and_ten_do(cast: Cast) -> None:
    few = share(cast, hold_closed(cast, "fijne-school", {Role.PARENTS: 20, Role.PUPILS: 9}))
    with open_every_tenant("test"):
        assert not ReleasedFigure.objects.filter(role="pupils").exists()
    found = plain(few)
    assert [one.role for one in found.shown] == ["parents"]
    assert found.roles[1].parts == ()
    assert "9 van de 40 leerlingen deden mee. Dat is te weinig" in page(cast, few)
    enough = share(cast, hold_closed(cast, "fijne-school", {Role.PARENTS: 20, Role.PUPILS: 10}))
    assert [one.role for one in plain(enough).shown] == ["parents", "pupils"]


def test_database_itself_refuses_a_figure_of_nine_pupils(cast: Cast) -> None:
    share(cast, hold_closed(cast, "fijne-school", {Role.PUPILS: 20}))
    with open_every_tenant("test"):
        row = ReleasedFigure.objects.filter(role="pupils").first()
        assert row is not None
        row.n = 9
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_question_that_nine_of_twenty_pupils_answered_is_not_released(cast: Cast) -> None:
    asked: list[str] = []

    def said(role: Role, key: str, steps: int, person: int) -> int:
        if role == Role.PUPILS and steps == 4 and not asked:
            asked.append(key)
        return 0 if [key] == asked and person >= 9 else min(3, steps)

    measured = share(cast, hold_closed(cast, "fijne-school", {Role.PUPILS: 20}, said))
    with open_every_tenant("test"):
        assert not ReleasedFigure.objects.filter(role="pupils", key=asked[0]).exists()
    item = items(plain(measured), Role.PUPILS)[asked[0]]
    assert (item.n, item.answers, item.score) == (0, (), None)
    assert item.figures == "Te weinig antwoorden om te laten zien."


def test_box_that_nine_pupils_ticked_is_not_named(cast: Cast) -> None:
    def said(role: Role, key: str, steps: int, person: int) -> int:
        return int(person < (9 if key.endswith("punish") else 12)) if steps == 1 else 2

    measured = share(cast, hold_closed(cast, "fijne-school", {Role.PUPILS: 20}, said))
    asked = first(body(measured, Role.PUPILS), "choices")
    item = items(plain(measured), Role.PUPILS)[asked.key]
    texts = {option.key: str(option.text) for option in asked.options}
    assert {box.text for box in item.boxes} == set(texts.values()) - {texts["punish"]}
    assert "tien mensen" in item.note


def test_too_few_answers_of_every_role_are_said_in_words(cast: Cast) -> None:
    measured = share(cast, hold_closed(cast, "mirror", {Role.PARENTS: 4, Role.TEAM: 3}))
    html = page(cast, measured)
    assert "Nog te weinig antwoorden" in html
    assert "Van 40 ouders deden er te weinig mee om iets te laten zien." in html
    assert "(marge" not in html
    assert actions.pdf_of(plain(measured)).startswith(b"%PDF")


def test_board_sees_no_team_of_nine_which_the_school_does_see(cast: Cast) -> None:
    measured = share(cast, hold_closed(cast, "mirror", {Role.PARENTS: 20, Role.TEAM: 9}))
    assert [one.role for one in plain(measured, 5).shown] == ["parents", "team"]
    assert [one.role for one in plain(measured, 10).shown] == ["parents"]
    assert "5 tot 9 mensen antwoordden" in page(cast, measured, "teacher")
    assert "9 mensen antwoordden" not in page(cast, measured, "board_member")


@pytest.mark.parametrize("who", ["leader_elsewhere", "mother", "pupil", "administrator"])
def test_plain_report_answers_404_to_who_has_no_right(cast: Cast, who: str) -> None:
    measured = share(cast, hold_closed(cast, "mirror", {Role.PARENTS: 20}))
    path = f"/school/de-vlieger/begrijpen/{measured.code}/"
    assert cast.client(who).get(path).status_code == 404


def own_round(cast: Cast, said: Said, asked: str = "Is het plein veilig?") -> Round:
    """A school's own questionnaire: one answer of four options, a scale, a mark, an open question."""
    with open_every_tenant("test"):
        row = own.make_own(cast.school, "Het plein", "parents", by=SYSTEM)
        choices = tuple(Choice(key, only(key.title())) for key in ("bal", "touw", "gras", "bank"))
        for item in (
            OwnItem("", "single", only("Wat mist u?"), options=choices),
            OwnItem("", "scale", only(asked), scale="four"),
            OwnItem("", "grade", only("Welk cijfer?"), lowest=1, highest=10),
            OwnItem("", "open", only("Wat kan beter?"), longest=300),
        ):
            own.save_item(row, item, by=SYSTEM)
        day = today()
        fixed = own.fix_own(row, by=SYSTEM)
        planned = own.plan_own(fixed, day, day + timedelta(days=18), by=SYSTEM)
        return closed_with(cast, planned, {Role.PARENTS: 20}, said, 40, {})


def test_own_questions_have_a_report_with_their_own_title(cast: Cast) -> None:
    measured = share(cast, own_round(cast, lambda role, key, steps, person: 2))
    found = plain(measured)
    assert found.title == "Vragenlijst “Het plein”"
    assert "Is het plein veilig?" in page(cast, measured)
    assert found.title in page_of_list(cast)
    assert actions.pdf_of(found).startswith(b"%PDF")


@pytest.mark.parametrize("asked", ["<b>Plein</b> & #eval $x$?", "Plein \x0b \u202e 🦄?", "أين؟"])
def test_hostile_question_of_a_school_stops_neither_page_nor_pdf(cast: Cast, asked: str) -> None:
    measured = share(cast, own_round(cast, lambda role, key, steps, person: 2, asked))
    assert "<b>Plein" not in page(cast, measured)
    assert actions.pdf_of(plain(measured)).startswith(b"%PDF")


def page_of_list(cast: Cast) -> str:
    return cast.client("leader").get("/school/de-vlieger/begrijpen/").content.decode()


def test_question_with_one_answer_has_shares_by_frequency_and_never_a_score(cast: Cast) -> None:
    """12 of 20 choose the third option, 6 the first, 2 the last: the two stand with nobody's option."""

    def said(role: Role, key: str, steps: int, person: int) -> int:
        return 3 if person < 12 else 1 if person < 18 else 4

    measured = share(cast, own_round(cast, said))
    key = first(body(measured, Role.PARENTS), "single").key
    with open_every_tenant("test"):
        row = ReleasedFigure.objects.get(key=key)
        assert (row.score, row.low, row.high, row.se) == (None, None, None, None)
        few = [0.0, pytest.approx(0.4)]
        assert (row.counts, row.shares) == ([], [])
        assert row.ranges == [few, few, [0.6, 0.6], few]
    item = items(plain(measured), Role.PARENTS)[key]
    assert item.score is None
    assert [(box.text, box.percentage) for box in item.boxes] == [
        ("Gras", 60),
        ("Andere antwoorden samen", 40),
    ]


def test_ten_open_answers_are_read_with_names_masked_and_nine_are_not(cast: Cast) -> None:
    name = cast.pupils["yara"].first_name
    measured = own_round(cast, lambda role, key, steps, person: 2)
    key = first(body(measured, Role.PARENTS), "open").key
    with open_every_tenant("test"):
        for number in range(10):
            OpenText.objects.create(
                board=cast.board,
                round=measured,
                item=key,
                text=f"{number} keer {name}",
                closed_on=today(),
            )
    read_over(cast, measured)
    (question,) = plain(share(cast, measured)).questions
    assert question.text == "Wat kan beter?"
    assert sorted(question.answers) == [f"{number} keer [naam]" for number in range(10)]


def test_satisfaction_goes_from_the_first_answer_to_the_report(
    cast: Cast, tmp_path: Any, settings: Any
) -> None:
    settings.KEYS_DIR = tmp_path / "keys"
    with open_every_tenant("test"):
        for number in range(6):
            add_family(cast, number, cast.group)
        day = today()
        planned = measuring.plan_round(
            cast.school, "satisfaction", day, day + timedelta(days=18), by=SYSTEM
        )
        held = Held(cast, measuring.open_round(planned, by=SYSTEM))
    invited = held.invitations()
    handed_in = [held.answer(one, step=4) for one in invited]
    assert all(handed_in)
    with open_every_tenant("test"):
        measuring.close_round(held.round, by=SYSTEM)
    found = plain(share(cast, held.fresh()))
    # Six or seven who all say the same: which fifth of the scale it is in, and no mark.
    assert (len(invited) < 20, found.grade) == (True, None)
    said = {item.note for item in items(found, Role.PARENTS).values() if item.note}
    assert any(note.startswith("Tachtig procent of meer antwoordde") for note in said)


def test_end_measurement_has_the_report_on_goals_under_its_own_title(cast: Cast) -> None:
    measured = share(cast, hold_closed(cast, "final", {Role.PARENTS: 20, Role.TEAM: 10}))
    with open_every_tenant("test"):
        found = queries.published(measured)
    assert isinstance(found, queries.Report)
    assert (found.title, len(found.goals), found.pupils) == ("Eindmeting", 6, None)
    assert "Eindmeting" in page(cast, measured)


def test_pupils_of_a_baseline_stand_apart_and_change_no_score_of_a_goal(cast: Cast) -> None:
    given = by_role({Role.PARENTS: 4, Role.TEAM: 4, Role.PUPILS: 1})
    alone = share(cast, hold_closed(cast, "baseline", {Role.PARENTS: 20, Role.TEAM: 20}, given))
    measured = share(cast, hold_closed(cast, "baseline", ALL, given))
    with open_every_tenant("test"):
        before, found = queries.published(alone), queries.published(measured)
    assert isinstance(before, queries.Report)
    assert isinstance(found, queries.Report)
    assert [part.found for part in found.goals] == [part.found for part in before.goals]
    assert found.pupils is not None
    scored = [item for part in found.pupils.parts for item in part.items if item.score]
    assert scored
    assert {item.score.value for item in scored if item.score} == {0.0}
    assert "Wat leerlingen zeggen" in page(cast, measured)
    assert "Wat leerlingen zeggen" not in page(cast, alone)
    assert actions.pdf_of(found).startswith(b"%PDF")


def test_pupils_are_told_plainly_where_too_few_parents_answered(cast: Cast) -> None:
    measured = share(cast, hold_closed(cast, "baseline", {Role.PARENTS: 4, Role.PUPILS: 12}))
    assert [one.role for one in plain(measured).shown] == ["pupils"]
    page(cast, measured)
