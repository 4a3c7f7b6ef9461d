"""A whole case to and from one spreadsheet."""

from longgame.case.interchange.xlsx_read import Imported, from_xlsx
from longgame.case.interchange.xlsx_write import to_xlsx

__all__ = ["Imported", "from_xlsx", "to_xlsx"]
