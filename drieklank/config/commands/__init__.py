"""One module per command; see drieklank.config.cli."""
