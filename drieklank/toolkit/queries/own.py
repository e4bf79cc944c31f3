"""A school's own activities: listed, read as any other, and found by the same words."""

from __future__ import annotations

from django.db.models import QuerySet

from drieklank.content.schema.activity import (
    Activity,
    ActivityHead,
    Cost,
    Evidence,
    EvidenceLevel,
    ForWhom,
    LedBy,
    Minutes,
    Participation,
    Partnership,
    Pillar,
    Place,
    Sector,
    Theme,
)
from drieklank.schools.models import School
from drieklank.toolkit.models import OwnActivity
from drieklank.toolkit.queries.library import activity, document_of
from drieklank.toolkit.rules import Filters, matches
from drieklank.toolkit.rules.own import is_own, minutes_of, read_steps
from drieklank.toolkit.search import Index

_SAYS = "Dit schreef jullie school zelf. Of het werkt, is niet onderzocht: kijk dus zelf goed mee."


def own_of(school: School, *, archived: bool = False) -> QuerySet[OwnActivity]:
    """A school's own activities by title: those in use, or those that were put away."""
    rows: QuerySet[OwnActivity] = OwnActivity.objects.filter(school=school)
    return rows.filter(archived_on__isnull=not archived).select_related("changed_by")


def own_activity(school: School, key: str) -> OwnActivity | None:
    """One own activity of a school, put away or not; None: it has none of that key."""
    rows = OwnActivity.objects.filter(school=school, key=key)
    return rows.select_related("written_by", "changed_by").first() if is_own(key) else None


def activity_at(school: School, key: str) -> Activity | None:
    """A standard activity, or one of this school's own."""
    if not is_own(key):
        return activity(key)
    row = own_activity(school, key)
    return None if row is None else as_activity(row)


def title_at(school: School, key: str) -> str:
    """The title of an activity of the library or of the school; the key where it is gone."""
    found = activity_at(school, key) if key else None
    return found.head.title if found else key


def as_activity(row: OwnActivity) -> Activity:
    """An own activity in the shape of a standard one, for page, running sheet, paper and search."""
    head = ActivityHead.model_construct(
        key=row.key,
        version=row.version,
        title=row.title,
        summary=row.summary,
        pillar=Pillar(row.pillar),
        goals=tuple(row.goals),
        indicators=(),
        themes=(Theme.GENERAL,),
        sectors=tuple(Sector),
        groups="",
        partnership=Partnership.INFORMAL,
        participation=Participation.HELP,
        for_whom=ForWhom(row.for_whom),
        led_by=LedBy.TEACHER,
        minutes=Minutes(
            preparation=row.preparation_minutes, doing=minutes_of(row.steps), after=0, each=None
        ),
        fewest=1,
        most=1,
        place=Place.SCHOOL,
        cost=Cost.NONE,
        materials=(),
        barriers=(),
        reaches_all=False,
        evidence=Evidence(level=EvidenceLevel.IDEA, outcome=None, says=_SAYS, references=()),
        reviewed_on=row.changed_on,
    )
    return Activity(
        head=head,
        aim=row.aim,
        preparation=row.preparation,
        steps=read_steps(row.steps),
        variants=(),
        care=row.care,
        privacy="",
        worked=row.worked,
        afterwards="",
        sheets=(),
    )


def find_own(school: School, typed: str, filters: Filters) -> tuple[Activity, ...]:
    """A school's own activities for words and filters, best first; without words by title.

    The same words and the same order as for the library, made anew at each question: a school has
    some tens of them.
    """
    found = {one.key: one for one in map(as_activity, own_of(school))}
    kept = {key for key, one in found.items() if matches(one.head, filters)}
    if not typed.strip():
        return tuple(one for key, one in found.items() if key in kept)
    hits = Index(map(document_of, found.values())).find(typed)
    exact = [hit for hit in hits if not hit.is_near]
    return tuple(found[hit.key] for hit in exact or hits if hit.key in kept)
