"""The demonstration: the same people every time, nobody real, and never beside other data."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.test import Client

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.config.cli import main
from drieklank.homes.demo.fill import SEED, NotOurs, fill
from drieklank.homes.demo.people import plan_homes
from drieklank.homes.demo.places import PLACES
from drieklank.measure.models import Round
from drieklank.outbox.models import Message
from drieklank.people.models import Parent, ParentChildRelation, Pupil
from drieklank.results.models import Certificate, CertificateDecision, Certification
from drieklank.results.queries import checked_texts
from drieklank.results.queries.certificate import standing
from drieklank.results.queries.change import goal_changes
from drieklank.results.queries.commitments import commitments_of
from drieklank.results.queries.telling import telling_of
from drieklank.results.rules.certificate_track import last_day
from drieklank.results.rules.change import change_words
from drieklank.schools.models import Board, School, User

CRITERIA = (
    *("every-goal", "most-goals", "parents", "response"),
    *("actions", "council", "visit", "decline"),
)


@pytest.mark.django_db(transaction=True)
def test_an_empty_database_is_filled_once(settings: Any, tmp_path: Path) -> None:
    settings.KEYS_DIR, settings.KEYS_COPY_DIR = tmp_path / "keys", None

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
        rounds = Round.objects.order_by("school__code", "opens_on")
        assert list(rounds.values_list("school__code", "instrument", "state")) == [
            ("bolderik", "baseline", "published"),
            ("bolderik", "final", "published"),
            ("kompas", "baseline", "open"),
            ("lantaarnboom", "baseline", "published"),
            ("oever", "baseline", "planned"),
        ]
        assert not Message.objects.exclude(to="").exists()
        done = Round.objects.get(school__code="lantaarnboom")
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
        _check_circle()
    _check_certificate(tmp_path)

    assert not fill()
    with open_every_tenant("test"):
        assert (Pupil.objects.count(), Parent.objects.count(), User.objects.count()) == before

    settings.DEMO = True
    assert "verzonnen" in Client().get("/aanmelden/").content.decode()


def _check_circle() -> None:
    """De Bolderik went the whole way, by figures that meet every criterion."""
    first, final = Round.objects.filter(school__code="bolderik").order_by("opens_on")
    assert (first.archived_on is None, final.archived_on is None) == (False, True)
    assert [row.state for row in commitments_of(first)] == ["done", "done", "dropped"]
    assert [row.state for row in commitments_of(final)] == ["planned"]
    told = telling_of(first)
    assert told is not None
    assert first.archived_on is not None
    assert told.told_on < first.archived_on < final.opens_on

    changes = {one.goal.key: one for one in goal_changes(first, final)}
    words = {key: change_words(one) for key, one in changes.items()}
    assert {key for key, said in words.items() if said[0] in "+−"} == {"conversation", "deciding"}
    assert (words["conversation"][0], words["deciding"][0]) == ("+", "+")
    down = changes["community"].difference
    assert down is not None
    assert (round(down.value, 1), words["community"]) == (-2.2, "kan toeval zijn")

    request = Certification.objects.get()
    assert {line.verdict.key: str(line.verdict.state) for line in standing(request).lines} == (
        dict.fromkeys(CRITERIA, "met")
    )
    assert request.stage == "granted"
    decision = CertificateDecision.objects.get(certification=request)
    assert (decision.is_granted, str(decision.assessor)) == (True, "Ilse Wouters")


def _check_certificate(folder: Path) -> None:
    """What anybody can look up: the page, and the file that proves it."""
    with open_every_tenant("test"):
        issued = Certificate.objects.get()
    assert issued.ends_on == last_day(today(), 2)
    page = f"/certificaat/{issued.code[:5]}-{issued.code[5:]}/"
    assert "De Bolderik" in Client().get(page).content.decode()

    (folder / "c.json").write_bytes(Client().get(f"{page}verklaring.json").content)
    keys = sorted((folder / "keys/certificate/public").glob("*.pem"))
    good = [str(folder / "c.json"), "--key", str(keys[0]), "--day", str(today())]
    assert main(["verify-certificate", *good]) == 0


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
