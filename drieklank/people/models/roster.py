"""A roster that was read: what it would change, what it changed, and what it takes to undo that.

The uploaded file itself is never here: it is gone as soon as it was read. Rows go after thirty days, and with them the
way back.
"""

import uuid

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.people.models.family import Parent
from drieklank.people.models.pupil import Pupil
from drieklank.schools.models import ClassGroup, School, User


class ImportState(models.TextChoices):
    MAPPING = "mapping", "kolommen kiezen"
    PLANNED = "planned", "klaar om te bekijken"
    APPLYING = "applying", "wordt verwerkt"
    APPLIED = "applied", "verwerkt"
    UNDOING = "undoing", "wordt teruggedraaid"
    UNDONE = "undone", "teruggedraaid"
    FAILED = "failed", "niet gelukt"


class RosterImport(TenantModel):
    """One file, for one school (pages) or for the schools that it names (command line; `school` is empty)."""

    kept = Kept(
        why="Om ingelezen leerlingen te kunnen nakijken en terugdraaien.",
        fields=("by_user", "draft"),
        about={"user": "by_user_id"},
        days=30,
        since="created_at",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, related_name="+")
    # Ids of all schools that it touches.
    school_ids = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=ImportState.choices)
    format = models.CharField(max_length=20, blank=True)
    file_name = models.CharField(max_length=120)
    school_year = models.CharField(max_length=9, blank=True)
    # Per kind how many are new, changed and leaving.
    counts = models.JSONField(default=dict)
    pupils_before = models.PositiveIntegerField(default=0)
    # Triples of file, line and sentence.
    problems = models.JSONField(default=list)
    # A list whose columns are still to be chosen, sealed under a key that only the sender's browser has.
    draft = models.BinaryField(null=True)
    by_user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["school", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class RosterChange(TenantModel):
    """One line of the change set, or (kind `doubts`) an adult about whom someone decides."""

    kept = Kept(
        why="Om te laten zien wat een bestand verandert, en om dat terug te draaien.",
        fields=("label", "values", "before"),
        about={"pupil": "pupil_id", "parent": "parent_id", "user": "user_id"},
        goes_with="het inlezen waar het bij hoort",
    )

    roster_import = models.ForeignKey(
        RosterImport, on_delete=models.CASCADE, related_name="changes"
    )
    kind = models.CharField(max_length=9)
    way = models.CharField(max_length=7)
    school = models.ForeignKey(School, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=300)
    label = models.CharField(max_length=260)
    values = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    file = models.CharField(max_length=160, blank=True)
    line = models.PositiveIntegerField(default=0)
    # What the row is about, once it exists.
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, null=True, related_name="+")
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    class_group = models.ForeignKey(
        ClassGroup, on_delete=models.CASCADE, null=True, related_name="+"
    )
    relation_id = models.BigIntegerField(null=True)
    # Of a doubt: whether this adult is a parent. None: nobody decided.
    chosen = models.BooleanField(null=True)
    # Could not be done, or not be undone, because something had changed meanwhile.
    stayed = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["roster_import", "kind", "way"])]

    def __str__(self) -> str:
        return self.label
