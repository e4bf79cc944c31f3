"""What leader and adviser write: a draft until it is shared, and then never changed."""

import pypdfium2
import pytest
from django.db import IntegrityError, transaction

from drieklank.audit.models import AuditEvent
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Round
from drieklank.results import actions, queries
from drieklank.results.actions.remarks import write_remarks
from drieklank.results.models import ReleasedFigure, Remark
from drieklank.results.queries.remarks import drafts_of, remarks_of, versions_of
from tests.cast import Cast
from tests.results.conftest import closed_round
from tests.results.held import share

SAID = {"introduction": "Dank aan alle ouders.\n\nWij gaan <b>aan de slag</b>.", "welcome": "Fijn!"}


def path(measured: Round, rest: str = "") -> str:
    return f"/school/de-vlieger/begrijpen/{measured.code}/{rest}"


def write(cast: Cast, measured: Round, texts: dict[str, str], who: str = "adviser") -> int:
    with open_every_tenant("test"):
        return write_remarks(measured, texts, by=cast.actor(who))


def again(cast: Cast, measured: Round) -> None:
    with open_every_tenant("test"):
        actions.publish_again(measured, by=cast.actor("leader"))


def test_what_is_written_before_sharing_comes_into_the_first_version(cast: Cast) -> None:
    measured = closed_round(cast)
    assert write(cast, measured, SAID) == 2
    share(cast, measured)
    html = cast.client("teacher").get(path(measured)).content.decode()
    assert "Dank aan alle ouders." in html
    assert "&lt;b&gt;aan de slag&lt;/b&gt;" in html
    assert "Toelichting van de school of de adviseur" in html


def test_shared_version_keeps_its_text_whatever_is_written_later(cast: Cast) -> None:
    measured = closed_round(cast)
    write(cast, measured, SAID)
    share(cast, measured)
    write(cast, measured, {"welcome": "Toch anders."}, "leader")
    assert "Toch anders." not in cast.client("teacher").get(path(measured)).content.decode()
    again(cast, measured)
    newest = cast.client("teacher").get(path(measured)).content.decode()
    older = cast.client("teacher").get(path(measured, "versie/1/")).content.decode()
    assert "Toch anders." in newest
    assert "Fijn!" not in newest
    assert "Fijn!" in older
    assert "Dit is versie 1. Versie 2 vervangt haar sinds" in older
    assert "versie 1 van" in newest


def test_new_version_has_exactly_the_same_figures(cast: Cast) -> None:
    measured = closed_round(cast)
    share(cast, measured)
    write(cast, measured, SAID)
    again(cast, measured)
    fields = ("role", "kind", "key", "stratum", "n", "score", "low", "high", "counts", "shares")
    with open_every_tenant("test"):
        rows = ReleasedFigure.objects.order_by("pk")
        first, second = (
            list(rows.filter(release__version=number).values_list(*fields)) for number in (1, 2)
        )
        assert [one.number for one in versions_of(measured)] == [2, 1]
    assert first == second
    assert first


def test_preview_shows_the_drafts_with_the_figures_and_only_to_who_writes(cast: Cast) -> None:
    measured = share(cast, closed_round(cast))
    write(cast, measured, SAID)
    for who in ("leader", "adviser"):
        html = cast.client(who).get(path(measured, "toelichting/voorbeeld/")).content.decode()
        assert "Zo komt versie 2 eruit te zien." in html
        assert "Dank aan alle ouders." in html
        assert ("Deel deze versie" in html) == (who == "leader")
    for who in ("teacher", "care", "board_member", "mother"):
        for rest in ("toelichting/", "toelichting/voorbeeld/"):
            assert cast.client(who).get(path(measured, rest)).status_code == 404


def test_preview_before_sharing_holds_no_figure(cast: Cast) -> None:
    measured = closed_round(cast)
    write(cast, measured, SAID)
    html = cast.client("leader").get(path(measured, "toelichting/voorbeeld/")).content.decode()
    assert "Dank aan alle ouders." in html
    assert "De cijfers komen erbij zodra het rapport gedeeld is." in html
    assert "punten" not in html
    assert "95%" not in html


def test_leader_writes_looks_and_shares_a_new_version(cast: Cast) -> None:
    measured = share(cast, closed_round(cast))
    client = cast.client("leader")
    answer = client.post(path(measured, "toelichting/"), {"introduction": "Hallo."}, follow=True)
    assert answer.redirect_chain == [(path(measured, "toelichting/voorbeeld/"), 302)]
    answer = client.post(path(measured, "nieuwe-versie/"), follow=True)
    assert "Versie 2 is gedeeld. De vorige versie blijft te lezen." in answer.content.decode()
    again_answer = client.post(path(measured, "nieuwe-versie/"), follow=True)
    assert "Er is niets veranderd sinds de laatste versie." in again_answer.content.decode()
    with open_every_tenant("test"):
        assert [one.number for one in versions_of(measured)] == [2, 1]
        (line,) = AuditEvent.objects.filter(verb="report.remark")
        assert line.facts == {"places": 1}


def test_adviser_may_not_share_a_version(cast: Cast) -> None:
    measured = share(cast, closed_round(cast))
    write(cast, measured, SAID)
    assert cast.client("adviser").post(path(measured, "nieuwe-versie/")).status_code == 404


def test_round_that_still_runs_takes_no_text(cast: Cast) -> None:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        Round.objects.filter(pk=measured.pk).update(state="open")
    assert cast.client("leader").get(path(measured, "toelichting/")).status_code == 404


def test_emptied_text_goes_and_a_place_that_does_not_exist_is_left_out(cast: Cast) -> None:
    measured = closed_round(cast)
    write(cast, measured, SAID)
    assert write(cast, measured, {"introduction": "  ", "elsewhere": "x"}) == 1
    with open_every_tenant("test"):
        assert drafts_of(measured) == {"welcome": "Fijn!"}


def test_version_has_one_text_at_a_place(cast: Cast) -> None:
    measured = closed_round(cast)
    write(cast, measured, SAID)
    share(cast, measured)
    with open_every_tenant("test"):
        release = queries.release_of(measured)
        assert release is not None
        assert remarks_of(release) == {place: text.strip() for place, text in SAID.items()}
        with pytest.raises(IntegrityError), transaction.atomic():
            Remark.objects.create(
                board=cast.board,
                round=measured,
                release=release,
                place="welcome",
                text="x",
                written_on=release.published_at.date(),
            )


def test_text_stands_in_the_pdf_and_is_never_read_as_markup(cast: Cast) -> None:
    measured = closed_round(cast)
    write(cast, measured, {"introduction": "= Kop\n#pagebreak() *niet vet* $x$ \\ @bron"})
    share(cast, measured)
    with open_every_tenant("test"):
        found = queries.report(measured)
    assert found is not None
    with pypdfium2.PdfDocument(actions.pdf_of(found)) as pdf:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert "*niet vet* $x$ \\ @bron" in text.replace("\r", "")
    assert "= Kop" in text
