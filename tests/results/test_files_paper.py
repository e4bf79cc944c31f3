"""Summary, slides and poster: tagged, whole in every language and state, and bare of what is hidden."""

import io
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import interface_texts
from drieklank.content.texts import LANGUAGES
from drieklank.measure.models import Role, Round
from drieklank.results import actions, queries
from drieklank.results.models import Commitment, FileKind
from drieklank.results.queries.files_slides import slides_as_paper
from drieklank.results.queries.report import report
from drieklank.results.queries.summary import INTERFACE, ParentsSummary, parents_summary
from drieklank.results.rules.summary import Feeling
from tests.cast import Cast
from tests.results.certificates import measured as measured_before
from tests.results.conftest import closed_round
from tests.results.held import hold_closed, share


def publish(cast: Cast, measured: Round) -> Round:
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
    return measured


def made(measured: Round, kind: str, language: str = "", minimum: int = 5) -> bytes:
    with open_every_tenant("test"):
        release = queries.release_of(measured)
        assert release is not None
        content = actions.content_of(measured, release, minimum, kind, language)
    assert content is not None
    return content


def summary(measured: Round, language: str = "nl") -> ParentsSummary:
    with open_every_tenant("test"):
        found = parents_summary(measured, language)
    assert found is not None
    return found


def promise(cast: Cast, measured: Round, text: str, state: str = "planned") -> None:
    with open_every_tenant("test"):
        Commitment.objects.create(
            board=cast.board, school=cast.school, round=measured, text=text, state=state,
            owner=cast.users["leader"], due_on=today() + timedelta(days=30), made_on=today(),
            outcome="Te duur." if state == "dropped" else "",
        )  # fmt: skip


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as pdf:
        pages = [pdf[place].get_textpage().get_text_range() for place in range(len(pdf))]
    return " ".join(" ".join(pages).split())


def check_tags(content: bytes, lang: str) -> tuple[int, list[str]]:
    """(pages, kinds of tags); every picture has words, the language and title are said."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tags = list(elements(pdf.Root.StructTreeRoot))
        assert str(pdf.Root.Lang) == lang
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"])
        with pdf.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
        figures = [tag for tag in tags if tag.S == "/Figure"]
        assert all(str(tag.get("/Alt", "")).strip() for tag in figures)
        return len(pdf.pages), [str(tag.S) for tag in tags]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_summary_is_two_tagged_pages_in_every_language(cast: Cast, lang: str) -> None:
    measured = publish(cast, closed_round(cast))
    content = made(measured, FileKind.SUMMARY, lang)
    pages, kinds = check_tags(content, lang)
    assert pages == 2
    assert kinds.count("/H1") == 1
    assert kinds.count("/H3") == 6
    assert summary(measured, lang).dir == ("rtl" if lang == "ar" else "ltr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_of_the_summary_keeps_a_field_or_falls_back_to_dutch(
    cast: Cast, lang: str
) -> None:
    measured = publish(cast, closed_round(cast, team=30))
    found = summary(measured, lang)
    said = [
        found.title, found.lead, found.period, *found.response.sentences,
        *(one.sentence for one in (*found.well, *found.better)),
        *(one.question for one in (*found.well, *found.better)),
        *(text for one in found.goals for text in (one.name, one.definition, one.sentence)),
        *(found.apart.sentences if found.apart else ()), *found.next.sentences,
        *found.safe.sentences, *found.questions.sentences,
    ]  # fmt: skip
    assert len(said) > 30
    assert [text for text in said if "{" in text or not text.strip()] == []
    assert found.lang == lang
    if lang != "nl":
        dutch = summary(measured, "nl")
        assert found.title != dutch.title
        assert {one.question for one in found.well}.isdisjoint(one.question for one in dutch.well)
        assert {one.name for one in found.goals}.isdisjoint(one.name for one in dutch.goals)


def test_arabic_summary_has_arabic_figures_and_no_others(cast: Cast) -> None:
    found = summary(publish(cast, closed_round(cast)), "ar")
    numbers = [*found.response.sentences, found.period, *(one.sentence for one in found.well)]
    assert found.grade is not None
    numbers += found.grade.sentences
    assert [text for text in numbers if any(one in "0123456789" for one in text)] == []
    assert "٤٠" in found.response.sentences[0]
    assert "٧٫٠" in found.grade.sentences[0]


def test_summary_says_how_parents_stand_to_each_goal_and_no_more(cast: Cast) -> None:
    found = summary(publish(cast, closed_round(cast, team=30)))
    stands = {one.name: one.feeling for one in found.goals}
    assert stands["Iedereen welkom"] is Feeling.POSITIVE
    assert stands["Goed in gesprek"] is Feeling.CRITICAL
    assert stands["Samen leren ondersteunen"] is Feeling.MIDDLE
    assert found.apart is not None
    assert found.apart.sentences == ("Over “Goed in gesprek” is het team positiever dan ouders.",)
    assert found.response.sentences[:2] == (
        "Van de 60 ouders deden er 40 mee.",
        "Van de andere ouders weten we niet wat zij vinden.",
    )


def test_team_that_cannot_be_compared_on_every_goal_gives_no_word_of_agreement(cast: Cast) -> None:
    found = summary(publish(cast, closed_round(cast, team=14)))
    none = interface_texts(INTERFACE, "nl")["apart_none"]
    assert found.apart is None or none not in found.apart.sentences
    assert summary(publish(cast, closed_round(cast, team=0))).apart is None


@pytest.mark.parametrize("parents", [0, 4, 9])
def test_summary_of_fewer_than_ten_parents_holds_no_figure(cast: Cast, parents: int) -> None:
    measured = publish(cast, closed_round(cast, parents=parents))
    found = summary(measured)
    assert not found.has_figures
    assert found.goals == found.well == found.better == ()
    assert (found.grade, found.apart) == (None, None)
    assert "te weinig ouders" in found.response.sentences[0]
    assert not any(one.isdigit() for one in found.response.sentences[0])
    for kind in (FileKind.SUMMARY, FileKind.POSTER):
        assert made(measured, kind).startswith(b"%PDF")


def test_unread_translation_says_so_and_dutch_does_not(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast))
    assert summary(measured, "nl").unreviewed == ""
    assert "checked" in summary(measured, "en").unreviewed


def test_promises_stand_in_summary_poster_and_slides_and_dropped_ones_nowhere(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast))
    promise(cast, measured, "Elke maand koffie voor ouders")
    promise(cast, measured, "Een nieuw schoolplein", state="dropped")
    for kind in (FileKind.SUMMARY, FileKind.POSTER, FileKind.SLIDES):
        text = text_of(made(measured, kind))
        assert "Elke maand koffie voor ouders" in text
        assert "schoolplein" not in text
    found = summary(measured, "en")
    assert [one.text for one in found.promises] == ["Elke maand koffie voor ouders"]
    assert found.promises[0].by.startswith("Done by ")
    assert found.promises_note == "The school wrote this in Dutch."
    assert cast.users["leader"].name not in text_of(made(measured, FileKind.POSTER))


def test_poster_is_one_tagged_page_of_a3(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast))
    content = made(measured, FileKind.POSTER)
    assert check_tags(content, "nl")[0] == 1
    with pikepdf.open(io.BytesIO(content)) as pdf:
        box = [float(one) for one in pdf.pages[0].MediaBox]
    assert [round(one / 72 * 25.4) for one in box[2:]] == [297, 420]
    assert "Dit gaan we doen" in text_of(content)


def test_poster_with_long_promises_stays_one_page(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast))
    for _ in range(4):
        promise(
            cast, measured, "We nodigen alle ouders uit om mee te denken over het schoolplan. " * 4
        )
    assert check_tags(made(measured, FileKind.POSTER), "nl")[0] == 1


def test_slides_are_ten_tagged_pages_of_sixteen_by_nine(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast, team=30))
    content = made(measured, FileKind.SLIDES)
    pages, kinds = check_tags(content, "nl")
    assert pages == 10
    assert kinds.count("/H1") == 10
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _, _, width, height = (float(one) for one in pdf.pages[0].MediaBox)
    assert width / height == pytest.approx(16 / 9, abs=0.01)
    text = text_of(content)
    for title in ("Wat vroegen we?", "Wie deed mee?", "Dit gaat goed", "Wat nu?"):
        assert title in text
    assert "Praat erover aan tafel" in text


@pytest.mark.parametrize(("parents", "team"), [(40, 0), (40, 4), (5, 5), (4, 12), (0, 0)])
def test_every_size_of_response_gives_whole_slides(cast: Cast, parents: int, team: int) -> None:
    measured = publish(cast, closed_round(cast, parents=parents, team=team))
    pages, _ = check_tags(made(measured, FileKind.SLIDES), "nl")
    assert pages == (10 if parents >= 5 else 6)


def test_slide_on_differences_is_filled_with_questions_where_few_goals_differ(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast, parents=60, team=30))
    with open_every_tenant("test"):
        found = report(measured)
        assert found is not None
        assert found.items_apart
        one = replace(found, apart=found.apart[:1])
        slides = {slide["title"]: slide for slide in slides_as_paper(one, measured)["slides"]}
    rows = slides.get("Dit zien ouders en team anders", {}).get("rows", [])
    widest = found.items_apart[0]
    assert len(rows) == min(3, len(one.apart) + len(found.items_apart))
    assert rows[len(one.apart)]["name"] == f"De vraag: {widest.item.text}"


def test_second_measurement_tells_the_change_on_a_slide_and_no_slide_runs_over(cast: Cast) -> None:
    measured_before(cast, "baseline", 400, (3, 3, 2))
    final = measured_before(cast, "final", 20)
    content = made(final, FileKind.SLIDES)
    pages, kinds = check_tags(content, "nl")
    assert pages == kinds.count("/H1") == 11
    assert "Veranderd sinds de nulmeting" in text_of(content)


def test_slides_for_outside_hold_no_team_of_nine(cast: Cast) -> None:
    measured = publish(cast, closed_round(cast, team=9))
    assert "9 van de" in text_of(made(measured, FileKind.SLIDES, minimum=5))
    outside = text_of(made(measured, FileKind.SLIDES, minimum=10))
    assert "9 van de" not in outside
    assert "Cijfers van minder dan tien mensen" in outside


def test_questions_that_ask_no_satisfaction_are_not_called_so(cast: Cast) -> None:
    asked = {Role.PARENTS: 30, Role.TEAM: 12, Role.PUPILS: 15}
    measured = share(cast, hold_closed(cast, "fijne-school", asked))
    found = summary(measured)
    assert found.well_title == "Dit antwoordden ouders het vaakst"
    assert found.goals == ()
    pages, _ = check_tags(made(measured, FileKind.SLIDES), "nl")
    assert pages >= 8
    assert check_tags(made(measured, FileKind.SUMMARY, "ti"), "ti")[0] == 2


@pytest.mark.parametrize("kind", [FileKind.SUMMARY, FileKind.POSTER, FileKind.SLIDES])
def test_same_publication_gives_the_same_paper_in_less_than_a_second_when_warm(
    cast: Cast, kind: str
) -> None:
    measured = publish(cast, closed_round(cast))
    first = made(measured, kind)
    started = time.process_time()
    assert made(measured, kind) == first
    assert time.process_time() - started < 1


@pytest.mark.parametrize("lang", ["nl", "uk", "ar", "ti"])
def test_summary_with_long_promises_stays_two_pages(cast: Cast, lang: str) -> None:
    measured = publish(cast, closed_round(cast, team=30))
    for _ in range(4):
        promise(cast, measured, "We vragen alle ouders om mee te denken over het schoolplan. " * 5)
    assert check_tags(made(measured, FileKind.SUMMARY, lang), lang)[0] == 2
