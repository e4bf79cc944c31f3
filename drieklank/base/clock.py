"""The only place that asks what time it is; tests travel by time-machine."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, with its time zone."""
    return timezone.now()  # noqa: TID251 -- the one place where it may be asked


def today() -> date:
    """The calendar day in the Netherlands."""
    # What `timezone.localdate()` does, without looking for a zone that somebody chose: none does.
    return datetime.now(timezone.get_default_timezone()).date()  # noqa: TID251 -- as above
