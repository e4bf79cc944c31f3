"""Writes about people; one file per noun."""
