"""The demonstration: the same people every time, nobody real, and never beside other data."""

import json
from pathlib import Path
from random import Random

import pytest
from django.test import Client

from drieklank.base.tenancy import open_every_tenant
from drieklank.homes.demo.fill import SEED, NotOurs, fill
from drieklank.homes.demo.people import plan_homes
from drieklank.homes.demo.places import PLACES
from drieklank.measure.models import Round
from drieklank.outbox.models import Message
from drieklank.people.models import Parent, ParentChildRelation, Pupil
from drieklank.results.queries import checked_texts
from drieklank.results.queries.commitments import commitments_of
from drieklank.results.queries.telling import telling_of
from drieklank.schools.models import Board, School, User


@pytest.mark.django_db(transaction=True)
def test_an_empty_database_is_filled_once(settings) -> None:
    assert fill()

    with open_every_tenant("test"):
        assert [school.name for school in School.objects.order_by("name")] == [
            "De Bolderik",
            "De Klaproos",
            "De Lantaarnboom",
            "De Veerpont",
            "Het Kompas",
            "Kindcentrum Oever",
        ]
        states = {row.school.code: row.state for row in Round.objects.select_related("school")}
        assert states == {"kompas": "open", "oever": "planned", "lantaarnboom": "published"}
        assert not Message.objects.exclude(to="").exists()
        done = Round.objects.get(state="published")
        assert checked_texts(done)
        promises = commitments_of(done).values_list("state", flat=True)
        assert sorted(promises) == ["done", "planned"]
        assert telling_of(done) is not None
        relations = ParentChildRelation.objects.all()
        assert set(relations.values_list("preferred_language", flat=True)) == {
            *("nl", "ar", "tr", "pl", "uk", "ti", "en")
        }
        assert set(relations.values_list("information_right", flat=True)) == {"full", "blocked"}
        assert set(relations.values_list("kind", flat=True)) == {"parent", "guardian"}
        before = (Pupil.objects.count(), Parent.objects.count(), User.objects.count())

    assert not fill()
    with open_every_tenant("test"):
        assert (Pupil.objects.count(), Parent.objects.count(), User.objects.count()) == before

    settings.DEMO = True
    assert "verzonnen" in Client().get("/aanmelden/").content.decode()


def test_made_up_families_come_out_the_same_every_time() -> None:
    def families() -> list[tuple[str, str, str, int]]:
        homes = plan_homes(Random(SEED), 200)
        return [(home.language, home.shape, home.surname, size) for home, size in homes]

    assert families() == families()
    assert sum(size for *_, size in families()) == 200


@pytest.mark.django_db
def test_a_database_with_other_data_is_left_alone() -> None:
    with open_every_tenant("test"):
        Board.objects.create(code="echt", name="Echt bestuur")

    with pytest.raises(NotOurs, match="niet van de demonstratie"):
        fill()
    with open_every_tenant("test"):
        assert Board.objects.count() == 1


@pytest.mark.django_db
def test_a_database_with_only_a_user_is_left_alone() -> None:
    User.objects.create_user("iemand@school.example", "Iemand")

    with pytest.raises(NotOurs):
        fill()


def test_no_school_shares_name_or_brin_with_a_real_one(fixtures_dir: Path) -> None:
    real = []
    for name in ("demo_po_points.json", "demo_vo_points.json"):
        real += json.loads((fixtures_dir / "scholen" / name).read_text(encoding="utf-8"))
    text = json.dumps(real, ensure_ascii=False).lower()

    assert len(real) >= 1
    for place in PLACES:
        assert place.brin.startswith("99")
        assert f'"{place.brin.lower()}' not in text
        assert f'"{place.name.lower()}"' not in text


@pytest.mark.django_db
def test_a_filling_that_was_broken_off_is_not_taken_for_a_demonstration() -> None:
    with open_every_tenant("test"):
        Board.objects.create(code="half", name="Half gevuld", is_demo=True)

    with pytest.raises(NotOurs, match="onderbroken"):
        fill()
