"""Stories of a school, those of other schools, and what waits for the editor."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from drieklank.access.actor import Actor
from drieklank.base.text import full_name
from drieklank.people.queries import enrolled, parents
from drieklank.schools.models import School, User
from drieklank.schools.queries import staff_of
from drieklank.toolkit.models import SharedState, SharedStory, Story
from drieklank.toolkit.queries.own import title_at
from drieklank.toolkit.rules.stories import contacts_in, names_in


def users() -> QuerySet[User]:
    """All users; which of them a reader may be, the doors say."""
    return User.objects.all()


def stories_of(school: School, key: str = "") -> QuerySet[Story]:
    """A school's stories, the latest first; with a key those of one activity."""
    rows: QuerySet[Story] = Story.objects.filter(school=school)
    rows = rows.filter(key=key) if key else rows
    return rows.select_related("school", "written_by", "changed_by", "shared")


def story_of(school: School, public_id: UUID) -> Story | None:
    """One story of a school; None: it has none of that id."""
    return stories_of(school).filter(public_id=public_id).first()


def shared_of(row: Story) -> SharedStory | None:
    """What was offered of a story; None: nothing is."""
    return SharedStory.objects.filter(story=row).first()


def from_other_schools(school: School, key: str = "") -> QuerySet[SharedStory]:
    """What other schools let this one read, the latest first; with a key of one activity."""
    rows: QuerySet[SharedStory] = SharedStory.objects.filter(state=SharedState.APPROVED)
    rows = rows.filter(key=key) if key else rows
    return rows.exclude(story__school_id=school.pk)


def waiting_for(actor: Actor) -> QuerySet[SharedStory]:
    """What an editor may judge, the first offered first; never of a school where the editor works."""
    rows: QuerySet[SharedStory] = SharedStory.objects.filter(state=SharedState.WAITING)
    return rows.exclude(story__school_id__in=actor.schools()).order_by("offered_on", "id")


@dataclass(frozen=True)
class Pointers:
    """Words of a story by which somebody could be known."""

    names: tuple[str, ...]
    contacts: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return self.names + self.contacts


def pointers_in(row: Story) -> Pointers:
    """Words in a story that are a name at its school now, or an address. Three statements."""
    text = "\n".join((row.title, row.for_whom, row.done, row.changed))
    children = enrolled(row.school).values_list("first_name", "name_prefix", "last_name")
    families = parents().filter(relations__pupil__school=row.school).distinct()
    adults = families.values_list("first_name", "name_prefix", "last_name")
    staff = staff_of(row.school).values_list("name", flat=True)
    names = [*(full_name(*one) for one in (*children, *adults)), *staff]
    return Pointers(names_in(text, names), contacts_in(text))


@dataclass(frozen=True)
class StoryLine:
    """A story as a list shows it."""

    row: Story
    activity: str


def story_lines(school: School) -> list[StoryLine]:
    """A school's stories with the titles of what was done."""
    return [StoryLine(row, title_at(school, row.key)) for row in stories_of(school)]
