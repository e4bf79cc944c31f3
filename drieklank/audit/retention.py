"""What must go, goes: executes the term of every table, and leaves a trail of counts.

The tables are found through the app registry: `kept` stands beside each model of ours; those of
libraries stand in THIRD_PARTY. A test fails on a model that stands in neither.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from drieklank.audit.models import AuditEvent, RetentionRun
from drieklank.base.clock import now, today
from drieklank.base.privacy import Kept, NotPersonal
from drieklank.base.tenancy import open_every_tenant

logger = logging.getLogger(__name__)

BATCH: Final = 500
PARENT_DAYS: Final = 2 * 365

Rows = Callable[[], QuerySet[Any]]

# Tables of libraries: what they keep and until when.
THIRD_PARTY: Final[Mapping[str, Kept | NotPersonal]] = MappingProxyType(
    {
        "auth.Permission": NotPersonal("Ongebruikt onderdeel van Django; bevat geen personen."),
        "auth.Group": NotPersonal("Ongebruikt onderdeel van Django; bevat geen personen."),
        "contenttypes.ContentType": NotPersonal("Namen van tabellen."),
        "sessions.Session": Kept(
            why="Om een medewerker aangemeld te houden.",
            fields=("session_data",),
            days=0,
            since="expire_date",
        ),
        "django_tasks_database.DBTaskResult": Kept(
            why="Om achtergrondwerk te doen; bevat alleen nummers van rijen.",
            fields=("args_kwargs",),
            days=60,
            since="finished_at",
        ),
        "account.EmailAddress": Kept(
            why="Om een medewerker te laten aanmelden met een bevestigd adres.",
            fields=("email",),
            about={"user": "user_id"},
            goes_with="de medewerker",
        ),
        "account.EmailConfirmation": Kept(
            why="Om een nieuw adres van een medewerker te bevestigen.",
            fields=("email_address",),
            about={"user": "email_address__user_id"},
            days=7,
            since="created",
        ),
        "mfa.Authenticator": Kept(
            why="Om een medewerker met een tweede stap te laten aanmelden.",
            fields=("type", "last_used_at"),
            about={"user": "user_id"},
            goes_with="de medewerker",
        ),
        "socialaccount.SocialApp": NotPersonal("Instelling van het schoolaccount."),
        "socialaccount.SocialAccount": Kept(
            why="Om een medewerker met het schoolaccount te laten aanmelden.",
            fields=("uid", "extra_data"),
            about={"user": "user_id"},
            goes_with="de medewerker",
        ),
        "socialaccount.SocialToken": Kept(
            why="Om een medewerker met het schoolaccount te laten aanmelden.",
            fields=("token",),
            about={"user": "account__user_id"},
            goes_with="de medewerker",
        ),
    }
)


@dataclass(frozen=True)
class Table:
    """A concrete model with what is declared about it."""

    model: type[models.Model]
    kept: Kept

    @property
    def label(self) -> str:
        return self.model._meta.label


def declaration(model: type[models.Model]) -> Kept | NotPersonal | None:
    """What a model, or THIRD_PARTY for it, declares; None where it was forgotten.

    A join table that Django makes itself goes with its rows and holds their ids only.
    """
    if model._meta.auto_created:
        return NotPersonal("Verbindt twee rijen; gaat daarmee weg.")
    own: Kept | NotPersonal | None = getattr(model, "kept", None)
    return own if own is not None else THIRD_PARTY.get(model._meta.label)


def tables() -> Iterator[Table]:
    """Every table with personal data, in the order of its name."""
    found = sorted(apps.get_models(include_auto_created=True), key=lambda model: model._meta.label)
    for model in found:
        kept = declaration(model)
        if isinstance(kept, Kept) and not model._meta.proxy:
            yield Table(model, kept)


def due(table: Table) -> QuerySet[Any]:
    """Rows whose term is over: `since` lies more than `days` days ago."""
    kept = table.kept
    rows = table.model._base_manager.all()
    if kept.days is None:
        return rows.none()
    moment = isinstance(table.model._meta.get_field(kept.since), models.DateTimeField)
    border = (now() if moment else today()) - timedelta(days=kept.days)
    return rows.filter(**{f"{kept.since}__lt": border}, **kept.where)


def _parents_without_children() -> QuerySet[Any]:
    """Parents whose last relation has been gone for two years.

    A relation has gone when it ended, or when the pupil left. A parent whose children were erased
    goes at once; one who was just added, and got no child yet, has two years.
    """
    parent = apps.get_model("people.Parent")
    relation = apps.get_model("people.ParentChildRelation")
    border = today() - timedelta(days=PARENT_DAYS)
    alive = (Q(ended_on__isnull=True) | Q(ended_on__gte=border)) & (
        Q(pupil__left_on__isnull=True) | Q(pupil__left_on__gte=border)
    )
    own = relation._base_manager.filter(parent=OuterRef("pk"))
    lines = AuditEvent._base_manager.filter(
        parent_id=OuterRef("pk"), at__gte=now() - timedelta(days=PARENT_DAYS)
    )
    just_added = Exists(lines.filter(verb="parent.added")) & ~Exists(
        lines.filter(verb="relation.added")
    )
    return parent._base_manager.filter(~Exists(own.filter(alive))).filter(Exists(own) | ~just_added)


# Tables whose end is more than a date in the row. They go first: later tables take the traces.
SPECIAL: Final[Mapping[str, Rows]] = MappingProxyType({"people.Parent": _parents_without_children})


def run_retention(dry_run: bool = False) -> dict[str, int]:
    """Remove all rows whose term is over; label -> how many, with what went along.

    One transaction per table, in batches. With `dry_run` nothing is removed, and only the rows
    that go by themselves are counted. No ledger line: a restored backup is cleaned by the next run.
    """
    counts: Counter[str] = Counter()
    with open_every_tenant("removing what may no longer be kept"):
        for label, rows in _work():
            if dry_run:
                counts[label] += rows().count()
            else:
                counts.update(_remove(label, rows))
        removed = {label: number for label, number in sorted(counts.items()) if number}
        if not dry_run:
            RetentionRun.objects.create(ran_at=now(), removed=removed)
    return removed


def _work() -> Iterator[tuple[str, Rows]]:
    yield from SPECIAL.items()
    for table in tables():
        if table.kept.days is not None:
            yield table.label, partial(due, table)


def _remove(label: str, rows: Rows) -> Counter[str]:
    """Remove the rows of one table; where another table holds them fast, say so and go on."""
    counts: Counter[str] = Counter()
    try:
        with transaction.atomic():
            while keys := list(rows().order_by("pk").values_list("pk", flat=True)[:BATCH]):
                batch = rows().model._base_manager.filter(pk__in=keys)
                counts.update(batch.delete()[1])
    except (models.ProtectedError, models.RestrictedError) as failure:
        holders = sorted({row._meta.label for row in _holders(failure)})
        logger.error("retention: %s is held fast by %s", label, ", ".join(holders))
        return Counter()
    return counts


def _holders(failure: models.ProtectedError | models.RestrictedError) -> set[models.Model]:
    if isinstance(failure, models.ProtectedError):
        return set(failure.protected_objects)
    return set(failure.restricted_objects)
