"""A brainstorm of a team on its own phones: the board, its notes, the groups they lie in, the dots."""

import uuid

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.improve.rules import brainstorm as rules
from drieklank.schools.models import School


class BrainstormPhase(models.TextChoices):
    WRITE = rules.Phase.WRITE, "schrijven"
    CLUSTER = rules.Phase.CLUSTER, "bij elkaar leggen"
    CHOOSE = rules.Phase.CHOOSE, "kiezen"
    ACT = rules.Phase.ACT, "acties"


class Brainstorm(TenantModel):
    """One board with one question. Phones come in with the code until it is closed."""

    kept = Kept(
        why="Om met het team te bedenken, te kiezen en af te spreken wat jullie gaan doen.",
        fields=("question",),
        days=365,
        since="opened_at",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="brainstorms")
    question = models.CharField("vraag", max_length=rules.LONGEST_QUESTION)
    # Forty random bits (base.codes). Shown on a screen to a whole room, so it is no secret to keep
    # hashed; a closed board keeps it, to tell who comes late that it is closed.
    code = models.BigIntegerField(unique=True)
    phase = models.CharField(
        "fase", max_length=8, choices=BrainstormPhase.choices, default=BrainstormPhase.WRITE
    )
    # Goes up with every change: a phone that has this number has everything.
    version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField("begonnen")
    closed_at = models.DateTimeField("gesloten", null=True, blank=True)
    # The step of a trajectory that it belongs to, as its public id; empty: none.
    step_ref = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        verbose_name = "brainstorm"
        verbose_name_plural = "brainstorms"
        indexes = [models.Index(fields=["school", "step_ref"])]

    def __str__(self) -> str:
        return self.question


class BrainstormGroup(TenantModel):
    """Notes that belong together, under a name."""

    kept = NOT_PERSONAL

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brainstorm = models.ForeignKey(Brainstorm, on_delete=models.CASCADE, related_name="groups")
    name = models.CharField("naam", max_length=rules.LONGEST_NAME)
    # Added up when the result is shown; the dots themselves go when the board closes.
    dots = models.PositiveSmallIntegerField("stippen", default=0)

    class Meta:
        ordering = ["id"]
        verbose_name = "groep briefjes"
        verbose_name_plural = "groepen briefjes"

    def __str__(self) -> str:
        return self.name


class BrainstormNote(TenantModel):
    """One idea. `phone`: a mark that only the writer's phone can make; wiped when the board closes."""

    kept = Kept(
        why="Om ideeën van een team bij elkaar te leggen. Er staat niet bij wie iets schreef.",
        fields=("text",),
        goes_with="de brainstorm",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brainstorm = models.ForeignKey(Brainstorm, on_delete=models.CASCADE, related_name="notes")
    group = models.ForeignKey(
        BrainstormGroup, on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    text = models.CharField("briefje", max_length=rules.LONGEST_NOTE)
    phone = models.CharField("merk van een telefoon", max_length=32, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "briefje"
        verbose_name_plural = "briefjes"
        indexes = [models.Index(fields=["brainstorm", "phone"])]

    def __str__(self) -> str:
        return self.text


class BrainstormDot(TenantModel):
    """One of the dots of a phone. A phone has places one to three, each once: never a fourth."""

    kept = Kept(
        why="Om te tellen wat een team kiest. Er staat niet bij wie koos.",
        fields=("phone",),
        goes_with="het sluiten van de brainstorm",
    )

    brainstorm = models.ForeignKey(Brainstorm, on_delete=models.CASCADE, related_name="dots")
    group = models.ForeignKey(BrainstormGroup, on_delete=models.CASCADE, related_name="given")
    phone = models.CharField("merk van een telefoon", max_length=32)
    place = models.PositiveSmallIntegerField("welke van de drie")

    class Meta:
        verbose_name = "stip"
        verbose_name_plural = "stippen"
        constraints = [
            models.UniqueConstraint(
                fields=["brainstorm", "phone", "place"], name="brainstorm_dot_once"
            ),
            models.CheckConstraint(
                name="brainstorm_dots_are_three",
                condition=Q(place__gte=1, place__lte=rules.DOTS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.place}"
