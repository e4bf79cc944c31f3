"""The report on paper: tagged, complete in every state a round can be in, and quick."""

import io
import json
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.models import Round, Tally
from drieklank.results import actions, queries
from tests.cast import Cast
from tests.results.conftest import closed_round
from tests.results.held import read_over


def published(cast: Cast, measured: Round) -> queries.Report:
    with open_every_tenant("test"):
        actions.publish(measured, by=cast.actor("leader"))
        found = queries.report(measured)
    assert found is not None
    return found


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every element of the tag tree, in order."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def test_report_is_tagged_with_headings_table_heads_and_words_for_every_picture(
    cast: Cast,
) -> None:
    found = published(cast, closed_round(cast))
    with pikepdf.open(io.BytesIO(actions.pdf_of(found))) as pdf:
        tags = list(elements(pdf.Root.StructTreeRoot))
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo["/Title"]) == f"Nulmeting {found.school}"
        assert len(pdf.pages) >= 12
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
        assert bool(pdf.Root.MarkInfo.Marked)
    kinds = [str(tag.S) for tag in tags]
    figures = [tag for tag in tags if tag.S == "/Figure"]
    assert {"/H1", "/H2", "/TH", "/TD", "/TOC", "/L"} <= set(kinds)
    assert len(figures) >= 9
    assert all(str(figure.get("/Alt", "")).strip() for figure in figures)


def test_same_report_twice_is_the_same_file(cast: Cast) -> None:
    found = published(cast, closed_round(cast))
    assert actions.pdf_of(found) == actions.pdf_of(found)


@pytest.mark.parametrize(("parents", "team"), [(40, 0), (40, 4), (5, 5), (4, 12), (0, 0), (60, 14)])
def test_every_size_of_response_gives_a_whole_document(cast: Cast, parents: int, team: int) -> None:
    found = published(cast, closed_round(cast, parents=parents, team=team))
    with pikepdf.open(io.BytesIO(actions.pdf_of(found))) as pdf:
        assert len(pdf.pages) >= (12 if parents >= 5 else 3)


@pytest.mark.parametrize("answer", [(0, 0, 0, 40), (40, 0, 0, 0), (0, 0, 0, 0)])
def test_everyone_the_same_or_nobody_knowing_gives_a_whole_document(
    cast: Cast, answer: tuple[int, ...]
) -> None:
    measured = closed_round(cast)
    with open_every_tenant("test"):
        for row in Tally.objects.filter(round=measured):
            for item in row.counts["items"].values():
                if item["steps"] == 4:
                    item["counts"] = list(answer)
                    item["weights"] = [float(count) for count in answer]
                    item["weight_squares"] = float(sum(answer))
                    item["dont_know"] = 40 - sum(answer)
            for scale in row.counts["scales"].values():
                n, value = sum(answer), 100.0 * (answer[3] > 0)
                scale.update(n=n, weight=n, weight_squares=n)
                scale.update(total=n * value, squares=n * value**2)
            row.save()
    found = published(cast, measured)
    assert actions.pdf_of(found).startswith(b"%PDF")
    for part in found.goals:
        if part.found.parents:
            assert part.found.parents.low <= part.found.parents.value <= part.found.parents.high


def test_hostile_open_answers_do_not_stop_the_report(cast: Cast, fixtures_dir: Path) -> None:
    naughty = json.loads((fixtures_dir / "vijandig" / "blns.json").read_text())
    texts = [text.replace("\x00", "") for text in naughty if text.strip("\x00 ")]
    measured = closed_round(cast, texts=[*texts, "Top 🦄", "سلام"])
    read_over(cast, measured)
    found = published(cast, measured)
    assert len(found.questions[0].answers) == len(texts) + 2
    assert actions.pdf_of(found).startswith(b"%PDF")


def test_report_takes_less_than_a_second_of_the_processor_when_warm(cast: Cast) -> None:
    found = published(cast, closed_round(cast, texts=["Fijne school."] * 40))
    actions.pdf_of(found)
    started = time.process_time()
    actions.pdf_of(found)
    assert time.process_time() - started < 1
