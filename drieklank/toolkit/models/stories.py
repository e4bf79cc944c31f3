"""A story: what a school did, for whom, and what changed; and the copy that other schools read."""

from __future__ import annotations

import uuid

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models import School, User


class Story(TenantModel):
    """Told within the school; other schools read only a `SharedStory`."""

    kept = Kept(
        why="Om te bewaren wat een school deed en wat dat veranderde.",
        fields=("written_by", "changed_by"),
        about={"user": "written_by_id"},
        goes_with="de school",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="stories")
    title = models.CharField("titel", max_length=100)
    # Key of a standard or own activity; empty: it was none of those.
    key = models.CharField("activiteit", max_length=80, blank=True)
    for_whom = models.CharField("voor wie", max_length=200)
    done = models.TextField("wat er gebeurde")
    changed = models.TextField("wat het veranderde")
    done_on = models.DateField("wanneer")
    version = models.PositiveIntegerField("versie", default=1)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_on = models.DateField()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_on = models.DateField()

    class Meta:
        ordering = ["-done_on", "-id"]
        verbose_name = "verhaal"
        verbose_name_plural = "verhalen"

    def __str__(self) -> str:
        return self.title


class SharedState(models.TextChoices):
    WAITING = "waiting", "wacht op de redactie"
    APPROVED = "approved", "te lezen voor andere scholen"
    SENT_BACK = "sent_back", "teruggestuurd"


class SharedStory(models.Model):
    """The text of a story as a leader offered it to other schools, and what the editor said.

    For the whole platform, so without a board: an editor and other schools read these columns and
    nothing else. It goes the moment the consent or the story goes.
    """

    kept = Kept(
        why="Om een verhaal aan andere scholen te laten lezen, zolang de school dat goedvindt.",
        fields=("judged_by",),
        about={"user": "judged_by_id"},
        goes_with="het verhaal",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Only to go with it, and to tell the school; readers elsewhere never follow it.
    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="shared")
    title = models.CharField("titel", max_length=100)
    activity = models.CharField("activiteit", max_length=160, blank=True)
    # Key of a standard activity, which every school has; never of an own one.
    key = models.CharField(max_length=80, blank=True)
    for_whom = models.CharField("voor wie", max_length=200)
    done = models.TextField("wat er gebeurde")
    changed = models.TextField("wat het veranderde")
    year = models.CharField("schooljaar", max_length=9)
    sector = models.CharField(max_length=3)
    # Empty: the school chose not to be named.
    school_name = models.CharField("school", max_length=120, blank=True)
    state = models.CharField(
        "stand", max_length=10, choices=SharedState.choices, default=SharedState.WAITING
    )
    offered_on = models.DateField()
    judged_on = models.DateField(null=True, blank=True)
    judged_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField("waarom terug", max_length=500, blank=True)

    class Meta:
        ordering = ["-offered_on", "-id"]
        verbose_name = "gedeeld verhaal"
        verbose_name_plural = "gedeelde verhalen"
        constraints = [
            models.CheckConstraint(
                name="story_sent_back_says_why",
                condition=~models.Q(state="sent_back") | ~models.Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.title
