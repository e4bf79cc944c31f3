"""Answers that came on paper and are not complete yet: sealed, without person, number or moment.

As envelopes: the id of a sheet is computed by the holder of the round's key, and a doubt has a
random id and says only inside its seal to which sheet it belongs. Their tables keep no order.
"""

from __future__ import annotations

import uuid

from django.db import models

from drieklank.base.privacy import Kept
from drieklank.base.tenancy import TenantModel


class PaperSheet(TenantModel):
    """What was read of one form, until its last page and doubt are in."""

    kept = Kept(
        why="Om een vragenlijst op papier te bewaren tot alle bladzijden gelezen zijn; niemand kan hem lezen.",
        fields=("sealed",),
        goes_with="het inleveren van de antwoorden of het sluiten van de meting",
    )

    id = models.UUIDField(primary_key=True, editable=False)
    round = models.ForeignKey("measure.Round", on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "formulier"


class PaperDoubt(TenantModel):
    """One row of circles that a person must look at, as a small picture."""

    kept = Kept(
        why="Om een onduidelijk kruisje op papier door een mens te laten bekijken, zonder te weten van wie.",
        fields=("sealed",),
        goes_with="het besluit over het kruisje of het sluiten van de meting",
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey("measure.Round", on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return "twijfelgeval"
