"""Writes of a school's own questionnaires. A fixed one is never changed: every change asks for a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from django.db import transaction

from drieklank.audit.actions import Who, note
from drieklank.base.clock import now
from drieklank.base.text import slug
from drieklank.content.actions import store_own
from drieklank.content.models import QuestionnaireVersion
from drieklank.measure.actions.rounds import keep_plan
from drieklank.measure.importing import Imported, Note
from drieklank.measure.models import Round, RoundState
from drieklank.measure.models_own import OwnQuestionnaire, OwnState
from drieklank.measure.own import fixing
from drieklank.measure.own.draft import DUTCH, Draft, OwnItem, OwnScale, empty, free_key
from drieklank.measure.queries.own import standard_scale
from drieklank.schools.models import School

_LONGEST_NAME: Final = 55  # of a title in the name of a round


class FixedError(ValueError):
    """The questionnaire is fixed: only a copy can be changed."""


class RunningError(ValueError):
    """The questionnaire is planned or asked already; two rounds of it would ask everybody twice."""


@transaction.atomic
def make_own(school: School, title: str, audience: str, *, by: Who) -> OwnQuestionnaire:
    """Begin a questionnaire with one page and no questions."""
    row = _create(school, empty(title), audience)
    note("own_questions.made", row, by=by)
    return row


@transaction.atomic
def import_own(school: School, found: Imported, audience: str, *, by: Who) -> OwnQuestionnaire:
    """Keep what came out of a file as a draft, with the report of what did not."""
    row = _create(school, found.draft, audience)
    row.source = found.source
    row.left_out, row.remarks = _rows(found.left_out), _rows(found.remarks)
    row.save(update_fields=["source", "left_out", "remarks"])
    note("own_questions.imported", row, by=by, carried=found.carried, left_out=len(row.left_out))
    return row


def _rows(notes: Iterable[Note]) -> list[list[str]]:
    return [[each.where, each.what, each.sentence] for each in notes]


def _create(school: School, body: Draft, audience: str) -> OwnQuestionnaire:
    row: OwnQuestionnaire = OwnQuestionnaire.objects.create(
        board_id=school.board_id,
        school=school,
        title=body.title.get(DUTCH) or next(iter(body.title.values()), ""),
        audience=audience,
        body=body.as_json(),
        changed_at=now(),
    )
    return row


# -- changes to a draft --------------------------------------------------------------------------------


def save_item(
    given: OwnQuestionnaire, item: OwnItem, part: str = "", *, by: Who
) -> OwnQuestionnaire:
    """Put a question in its place, or (with an empty key) at the end of a page. Raises FixedError."""

    def change(body: Draft) -> Draft:
        key = item.key or free_key("v", (each.key for each in body.items))
        return body.with_item(OwnItem(**vars(item) | {"key": key}), part)

    return _change(given, change, by)


def move_item(given: OwnQuestionnaire, key: str, step: int, *, by: Who) -> OwnQuestionnaire:
    """Move a question one place up (-1) or down (1). Raises FixedError."""
    return _change(given, lambda body: body.moved(key, step), by)


def remove_item(given: OwnQuestionnaire, key: str, *, by: Who) -> OwnQuestionnaire:
    """Take a question out. Raises FixedError."""
    return _change(given, lambda body: body.without_item(key), by)


def rename_own(given: OwnQuestionnaire, title: str, audience: str, *, by: Who) -> OwnQuestionnaire:
    """Change the title and who answers. Raises FixedError."""
    return _change(given, lambda body: body.with_title(title), by, audience=audience)


def save_scale(given: OwnQuestionnaire, scale: OwnScale, *, by: Who) -> OwnQuestionnaire:
    """Change the answers of a scale that came out of a file. Raises FixedError."""
    return _change(given, lambda body: body.with_scale(scale), by)


def add_part(given: OwnQuestionnaire, title: str, *, by: Who) -> OwnQuestionnaire:
    """Add a page at the end. Raises FixedError."""
    return _change(given, lambda body: body.with_part(title), by)


def rename_part(given: OwnQuestionnaire, key: str, title: str, *, by: Who) -> OwnQuestionnaire:
    """Change the title of a page. Raises FixedError."""
    return _change(given, lambda body: body.with_part_title(key, title), by)


def remove_part(given: OwnQuestionnaire, key: str, *, by: Who) -> OwnQuestionnaire:
    """Take out a page without questions; one with questions stays. Raises FixedError."""
    return _change(given, lambda body: body.without_part(key), by)


@transaction.atomic
def _change(
    given: OwnQuestionnaire, change: Callable[[Draft], Draft], by: Who, audience: str = ""
) -> OwnQuestionnaire:
    row = _locked(given)
    body = change(row.draft)
    row.body = body.as_json()
    row.title = body.title.get(DUTCH) or next(iter(body.title.values()), "")
    row.audience = audience or row.audience
    row.changed_at = now()
    row.save(update_fields=["body", "title", "audience", "changed_at"])
    note("own_questions.changed", row, by=by)
    return row


# -- the end of a draft --------------------------------------------------------------------------------


@transaction.atomic
def fix_own(given: OwnQuestionnaire, *, by: Who) -> OwnQuestionnaire:
    """Store the questionnaire for good, under a key of its own.

    Raises:
        FixedError: it was fixed before.
        NotReadyError: something is still needed (`fixing.faults`).
    """
    row = _locked(given)
    made = fixing.fixed(row.draft, _free_key(row.school), row.audience, standard_scale())
    row.version = store_own(made)
    row.state = OwnState.FIXED
    row.changed_at = now()
    row.save(update_fields=["version", "state", "changed_at"])
    note("own_questions.fixed", row, by=by, key=made.key, items=len(made.items))
    return row


def _free_key(school: School) -> str:
    """The next key of this school. The school stays locked, so that two never draw the same."""
    School.objects.select_for_update(no_key=True).get(pk=school.pk)
    prefix = fixing.own_key(school.code, 0)[:-1]
    taken = QuestionnaireVersion.objects.filter(key__startswith=prefix).values_list(
        "key", flat=True
    )
    numbers = [int(rest) for key in taken if (rest := key.removeprefix(prefix)).isdecimal()]
    return fixing.own_key(school.code, max(numbers, default=0) + 1)


@transaction.atomic
def plan_own(given: OwnQuestionnaire, opens_on: date, closes_on: date, *, by: Who) -> Round:
    """Plan a round of a fixed questionnaire. Two of them can run beside each other, one not twice.

    Raises:
        ValueError: it is a draft.
        NoSchoolYearError: no school year of the board holds the first day.
        RunningError: a round of this questionnaire is planned or open.
    """
    if given.version is None:
        raise ValueError(str(given.public_id))
    asked = {f"{given.audience}_questionnaire": given.version}
    running = [RoundState.PLANNED, RoundState.OPEN]
    if Round.objects.filter(school=given.school, state__in=running, **asked).exists():
        raise RunningError(str(given.public_id))
    return keep_plan(
        given.school,
        fixing.INSTRUMENT,
        {given.audience: given.version},
        opens_on,
        closes_on,
        code=slug(given.title)[:30],
        topic=_topic(given),
        by=by,
    )


def _topic(row: OwnQuestionnaire) -> str:
    """What the round is called, as in "de vragenlijst “Het plein” loopt". The number keeps two of one title apart."""
    number = row.version.key.rpartition("-")[2] if row.version else ""
    title = row.title if len(row.title) <= _LONGEST_NAME else f"{row.title[: _LONGEST_NAME - 1]}…"
    same = OwnQuestionnaire.objects.filter(school=row.school, title=row.title, state=OwnState.FIXED)
    return f"vragenlijst “{title}”" + (f" ({number})" if same.count() > 1 else "")


@transaction.atomic
def copy_own(given: OwnQuestionnaire, *, by: Who) -> OwnQuestionnaire:
    """Make a draft with the same questions, to change."""
    row = _create(given.school, given.draft, given.audience)
    note("own_questions.copied", row, by=by)
    return row


@transaction.atomic
def remove_own(given: OwnQuestionnaire, *, by: Who) -> None:
    """Throw a draft away. Raises FixedError."""
    row = _locked(given)
    note("own_questions.removed", row, by=by)
    row.delete()


def _locked(given: OwnQuestionnaire) -> OwnQuestionnaire:
    row: OwnQuestionnaire = (
        OwnQuestionnaire.objects.select_for_update(of=("self",), no_key=True)
        .select_related("school")
        .get(pk=given.pk)
    )
    if row.is_fixed:
        raise FixedError(str(row.public_id))
    return row
