"""Commands of the house itself: add_arguments(parser) and run(options) -> int (see config.cli)."""
