"""Publishing freezes: a school's results may not change because somebody mended a sentence."""

import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from drieklank.content import queries
from drieklank.content.actions import ChangedAfterStoring, store_snapshot
from drieklank.content.checks import check_content
from drieklank.content.loading import ContentError, Problem
from drieklank.content.locking import fingerprint, lock_problems, publish, read_lock, unpublished
from drieklank.content.models import QuestionnaireVersion

ROOT = Path(settings.CONTENT_DIR)
TEAM = "questionnaires/baseline-team/v1.yaml"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of content/ in which nothing was published."""
    root = tmp_path / "content"
    shutil.copytree(ROOT, root)
    (root / "lock.json").unlink()
    return root


@pytest.fixture
def served(copy: Path) -> object:
    with override_settings(CONTENT_DIR=copy):
        queries.forget()
        yield copy
    queries.forget()


def test_content_as_it_stands_is_published_and_unchanged() -> None:
    assert lock_problems(ROOT) == []
    assert unpublished(ROOT) == []
    assert check_content() == []


def test_publishing_writes_every_version_once(copy: Path) -> None:
    fresh = publish(copy)
    assert fresh == sorted(fresh)
    assert TEAM in fresh
    assert json.loads((copy / "lock.json").read_text()) == {
        file: fingerprint(copy, file) for file in fresh
    }
    assert publish(copy) == []


def test_published_file_that_changes_is_found_and_stops_publishing(copy: Path) -> None:
    publish(copy)
    before = (copy / "lock.json").read_bytes()
    (copy / TEAM).write_text((copy / TEAM).read_text().replace("Weet ik niet", "Geen idee"))
    problem = Problem(
        TEAM, "", "Deze versie is gepubliceerd en mag niet veranderen. Maak een nieuwe versie."
    )
    assert lock_problems(copy) == [problem]
    with pytest.raises(ContentError) as caught:
        publish(copy)
    assert caught.value.problems == [problem]
    assert (copy / "lock.json").read_bytes() == before


def test_published_file_that_goes_is_found(copy: Path) -> None:
    publish(copy)
    (copy / TEAM).unlink()
    assert lock_problems(copy) == [
        Problem(TEAM, "", "Deze versie is gepubliceerd en mag niet weg.")
    ]


def test_line_endings_of_another_system_are_no_change(copy: Path) -> None:
    before = fingerprint(copy, TEAM)
    (copy / TEAM).write_bytes((copy / TEAM).read_bytes().replace(b"\n", b"\r\n"))
    assert fingerprint(copy, TEAM) == before


def test_invalid_version_is_not_published(copy: Path) -> None:
    (copy / TEAM).write_text("key: baseline-team\n")
    with pytest.raises(ContentError):
        publish(copy)
    assert read_lock(copy) == {}


def test_check_reports_faults_as_errors_and_loose_versions_as_warnings(served: Path) -> None:
    (served / "messages/password-reset.yaml").write_text("key: password-reset\n")
    queries.forget()
    found = check_content()
    assert {message.id for message in found} == {"drieklank.content.E001", "drieklank.content.W001"}
    first = next(message.msg for message in found if message.id == "drieklank.content.E001")
    assert first.startswith("messages/password-reset.yaml, bij audience: Dit moet er staan")


@pytest.mark.django_db
def test_snapshot_is_stored_once_and_gives_the_same_questionnaire() -> None:
    first, again = store_snapshot("baseline-parents"), store_snapshot("baseline-parents", 1)
    assert first.pk == again.pk
    assert QuestionnaireVersion.objects.count() == 1
    assert (first.key, first.version, len(first.hash)) == ("baseline-parents", 1, 64)
    stored = QuestionnaireVersion.objects.get(pk=first.pk)
    assert stored.questionnaire == queries.questionnaire("baseline-parents")
    assert str(stored) == "baseline-parents v1"


@pytest.mark.django_db
def test_snapshot_outlives_its_file(served: Path) -> None:
    """A round of years ago is read from the database, also when the file is gone."""
    stored = store_snapshot("baseline-team")
    (served / TEAM).unlink()
    queries.forget()
    with pytest.raises(KeyError):
        queries.questionnaire("baseline-team")
    assert len(queries.snapshot(stored.pk).items) == 34


@pytest.mark.django_db
def test_snapshot_of_a_changed_file_is_refused(served: Path) -> None:
    store_snapshot("baseline-team")
    (served / TEAM).write_text((served / TEAM).read_text().replace("Weet ik niet", "Geen idee"))
    queries.forget()
    with pytest.raises(ChangedAfterStoring, match="baseline-team v1"):
        store_snapshot("baseline-team")


@pytest.mark.django_db
def test_unknown_questionnaire_raises_key_error() -> None:
    with pytest.raises(KeyError):
        store_snapshot("gone")
    with pytest.raises(KeyError):
        store_snapshot("baseline-team", 99)
