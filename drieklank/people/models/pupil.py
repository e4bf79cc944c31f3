"""Children at school, and in which group they are or were."""

import uuid

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.base.text import full_name, sort_name
from drieklank.schools.models import ClassGroup, School


class Pupil(TenantModel):
    kept = Kept(
        why="Om te weten welke kinderen op school zitten en in welke groep.",
        fields=("first_name", "name_prefix", "last_name", "birth_date", "year_group", "email"),
        about={"pupil": "id"},
        days=2 * 365,
        since="left_on",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="pupils")
    external_id = models.CharField("nummer in de administratie", max_length=256, blank=True)
    first_name = models.CharField("roepnaam", max_length=80)
    name_prefix = models.CharField("tussenvoegsel", max_length=20, blank=True)
    last_name = models.CharField("achternaam", max_length=120)
    birth_date = models.DateField("geboortedatum", null=True, blank=True)
    year_group = models.CharField("jaargroep", max_length=2, blank=True)
    email = models.EmailField("e-mail", blank=True)
    left_on = models.DateField("van school sinds", null=True, blank=True)
    # From 18 parents are informed only when the pupil says so.
    shares_with_parents = models.BooleanField("deelt vanaf 18 jaar met ouders", default=False)

    class Meta:
        ordering = ["last_name", "first_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "external_id"],
                condition=~Q(external_id=""),
                name="pupil_external_id_once",
            )
        ]

    def __str__(self) -> str:
        return full_name(self.first_name, self.name_prefix, self.last_name)

    @property
    def sort_name(self) -> str:
        return sort_name(self.first_name, self.name_prefix, self.last_name)


class Enrolment(TenantModel):
    """A pupil's place in a group. At the change of year the old row ends and a new one starts."""

    kept = Kept(
        why="Om te weten in welke groep een kind zit en zat.",
        fields=("pupil", "class_group"),
        about={"pupil": "pupil_id"},
        goes_with="de leerling",
    )

    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="enrolments")
    class_group = models.ForeignKey(ClassGroup, on_delete=models.CASCADE, related_name="enrolments")
    started_on = models.DateField("vanaf")
    ended_on = models.DateField("tot en met", null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pupil", "class_group"],
                condition=Q(ended_on__isnull=True),
                name="enrolment_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pupil}: {self.class_group}"
