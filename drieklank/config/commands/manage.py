"""`drieklank manage …`: Django's own commands, with our settings."""

from collections.abc import Sequence

from django.core.management import execute_from_command_line


def run(arguments: Sequence[str]) -> int:
    """Hand everything to Django, which ends the process itself where it refuses."""
    execute_from_command_line(["drieklank manage", *arguments])
    return 0
