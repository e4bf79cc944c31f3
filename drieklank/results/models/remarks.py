"""What leader and adviser write with a report: an introduction, and comments with its goals."""

from django.db import models
from django.db.models import Q

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.results.models.ledger import Release
from drieklank.schools.models import User


class Remark(TenantModel):
    """A text at one place of the report: `introduction`, or the key of a goal.

    Without a release it is a draft, which leader and adviser share; a release has its own copies,
    which never change (`results.actions.remarks`).
    """

    kept = Kept(
        why="Om bij een rapport te lezen wat de school of de adviseur erbij schreef.",
        fields=("text", "author"),
        about={"user": "author_id"},
        goes_with="de meting",
        stays=True,
    )

    round = models.ForeignKey("measure.Round", on_delete=models.CASCADE, related_name="+")
    release = models.ForeignKey(
        Release, on_delete=models.CASCADE, null=True, blank=True, related_name="remarks"
    )
    place = models.CharField("plaats", max_length=80)
    text = models.TextField("tekst")
    author = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_on = models.DateField("geschreven")

    class Meta:
        verbose_name = "toelichting bij een rapport"
        verbose_name_plural = "toelichtingen bij rapporten"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "place"],
                condition=Q(release__isnull=True),
                name="one_draft_of_a_remark",
            ),
            models.UniqueConstraint(
                fields=["release", "place"],
                condition=Q(release__isnull=False),
                name="one_remark_at_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.place
