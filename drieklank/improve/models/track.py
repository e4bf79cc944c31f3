"""The trajectory of a school in five steps: what is planned, its agenda and what to prepare."""

import uuid

from django.db import models

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.improve.rules import track as rules
from drieklank.schools.models import ClassGroup, School, User


class TrackState(models.TextChoices):
    RUNNING = rules.TrackState.RUNNING, "loopt"
    CLOSED = rules.TrackState.CLOSED, "afgesloten"


class Track(TenantModel):
    """One trajectory of a school, alone or with an adviser. One runs at a time; older ones stay."""

    kept = Kept(
        why="Om een traject met de school en haar adviseur te volgen.",
        fields=("adviser",),
        about={"user": "adviser_id"},
        goes_with="de school",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="tracks")
    adviser = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    round = models.ForeignKey(
        "measure.Round", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField("begint op")
    ends_on = models.DateField("klaar op")
    certification = models.BooleanField("we gaan voor het certificaat", default=False)
    # Keys of the parts of a training that the team needs (content/trajectory).
    parts = models.JSONField(default=list)
    state = models.CharField(
        "stand", max_length=8, choices=TrackState.choices, default=TrackState.RUNNING
    )
    closed_on = models.DateField("afgesloten op", null=True, blank=True)
    made_on = models.DateField()

    class Meta:
        ordering = ["-made_on", "-id"]
        verbose_name = "traject"
        verbose_name_plural = "trajecten"
        constraints = [
            models.UniqueConstraint(
                fields=["school"],
                condition=models.Q(state="running"),
                name="one_track_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"traject {self.made_on.year}"


class TrackStep(TenantModel):
    """One of the five steps. `key` names it in content/trajectory."""

    kept = Kept(
        why="Om te weten wanneer een stap van het traject is, en wie hem afsloot.",
        fields=("closed_by",),
        about={"user": "closed_by_id"},
        goes_with="het traject",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="steps")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    held_on = models.DateField("dag", null=True, blank=True)
    held_at = models.TimeField("tijd", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("hoe lang, in minuten")
    who = models.CharField("wie", max_length=200)
    location = models.CharField("waar", max_length=120, blank=True)
    # Goes up with every change of the agenda.
    agenda_version = models.PositiveIntegerField(default=1)
    # Whether the steering group with its parents reads the minutes.
    is_shared = models.BooleanField("verslag delen met de stuurgroep", default=False)
    closed_on = models.DateField("afgesloten op", null=True, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["place"]
        verbose_name = "stap van het traject"
        verbose_name_plural = "stappen van het traject"
        constraints = [models.UniqueConstraint(fields=["track", "key"], name="track_step_once")]

    def __str__(self) -> str:
        return f"{self.place}. {self.key}"


class AgendaBlock(TenantModel):
    """A part of a meeting. `required`: why it always stays; empty where it may go."""

    kept = NOT_PERSONAL

    step = models.ForeignKey(TrackStep, on_delete=models.CASCADE, related_name="blocks")
    place = models.PositiveSmallIntegerField()
    title = models.CharField("onderdeel", max_length=120)
    minutes = models.PositiveSmallIntegerField("minuten")
    words = models.CharField("woorden om mee te beginnen", max_length=500, blank=True)
    required = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["place", "id"]
        verbose_name = "onderdeel van een agenda"
        verbose_name_plural = "onderdelen van een agenda"

    def __str__(self) -> str:
        return self.title


class PrepTask(TenantModel):
    """Something to do before a step. With a group: inviting the parents of that group."""

    kept = Kept(
        why="Om te weten wie wat voorbereidt voor een stap van het traject.",
        fields=("owner", "owner_words"),
        about={"user": "owner_id"},
        goes_with="het traject",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(TrackStep, on_delete=models.CASCADE, related_name="tasks")
    text = models.CharField("wat", max_length=200)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_words = models.CharField("of wie samen", max_length=80, blank=True)
    class_group = models.ForeignKey(
        ClassGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField("klaar voor", null=True, blank=True)
    done_on = models.DateField("klaar op", null=True, blank=True)
    # Of a group: how many families are expected, and how many came. Numbers only, never who.
    wanted = models.PositiveSmallIntegerField("gezinnen verwacht", null=True, blank=True)
    came = models.PositiveSmallIntegerField("gezinnen gekomen", null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "voorbereiding"
        verbose_name_plural = "voorbereidingen"
        constraints = [
            models.UniqueConstraint(
                fields=["step", "class_group"], name="group_invited_once_per_step"
            )
        ]

    def __str__(self) -> str:
        return self.text
