"""Reads of results: the report of a round out of the ledger, and the files made of it."""

from drieklank.results.queries.change import Change, RoleChange, change_since, goal_changes
from drieklank.results.queries.files import file_of, files_of
from drieklank.results.queries.ledger import Count, Ledger, ledger_of, release_of
from drieklank.results.queries.machine import as_data
from drieklank.results.queries.page import Charts, charts
from drieklank.results.queries.paper import as_paper
from drieklank.results.queries.parts import Priority, Question, Report, RoleResponse
from drieklank.results.queries.plain import plain_report
from drieklank.results.queries.plain_drawn import (
    PlainPage,
    plain_as_data,
    plain_as_paper,
    plain_page,
    role_page,
)
from drieklank.results.queries.plain_parts import PlainReport
from drieklank.results.queries.published import published
from drieklank.results.queries.report import report
from drieklank.results.queries.rounds import RoundLine, round_lines, schools
from drieklank.results.queries.texts import checked_texts

__all__ = [
    "Change",
    "Charts",
    "Count",
    "Ledger",
    "PlainPage",
    "PlainReport",
    "Priority",
    "Question",
    "Report",
    "RoleChange",
    "RoleResponse",
    "RoundLine",
    "as_data",
    "as_paper",
    "change_since",
    "charts",
    "checked_texts",
    "file_of",
    "files_of",
    "goal_changes",
    "ledger_of",
    "plain_as_data",
    "plain_as_paper",
    "plain_page",
    "plain_report",
    "published",
    "release_of",
    "report",
    "role_page",
    "round_lines",
    "schools",
]
