"""Open answers are read over by somebody from outside the school before the school sees them."""

import re
from datetime import timedelta

import pypdfium2
import pytest
from django.test import Client

from drieklank.access.doors import may
from drieklank.access.rules import Right
from drieklank.audit.models import AuditEvent
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import OpenText, Round
from drieklank.outbox.models import Message
from drieklank.people.models import Parent, ParentChildRelation
from drieklank.results import actions as results
from drieklank.results import queries
from drieklank.results.actions import texts as actions
from drieklank.results.models import CheckedText, FileKind, Release, TextsCheck
from drieklank.results.queries.texts import texts_state
from drieklank.results.rules.texts import Verdict
from drieklank.results.tasks import daily_results
from drieklank.schools.models import AdviserAssignment, Membership
from tests.cast import START, Cast
from tests.results.conftest import closed_round

WRITTEN = [
    f"Antwoord {word} over Yara." for word in "een twee drie vier vijf zes zeven acht".split()
]
WRITTEN += ["Graag meer contact.", "De juf van 6 belt nooit."]


@pytest.fixture
def closed(cast: Cast) -> Round:
    return closed_round(cast, texts=WRITTEN)


def path_of(measured: Round) -> str:
    return f"/school/de-vlieger/begrijpen/{measured.code}/nalezen/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def begin(measured: Round) -> TextsCheck:
    with open_every_tenant("test"):
        check = actions.prepare_texts(measured)
    assert check is not None
    return check


def judge(check: TextsCheck, verdict: Verdict = Verdict.FINE, **extra: str) -> None:
    with open_every_tenant("test"):
        keys = CheckedText.objects.filter(check_of=check).values_list("pk", flat=True)
        actions.save_verdicts(check, {key: actions.Decision(verdict, **extra) for key in keys})


def finish(cast: Cast, check: TextsCheck) -> None:
    with open_every_tenant("test"):
        actions.finish_check(check, by=cast.actor("board_member"))


def checked(measured: Round) -> list[tuple[str, str]] | None:
    with open_every_tenant("test"):
        return queries.checked_texts(measured)


# -- who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "allowed"),
    [("board_member", True), ("adviser", True)]
    + [(who, False) for who in ("leader", "teacher", "care", "leader_elsewhere", "administrator")]
    + [("staff_session", False), ("mother", False), ("nobody", False)],
)
def test_only_who_is_of_outside_the_school_may_read_over(
    cast: Cast, closed: Round, who: str, allowed: bool
) -> None:
    with open_every_tenant("test"):
        assert may(cast.actor(who), Right.TEXTS_CHECK, closed) is allowed


@pytest.mark.parametrize("who", ["board_member", "adviser"])
def test_who_also_works_at_the_school_may_not_read_over(
    cast: Cast, closed: Round, who: str
) -> None:
    with open_every_tenant("test"):
        Membership.objects.create(
            board=cast.board,
            user=cast.users[who],
            school=cast.school,
            role="teacher",
            started_on=START,
        )
        assert not may(cast.actor(who), Right.TEXTS_CHECK, closed)
    assert cast.client(who).get(path_of(closed)).status_code == 404


def test_who_works_at_another_school_of_the_board_may_read_over(cast: Cast, closed: Round) -> None:
    with open_every_tenant("test"):
        Membership.objects.create(
            board=cast.board,
            user=cast.users["board_member"],
            school=cast.brug,
            role="teacher",
            started_on=START,
        )
        assert may(cast.actor("board_member"), Right.TEXTS_CHECK, closed)


def test_board_member_with_a_child_at_the_school_may_not_read_over(
    cast: Cast, closed: Round
) -> None:
    with open_every_tenant("test"):
        parent = Parent.objects.create(
            board=cast.board, last_name="Bestuur", user=cast.users["board_member"]
        )
        ParentChildRelation.objects.create(
            board=cast.board, parent=parent, pupil=cast.pupils["yara"], started_on=START
        )
        assert not may(cast.actor("board_member"), Right.TEXTS_CHECK, closed)


def test_round_that_still_runs_has_nothing_to_read_over(cast: Cast, closed: Round) -> None:
    with open_every_tenant("test"):
        Round.objects.filter(pk=closed.pk).update(state="open")
    assert cast.client("board_member").get(path_of(closed)).status_code == 404


# -- putting ready -----------------------------------------------------------------------------------


def test_answers_are_put_ready_with_names_and_classes_replaced_in_another_order(
    closed: Round,
) -> None:
    check = begin(closed)
    with open_every_tenant("test"):
        rows = list(CheckedText.objects.filter(check_of=check).order_by("pk"))
        raw = set(OpenText.objects.values_list("pk", flat=True))
        assert begin(closed) == check
        assert CheckedText.objects.count() == len(WRITTEN)
    assert {row.pk for row in rows} & raw == set()
    shown = [row.text for row in rows]
    assert sorted(shown) == sorted(
        text.replace("Yara", "[naam]").replace("6", "[groep]") for text in WRITTEN
    )


def test_nine_answers_are_not_put_ready_and_need_no_reader(cast: Cast) -> None:
    measured = closed_round(cast, texts=WRITTEN[:9])
    with open_every_tenant("test"):
        assert actions.prepare_texts(measured) is None
        assert texts_state(measured).kind == "none"
    assert checked(measured) == []


def test_nothing_may_leave_until_every_answer_was_read(cast: Cast, closed: Round) -> None:
    assert checked(closed) is None
    check = begin(closed)
    assert checked(closed) is None
    with pytest.raises(actions.NotAllReadError):
        finish(cast, check)
    judge(check)
    assert checked(closed) is None
    finish(cast, check)
    found = checked(closed)
    assert found is not None
    assert {item for item, _ in found} == {"closing.open"}
    assert len(found) == len(WRITTEN)


def test_what_is_left_out_never_leaves_and_stands_nowhere_after(cast: Cast) -> None:
    measured = closed_round(cast, texts=[*WRITTEN, "Iedereen weet wie ik ben."])
    check = begin(measured)
    judge(check)
    with open_every_tenant("test"):
        row = CheckedText.objects.get(text__startswith="Iedereen")
        decision = actions.Decision(Verdict.LEFT_OUT, reason="person")
        actions.save_verdicts(check, {row.pk: decision})
    finish(cast, check)
    found = checked(measured)
    assert found is not None
    assert "Iedereen weet wie ik ben." not in dict(found).values()
    assert len(found) == len(WRITTEN)
    with open_every_tenant("test"):
        assert OpenText.objects.count() == 0
        assert CheckedText.objects.exclude(text="").count() == 0
        (line,) = AuditEvent.objects.filter(verb="texts.checked")
    assert line.facts == {"texts": 11, "left_out": 1}
    assert (line.actor_kind, line.reason) == ("user", "")


def test_question_with_nine_answers_left_gives_none(cast: Cast, closed: Round) -> None:
    check = begin(closed)
    judge(check)
    with open_every_tenant("test"):
        row = CheckedText.objects.filter(check_of=check).first()
        assert row is not None
        actions.save_verdicts(check, {row.pk: actions.Decision(Verdict.LEFT_OUT, reason="health")})
    finish(cast, check)
    assert checked(closed) == []


def test_finished_check_changes_no_more(cast: Cast, closed: Round) -> None:
    check = begin(closed)
    judge(check)
    finish(cast, check)
    with pytest.raises(actions.CheckFinishedError):
        judge(check)
    with pytest.raises(actions.CheckFinishedError):
        finish(cast, check)


# -- taking words out, and no more --------------------------------------------------------------------


def test_rewritten_answer_is_refused_by_the_action_itself(closed: Round) -> None:
    check = begin(closed)
    with pytest.raises(actions.RewrittenError):
        judge(check, Verdict.CHANGED, edited="Alles is goed.")


# -- the page ------------------------------------------------------------------------------------------


def test_board_member_reads_stops_and_goes_on(cast: Cast, closed: Round) -> None:
    client, path = cast.client("board_member"), path_of(closed)
    assert "Lees de antwoorden als eerste" in page(client, path)
    assert client.post(f"{path}begin/")["Location"] == path
    html = page(client, path)
    keys = re.findall(r'name="([0-9a-f]{32})-verdict"[^>]*value="fine"', html)
    assert len(keys) == len(WRITTEN)
    assert "0 van de 10 antwoorden nagelezen" in html
    assert "Antwoord een over [naam]." in html
    assert cast.users["leader"].name not in html
    with open_every_tenant("test"):
        texts = dict(CheckedText.objects.values_list("pk", "text"))
    data = {f"{key}-verdict": "fine" for key in keys[:4]}
    data |= {f"{key}-edited": "x" for key in keys}
    assert client.post(path, data).status_code == 302
    assert "4 van de 10 antwoorden nagelezen" in page(client, path)
    assert "Geef aan de school" not in page(client, path)
    rest = {f"{key}-verdict": "fine" for key in keys[:-1]}
    last = next(text for key, text in texts.items() if key.hex == keys[-1])
    rest |= {f"{keys[-1]}-verdict": "changed", f"{keys[-1]}-edited": f"{last} Erbij."}
    html = client.post(path, rest).content.decode()
    assert "Haal alleen hele woorden weg" in html
    rest[f"{keys[-1]}-edited"] = "[weggehaald]"
    client.post(path, rest)
    html = page(client, path)
    assert "Geef aan de school" in html
    done = client.post(f"{path}klaar/", follow=True).content.decode()
    assert "De school kan de antwoorden nu lezen" in done
    assert "Alles is nagelezen" in page(client, path)
    found = checked(closed)
    assert found is not None
    assert sorted(text for _, text in found).count("[weggehaald]") == 1


def test_leaving_out_without_a_reason_is_asked_again(cast: Cast, closed: Round) -> None:
    begin(closed)
    client, path = cast.client("adviser"), path_of(closed)
    keys = re.findall(r'name="([0-9a-f]{32})-verdict"[^>]*value="fine"', page(client, path))
    html = client.post(path, {f"{keys[0]}-verdict": "left_out"}).content.decode()
    assert "Kies waarom je dit antwoord weglaat." in html


# -- asking people to read ------------------------------------------------------------------------------


def mails() -> list[tuple[str, str]]:
    with open_every_tenant("test"):
        rows = Message.objects.filter(template="texts-to-check").order_by("to")
        return [(row.to, row.fields["schools"]) for row in rows]


def test_readers_get_one_mail_at_once_and_one_a_week_after(cast: Cast, closed: Round) -> None:
    daily_results.func()
    both = [
        ("adviser@noordwind.example", "De Vlieger"),
        ("board-member@noordwind.example", "De Vlieger"),
    ]
    assert mails() == both
    daily_results.func()
    assert mails() == both
    with open_every_tenant("test"):
        TextsCheck.objects.update(asked_on=today() - timedelta(days=7))
    daily_results.func()
    assert len(mails()) == 4


def test_nobody_is_asked_once_all_was_read(cast: Cast, closed: Round) -> None:
    check = begin(closed)
    judge(check)
    finish(cast, check)
    daily_results.func()
    assert mails() == []


def test_school_without_reader_from_outside_is_told_what_to_do(cast: Cast, closed: Round) -> None:
    with open_every_tenant("test"):
        assert texts_state(closed).kind == "waiting"
        Membership.objects.filter(role="board_member").delete()
        AdviserAssignment.objects.all().delete()
        state = texts_state(closed)
    assert (state.kind, state.total) == ("nobody", len(WRITTEN))
    daily_results.func()
    assert mails() == []
    html = page(cast.client("leader"), f"/school/de-vlieger/begrijpen/{closed.code}/")
    assert "Niemand kan de open antwoorden nalezen" in html


def test_report_waits_for_no_reader_and_gets_the_texts_in_a_next_version(
    cast: Cast, closed: Round
) -> None:
    with open_every_tenant("test"):
        results.publish(closed, by=cast.actor("leader"))
        closed.refresh_from_db()
    path = f"/school/de-vlieger/begrijpen/{closed.code}/"
    before = page(cast.client("teacher"), path)
    assert "De open antwoorden worden nog nagelezen." in before
    assert "Graag meer contact." not in before
    check = begin(closed)
    judge(check)
    finish(cast, check)
    after = page(cast.client("teacher"), path)
    assert "Graag meer contact." in after
    assert "De open antwoorden worden nog nagelezen." not in after
    with open_every_tenant("test"):
        first, second = Release.objects.filter(round=closed).order_by("version")
        figures = [
            list(release.figures.order_by("pk").values_list("role", "key", "n", "score"))
            for release in (first, second)
        ]
    assert figures[0] == figures[1] != []


def test_pdf_of_a_version_without_its_open_answers_says_so_and_goes_on_saying_it(
    cast: Cast, closed: Round
) -> None:
    def words_of(version: int) -> str:
        with open_every_tenant("test"):
            release = Release.objects.get(round=closed, version=version)
            made = results.content_of(closed, release, 5, FileKind.REPORT)
        assert made is not None
        with pypdfium2.PdfDocument(made) as pdf:
            return " ".join("".join(sheet.get_textpage().get_text_range() for sheet in pdf).split())

    with open_every_tenant("test"):
        results.publish(closed, by=cast.actor("leader"))
        closed.refresh_from_db()
    unread = "De open antwoorden staan niet in deze versie."
    before = words_of(1)
    assert unread in before
    check = begin(closed)
    judge(check)
    finish(cast, check)
    assert words_of(1) == before
    assert unread not in words_of(2)
    assert "Graag meer contact." in words_of(2)
