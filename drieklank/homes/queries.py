"""What start pages show: counts and dates, composed from the capabilities below."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from drieklank.access.actor import Actor
from drieklank.access.doors import visible
from drieklank.access.rules import Right, Role
from drieklank.audit.queries import who_looked
from drieklank.audit.words import sentence
from drieklank.homes.rules import Facts, called, round_sentence
from drieklank.improve.queries.plan_standing import Standing, standings
from drieklank.measure.models import Round
from drieklank.measure.queries import name_of, response_shown, rounds_of
from drieklank.people.models import ParentChildRelation, Pupil
from drieklank.people.queries import relations_that_hold
from drieklank.results.queries.telling import telling_of, tellings
from drieklank.schools.models import Board, ClassGroup, School, User

# A person with several roles at one school sees the start page of the first of these.
ORDER = (
    Role.SCHOOL_LEADER,
    Role.CARE_COORDINATOR,
    Role.TEACHER,
    Role.ADVISER,
    Role.ASSESSOR,
    Role.BOARD_MEMBER,
    Role.ADMINISTRATOR,
)


def schools() -> QuerySet[School]:
    """All schools of the open boards."""
    return School.objects.select_related("board")


def boards() -> QuerySet[Board]:
    """The open boards."""
    return Board.objects.all()


def role_at(actor: Actor, school: School) -> Role | None:
    """The role whose start page this actor gets at a school."""
    here = {
        grant.role
        for grant in actor.grants
        if grant.school_id == school.pk
        or (grant.school_id is None and grant.board_id == school.board_id)
    }
    return next((role for role in ORDER if role in here), None)


def last_round(actor: Actor, school: School) -> Round | None:
    """The round that the start page is about: the newest that this actor may see."""
    return visible(actor, Right.ROUND_VIEW, rounds_of(school)).first()


def facts_of(school: School, last: Round | None) -> Facts:
    """Counts of people now, and where the newest round stands."""
    relations = ParentChildRelation.objects.filter(
        pupil__school=school, pupil__left_on__isnull=True, ended_on__isnull=True
    )
    counts = Facts(
        pupils=Pupil.objects.filter(school=school, left_on__isnull=True).count(),
        parents=relations.values("parent_id").distinct().count(),
        team=_team(school).count(),
    )
    if last is None:
        return counts
    counts = _with_plan(counts, standings([school.pk]).get(school.pk), last)
    parents = next((part for part in response_shown(last) if part.role == "parents"), None)
    return replace(
        counts,
        state=str(last.state),
        opens_on=last.opens_on,
        closes_on=last.closes_on,
        closed_on=last.closed_on,
        invited=parents.total.invited if parents else 0,
        answered=parents.total.answered if parents else None,
        name=name_of(last),
    )


def _with_plan(facts: Facts, plan: Standing | None, last: Round) -> Facts:
    """The same facts with where the plan stands; one that was gone to its end counts no more."""
    if plan is None or plan.is_over(last):
        return facts
    return replace(
        facts,
        plan=str(plan.state),
        plan_actions=plan.actions,
        plan_done=plan.done,
        again=plan.is_again(last),
    )


def _team(school: School) -> QuerySet[User]:
    return User.objects.filter(memberships__school=school, memberships__ended_on=None).distinct()


@dataclass(frozen=True)
class Attention:
    """Something at the school that a leader may want to mend."""

    side: str
    title: str
    text: str
    page: str  # "parents", "pupils" or "doing"


def attention(school: School, last: Round | None = None) -> list[Attention]:
    """At most four things to mend: about the school's records, and results that nobody was told of.

    Each only where there is something. last: the newest round.
    """
    here = Pupil.objects.filter(school=school, left_on__isnull=True)
    relations = ParentChildRelation.objects.filter(
        pupil__school=school, pupil__left_on__isnull=True, ended_on__isnull=True
    )
    alone = here.exclude(relations__in=relations).count()
    no_mail = relations.filter(parent__email="").values("parent_id").distinct().count()
    unknown = relations.filter(authority="unknown").values("pupil_id").distinct().count()
    found = []
    if last is not None and last.state == "published" and telling_of(last) is None:
        found.append(
            Attention(
                "parent",
                "Ouders weten nog niet wat eruit kwam",
                "Zeg toe wat jullie gaan doen, en vertel het aan iedereen die is gevraagd.",
                "doing",
            )
        )
    if alone:
        said = "1 kind heeft" if alone == 1 else f"{alone} kinderen hebben"
        found.append(
            Attention(
                "child",
                f"{said} nog geen ouder in Drieklank",
                "Zonder ouder komt er ook geen uitnodiging thuis.",
                "pupils",
            )
        )
    if unknown:
        said = "1 kind" if unknown == 1 else f"{unknown} kinderen"
        found.append(
            Attention(
                "school",
                f"Van {said} weten we niet wie gezag heeft",
                "Leg het vast als je het weet. Tot dan krijgen beide ouders alle informatie.",
                "pupils",
            )
        )
    if no_mail:
        said = "1 ouder heeft" if no_mail == 1 else f"{no_mail} ouders hebben"
        found.append(
            Attention(
                "parent",
                f"{said} geen e-mailadres",
                "Zij krijgen een brief met een code. Die print je bij de meting.",
                "parents",
            )
        )
    return found


@dataclass(frozen=True)
class GroupLine:
    """A group with its number of pupils."""

    group: ClassGroup
    pupils: int

    @property
    def url(self) -> str:
        return f"/school/{self.group.school.code}/groepen/{self.group.public_id}/"

    @property
    def meta(self) -> str:
        return "1 leerling" if self.pupils == 1 else f"{self.pupils} leerlingen"


def groups_seen(actor: Actor, school: School) -> list[GroupLine]:
    """The groups of this actor at a school, with how many pupils they hold."""
    rows = visible(actor, Right.GROUP_VIEW, ClassGroup.objects.filter(school=school))
    rows = rows.select_related("school").annotate(
        pupils=Count("enrolments", filter=Q(enrolments__ended_on=None))
    )
    return [GroupLine(row, row.pupils) for row in rows.order_by("year_group", "name") if row.pupils]


def pupils_seen(actor: Actor, group: ClassGroup) -> list[Pupil]:
    """The pupils of a group that this actor may see, the Dutch way of sorting."""
    rows = visible(actor, Right.PUPIL_VIEW, Pupil.objects.all())
    return list(
        rows.filter(enrolments__class_group=group, enrolments__ended_on=None).order_by("first_name")
    )


@dataclass(frozen=True)
class Kid:
    """A pupil and what the teacher calls it: the first name, with a letter if two share it."""

    pupil: Pupil
    name: str


def kids_seen(actor: Actor, group: ClassGroup) -> list[Kid]:
    """The pupils of a group under the names of `called`."""
    pupils = pupils_seen(actor, group)
    names = called([(pupil.first_name, pupil.last_name) for pupil in pupils])
    return [Kid(pupil, name) for pupil, name in zip(pupils, names, strict=True)]


@dataclass(frozen=True)
class SchoolLine:
    """One school on the page of a board or an adviser."""

    school: School
    pupils: int
    facts: Facts
    last: Round | None

    @property
    def now(self) -> str:
        """Where the newest round stands, in one sentence."""
        return round_sentence(self.facts)


def school_lines(actor: Actor) -> list[SchoolLine]:
    """The schools an actor may see, in alphabetical order: no ranking. Five statements in all."""
    rows = list(
        visible(actor, Right.SCHOOL_VIEW, schools())
        .annotate(pupils_now=Count("pupils", filter=Q(pupils__left_on=None)))
        .order_by("name")
    )
    newest: dict[int, Round] = {}
    for row in Round.objects.filter(school__in=rows).order_by("opens_on", "id"):
        newest[row.school_id] = row
    plans = standings([row.pk for row in rows])
    return [
        SchoolLine(
            row,
            row.pupils_now,
            _short_facts(row.pupils_now, newest.get(row.pk), plans.get(row.pk)),
            newest.get(row.pk),
        )
        for row in rows
    ]


def _short_facts(pupils: int, last: Round | None, plan: Standing | None) -> Facts:
    if last is None:
        return Facts(pupils, 0, 0)
    facts = Facts(
        pupils,
        0,
        0,
        str(last.state),
        last.opens_on,
        last.closes_on,
        last.closed_on,
        name=name_of(last),
    )
    return _with_plan(facts, plan, last)


@dataclass(frozen=True)
class ChildCard:
    """A child as its own parent, or the child, sees it."""

    pupil: Pupil
    group: str
    teachers: tuple[str, ...]

    @property
    def teacher_names(self) -> str:
        return ", ".join(self.teachers)


def child_cards(actor: Actor, day: date) -> list[ChildCard]:
    """The own children with group and teachers of now. Three statements, whatever the number."""
    pupils = visible(
        actor,
        Right.OWN_CHILD_VIEW,
        Pupil.objects.filter(left_on__isnull=True).select_related("school"),
    )
    rows = pupils.prefetch_related("enrolments__class_group__assignments__user").order_by(
        "birth_date"
    )
    return [_card(pupil, day) for pupil in rows]


def _card(pupil: Pupil, day: date) -> ChildCard:
    places = [row for row in pupil.enrolments.all() if row.ended_on is None or row.ended_on >= day]
    teachers: list[str] = []
    for place in places:
        for row in place.class_group.assignments.all():
            if row.ended_on is None or row.ended_on >= day:
                teachers.append(str(row.user))
    names = ", ".join(place.class_group.name for place in places)
    return ChildCard(pupil, names, tuple(dict.fromkeys(teachers)))


def running_rounds(school_ids: set[int]) -> list[Round]:
    """Open rounds of these schools. Whether this parent answered is not asked: nothing reads it."""
    rows = Round.objects.filter(school__in=school_ids, state="open").select_related("school")
    return list(rows.order_by("closes_on"))


def told_rounds(school_ids: set[int]) -> list[Round]:
    """Rounds of these schools whose results were shared with parents, the newest of each school."""
    newest: dict[int, Round] = {}
    shared = tellings().filter(
        round__school__in=school_ids, round__parents_questionnaire__isnull=False
    )
    for telling in shared.order_by("told_on", "pk"):
        newest[telling.round.school_id] = telling.round
    return list(newest.values())


@dataclass(frozen=True)
class Look:
    """One line of "who looked": when, who by role or name, and what they did, in Dutch."""

    on: date
    who: str
    what: str


def looked_at(actor: Actor) -> list[Look]:
    """The last twenty lines about the own data and children. Staff stands with name."""
    if actor.parent is not None:
        children = relations_that_hold(actor.parent.pk).values_list("pupil_id", flat=True)
        lines = who_looked(parent_id=actor.parent.pk, pupil_ids=list(children))
    elif actor.pupil is not None:
        lines = who_looked(pupil_id=actor.pupil.pk)
    else:
        return []
    rows = list(lines.filter(actor_kind="user")[:20])
    names = dict(
        User.objects.filter(pk__in=[row.actor_id for row in rows]).values_list("pk", "name")
    )
    return [
        Look(
            timezone.localdate(row.at),
            names.get(row.actor_id or 0, "een medewerker"),
            sentence(row.verb),
        )
        for row in rows
    ]
