"""Reading questionnaires of other systems into a draft, with a report of what did not come over. Pure."""

from drieklank.measure.importing.reading import read_questions
from drieklank.measure.importing.report import Imported, Note, QuestionsRefused

__all__ = ["Imported", "Note", "QuestionsRefused", "read_questions"]
