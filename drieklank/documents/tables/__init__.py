"""Tables as files: a workbook, an archive of CSV files with their codebook, a file for SPSS.

`shape` says what a table is; each writer turns the same tables into bytes. Equal tables and moment
give equal bytes.
"""

from drieklank.documents.tables.archive import csv_archive
from drieklank.documents.tables.sav import SpssAbsent, has_spss, spss_file
from drieklank.documents.tables.shape import Cell, Column, Kind, Table, harmless
from drieklank.documents.tables.workbook import workbook

__all__ = [
    "Cell",
    "Column",
    "Kind",
    "SpssAbsent",
    "Table",
    "csv_archive",
    "harmless",
    "has_spss",
    "spss_file",
    "workbook",
]
