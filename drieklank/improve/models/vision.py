"""The vision of a school on working with parents: its texts, who agreed, and what both sides expect."""

import uuid

from django.db import models

from drieklank.base.privacy import NOT_PERSONAL, Kept
from drieklank.base.tenancy import TenantModel
from drieklank.improve.rules import vision as rules
from drieklank.schools.models import School, User


class VisionState(models.TextChoices):
    CONCEPT = rules.VisionState.CONCEPT, "concept"
    OFFERED = rules.VisionState.OFFERED, "ligt bij ouders"
    AGREED = rules.VisionState.AGREED, "vastgesteld"


class Party(models.TextChoices):
    TEAM = rules.Party.TEAM, "team"
    PARENTS = rules.Party.PARENTS, "ouders"
    COUNCIL = rules.Party.COUNCIL, "medezeggenschapsraad"


class Side(models.TextChoices):
    SCHOOL = rules.Side.SCHOOL, "wat ouders van ons mogen verwachten"
    PARENTS = rules.Side.PARENTS, "wat wij van ouders vragen"


class VisionVersion(TenantModel):
    """One version of the text. A version never changes: every save makes the next one."""

    kept = Kept(
        why="Om te laten zien hoe de visie ontstond en wie eraan meeschreef.",
        fields=("participants", "made_by"),
        about={"user": "made_by_id"},
        goes_with="de school",
        stays=True,
    )

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="vision_versions")
    number = models.PositiveIntegerField("versie")
    sentence = models.CharField("de visie in een of twee zinnen", max_length=300)
    text = models.TextField("toelichting", blank=True)
    # Per value a key of the cards (or none), a name, a sign ("Je merkt het als"), a goal (or none).
    values = models.JSONField("kernwaarden", default=list)
    # Per kind of people who took part: how many, and the group in words.
    participants = models.JSONField("wie meedeed", default=list)
    changed = models.CharField("wat er anders is", max_length=300, blank=True)
    state = models.CharField(
        "stand", max_length=8, choices=VisionState.choices, default=VisionState.CONCEPT
    )
    made_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    offered_on = models.DateField("voorgelegd op", null=True, blank=True)
    agreed_on = models.DateField("vastgesteld op", null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = "versie van de visie"
        verbose_name_plural = "versies van de visie"
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="one_vision_per_number")
        ]

    def __str__(self) -> str:
        return f"versie {self.number}"


class SignOff(TenantModel):
    """A party said yes or no to one version. A next version needs a new one."""

    kept = Kept(
        why="Om te laten zien wie met de visie instemde, en wanneer.",
        fields=("signer", "signer_role", "remarks", "recorded_by"),
        about={"user": "recorded_by_id"},
        goes_with="de versie van de visie",
        stays=True,
    )

    version = models.ForeignKey(VisionVersion, on_delete=models.CASCADE, related_name="sign_offs")
    party = models.CharField("wie", max_length=8, choices=Party.choices)
    agrees = models.BooleanField("akkoord")
    signed_on = models.DateField("datum")
    signer = models.CharField("naam", max_length=120)
    signer_role = models.CharField("functie", max_length=120)
    remarks = models.CharField("opmerkingen", max_length=500, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["signed_on", "id"]
        verbose_name = "akkoord op de visie"
        verbose_name_plural = "akkoorden op de visie"
        constraints = [
            models.UniqueConstraint(fields=["version", "party"], name="one_sign_off_per_party")
        ]

    def __str__(self) -> str:
        return f"{self.get_party_display()}: {self.version}"


class Expectation(TenantModel):
    """What parents may expect of the school, or what the school asks of parents."""

    kept = NOT_PERSONAL

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="expectations")
    side = models.CharField("van wie", max_length=8, choices=Side.choices)
    text = models.CharField("afspraak", max_length=240)
    agreed_on = models.DateField("afgesproken op")
    ended_on = models.DateField("geldt niet meer sinds", null=True, blank=True)
    edit = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["side", "agreed_on", "id"]
        verbose_name = "verwachting"
        verbose_name_plural = "verwachtingen"

    def __str__(self) -> str:
        return self.text


class ExpectationReview(TenantModel):
    """The yearly look back at the expectations, with whom, and what came of it."""

    kept = Kept(
        why="Om te laten zien dat de verwachtingen elk jaar besproken zijn.",
        fields=("written_by",),
        about={"user": "written_by_id"},
        goes_with="de school",
        stays=True,
    )

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="expectation_reviews")
    held_on = models.DateField("wanneer")
    with_whom = models.CharField("met wie", max_length=200)
    went = models.CharField("hoe het ging", max_length=800)
    next_year = models.CharField("wat er volgend jaar anders moet", max_length=500, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-held_on", "-id"]
        verbose_name = "evaluatie van de verwachtingen"
        verbose_name_plural = "evaluaties van de verwachtingen"

    def __str__(self) -> str:
        return f"evaluatie {self.held_on}"


class VisionPlace(TenantModel):
    """Where the vision shows: one of the fixed places, since when and where exactly."""

    kept = NOT_PERSONAL

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="vision_places")
    place = models.CharField("plek", max_length=10)  # a key of `rules.vision.PLACES`
    since = models.DateField("sinds")
    where = models.CharField("waar precies", max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "plek van de visie"
        verbose_name_plural = "plekken van de visie"
        constraints = [
            models.UniqueConstraint(fields=["school", "place"], name="one_line_per_vision_place")
        ]

    def __str__(self) -> str:
        return self.place
