"""`drieklank retention`: see drieklank.office.commands.retention."""

from drieklank.office.commands.retention import add_arguments, run

__all__ = ["add_arguments", "run"]
