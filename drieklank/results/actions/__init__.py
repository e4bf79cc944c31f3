"""Writes of results, by noun."""

from drieklank.measure.actions import NotClosedError
from drieklank.results.actions.files import content_of, make_file, pdf_of, request_file
from drieklank.results.actions.publishing import NotPublishedError, publish, publish_again

__all__ = [
    "NotClosedError",
    "NotPublishedError",
    "content_of",
    "make_file",
    "pdf_of",
    "publish",
    "publish_again",
    "request_file",
]
