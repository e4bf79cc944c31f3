"""Background work of results."""

from __future__ import annotations

from django_tasks import task

from drieklank.base.tenancy import open_tenant
from drieklank.results import actions


@task(priority=20)
def make_report_file(board_id: int, file_id: int) -> None:
    """Make the PDF that somebody waits for; the worker tries again where it fails."""
    with open_tenant(board_id):
        actions.make_file(file_id)
