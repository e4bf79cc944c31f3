"""What was released of a round: the ledger. Page, PDF and files read these rows and nothing else."""

import uuid

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models import User


class Release(TenantModel):
    """The publication of one round's figures; made by one action, never changed."""

    kept = Kept(
        why="Om te weten wie een rapport openbaar maakte binnen de school.",
        fields=("published_by",),
        about={"user": "published_by_id"},
        goes_with="de meting",
        stays=True,
    )

    round = models.ForeignKey("measure.Round", on_delete=models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField("versie", default=1)
    published_at = models.DateTimeField("gepubliceerd")
    published_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    # Of the parents' goals, where fifty or more answered whole: how well the questions of a goal go
    # together and how much classes differ, in hundredths (rules/reliability.py).
    reliability = models.JSONField(default=dict)
    # Per goal the keys of three activities of the library, chosen once: a version never changes.
    activities = models.JSONField(default=dict)

    class Meta:
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        constraints = [
            models.UniqueConstraint(fields=["round", "version"], name="release_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} versie {self.version}"


class FigureKind(models.TextChoices):
    """What a figure is about: a goal (or another scale), or one question (or one box of a list)."""

    SCALE = "scale", "streefdoel"
    ITEM = "item", "vraag"


class ReleasedFigure(TenantModel):
    """One figure of one role, as it may be shown; score and interval are on 0-100.

    `stratum`: empty for the whole role, else `group:NAME`, `language:nl`, `language:other`, or a
    group and a language joined by `|`. `is_outside`: board, public and other schools may see it too.
    `score` empty: none exists, or only that it lies between `low` and `high` may be told. `df`
    empty: without end, since everyone answered. Per answer, in the order of the scale: `counts`
    (empty where n is below 20), `shares`, or where that would tell what each one said `ranges`,
    [lowest, highest] as 0-1.
    """

    kept = NOT_PERSONAL

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="figures")
    role = models.CharField(max_length=10)
    stratum = models.CharField(max_length=120, blank=True)
    is_outside = models.BooleanField(default=False)
    kind = models.CharField(max_length=10, choices=FigureKind.choices)
    key = models.CharField(max_length=120)
    n = models.PositiveIntegerField()
    score = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    se = models.FloatField(null=True)
    df = models.FloatField(null=True)
    counts = models.JSONField(default=list)
    shares = models.JSONField(default=list)
    ranges = models.JSONField(default=list)
    dont_know = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "gepubliceerd cijfer"
        verbose_name_plural = "gepubliceerde cijfers"
        constraints = [
            models.UniqueConstraint(
                fields=["release", "role", "stratum", "kind", "key"], name="figure_once"
            ),
            models.CheckConstraint(name="figure_of_five_or_more", condition=Q(n__gte=5)),
            models.CheckConstraint(
                name="figure_of_ten_pupils_or_more",
                condition=~Q(role="pupils") | Q(n__gte=10),
            ),
            models.CheckConstraint(
                name="figure_for_outside_of_ten_or_more",
                condition=Q(is_outside=False) | Q(n__gte=10),
            ),
            models.CheckConstraint(
                name="figure_inside_its_interval",
                condition=Q(score__isnull=True)
                | Q(low__lte=models.F("score"), high__gte=models.F("score")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.key}"


class ReleasedCount(TenantModel):
    """How many were invited and answered, of a role or one of its groups (`group` empty: all).

    `language`: filled in where it is about the people of one language, `nl` or `other`. `family`:
    where it is about families that are `new` this school year, or `known` from before. `answered`
    empty: too few on one side to be said. `is_outside`: may be said outside the school as well.
    """

    kept = NOT_PERSONAL

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="counts")
    role = models.CharField(max_length=10)
    group = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10, blank=True)
    family = models.CharField(max_length=5, blank=True)
    is_outside = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField()
    invited = models.PositiveIntegerField()
    answered = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = "gepubliceerde respons"
        verbose_name_plural = "gepubliceerde respons"
        ordering = ["role", "place"]
        constraints = [
            models.UniqueConstraint(fields=["release", "role", "place"], name="count_once"),
            models.CheckConstraint(
                name="count_of_five_or_more",
                condition=Q(answered__isnull=True) | Q(answered__gte=5),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.group}".strip()


class ReleasedText(TenantModel):
    """An open answer as it may be read: names replaced, in an order drawn at random."""

    kept = Kept(
        why="Om te lezen wat mensen in eigen woorden schreven, zonder te weten wie.",
        fields=("text",),
        days=3 * 365,
        since="published_on",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="texts")
    item = models.CharField(max_length=120)
    text = models.TextField()
    published_on = models.DateField()

    class Meta:
        verbose_name = "open antwoord"
        verbose_name_plural = "open antwoorden"

    def __str__(self) -> str:
        return self.item
