"""Input of results, by noun."""
