"""Telling the results to everyone who was asked, what became of the promises, and the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from drieklank.access.actor import Actor
from drieklank.audit.actions import SYSTEM, note
from drieklank.base.clock import today
from drieklank.content.queries import message
from drieklank.measure.actions import archive
from drieklank.measure.queries import Round, contact_of, leader_name
from drieklank.outbox.actions import queue
from drieklank.results.models import CommitmentChange, Telling
from drieklank.results.queries.commitments import commitments_of
from drieklank.results.queries.summary import parents_summary
from drieklank.results.queries.telling import (
    Audience,
    ToTell,
    audience_of,
    page_address,
    telling_facts,
    tellings,
    untold_changes,
)
from drieklank.results.rules.commitments import may_tell_changes
from drieklank.results.rules.telling import missing_before_archive, missing_before_telling
from drieklank.schools.models import User

FILLER = "results.telling"
RESULTS, CHANGES = "results-parents", "results-changes"
_TEAM = {RESULTS: "results-team", CHANGES: "results-changes-team"}


class MissingError(ValueError):
    """Something must be there first; `missing` holds Dutch sentences."""

    def __init__(self, missing: Iterable[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(" ".join(self.missing))


class ToldAlreadyError(ValueError):
    """The results of this round were told before."""


@transaction.atomic
def tell_everyone(measured: Round, *, by: Actor) -> Telling:
    """Tell parents and team what came out and what the school will do; the page opens for parents.

    Who is told is looked up now, and once more while each message is sent.

    Raises:
        MissingError: no report yet, or no promise with an owner and a day.
        ToldAlreadyError: it was told before.
    """
    if missing := missing_before_telling(telling_facts(measured)):
        raise MissingError(missing)
    audience = audience_of(measured)
    telling, is_new = Telling.objects.get_or_create(
        round=measured,
        defaults={
            "board_id": measured.board_id,
            "told_on": today(),
            "told_by": by.user,
            "parents": len(audience.parents),
            "team": len(audience.team),
            "on_paper": audience.on_paper,
        },
    )
    if not is_new:
        raise ToldAlreadyError
    _send(measured, audience, RESULTS)
    _mark_told(CommitmentChange.objects.filter(commitment__round=measured))
    note(
        "results.told",
        measured,
        by=by,
        parents=telling.parents,
        team=telling.team,
        on_paper=telling.on_paper,
    )
    return telling


@transaction.atomic
def say_paper_given(telling: Telling, *, by: Actor) -> None:
    """Say that parents who read no mail got the results on paper."""
    changed = Telling.objects.filter(pk=telling.pk, paper_given_on__isnull=True)
    if changed.update(paper_given_on=today()):
        note("results.paper_given", telling.round, by=by, letters=telling.on_paper)


def tell_changes() -> int:
    """Tell what became of promises to those who were told the results; return how many rounds.

    Of the open boards. At most one message a week from a school, and never on the day of a change.
    """
    return sum(_tell_changes(telling) for telling in tellings().order_by("pk"))


@transaction.atomic
def _tell_changes(known: Telling) -> bool:
    telling = Telling.objects.select_for_update(of=("self",)).get(pk=known.pk)
    measured = known.round
    changes = untold_changes(telling)
    if not may_tell_changes(_last_told(measured), today()) or not changes.exists():
        return False
    audience = audience_of(measured)
    _send(measured, audience, CHANGES)
    number = _mark_told(changes)
    telling.changes_told_on = today()
    telling.save(update_fields=["changes_told_on"])
    note(
        "results.changes_told",
        measured,
        by=SYSTEM,
        changes=number,
        parents=len(audience.parents),
        team=len(audience.team),
    )
    return True


def _last_told(measured: Round) -> date:
    """The last day on which this school told anybody about results or changes."""
    days = tellings().filter(round__school=measured.school)
    return max(
        day
        for pair in days.values_list("told_on", "changes_told_on")
        for day in pair
        if day is not None
    )


def _mark_told(changes: QuerySet[CommitmentChange]) -> int:
    return changes.filter(told_on__isnull=True).update(told_on=today())


def _send(measured: Round, audience: Audience, template: str) -> None:
    # What every message says is the same per language: composed once, however large the school is.
    languages = {"nl", *(told.language for told in audience.parents)}
    general = {language: _general(measured, language) for language in sorted(languages)}
    for told in audience.parents:
        _send_parent(measured, told, template, general[told.language])
    for person in audience.team:
        if person.email:
            _send_colleague(measured, person, _TEAM[template], general["nl"])


def _send_parent(measured: Round, told: ToTell, template: str, general: Mapping[str, str]) -> None:
    parent = told.parent
    fields = {
        **general,
        "parent": str(parent),
        "link": page_address(measured, told.language),
    }
    _queue(
        template,
        measured,
        fields,
        to=parent.email,
        language=told.language,
        parent_id=parent.pk,
        filler=FILLER,
        filler_ref=f"{measured.pk}:{parent.pk}",
    )


def _send_colleague(
    measured: Round, person: User, template: str, general: Mapping[str, str]
) -> None:
    at = reverse("results:commitments", args=[measured.school.code, measured.code])
    base = page_address(measured).partition("/school/")[0]
    fields = {
        **general,
        "name": next(iter(str(person).split()), ""),
        "link": f"{base}{at}",
    }
    _queue(template, measured, fields, to=person.email, user_id=person.pk)


def _general(measured: Round, language: str) -> dict[str, str]:
    """What every message may say: how many took part, and the first promise, in the school's Dutch."""
    school = measured.school
    summary = parents_summary(measured, language)
    first = commitments_of(measured).exclude(state="dropped").first()
    return {
        "school": school.name,
        "contact": contact_of(school),
        "sender": leader_name(school),
        "response": summary.response.sentences[0] if summary else "",
        "promise": first.text if first else "",
    }


def _queue(name: str, measured: Round, fields: dict[str, str], **to: Any) -> None:
    known = message(name).fields.keys()
    queue(
        name,
        board_id=measured.board_id,
        school_id=measured.school_id,
        fields={key: value for key, value in fields.items() if key in known},
        **to,
    )


@transaction.atomic
def archive_round(measured: Round, *, by: Actor) -> Round:
    """Put a round in the archive, once its results went to everyone who was asked.

    Raises:
        MissingError: what is still to be done first.
    """
    if missing := missing_before_archive(telling_facts(measured)):
        raise MissingError(missing)
    row = archive(measured)
    note("round.archive", row, by=by)
    return row
