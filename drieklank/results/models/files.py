"""Files made of a report: theirs alone who asked, and kept briefly."""

import uuid

from django.conf import settings
from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel
from drieklank.results.models.ledger import Release
from drieklank.schools.models import User


class FileState(models.TextChoices):
    WAITING = "waiting", "staat klaar om te maken"
    BUSY = "busy", "wordt gemaakt"
    READY = "ready", "klaar"
    FAILED = "failed", "niet gelukt"


class FileKind(models.TextChoices):
    """What is made of a publication, and for whom."""

    REPORT = "report", "Het rapport"
    SLIDES = "slides", "Dia's voor de teamavond"
    POSTER = "poster", "Een poster voor de hal"
    SUMMARY = "summary", "Een samenvatting voor ouders"
    XLSX = "xlsx", "Cijfers voor Excel"
    CSV = "csv", "Cijfers als CSV, met codeboek"
    SAV = "sav", "Cijfers voor SPSS"


class ReportFile(TenantModel):
    """A file that somebody asked for, made in the background; theirs alone, and kept briefly."""

    kept = Kept(
        why="Om een rapport als bestand te kunnen ophalen.",
        fields=("asked_by",),
        about={"user": "asked_by_id"},
        days=30,
        since="asked_on",
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    asked_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    asked_on = models.DateField("gevraagd")
    kind = models.CharField(max_length=10, choices=FileKind.choices, default=FileKind.REPORT)
    # Of a summary for parents only.
    language = models.CharField(max_length=2, blank=True)
    # Fewest answers behind a figure for whoever asked: 5 inside the school, 10 outside it.
    minimum = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=FileState.choices, default=FileState.WAITING)
    content = models.BinaryField(null=True)

    class Meta:
        verbose_name = "rapport als bestand"
        verbose_name_plural = "rapporten als bestand"

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def title(self) -> str:
        """Het rapport; Een samenvatting voor ouders (Türkçe)."""
        name = dict(settings.LANGUAGES).get(self.language)
        label = str(FileKind(self.kind).label)
        return f"{label} ({name})" if name else label

    @property
    def fetch_words(self) -> str:
        """What the button says that fetches it."""
        is_figures = self.kind in {FileKind.XLSX, FileKind.CSV, FileKind.SAV}
        return "Haal het bestand op" if is_figures else "Haal de PDF op"
