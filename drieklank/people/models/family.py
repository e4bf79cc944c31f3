"""Parents, and their relation to a child: the only road by which anyone reaches a child as a
parent.
"""

import uuid

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.base.text import full_name, sort_name
from drieklank.people.models.pupil import Pupil
from drieklank.schools.models import User


class Authority(models.TextChoices):
    """Legal authority over a minor (ouderlijk gezag)."""

    FULL = "full", "heeft gezag"
    NONE = "none", "heeft geen gezag"
    UNKNOWN = "unknown", "gezag onbekend"


class InformationRight(models.TextChoices):
    """What a parent is told about the child (BW 1:377c for a parent without authority)."""

    FULL = "full", "krijgt alle informatie"
    ON_REQUEST = "on_request", "krijgt informatie op verzoek"
    BLOCKED = "blocked", "krijgt geen informatie"


class RelationKind(models.TextChoices):
    PARENT = "parent", "ouder"
    GUARDIAN = "guardian", "voogd of verzorger"
    STEP_PARENT = "step_parent", "stiefouder of partner van ouder"


class Channel(models.TextChoices):
    EMAIL = "email", "e-mail"
    SMS = "sms", "sms"
    PHONE = "phone", "telefoon"
    PAPER = "paper", "brief"


class Parent(TenantModel):
    kept = Kept(
        why="Om ouders te bereiken over hun kind.",
        fields=(
            "first_name",
            "name_prefix",
            "last_name",
            "email",
            "phone",
            "street",
            "postcode",
            "town",
            "no_measure_mail",
        ),
        about={"parent": "id"},
        goes_with="de laatste relatie met een kind op school",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    external_id = models.CharField("nummer in de administratie", max_length=256, blank=True)
    # A member of staff who is a parent here too: no staff rights over the own child.
    user = models.OneToOneField(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="parent"
    )
    first_name = models.CharField("voornaam", max_length=80, blank=True)
    name_prefix = models.CharField("tussenvoegsel", max_length=20, blank=True)
    last_name = models.CharField("achternaam", max_length=120)
    email = models.EmailField("e-mail", blank=True)
    # A mobile number in E.164 (people.reaching), so that it is found and dialled alike.
    phone = models.CharField("telefoon", max_length=20, blank=True)
    street = models.CharField("straat en huisnummer", max_length=120, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    town = models.CharField("plaats", max_length=80, blank=True)
    # Left in peace: no invitation and no reminder by mail, text or letter.
    no_measure_mail = models.BooleanField("wil geen berichten over metingen", default=False)

    class Meta:
        ordering = ["last_name", "first_name"]
        indexes = [models.Index(fields=["email"]), models.Index(fields=["phone"])]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "external_id"],
                condition=~Q(external_id=""),
                name="parent_external_id_once",
            )
        ]

    def __str__(self) -> str:
        return full_name(self.first_name, self.name_prefix, self.last_name)

    @property
    def sort_name(self) -> str:
        return sort_name(self.first_name, self.name_prefix, self.last_name)


class ParentChildRelation(TenantModel):
    """Parent and child. Two parents of one child have each their own row and never see each other
    through it.
    """

    kept = Kept(
        why="Om te weten wie ouder is van welk kind, met welk gezag en welk recht op informatie.",
        fields=(
            "parent",
            "pupil",
            "authority",
            "information_right",
            "blocked_reason",
            "preferred_language",
        ),
        about={"parent": "parent_id", "pupil": "pupil_id"},
        days=2 * 365,
        since="ended_on",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    parent = models.ForeignKey(Parent, on_delete=models.CASCADE, related_name="relations")
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(
        "relatie", max_length=12, choices=RelationKind.choices, default=RelationKind.PARENT
    )
    authority = models.CharField(
        "gezag", max_length=8, choices=Authority.choices, default=Authority.UNKNOWN
    )
    information_right = models.CharField(
        "informatie", max_length=10, choices=InformationRight.choices, default=InformationRight.FULL
    )
    blocked_reason = models.CharField("reden", max_length=300, blank=True)
    review_on = models.DateField("opnieuw bekijken op", null=True, blank=True)
    # An import never changes authority or information right once a person has decided about them.
    decided_by_hand = models.BooleanField("met de hand vastgelegd", default=False)
    contact_priority = models.PositiveSmallIntegerField("volgorde van bellen", default=1)
    preferred_language = models.CharField("taal", max_length=5, default="nl")
    preferred_channel = models.CharField(
        "manier van contact", max_length=5, choices=Channel.choices, default="email"
    )
    started_on = models.DateField("vanaf")
    ended_on = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        ordering = ["contact_priority", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "pupil"],
                condition=Q(ended_on__isnull=True),
                name="relation_once_at_a_time",
            ),
            models.CheckConstraint(
                name="blocking_has_a_reason",
                condition=~Q(information_right="blocked") | ~Q(blocked_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent}: {self.pupil}"
