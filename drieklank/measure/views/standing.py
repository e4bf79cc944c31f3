"""What pages for parents share that stand apart from an invitation: language, frame, own forms."""

from __future__ import annotations

from django.http import HttpRequest

from drieklank.content.queries import survey_texts
from drieklank.content.schema import SurveyTexts
from drieklank.content.texts import SOURCE_LANGUAGE
from drieklank.measure.layout import code_context, languages
from drieklank.measure.visits import accepted


def is_from_here(request: HttpRequest) -> bool:
    """Say whether a form came from a page of ours, or from a program that names no page."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def texts_for(request: HttpRequest) -> SurveyTexts:
    """Return the words in the language asked for, or that of the browser."""
    wishes = (request.GET.get("taal", ""), *accepted(request))
    known = languages(None)
    return survey_texts(next((wish for wish in wishes if wish in known), SOURCE_LANGUAGE))


def with_frame(texts: SurveyTexts, heading: str) -> dict[str, object]:
    """Return what every page for parents has around it, under this heading."""
    return code_context(texts) | {"page_title": heading, "heading": heading}
