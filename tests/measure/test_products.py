"""What the close keeps for reliability: of the whole role of fifty or more, and of no group."""

import pytest

from drieklank.base.statistics import Tally as Counted
from drieklank.base.tenancy import open_every_tenant
from drieklank.measure import actions
from drieklank.measure.models import Role, Tally
from drieklank.measure.queries import tally
from tests.cast import Cast
from tests.measure.conftest import Held, hold


def close(held: Held, answers: int) -> None:
    for number, invitation in enumerate(held.invitations()[:answers]):
        held.answer(invitation, step=1 + number % 4)
    with open_every_tenant("test"):
        actions.close_round(held.round)


@pytest.mark.django_db
def test_close_of_fifty_parents_keeps_products_of_all_and_of_no_group(cast: Cast) -> None:
    held = hold(cast, families=44)
    close(held, 52)
    with open_every_tenant("test"):
        whole = tally(held.round, Role.PARENTS)
        parts = Tally.objects.filter(round=held.round, role=Role.PARENTS).exclude(stratum="")
        groups = [Counted.from_json(row.counts) for row in parts]
    assert whole is not None
    assert whole.respondents == 52
    assert {sums.n for sums in whole.products.values()} == {52}
    assert set(whole.products) == {key for key, scale in whole.scales.items() if scale.n}
    assert groups
    assert [group.products for group in groups] == [{}] * len(groups)


@pytest.mark.django_db
def test_close_of_a_small_role_keeps_no_products(held: Held) -> None:
    close(held, 12)
    with open_every_tenant("test"):
        whole = tally(held.round, Role.PARENTS)
    assert whole is not None
    assert whole.products == {}
