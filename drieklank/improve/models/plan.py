"""The plan of a school for one year: at most three priorities, and actions with owner, term and hours."""

import uuid

from django.db import models

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.improve.rules import plan as rules
from drieklank.schools.models import School, User


class PlanState(models.TextChoices):
    DRAFT = rules.PlanState.DRAFT, "concept"
    RUNNING = rules.PlanState.RUNNING, "loopt"
    CLOSED = rules.PlanState.CLOSED, "afgesloten"


class ActionState(models.TextChoices):
    PLANNED = rules.ActionState.PLANNED, "gepland"
    BUSY = rules.ActionState.BUSY, "mee bezig"
    DONE = rules.ActionState.DONE, "gedaan"
    DROPPED = rules.ActionState.DROPPED, "gaat niet door"


class ActionSource(models.TextChoices):
    OWN = rules.Source.OWN, "eigen idee"
    ACTIVITY = rules.Source.ACTIVITY, "activiteit"
    TRACK = rules.Source.TRACK, "traject"
    BRAINSTORM = rules.Source.BRAINSTORM, "brainstorm"
    TEMPLATE = rules.Source.TEMPLATE, "voorbeeldplan"


class Fidelity(models.TextChoices):
    AS_PLANNED = rules.Fidelity.AS_PLANNED, "zoals gepland"
    ADAPTED = rules.Fidelity.ADAPTED, "aangepast aan onze school"
    PARTLY = rules.Fidelity.PARTLY, "voor een deel"


class Plan(TenantModel):
    """One plan per school and school year. `round`: the measurement it answers; None: without one."""

    kept = NOT_PERSONAL

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="plans")
    school_year = models.CharField("schooljaar", max_length=9)
    title = models.CharField("naam", max_length=120)
    round = models.ForeignKey(
        "measure.Round", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Whole hours that the team has this year for what stands in the plan; empty: not set.
    hours_limit = models.PositiveSmallIntegerField("uren dit schooljaar", null=True, blank=True)
    state = models.CharField(
        "stand", max_length=8, choices=PlanState.choices, default=PlanState.DRAFT
    )
    starts_on = models.DateField("begint op")
    ends_on = models.DateField("klaar op")
    look_back = models.TextField("terugblik", blank=True)
    closed_on = models.DateField("afgesloten op", null=True, blank=True)
    # Goes up with every change, so that who works on an older text is told.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-school_year"]
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year"], name="one_plan_a_year")
        ]

    def __str__(self) -> str:
        return self.title


class Priority(TenantModel):
    """What the school wants to move this year: a goal of the framework, or something of its own."""

    kept = NOT_PERSONAL

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="priorities")
    goal = models.CharField("streefdoel", max_length=80, blank=True)
    title = models.CharField("wat", max_length=160)
    why = models.CharField("waarom", max_length=500, blank=True)
    place = models.PositiveSmallIntegerField("volgorde", default=1)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "id"]
        verbose_name = "prioriteit"
        verbose_name_plural = "prioriteiten"

    def __str__(self) -> str:
        return self.title


class PlanAction(TenantModel):
    """One thing to do: from an activity of the library or in own words."""

    kept = Kept(
        why="Om te laten zien wat de school doet, en wie daarvoor zorgt.",
        fields=("owner", "owner_words"),
        about={"user": "owner_id"},
        goes_with="de school",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="actions")
    priority = models.ForeignKey(
        Priority, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions"
    )
    activity = models.CharField("activiteit", max_length=80, blank=True)
    title = models.CharField("wat jullie gaan doen", max_length=200)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # A group of people, such as "team onderbouw"; beside the owner or instead of one.
    owner_words = models.CharField("of wie samen", max_length=80, blank=True)
    starts_on = models.DateField("begint op", null=True, blank=True)
    due_on = models.DateField("klaar op", null=True, blank=True)
    hours = models.PositiveSmallIntegerField("uren", default=0)
    state = models.CharField(
        "stand", max_length=8, choices=ActionState.choices, default=ActionState.PLANNED
    )
    # What came of it, or why it was dropped.
    outcome = models.CharField("wat ervan kwam", max_length=500, blank=True)
    # Keys of the questions of the measured round that it should move.
    items = models.JSONField(default=list, blank=True)
    source = models.CharField(
        "herkomst", max_length=10, choices=ActionSource.choices, default=ActionSource.OWN
    )
    source_ref = models.CharField(max_length=80, blank=True)
    for_parents = models.CharField("wat ouders ervan merken", max_length=300, blank=True)
    commitment = models.ForeignKey(
        "results.Commitment", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The short measurement that asks parents about it.
    pulse = models.ForeignKey(
        "measure.Round", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    place = models.PositiveSmallIntegerField("volgorde", default=1)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["place", "id"]
        verbose_name = "actie"
        verbose_name_plural = "acties"

    def __str__(self) -> str:
        return self.title


class ActionDone(TenantModel):
    """What was done of an action on a day: for whom, how closely to the plan, and what it cost."""

    kept = Kept(
        why="Om te laten zien wat er gedaan is, en wat dat kostte.",
        fields=("written_by",),
        about={"user": "written_by_id"},
        goes_with="de school",
        stays=True,
    )

    action = models.ForeignKey(PlanAction, on_delete=models.CASCADE, related_name="done")
    on = models.DateField("wanneer")
    what = models.CharField("wat is er gedaan", max_length=500)
    # Names of groups; empty: for the whole school.
    groups = models.JSONField(default=list, blank=True)
    fidelity = models.CharField("hoe", max_length=8, choices=Fidelity.choices)
    hours = models.PositiveSmallIntegerField("uren", default=0)
    euros = models.PositiveIntegerField("euro", default=0)
    written_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = "wat er gedaan is"
        verbose_name_plural = "wat er gedaan is"

    def __str__(self) -> str:
        return self.what
