"""What became of an address that a page links to, when somebody last looked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from drieklank.base.privacy import NotPersonal
from drieklank.toolkit.rules.links import LinkState as State


class LinkState(models.TextChoices):
    OK = State.OK, "werkt"
    MOVED = State.MOVED, "verhuisd"
    GONE = State.GONE, "weg"
    UNKNOWN = State.UNKNOWN, "niet te zeggen"


class LinkCheck(models.Model):
    """One address. For the whole platform: an address is the same for everybody."""

    kept: ClassVar[NotPersonal] = NotPersonal("Bevat adressen van sites, en of zij er nog zijn.")

    url = models.CharField("adres", max_length=500, unique=True)
    checked_on = models.DateField("laatst gekeken")
    state = models.CharField("stand", max_length=8, choices=LinkState.choices)
    # The answer's code; none: no answer came.
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    moved_to = models.CharField("nieuw adres", max_length=500, blank=True)

    class Meta:
        ordering = ["url"]
        verbose_name = "nagekeken adres"
        verbose_name_plural = "nagekeken adressen"

    def __str__(self) -> str:
        return f"{self.url}: {self.state}"
