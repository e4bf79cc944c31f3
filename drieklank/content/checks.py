"""The system check `drieklank.content`: all of content/ is valid, complete, and unchanged since it was published."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from drieklank.content.locking import lock_problems
from drieklank.content.queries import content_root, library

IDENTIFIER = "drieklank.content"


@register(IDENTIFIER)
def check_content(**_: Any) -> list[CheckMessage]:
    problems = sorted(library().problems + lock_problems(content_root()))
    return [Error(str(problem), id=f"{IDENTIFIER}.E001") for problem in problems]
