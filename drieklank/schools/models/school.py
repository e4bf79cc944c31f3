"""Boards and what they consist of."""

import uuid

from django.core.validators import RegexValidator
from django.db import models

from drieklank.base.privacy import NOT_PERSONAL
from drieklank.base.tenancy import TenantManager, TenantModel


class Sector(models.TextChoices):
    PRIMARY = "po", "primair onderwijs"
    SECONDARY = "vo", "voortgezet onderwijs"
    SPECIAL = "so", "speciaal onderwijs"


brin_format = RegexValidator(
    r"^\d{2}[A-Z]{2}$", "Een BRIN-nummer is twee cijfers en twee hoofdletters, zoals 12AB."
)


class Board(models.Model):
    """The legal authority over schools: the tenant."""

    tenant_field = "id"
    kept = NOT_PERSONAL

    code = models.SlugField("code", max_length=40, unique=True)
    name = models.CharField("naam", max_length=120, unique=True)
    number = models.CharField("bestuursnummer", max_length=5, blank=True)
    # Filled by the demonstration: its people are made up, and no other data may stand beside it.
    is_demo = models.BooleanField("demonstratie", default=False)

    objects = TenantManager()

    def __str__(self) -> str:
        return self.name


class School(TenantModel):
    kept = NOT_PERSONAL

    code = models.SlugField("code in adressen", max_length=40, unique=True)
    name = models.CharField("naam", max_length=120)
    brin = models.CharField("BRIN", max_length=4, validators=[brin_format])
    sector = models.CharField("sector", max_length=2, choices=Sector.choices)
    town = models.CharField("plaats", max_length=80, blank=True)
    phone = models.CharField("telefoon", max_length=20, blank=True)
    email = models.EmailField("e-mail", blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["board", "name"], name="school_name_once_per_board")
        ]
        indexes = [models.Index(fields=["brin"])]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """The word for such a school in running text."""
        return {"po": "basisschool", "vo": "middelbare school"}.get(self.sector, "speciale school")


class Location(TenantModel):
    """A building of a school; BRIN + two digits."""

    kept = NOT_PERSONAL

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="locations")
    number = models.CharField("vestigingsnummer", max_length=2, default="00")
    name = models.CharField("naam", max_length=120)
    street = models.CharField("straat en huisnummer", max_length=120, blank=True)
    postcode = models.CharField("postcode", max_length=7, blank=True)
    town = models.CharField("plaats", max_length=80, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["school", "number"], name="location_number_once")
        ]

    def __str__(self) -> str:
        return self.name


class SchoolYear(TenantModel):
    """1 August to 31 July, written 2026-2027."""

    kept = NOT_PERSONAL

    name = models.CharField("schooljaar", max_length=9)
    starts_on = models.DateField("eerste dag")
    ends_on = models.DateField("laatste dag")

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["board", "name"], name="school_year_once_per_board")
        ]

    def __str__(self) -> str:
        return self.name


class ClassGroup(TenantModel):
    """A group or class in one school year; next year's group is another row, so that history
    stays.
    """

    kept = NOT_PERSONAL

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="class_groups")
    school_year = models.ForeignKey(
        SchoolYear, on_delete=models.PROTECT, related_name="class_groups"
    )
    location = models.ForeignKey(
        Location, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField("naam", max_length=60)
    # 0-8 in primary, 11-16 (years 1-6) in secondary, as in EDEXML; empty for a group of several
    # years.
    year_group = models.CharField("jaargroep", max_length=2, blank=True)
    external_id = models.CharField(max_length=256, blank=True)

    class Meta:
        ordering = ["year_group", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year", "name"], name="group_name_once_per_year"
            ),
        ]

    def __str__(self) -> str:
        return self.name
