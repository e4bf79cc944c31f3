"""What a round points to: the questionnaire exactly as it was asked, so that results outlive the file."""

from typing import ClassVar

from django.db import models

from drieklank.base.privacy import NOT_PERSONAL, NotPersonal
from drieklank.content.schema import Questionnaire


class QuestionnaireVersion(models.Model):
    """A stored snapshot of a published questionnaire. One for the whole platform, so without a board; never changed."""

    kept: ClassVar[NotPersonal] = NOT_PERSONAL

    key = models.CharField("sleutel", max_length=80)
    version = models.PositiveSmallIntegerField("versie")
    # sha256 of the file it was stored from, as in content/lock.json: the same for all of a version.
    source_hash = models.CharField("vingerafdruk van de bron", max_length=64, default="")
    # sha256 of that file and its translations: a language that was added makes a new snapshot.
    hash = models.CharField("vingerafdruk", max_length=64)
    document = models.JSONField("inhoud")

    class Meta:
        verbose_name = "versie van een vragenlijst"
        verbose_name_plural = "versies van vragenlijsten"
        ordering = ("key", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("key", "version", "hash"), name="content_questionnaire_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire itself. Reading it takes some milliseconds: use `queries.snapshot` on hot paths."""
        return Questionnaire.model_validate(self.document)
