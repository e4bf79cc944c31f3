"""Background work of the toolkit."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django_tasks import task

from drieklank.toolkit.actions.links import check_links
from drieklank.toolkit.queries.links import checked_recently

# Days between two looks at the same sites.
EVERY: Final = 7


@task()
def weekly_links() -> None:
    """Where the installation chose so (LINK_CHECK), see once a week whether addresses still work."""
    if settings.LINK_CHECK and not checked_recently(EVERY):
        check_links()
