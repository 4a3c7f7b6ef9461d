"""Write a case as a spreadsheet that a person can edit and import again."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from copy import copy
from datetime import date
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

import longgame
from longgame.case.case import Case
from longgame.case.interchange.flat import HEAD_SHEET, Cell, Column, Sheet, cell_of, head_columns, rows_of, sheets
from longgame.core.dates import Period
from longgame.core.errors import CaseError, Problem
from longgame.core.where import Where

README = "read me"
MAX_TEXT, MAX_ROWS = 32_767, 1_048_576
# A typed year such as 2022 becomes the day number 2022 in a cell with a date format, which is a day
# of 1905; days up to here are written as text, so that such a cell can be told on import.
FIRST_DAY = date(1910, 1, 1)
SPARE_ROWS = 1_000
# Which sheet holds the ids that a field may name.
REFERS = {
    "commitment": "commitments", "parent": "commitments", "package": "packages", "actor": "actors", "part_of": "actors",
    "claimant": "actors", "set_by": "actors", "by": "actors", "issue": "issues", "series": "series", "replaces": "deadlines",
    "party": "case.parties", "unit": "case.units", "coder": "case.coders", "source": "sources", "mechanism": "mechanisms",
    "on": "ladders", "for": "ladders", "patron": "case.parties", "client": "case.parties",
}  # fmt: skip
_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HELP = (
    "This workbook holds a whole case. Edit it and bring it back with: longgame import FILE.xlsx --into CASE",
    "What differs is shown before anything is written. A sheet that is missing leaves its table as it is; "
    "a row that is missing is removed.",
    "Keep the header of each sheet. Columns may be moved; rows may be sorted, filtered and added.",
    "Sheets with a dot in their name hold the parts of another sheet's rows, such as the points of an issue's scale; "
    "the first column says of which row, 'order' in which order.",
    "Dates: 2023-12-01, or only what is known of them: 2023-12, 2023-Q4, 2023-H2, 2023, or 2023-04/2023-06. Type these as text.",
    "Several ids in one cell are separated by semicolons. A list in brackets holds names that have semicolons in them.",
    "Formulas are not read: enter values.",
)


class _Styles(NamedTuple):
    head: Any
    text: Any
    wrap: Any
    prefix: Any
    day: Any
    plain: Any


def to_xlsx(case: Case) -> bytes:
    """Return a case as the bytes of an .xlsx file.

    Raises
    ------
    CaseError
        LG174 for text of more than 32,767 characters and tables of more than 1,048,575 rows.
    """
    problems = list(_too_much(case))
    if problems:
        raise CaseError(problems)
    book = Workbook(write_only=True)
    styles = _styles(book)
    _readme(book, case, styles)
    _head(book, case, styles)
    for sheet in sheets():
        _table(book, case, sheet, styles)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _too_much(case: Case) -> Iterator[Problem]:
    for name, table in case.tables.items():
        if len(table) >= MAX_ROWS:
            message = f"the table has {len(table):,} rows; a sheet holds {MAX_ROWS - 1:,}"
            yield Problem(Where(name), "LG174", message, "export it as CSV or Parquet")
    for sheet in sheets():
        for row in rows_of(case, sheet):
            for column, value in zip(sheet.columns, row, strict=True):
                if isinstance(value, str) and len(value) > MAX_TEXT // 2 and _units(value) > MAX_TEXT:
                    message = f"{column.name} of {row[0]!r} has {_units(value):,} characters; a cell holds {MAX_TEXT:,}"
                    yield Problem(Where(sheet.name), "LG174", message, "shorten it, or export the case as CSV or Parquet")


def _units(text: str) -> int:
    return len(_LIKE_ESCAPE.sub("_x005F_", text).encode("utf-16-le")) // 2


def _styles(book: Workbook) -> _Styles:
    sheet = book.create_sheet(README)
    made = []
    for name in _Styles._fields:
        cell = WriteOnlyCell(sheet)
        cell.alignment = Alignment(vertical="top", wrap_text=name in ("wrap", "head"))
        cell.number_format = {"head": "@", "text": "@", "wrap": "@", "prefix": "@", "day": "yyyy\\-mm\\-dd", "plain": "General"}[
            name
        ]
        if name == "head":
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="FFE3EAF2")
        if name == "prefix":
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.quotePrefix = True
        made.append(copy(cell._style))
    return _Styles(*made)


def _cell(sheet: Any, value: Cell, column: Column | None, styles: _Styles) -> Any:
    """Return a cell whose type is set here and never guessed from its text."""
    if value is None:
        return None
    cell = WriteOnlyCell(sheet)
    if isinstance(value, bool):
        cell._value, cell.data_type, cell._style = int(value), "b", styles.plain
    elif isinstance(value, int | float):
        cell._value, cell.data_type, cell._style = repr(value), "n", styles.plain
    elif isinstance(value, Period) and value.is_day and value.first >= FIRST_DAY and len(value.text) == 10:
        cell._value, cell.data_type, cell._style = value.first, "d", styles.day
    else:
        text = _LIKE_ESCAPE.sub("_x005F_", str(value))
        cell._value, cell.data_type = text, "s"
        risky = text[0] in "=+-@'\t"
        cell._style = styles.prefix if risky else (styles.wrap if column is not None and _is_long(column) else styles.text)
    return cell


def _is_long(column: Column) -> bool:
    return column.shape is not None and column.shape.kind in ("text", "json", "ids", "refs")


def _readme(book: Workbook, case: Case, styles: _Styles) -> None:
    sheet = book[README]
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 110
    facts = {
        "case": case.about.id, "title": case.about.title, "as of": case.day.isoformat() if case.day else "everything in the files",
        "case digest": case.digest, "made by": f"longgame {longgame.__version__}", "format": str(case.about.format),
    }  # fmt: skip
    for name, value in facts.items():
        sheet.append([_cell(sheet, name, None, styles), _cell(sheet, value, None, styles)])
    sheet.append([])
    wrapped = styles._replace(text=styles.wrap)
    for line in _HELP:
        sheet.append([None, _cell(sheet, line, None, wrapped)])


def _head(book: Workbook, case: Case, styles: _Styles) -> None:
    sheet = book.create_sheet(HEAD_SHEET)
    for letter, width in (("A", 18), ("B", 90), ("C", 60)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_header(sheet, n, "", styles) for n in ("field", "value", "meaning")])
    for column in head_columns():
        about = column.shape.about if column.shape is not None else ""
        cells = [_cell(sheet, column.name, None, styles), _cell(sheet, cell_of(case.about, column), column, styles)]
        sheet.append([*cells, _cell(sheet, about or None, column, styles)])


def _header(sheet: Any, name: str, note: str, styles: _Styles) -> Any:
    cell = WriteOnlyCell(sheet)
    cell._value, cell.data_type, cell._style = name, "s", styles.head
    if note:
        cell.comment = Comment(note, "longgame", height=40 + 18 * (len(note) // 40), width=320)
    return cell


def _table(book: Workbook, case: Case, sheet: Sheet, styles: _Styles) -> None:
    page = book.create_sheet(sheet.name)
    page.freeze_panes = "B2"
    for index, column in enumerate(sheet.columns, 1):
        dimension = page.column_dimensions[get_column_letter(index)]
        dimension.width = _width(column)
        if column.shape is not None and column.shape.kind not in ("number", "int", "bool"):
            dimension.number_format = "@"
    rows = list(rows_of(case, sheet))
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{max(len(rows), 1) + 1}"
    for rule in _validations(case, sheet):
        page.add_data_validation(rule) if hasattr(page, "add_data_validation") else page.data_validations.append(rule)
    page.append([_header(page, c.name, _note(c), styles) for c in sheet.columns])
    for row in rows:
        page.append([_cell(page, value, column, styles) for value, column in zip(row, sheet.columns, strict=True)])


def _width(column: Column) -> float:
    kind = column.shape.kind if column.shape is not None else "id"
    if kind == "text":
        return 60 if column.name in ("what", "summary", "text", "reason", "does") else 32
    return {"number": 11, "int": 10, "bool": 9, "period": 14, "choice": 17, "id": 20, "json": 24}.get(kind, 26)


def _note(column: Column) -> str:
    if column.shape is None:
        return "Which row this belongs to." if column.required else "1 is first."
    words = [column.shape.about, "Required." if column.required else ""]
    kinds = {
        "period": "A date, perhaps partial: 2023-12-01, 2023-12, 2023-Q4, 2023-H2, 2023 or 2023-04/2023-06.",
        "ids": "One id or name or several, separated by ';'.", "refs": "References such as commitment:PR15, separated by ';'.",
        "bool": "TRUE or FALSE.", "json": "Other fields of the reference, as JSON.",
    }  # fmt: skip
    words.append(kinds.get(column.shape.kind, ""))
    if column.shape.allowed:
        words.append("One of: " + ", ".join(column.shape.allowed) + ".")
    return " ".join(w for w in words if w)


def _validations(case: Case, sheet: Sheet) -> Iterator[DataValidation]:
    for index, column in enumerate(sheet.columns, 1):
        rule = None
        shape = column.shape
        if shape is not None and shape.kind == "choice":
            rule = _list(f'"{",".join(shape.allowed)}"', "stop", "Choose one of the list.")
        elif shape is not None and shape.kind == "bool":
            rule = _list('"TRUE,FALSE"', "stop", "TRUE or FALSE.")
        elif (target := _target(column, sheet)) is not None:
            several = shape is not None and shape.kind != "id"
            rule = _list(_ids_of(case, target), "warning", "This id is not yet in the case.", strict=not several)
        if rule is not None:
            letter = get_column_letter(index)
            rule.add(f"{letter}2:{letter}{MAX_ROWS}")
            yield rule


def _target(column: Column, sheet: Sheet) -> str | None:
    if column.shape is None:
        return sheet.spec.name if column.required and sheet.spec is not None else None
    fits = column.shape.kind == "id" or column.name == "source" or (sheet.name == "capabilities" and column.name == "issue")
    return REFERS.get(column.name) if fits and column.name != "id" else None


def _ids_of(case: Case, name: str) -> str:
    sheet = next(s for s in sheets() if s.name == name)
    letter = get_column_letter([c.name for c in sheet.columns].index("id") + 1)
    size = len(case.table(name)) if sheet.spec is not None else len(getattr(case.about, sheet.field))
    return f"'{name}'!${letter}$2:${letter}${min(size + SPARE_ROWS, MAX_ROWS)}"


def _list(formula: str, style: str, message: str, *, strict: bool = True) -> DataValidation:
    assert formula[0] != '"' or len(formula) <= 257
    rule = DataValidation(type="list", formula1=formula, allow_blank=True, errorStyle=style, showErrorMessage=strict)
    rule.error, rule.errorTitle = message, "longgame"
    return rule
