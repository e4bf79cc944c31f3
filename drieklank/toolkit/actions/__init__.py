"""Writes of the toolkit, by noun."""
