"""Writing a story, offering it to other schools, and what the editor says of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from drieklank.access.actor import Actor
from drieklank.audit.actions import note
from drieklank.base.clock import today
from drieklank.base.tenancy import open_every_tenant
from drieklank.schools.models import School
from drieklank.toolkit.actions.rewriting import rewrite
from drieklank.toolkit.models import SharedState, SharedStory, Story
from drieklank.toolkit.queries.own import title_at
from drieklank.toolkit.rules.own import is_own
from drieklank.toolkit.rules.stories import school_year_of


class JudgedAlreadyError(ValueError):
    """Another editor was first, or the school took its consent back."""


@dataclass(frozen=True, slots=True)
class StoryText:
    """How a story is to read. key: of a standard or own activity, "" where it was none."""

    title: str
    key: str
    for_whom: str
    done: str
    changed: str
    done_on: date


@transaction.atomic
def write_story(school: School, text: StoryText, *, by: Actor) -> Story:
    """Tell within the school what was done and what it changed."""
    row: Story = Story.objects.create(
        board_id=school.board_id,
        school=school,
        written_by=by.user,
        written_on=today(),
        changed_by=by.user,
        changed_on=today(),
        **asdict(text),
    )
    note("story.written", row, by=by)
    return row


@transaction.atomic
def change_story(known: Story, text: StoryText, version: int, *, by: Actor) -> Story:
    """Change a story. What other schools read stays as it was offered.

    Raises:
        ChangedMeanwhileError: it was changed since `version`; nothing is written.
    """
    row: Story = Story.objects.select_for_update().get(pk=known.pk)
    if rewrite(row, asdict(text), version, by=by):
        note("story.changed", row, by=by, version=row.version)
    return row


@transaction.atomic
def remove_story(row: Story, *, by: Actor) -> None:
    """Take a story away for good, from other schools too."""
    note("story.removed", row, by=by)
    row.delete()


@transaction.atomic
def offer_story(row: Story, *, named: bool, by: Actor) -> SharedStory:
    """Consent that other schools read a story as it stands now, once an editor looked at it.

    Offered again: the new text takes the place of the old one and waits for the editor anew.
    """
    key = "" if is_own(row.key) else row.key
    shared, _ = SharedStory.objects.update_or_create(
        story=row,
        defaults={
            "title": row.title,
            "activity": title_at(row.school, row.key),
            "key": key,
            "for_whom": row.for_whom,
            "done": row.done,
            "changed": row.changed,
            "year": school_year_of(row.done_on.year, row.done_on.month),
            "sector": row.school.sector,
            "school_name": row.school.name if named else "",
            "state": SharedState.WAITING,
            "offered_on": today(),
            "judged_on": None,
            "judged_by": None,
            "reason": "",
        },
    )
    note("story.offered", row, by=by, named=named)
    return shared


@transaction.atomic
def withdraw_story(row: Story, *, by: Actor) -> None:
    """Take the consent back: the text is gone for other schools and for the editor at once."""
    removed, _ = SharedStory.objects.filter(story=row).delete()
    if removed:
        note("story.withdrawn", row, by=by)


@transaction.atomic
def approve_story(known: SharedStory, *, by: Actor) -> None:
    """Let other schools read a story.

    Raises:
        JudgedAlreadyError: it does not wait any more, or its text is another by now.
    """
    _judge(known, SharedState.APPROVED, "", "story.approved", by=by)


@transaction.atomic
def send_back(known: SharedStory, reason: str, *, by: Actor) -> None:
    """Give a story back to its school with what must be otherwise.

    Raises:
        JudgedAlreadyError: as above.
    """
    _judge(known, SharedState.SENT_BACK, reason.strip(), "story.sent_back", by=by)


def _judge(known: SharedStory, state: str, reason: str, verb: str, *, by: Actor) -> None:
    # Every column that the editor read: a text that was offered anew meanwhile is another text.
    names = ("title", "activity", "for_whom", "done", "changed")
    read = {name: getattr(known, name) for name in names}
    waiting = SharedStory.objects.filter(pk=known.pk, state=SharedState.WAITING, **read)
    done = waiting.update(state=state, reason=reason, judged_on=today(), judged_by=by.user)
    if not done:
        raise JudgedAlreadyError
    with open_every_tenant("a line in the log of the school whose story was judged"):
        note(verb, Story.objects.get(pk=known.story_id), by=by)
