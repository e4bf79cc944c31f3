"""What the last check said of addresses, and which addresses there are to check."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.content.queries import toolkit
from drieklank.toolkit.models import LinkCheck, OwnActivity, SharedStory, Story
from drieklank.toolkit.queries.library import supports
from drieklank.toolkit.rules.links import all_links


def checks_of(urls: Iterable[str]) -> dict[str, LinkCheck]:
    """Address -> what was found there when somebody last looked."""
    return {row.url: row for row in LinkCheck.objects.filter(url__in=list(urls))}


def state_of(urls: Iterable[str]) -> Callable[[str], str]:
    """Address -> the state of the last check, "" where nobody looked. One statement."""
    known = {url: row.state for url, row in checks_of(urls).items()}
    return lambda url: known.get(url, "")


def last_checked() -> date | None:
    """The day of the last check of anything; None: there never was one."""
    return LinkCheck.objects.order_by("-checked_on").values_list("checked_on", flat=True).first()


def checked_recently(days: int) -> bool:
    """Say whether addresses were checked within so many days."""
    last = last_checked()
    return last is not None and (today() - last).days < days


def addresses_to_check() -> tuple[str, ...]:
    """Every address that a page can show: the directory, own activities and stories of all schools."""
    library = toolkit()
    named = [
        *(one.url for one in supports()),
        *(one.source.url for one in library.examples),
        *(source.url for page in library.topics for source in page.head.sources),
    ]
    directory = [url for url in named if url]
    with open_every_tenant("checking the addresses in texts of all schools"):
        own = OwnActivity.objects.filter(archived_on__isnull=True).values_list(
            "aim", "preparation", "steps", "care", "worked"
        )
        stories = Story.objects.values_list("done", "changed")
        shared = SharedStory.objects.values_list("done", "changed")
        texts = [text for rows in (own, stories, shared) for row in rows for text in row]
    return tuple(dict.fromkeys([*directory, *all_links(texts)]))
