"""Writes of results, by noun."""

from drieklank.measure.actions import NotClosedError
from drieklank.results.actions.files import make_file, pdf_of, request_file
from drieklank.results.actions.publishing import publish

__all__ = ["NotClosedError", "make_file", "pdf_of", "publish", "request_file"]
