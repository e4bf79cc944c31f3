"""Freezing a questionnaire into the database when a round is planned."""

from django.db import transaction

from drieklank.content.locking import fingerprint
from drieklank.content.models import QuestionnaireVersion
from drieklank.content.queries import content_root, questionnaire


class ChangedAfterStoring(RuntimeError):
    """The file of a version differs from what was stored before: a published version was changed."""


@transaction.atomic
def store_snapshot(key: str, version: int | None = None) -> QuestionnaireVersion:
    """Store a questionnaire (the newest without a version) as it is now, or find what was stored before.

    Idempotent. Raises KeyError for an unknown questionnaire, ChangedAfterStoring where the file changed since.
    """
    found = questionnaire(key, version)
    print_now = fingerprint(content_root(), f"questionnaires/{found.key}/v{found.version}.yaml")
    stored, _ = QuestionnaireVersion.objects.get_or_create(
        key=found.key,
        version=found.version,
        defaults={"hash": print_now, "document": found.model_dump(mode="json")},
    )
    if stored.hash != print_now:
        raise ChangedAfterStoring(f"{found.key} v{found.version}")
    return stored
