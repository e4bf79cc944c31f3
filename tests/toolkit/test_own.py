"""A school's own activities: written, adapted, changed by two at once, put away, and found."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client

from drieklank.base.tenancy import open_every_tenant
from drieklank.content.schema.activity import EvidenceLevel, Pillar
from drieklank.toolkit import queries
from drieklank.toolkit.models import OwnActivity
from drieklank.toolkit.queries.own import find_own
from drieklank.toolkit.rules import Filters
from tests.cast import Cast
from tests.toolkit.desk import KIEZEN, OWN, own_of_vlieger


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def the_only_one() -> OwnActivity:
    with open_every_tenant("test"):
        return OwnActivity.objects.get()


def test_teacher_writes_an_activity_that_reads_runs_and_prints_as_any_other(cast: Cast) -> None:
    client = cast.client("teacher")
    answer = client.post(f"{KIEZEN}eigen/nieuw/", OWN)
    row = the_only_one()
    assert (row.title, row.version, row.adapted_from) == ("Soep op donderdag", 1, "")
    assert answer["Location"] == f"{KIEZEN}{row.key}/"
    read = page(client, f"{KIEZEN}{row.key}/")
    assert "van jullie school" in read
    assert "30 minuten, 15 om voor te bereiden" in read
    assert "minuut 10 tot 30" in page(client, f"{KIEZEN}{row.key}/loopblad/")
    paper = client.get(f"{KIEZEN}{row.key}/pdf/")
    with pikepdf.open(io.BytesIO(paper.content)) as document:
        assert document.Root.MarkInfo.Marked


def test_adapting_begins_with_the_standard_text_and_leaves_it_alone(cast: Cast) -> None:
    standard = queries.activity("positive-phone-round")
    assert standard is not None
    client = cast.client("teacher")
    form = page(client, f"{KIEZEN}positive-phone-round/aanpassen/")
    assert standard.head.title in form
    assert standard.steps[0].title in form
    client.post(f"{KIEZEN}positive-phone-round/aanpassen/", OWN)
    assert the_only_one().adapted_from == "positive-phone-round"
    assert queries.activity("positive-phone-round") == standard


def test_own_activities_never_count_among_the_standard_ones(cast: Cast) -> None:
    before = len(queries.activities())
    row = own_of_vlieger(cast)
    listed = page(cast.client("teacher"), KIEZEN)
    assert f"{before} activiteiten, onder vier pijlers. En 1 van jullie school." in listed
    assert len(queries.activities()) == before
    assert queries.activity(row.key) is None


def test_the_same_search_finds_own_activities_by_stem_compound_and_slip(cast: Cast) -> None:
    row = own_of_vlieger(cast, title="Soepavond op donderdag")
    with open_every_tenant("test"):
        for typed in ("soepavond", "soep", "soepavonden", "donderdagg", "kookten koken"):
            found = [one.key for one in find_own(cast.school, typed, Filters())]
            assert found == [row.key], typed
        assert find_own(cast.school, "belastingaangifte", Filters()) == ()


def test_filters_hold_for_own_activities_and_none_is_called_studied(cast: Cast) -> None:
    row = own_of_vlieger(cast)
    fits = (
        Filters(pillar=Pillar.PARENTS),
        Filters(goal="community"),
        Filters(minutes=30),
    )
    fits_not = (
        Filters(pillar=Pillar.BOND),
        Filters(goal="welcome"),
        Filters(minutes=15),
        Filters(evidence=EvidenceLevel.PRACTICE),
    )
    with open_every_tenant("test"):
        assert [len(find_own(cast.school, "", one)) for one in fits] == [1, 1, 1]
        assert [find_own(cast.school, "", one) for one in fits_not] == [()] * 4
        assert [one.key for one in find_own(cast.school, "soep", fits[0])] == [row.key]


def test_top_five_of_own_activities_goes_by_words_then_key_on_every_database(cast: Cast) -> None:
    keys = {}
    for place in ("Titel met soep", "Tweede", "Derde", "Vierde", "Vijfde", "Zesde"):
        keys[own_of_vlieger(cast, title=place, summary=f"{place}.").key] = place
    with open_every_tenant("test"):
        found = [one.key for one in find_own(cast.school, "soep", Filters())]
    assert keys[found[0]] == "Titel met soep"
    others = [key for key in found[1:] if keys[key] in {"Tweede", "Derde", "Vierde", "Vijfde"}]
    assert others == sorted(others)


def test_another_school_neither_finds_nor_opens_it(cast: Cast) -> None:
    row = own_of_vlieger(cast)
    client = cast.client("leader_elsewhere")
    assert client.get(f"{KIEZEN}{row.key}/").status_code == 404
    assert client.get(f"/school/elders/kiezen/{row.key}/").status_code == 404
    assert client.get(f"/school/elders/kiezen/{row.key}/wijzigen/").status_code == 404
    assert "Soep op donderdag" not in page(client, "/school/elders/kiezen/?zoek=soep")


def test_two_who_change_one_text_lose_nothing(cast: Cast) -> None:
    row = own_of_vlieger(cast)
    address = f"{KIEZEN}{row.key}/wijzigen/"
    first, second = cast.client("teacher"), cast.client("leader")
    mine = OWN | {"aim": "Omdat koken verbindt.", "version": "1"}
    theirs = OWN | {"aim": "Omdat eten lekker is.", "version": "1"}
    assert first.post(address, mine).status_code == 302
    clash = second.post(address, theirs)
    said = clash.content.decode()
    assert clash.status_code == 200
    assert "Iemand anders bewaarde deze tekst" in said
    assert "Omdat koken verbindt." in said
    assert said.count("Omdat eten lekker is.") == 2  # beside the other, and in the field
    assert the_only_one().aim == "Omdat koken verbindt."
    assert 'name="version" value="2"' in said
    assert second.post(address, theirs | {"version": "2"}).status_code == 302
    assert (the_only_one().aim, the_only_one().version) == ("Omdat eten lekker is.", 3)


def test_saving_without_a_change_makes_no_version(cast: Cast) -> None:
    row = own_of_vlieger(cast)
    form = cast.client("teacher").get(f"{KIEZEN}{row.key}/wijzigen/").context["form"]
    typed = {name: form[name].value() for name in form.fields}
    assert cast.client("leader").post(f"{KIEZEN}{row.key}/wijzigen/", typed).status_code == 302
    assert the_only_one().version == 1


def test_put_away_leaves_the_list_but_stays_to_be_read(cast: Cast) -> None:
    row = own_of_vlieger(cast)
    client = cast.client("teacher")
    client.post(f"{KIEZEN}{row.key}/wegleggen/")
    assert f'href="{KIEZEN}{row.key}/"' not in page(client, KIEZEN)
    assert "weggelegd op" in page(client, f"{KIEZEN}{row.key}/")
    client.post(f"{KIEZEN}{row.key}/terugzetten/")
    assert f'href="{KIEZEN}{row.key}/"' in page(client, KIEZEN)


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("steps", "Gewoon beginnen.", "Begin elke stap met de minuten"),
        ("steps", "10 minuten: Welkom", "Schrijf bij ‘Welkom’ wat je doet."),
        ("steps", "Eerst dit.\n10 minuten: Welkom\nHoi.", "‘Eerst dit.’ hoort nog bij geen stap"),
        ("aim", "Kijk [hier](javascript:alert(1))", "iets kan uitvoeren"),
        ("care", "Zie <ftp://oud.example/blad>", "geen adres van een site"),
        ("goals", ["community", "welcome", "learning", "deciding"], "hooguit drie"),
    ],
)
def test_what_cannot_be_held_is_said_and_nothing_typed_is_lost(
    cast: Cast, field: str, typed: object, says: str
) -> None:
    answer = cast.client("teacher").post(f"{KIEZEN}eigen/nieuw/", OWN | {field: typed})
    said = answer.content.decode()
    assert says in said
    assert "Vraag naar allergie." in said or field == "care"
    with open_every_tenant("test"):
        assert not OwnActivity.objects.exists()


def test_own_text_cannot_bring_markup_or_hidden_addresses_into_the_page(cast: Cast) -> None:
    row = own_of_vlieger(
        cast, aim="<script>x()</script> <img src=x onerror=y> [lees](https://blad.example/a)"
    )
    said = page(cast.client("teacher"), f"{KIEZEN}{row.key}/")
    assert "<script>x()" not in said
    assert "<img src=x" not in said
    assert 'href="https://blad.example/a" rel="noopener noreferrer">lees</a> (blad.example)' in said


def test_text_that_paper_cannot_set_still_prints_its_words(cast: Cast) -> None:
    row = own_of_vlieger(cast, aim="Zo:\n\n```\ncode\n```\n\n![foto](https://blad.example/x.png)")
    answer = cast.client("teacher").get(f"{KIEZEN}{row.key}/pdf/")
    assert answer.content.startswith(b"%PDF")


def test_board_member_and_adviser_read_but_do_not_write(cast: Cast) -> None:
    row = own_of_vlieger(cast)
    for who in ("board_member", "adviser"):
        client = cast.client(who)
        assert "Wijzig de tekst" not in page(client, f"{KIEZEN}{row.key}/")
        assert client.post(f"{KIEZEN}{row.key}/wijzigen/", OWN).status_code == 404
        assert client.post(f"{KIEZEN}{row.key}/wegleggen/").status_code == 404
