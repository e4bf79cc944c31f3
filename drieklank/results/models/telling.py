"""That the results of a round were told to everyone who was asked."""

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.schools.models import User


class Telling(TenantModel):
    """Results and commitments of a round, told once; from then on the page for parents is open."""

    kept = Kept(
        why="Om te weten of iedereen die gevraagd is, de uitkomst kreeg.",
        fields=("told_by",),
        about={"user": "told_by_id"},
        goes_with="de meting",
        stays=True,
    )

    round = models.OneToOneField("measure.Round", on_delete=models.CASCADE, related_name="+")
    told_on = models.DateField("verteld op")
    told_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # How many people, never who: parents and team who got a message, and parents who need paper.
    parents = models.PositiveIntegerField()
    team = models.PositiveIntegerField()
    on_paper = models.PositiveIntegerField()
    paper_given_on = models.DateField("op papier meegegeven op", null=True, blank=True)
    # The last message about commitments that changed.
    changes_told_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "vertellen van een uitkomst"
        verbose_name_plural = "vertellen van uitkomsten"

    def __str__(self) -> str:
        return f"{self.round_id} verteld op {self.told_on}"
