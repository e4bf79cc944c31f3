"""The net under the doors: a forgotten scope is an error, never a leak."""

import pytest
from django.db.models import Count

from drieklank.base.tenancy import NoTenantOpen, open_every_tenant, open_tenant
from drieklank.people.models import Pupil
from drieklank.schools.models import Board, School
from tests.cast import Cast


@pytest.mark.parametrize(
    "read",
    [
        lambda: list(Pupil.objects.all()),
        lambda: Pupil.objects.count(),
        lambda: Pupil.objects.filter(last_name="Haddad").exists(),
        lambda: Pupil.objects.first(),
        lambda: Pupil.objects.filter(pk=1).get(),
        lambda: Pupil.objects.in_bulk([1]),
        lambda: Pupil.objects.update(last_name="x"),
        lambda: Pupil.objects.all().delete(),
        lambda: Pupil.objects.aggregate(Count("id")),
        lambda: list(Pupil.objects.values_list("id")),
        lambda: list(Pupil.objects.iterator()),
        lambda: list(Board.objects.all()),
    ],
)
def test_reading_without_a_tenant_raises(cast: Cast, read) -> None:
    with pytest.raises(NoTenantOpen):
        read()


def test_an_open_board_shows_its_own_rows_only(cast: Cast) -> None:
    with open_every_tenant("test"):
        assert School.objects.count() == 3

    with open_tenant(cast.board.pk):
        assert set(School.objects.all()) == {cast.school, cast.brug}
        assert list(Board.objects.all()) == [cast.board]


def test_a_queryset_carried_out_of_its_block_obeys_what_is_open_then(cast: Cast) -> None:
    with open_tenant(cast.board.pk):
        rows = School.objects.all()

    with open_tenant(cast.other_board.pk):
        assert list(rows) == [cast.elsewhere]


def test_no_open_board_finds_nothing_and_changes_nothing(cast: Cast) -> None:
    with open_tenant():
        assert list(School.objects.all()) == []
        assert School.objects.update(name="x") == 0


def test_related_rows_of_another_board_stay_away(cast: Cast) -> None:
    with open_tenant(cast.other_board.pk):
        assert list(cast.school.pupils.all()) == []


def test_scopes_close_again_after_an_error(cast: Cast) -> None:
    with pytest.raises(ValueError, match="boom"), open_tenant(cast.board.pk):
        raise ValueError("boom")
    with pytest.raises(NoTenantOpen):
        School.objects.count()
