"""Freezing a questionnaire into the database when a round is planned."""

import hashlib
import json

from django.db import transaction

from drieklank.content.locking import fingerprint, whole_fingerprint
from drieklank.content.models import QuestionnaireVersion
from drieklank.content.queries import content_root, questionnaire
from drieklank.content.schema import Questionnaire

OWN = "own-"  # how the key of a school's own questionnaire begins


class ChangedAfterStoring(RuntimeError):
    """The file of a version differs from what was stored before: a published version was changed."""


@transaction.atomic
def store_snapshot(key: str, version: int | None = None) -> QuestionnaireVersion:
    """Store a questionnaire (the newest without a version) as it is now, or find what was stored before.

    Idempotent. A translation that was added or mended makes a new snapshot of the same version.
    Raises KeyError for an unknown questionnaire, ChangedAfterStoring where the file changed since.
    """
    found, root = questionnaire(key, version), content_root()
    file = f"questionnaires/{found.key}/v{found.version}.yaml"
    source = fingerprint(root, file)
    same = QuestionnaireVersion.objects.filter(key=found.key, version=found.version)
    if same.exclude(source_hash=source).exists():
        raise ChangedAfterStoring(f"{found.key} v{found.version}")
    stored, _ = QuestionnaireVersion.objects.get_or_create(
        key=found.key,
        version=found.version,
        hash=whole_fingerprint(root, file),
        defaults={"source_hash": source, "document": found.model_dump(mode="json")},
    )
    return stored


@transaction.atomic
def store_own(own: Questionnaire) -> QuestionnaireVersion:
    """Store a school's own questionnaire for good. Its key begins with `own-` and was never used before.

    Raises ValueError for a key of a standard questionnaire, or one that is taken. Whoever draws the number in the
    key keeps others from drawing the same one meanwhile.
    """
    if not own.key.startswith(OWN):
        raise ValueError(f"{own.key} is not the key of an own questionnaire.")
    if QuestionnaireVersion.objects.filter(key=own.key).exists():
        raise ValueError(f"{own.key} is taken.")
    document = own.model_dump(mode="json")
    print_now = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    return QuestionnaireVersion.objects.create(
        key=own.key,
        version=own.version,
        source_hash=print_now,
        hash=print_now,
        document=document,
    )
