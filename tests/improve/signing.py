"""Somebody of De Vlieger fills in a sheet under the own name."""

from collections.abc import Mapping

from drieklank.base.tenancy import open_every_tenant
from drieklank.measure.actions.signed import begin_sheet, save_sheet
from tests.cast import Cast


def sign(cast: Cast, instrument: str, answers: Mapping[str, str]) -> None:
    """A signed sheet of the leader."""
    with open_every_tenant("test"):
        sheet = begin_sheet(cast.school, instrument, cast.users["leader"])
        save_sheet(sheet, dict(answers), sign=True, by=cast.actor("leader"))
