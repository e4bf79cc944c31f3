"""What people write during a trajectory: answers, minutes, agreements, points, notes; and the steering group."""

import uuid

from django.db import models

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.improve.models.plan import PlanAction
from drieklank.improve.models.track import Track, TrackStep
from drieklank.people.models import Parent
from drieklank.schools.models import School, User


class StepText(TenantModel):
    """One text of a step: an answer of the form, or the minutes of a block. `version`: see rules.edit."""

    kept = Kept(
        why="Om te bewaren wat school en adviseur samen opschreven.",
        fields=("changed_by",),
        about={"user": "changed_by_id"},
        goes_with="het traject",
        stays=True,
    )

    step = models.ForeignKey(TrackStep, on_delete=models.CASCADE, related_name="texts")
    # A key of the form, of the questions for the minutes, or `block-<id>`.
    key = models.CharField(max_length=60)
    text = models.TextField(max_length=3000, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_on = models.DateField()
    changed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "tekst bij een stap"
        verbose_name_plural = "teksten bij stappen"
        constraints = [models.UniqueConstraint(fields=["step", "key"], name="step_text_once")]

    def __str__(self) -> str:
        return f"{self.step_id}: {self.key}"


class StepAgreement(TenantModel):
    """What was agreed: an action of the plan, or, where the hours of the plan refused it, here with the reason."""

    kept = Kept(
        why="Om te weten wie zorgt voor wat is afgesproken.",
        fields=("owner", "owner_words"),
        about={"user": "owner_id"},
        goes_with="het traject",
        stays=True,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(TrackStep, on_delete=models.CASCADE, related_name="agreements")
    title = models.CharField("wat jullie afspreken", max_length=200)
    owner = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner_words = models.CharField("of wie samen", max_length=80, blank=True)
    due_on = models.DateField("klaar op")
    hours = models.PositiveSmallIntegerField("uren van het team", default=0)
    action = models.OneToOneField(
        PlanAction, on_delete=models.SET_NULL, null=True, blank=True, related_name="agreement"
    )
    # Why it is not in the plan.
    refused = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = "afspraak"
        verbose_name_plural = "afspraken"

    def __str__(self) -> str:
        return self.title


class HeardPoint(TenantModel):
    """What parents at one table gave the school along, in their words. No names: nobody is asked who."""

    kept = NOT_PERSONAL

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    step = models.ForeignKey(TrackStep, on_delete=models.CASCADE, related_name="points")
    table = models.PositiveSmallIntegerField("tafel")
    text = models.CharField("punt", max_length=300)
    # One of the three that the evening gave the school along.
    is_chosen = models.BooleanField("telt mee", default=False)

    class Meta:
        ordering = ["table", "id"]
        verbose_name = "punt van ouders"
        verbose_name_plural = "punten van ouders"

    def __str__(self) -> str:
        return self.text


class StepNote(TenantModel):
    """A short word between school and adviser about a step."""

    kept = Kept(
        why="Om school en adviseur elkaar kort te laten schrijven.",
        fields=("text", "written_by"),
        about={"user": "written_by_id"},
        days=2 * 365,
        since="written_at",
    )

    step = models.ForeignKey(TrackStep, on_delete=models.CASCADE, related_name="notes")
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    text = models.CharField("bericht", max_length=600)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-id"]
        verbose_name = "bericht bij een stap"
        verbose_name_plural = "berichten bij stappen"

    def __str__(self) -> str:
        return self.text


class SteeringMember(TenantModel):
    """Somebody in the steering group of a trajectory: of the team, or a parent who said yes herself."""

    kept = Kept(
        why="Om te weten wie in de stuurgroep zit, en wat zij mogen lezen.",
        fields=("parent", "user"),
        about={"parent": "parent_id", "user": "user_id"},
        goes_with="het traject",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    track = models.ForeignKey(Track, on_delete=models.CASCADE, related_name="members")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    parent = models.ForeignKey(
        Parent, on_delete=models.CASCADE, null=True, related_name="steering_memberships"
    )
    invited_on = models.DateField()
    # When a parent said yes; somebody of the team is asked in person and is in at once.
    accepted_on = models.DateField(null=True, blank=True)
    # Left, said no, or was taken out: no rights from then on.
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["invited_on", "id"]
        verbose_name = "lid van de stuurgroep"
        verbose_name_plural = "leden van de stuurgroep"
        constraints = [
            models.CheckConstraint(
                name="steering_member_is_one_person",
                condition=models.Q(user__isnull=True, parent__isnull=False)
                | models.Q(user__isnull=False, parent__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["track", "user"],
                condition=models.Q(left_on__isnull=True),
                name="staff_once_in_steering_group",
            ),
            models.UniqueConstraint(
                fields=["track", "parent"],
                condition=models.Q(left_on__isnull=True),
                name="parent_once_in_steering_group",
            ),
        ]

    def __str__(self) -> str:
        return str(self.parent or self.user)
