"""Planning and opening a round, and counting its marks once a day."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from drieklank.audit.actions import Who, note
from drieklank.base import codes
from drieklank.base.clock import today
from drieklank.base.text import slug
from drieklank.content.actions import store_snapshot
from drieklank.content.models import QuestionnaireVersion
from drieklank.content.queries import instrument as instrument_of
from drieklank.content.queries import questionnaires
from drieklank.measure import envelopes
from drieklank.measure.actions.mailing import invite
from drieklank.measure.cells import group_of
from drieklank.measure.keys import store
from drieklank.measure.models import Invitation, ResponseCount, Role, Round, RoundState
from drieklank.measure.queries.instruments import is_in_waves
from drieklank.measure.queries.people import (
    known_before,
    members_to_invite,
    pupils_to_ask,
    relations_at,
)
from drieklank.measure.rules import (
    STRATA,
    Asked,
    Marks,
    Shown,
    announcement_day,
    count_languages,
    count_marks,
    invitees,
    reminder_days,
    round_code,
    shown_counts,
    shown_families,
    shown_languages,
)
from drieklank.schools.models import School, SchoolYear

Mark = tuple[list[int], str, bool, bool]  # groups, language, answered, is a new family
_Line = tuple[int | None, str, str, Shown]  # group, language, family, what may be seen
_DRAWS = 3  # a typable code met twice is a chance of one in thousands; met three times, of none


class NoSchoolYearError(ValueError):
    """The first day lies in no school year of the board."""


class WrongStateError(ValueError):
    """The round is not in the state that this needs; somebody else may have been quicker."""


@transaction.atomic
def plan_round(
    school: School,
    instrument: str,
    opens_on: date,
    closes_on: date,
    *,
    by: Who,
    roles: Collection[str] = (Role.PARENTS, Role.TEAM),
    topic: str = "",
) -> Round:
    """Plan a round; its questionnaires and what it reports on are fixed from now on.

    roles: who is asked, as far as the instrument has questions for them at this school.
    topic: what it is about, for an instrument that is held more than once at a time.

    Raises:
        KeyError: there is no such instrument.
        NoSchoolYearError: no school year of the board holds the first day.
        IntegrityError: a round of this instrument is planned or open at the school.
    """
    found = questionnaires(instrument, school.sector)
    asked = {str(audience): body for audience, body in found.items()}
    stored = {
        role: store_snapshot(asked[role].key, asked[role].version)
        for role in Role.values
        if role in asked and role in roles
    }
    code = _addition(instrument, topic)
    return keep_plan(school, instrument, stored, opens_on, closes_on, code=code, topic=topic, by=by)


def keep_plan(
    school: School,
    instrument: str,
    stored: Mapping[str, QuestionnaireVersion],
    opens_on: date,
    closes_on: date,
    *,
    code: str,
    topic: str,
    by: Who,
) -> Round:
    """Keep a plan with the stored questionnaire of each role; code: what the round's code ends with.

    Call inside a transaction. Raises as `plan_round`.
    """
    year = SchoolYear.objects.filter(
        board_id=school.board_id, starts_on__lte=opens_on, ends_on__gte=opens_on
    ).first()
    if year is None:
        raise NoSchoolYearError(opens_on.isoformat())
    taken = Round.objects.filter(school=school).values_list("code", flat=True)
    planned: Round = Round.objects.create(
        board_id=school.board_id,
        school=school,
        school_year=year,
        code=round_code(school.code, year.name, taken, code),
        instrument=instrument,
        topic=topic,
        parents_questionnaire=stored.get(Role.PARENTS),
        team_questionnaire=stored.get(Role.TEAM),
        pupils_questionnaire=stored.get(Role.PUPILS),
        strata={role: list(STRATA[role]) for role in stored},
        opens_on=opens_on,
        closes_on=closes_on,
        announce_on=announcement_day(opens_on, today()),
        remind_on=[day.isoformat() for day in reminder_days(opens_on, closes_on)],
    )
    note("round.plan", planned, by=by, code=planned.code)
    return planned


def _addition(key: str, topic: str) -> str:
    name = "" if key == "baseline" else instrument_of(key).name
    return slug(" ".join(part for part in (name, topic) if part))


@transaction.atomic
def drop_plan(planned: Round, *, by: Who) -> None:
    """Take back a plan that nobody was invited for yet.

    Raises:
        WrongStateError: the round was opened meanwhile.
    """
    row = locked(planned, RoundState.PLANNED)
    note("round.drop", row, by=by, code=row.code)
    row.delete()


@transaction.atomic
def extend_round(running: Round, closes_on: date, *, by: Who) -> Round:
    """Move the last day of a planned or open round; reminders already set stay as they are.

    Raises:
        WrongStateError: the round is closed.
    """
    row = locked(running, RoundState.PLANNED, RoundState.OPEN)
    row.closes_on = closes_on
    row.save(update_fields=["closes_on"])
    note("round.extend", row, by=by, closes_on=closes_on.isoformat())
    return row


def open_round(planned: Round, *, by: Who) -> Round:
    """Invite everyone: make the round's key, the invitations, and queue the mails.

    The key is made before anything is stored. Should storing fail, the key is an empty promise and
    the same one serves the next attempt.

    Raises:
        WrongStateError: the round is not planned any more.
    """
    store().create(planned.public_id)
    for draw in range(_DRAWS):
        try:
            return _open(planned, by)
        except IntegrityError:
            if draw == _DRAWS - 1:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def _open(planned: Round, by: Who) -> Round:
    row = locked(planned, RoundState.PLANNED)
    day = today()
    everybody = [*parents_to_invite(row, day), *team_to_invite(row, day), *_pupils(row, day)]
    invitations = [] if is_in_waves(row) else everybody
    add_secrets(row, invitations)
    Invitation.objects.bulk_create(invitations, batch_size=500)
    row.state = RoundState.OPEN
    row.opens_on = min(row.opens_on, day)
    row.counted_on = day
    row.save(update_fields=["state", "opens_on", "counted_on"])
    known = known_before(row.school_id, row.school_year.starts_on)
    for role in row.roles:
        own = [
            (one.groups, one.language, False, one.parent_id not in known)
            for one in invitations
            if one.role == role
        ]
        write_role_counts(row, role, own)
    mailed = invite(row)
    note("round.open", row, by=by, invited=len(invitations), mailed=mailed)
    return row


def parents_to_invite(row: Round, day: date) -> list[Invitation]:
    """Return an invitation, not stored, for each parent whom the round asks on this day."""
    if row.version_id(Role.PARENTS) is None:
        return []
    return [
        Invitation(
            board_id=row.board_id,
            round=row,
            role=Role.PARENTS,
            parent_id=invitee.parent_id,
            groups=list(invitee.groups),
            family_size=invitee.family_size,
            language=invitee.language,
        )
        for invitee in invitees(relations_at(row.school, day), day)
    ]


def team_to_invite(row: Round, day: date) -> list[Invitation]:
    """Return an invitation, not stored, for each member of staff whom the round asks."""
    if row.version_id(Role.TEAM) is None:
        return []
    return [
        Invitation(board_id=row.board_id, round=row, role=Role.TEAM, user=user)
        for user in members_to_invite(row.school, day)
    ]


def _pupils(row: Round, day: date) -> list[Invitation]:
    """A pile of cards per group, as many as it has pupils; no card is anybody's."""
    return [
        Invitation(board_id=row.board_id, round=row, role=Role.PUPILS, groups=[group])
        for group, pupils in card_piles(row, day).items()
        for _ in range(pupils)
    ]


def card_piles(row: Round, day: date) -> dict[int, int]:
    """Return how many cards each group needs on this day: group id -> number; none if not asked."""
    return pupils_to_ask(row.school, day) if row.version_id(Role.PUPILS) is not None else {}


def add_secrets(row: Round, invitations: list[Invitation]) -> None:
    """Put the keyed hashes on new invitations; the secrets behind them are not kept."""
    key, lookup = store().load(row.public_id), store().lookup_key()
    for invitation in invitations:
        invitation.link_hash = envelopes.link_hash(lookup, key.link(invitation.pk))
        payload = codes.read(key.code(invitation.pk))
        invitation.code_hash = envelopes.code_hash(lookup, payload)


@transaction.atomic
def refresh_counts(running: Round) -> bool:
    """Count the marks for today's figures; False where that was done today, or the round is shut.

    Once a day: a count that moves with every answer would tell who has just answered.
    """
    row: Round = Round.objects.select_for_update(no_key=True).get(pk=running.pk)
    if row.state != RoundState.OPEN or row.counted_on == today():
        return False
    write_counts(row, is_closed=False)
    row.counted_on = today()
    row.save(update_fields=["counted_on"])
    return True


def write_counts(row: Round, *, is_closed: bool) -> dict[str, Marks]:
    """Store the counts of a round that may be seen; return the totals per role, for the caller only.

    Call inside a transaction. The marks stay locked until it ends, so nobody answers in between.
    """
    marks: dict[str, list[Mark]] = {role: [] for role in row.roles}
    known = known_before(row.school_id, row.school_year.starts_on)
    rows = Invitation.objects.filter(round=row).order_by("pk")
    if is_closed:
        rows = rows.select_for_update()
    for role, parent, *mark in rows.values_list(
        "role", "parent_id", "groups", "language", "answered"
    ):
        marks[role].append((*mark, parent not in known))
    return {
        role: write_role_counts(row, role, own, is_closed=is_closed) for role, own in marks.items()
    }


def write_role_counts(
    row: Round, role: str, marks: Sequence[Mark], *, is_closed: bool = False
) -> Marks:
    """Store what may be seen of (groups, language, answered, is new) of a role; return the total.

    Of a round in waves nothing is said before the close, and never per group: a count from one day
    to the next would tell whether the few of one evening answered.
    """
    if is_in_waves(row):
        marks = [([], language, answered, is_new) for _, language, answered, is_new in marks]
    # In one group each, as in the tallies: else the two laid side by side tell who answered.
    asked = [
        Asked(tuple(group_of(of)), language, is_new, answered)
        for of, language, answered, is_new in marks
    ]
    total, groups = count_marks((one.groups, one.answered) for one in asked)
    seen, seen_groups = shown_counts(total, groups, is_closed=is_closed)
    if is_in_waves(row) and not is_closed:
        seen = Shown(seen.invited, None)
    lines: list[_Line] = [(None, "", "", seen)]
    lines += [(group, "", "", shown) for group, shown in seen_groups.items()]
    if role == Role.PARENTS:
        languages = count_languages((one.language, one.answered) for one in asked)
        seen_languages = shown_languages(seen, languages)
        lines += [(None, language, "", shown) for language, shown in seen_languages.items()]
        seen_families = shown_families(seen, asked)
        lines += [(None, "", family, shown) for family, shown in seen_families.items()]
    ResponseCount.objects.filter(round=row, role=role).delete()
    ResponseCount.objects.bulk_create(
        ResponseCount(
            board_id=row.board_id,
            round=row,
            role=role,
            class_group_id=group,
            language=language,
            family=family,
            invited=shown.invited,
            answered=shown.answered,
        )
        for group, language, family, shown in lines
    )
    return total


def locked(given: Round, *states: RoundState) -> Round:
    """Return the round, locked until the transaction ends.

    Raises:
        WrongStateError: it is in none of these states.
    """
    row: Round = (
        Round.objects.select_for_update(of=("self",), no_key=True)
        .select_related("school")
        .get(pk=given.pk)
    )
    if row.state not in states:
        raise WrongStateError(row.state)
    return row
