"""Background work of the toolkit."""
