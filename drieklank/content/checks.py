"""The system check `drieklank.content`: all of content/ is valid, complete, and unchanged since it was published."""

from typing import Any

from django.core.checks import CheckMessage, Error, Warning, register

from drieklank.content.locking import lock_problems, unpublished
from drieklank.content.queries import content_root, library, plan_templates, toolkit
from drieklank.content.trajectory import trajectory_problems

IDENTIFIER = "drieklank.content"
HINT = "Maak de versie vast met: drieklank content --publish"


@register(IDENTIFIER)
def check_content(**_: Any) -> list[CheckMessage]:
    """Faults stop the house; a version that nobody published yet is a warning (and fails the tests)."""
    root = content_root()
    found: list[CheckMessage] = [
        Error(str(problem), id=f"{IDENTIFIER}.E001")
        for problem in sorted(
            library().problems
            + toolkit().problems
            + plan_templates().problems
            + lock_problems(root)
            + trajectory_problems(root)
        )
    ]
    found += [
        Warning(f"{file} is nog niet gepubliceerd.", hint=HINT, id=f"{IDENTIFIER}.W001")
        for file in unpublished(root)
    ]
    return found
