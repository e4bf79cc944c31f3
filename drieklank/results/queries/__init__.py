"""Reads of results: the report of a round out of the ledger, and the files made of it."""

from drieklank.results.queries.files import file_of, files_of
from drieklank.results.queries.ledger import names_at, release_of
from drieklank.results.queries.machine import as_data
from drieklank.results.queries.page import Charts, charts
from drieklank.results.queries.paper import as_paper, file_name
from drieklank.results.queries.parts import Priority, Question, Report, RoleResponse
from drieklank.results.queries.report import report
from drieklank.results.queries.rounds import RoundLine, round_lines, schools

__all__ = [
    "Charts",
    "Priority",
    "Question",
    "Report",
    "RoleResponse",
    "RoundLine",
    "as_data",
    "as_paper",
    "charts",
    "file_name",
    "file_of",
    "files_of",
    "names_at",
    "release_of",
    "report",
    "round_lines",
    "schools",
]
