"""Pages of results, by noun."""
