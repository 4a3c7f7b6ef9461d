"""Read a case back from a spreadsheet; every error names its cell."""

from __future__ import annotations

import json
import re
import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from longgame.case.case import Case
from longgame.case.interchange.flat import HEAD_SHEET, ORDER, Column, Sheet, head_columns, sheets, unpack
from longgame.case.interchange.xlsx_write import FIRST_DAY, MAX_ROWS, README
from longgame.case.interchange.zip_guard import check_workbook
from longgame.case.load import read_parsed
from longgame.case.shape import as_text, plain
from longgame.case.tables import HEAD, SPECS
from longgame.case.text.parsed import Path as ValuePath
from longgame.core.errors import CaseError, Problem, Severity, near
from longgame.core.files import shown
from longgame.core.where import Where

MAX_COLUMNS = 200
MAX_PROBLEMS = 500
_ESCAPED = re.compile(r"_x(005F|000D|000A|0009)_")
_BAD = object()


class Place(Where):
    """A cell of a workbook: ``file`` is ``book.xlsx:Sheet``, line and column are those of the cell."""

    __slots__ = ()

    def __str__(self) -> str:
        """Return ``book.xlsx:Sheet!C5``."""
        if not self.line:
            return self.file
        return f"{self.file}!{get_column_letter(max(self.column, 1))}{self.line}"


@dataclass
class SheetsText:
    """The values of a workbook with their cells, in the form of a parsed file with all tables."""

    file: str
    text: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    rows: dict[ValuePath, tuple[str, int]] = field(default_factory=dict)
    letters: dict[str, dict[str, int]] = field(default_factory=dict)

    def where(self, path: ValuePath) -> Where:
        """Return the cell of a value, or the row or sheet that it belongs to."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.rows:
                sheet, row = self.rows[path[:end]]
                name = ".".join(str(p) for p in path[end:])
                columns = self.letters.get(sheet, {})
                return Place(f"{self.file}:{sheet}", row, columns.get(name, columns.get(name.split(".")[0], 1)))
        return Place(f"{self.file}:{path[0]}" if path else self.file)

    def where_key(self, path: ValuePath) -> Where:
        """Return the same as ``where``."""
        return self.where(path)


@dataclass(frozen=True)
class Imported:
    """What a workbook holds.

    Attributes
    ----------
    case : Case
        With the tables of the workbook, and those of the base case for which it has no sheet.
    facts : mapping of str to str
        What its read-me sheet says: ``case digest``, ``as of`` and others.
    notes : tuple of Problem
        Sheets that were not read.
    """

    case: Case
    facts: Mapping[str, str]
    notes: tuple[Problem, ...]


def from_xlsx(path: Path | str, base: Case | None = None) -> Imported:
    """Read a workbook.

    Parameters
    ----------
    path : Path or str
    base : Case or None
        The case that the workbook is to change; a table without a sheet is taken from it.

    Raises
    ------
    CaseError
        Every problem: LG170 for a file that cannot be opened or is not safe to open, LG171 for a
        header, LG172 for a formula or another value that cannot be used, and those of reading a case.
    """
    path = Path(path)
    check_workbook(path)
    reader = _Reader(shown(path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
            try:
                reader.book(book)
            finally:
                book.close()
    except CaseError:
        raise
    except Exception as error:
        # The workbook is somebody else's file; whatever its parser stumbles on is a fault in it.
        message = f"the workbook cannot be read: {type(error).__name__}: {str(error)[:200]}"
        raise CaseError(
            [Problem(Where(shown(path)), "LG170", message, "open it in a spreadsheet program and save it again")]
        ) from None
    return reader.result(base)


class _Reader:
    def __init__(self, file: str) -> None:
        self.out = SheetsText(file)
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        self.facts: dict[str, str] = {}
        self.nested: dict[tuple[str, str], dict[str, list[tuple[float, dict[str, Any], int]]]] = {}
        self.nested_at: dict[tuple[str, str], str] = {}

    def book(self, book: Any) -> None:
        """Read every sheet that belongs to a case."""
        known = {s.name: s for s in sheets()}
        for page in book.worksheets:
            if page.title == README:
                rows = (c for _, c in self._cells(page, 2))
                self.facts = {
                    str(c[0].value): str(c[1].value) for c in rows if len(c) > 1 and c[0].value and c[1].value is not None
                }
            elif page.title == HEAD_SHEET:
                self._head(page)
            elif page.title in known:
                self._table(page, known[page.title])
            else:
                where = Place(f"{self.out.file}:{page.title}")
                fix = near(page.title, [*known, HEAD_SHEET])
                self.notes.append(
                    Problem(where, "LG171", "the sheet is not part of a case and was not read", fix, Severity.WARNING)
                )

    def result(self, base: Case | None) -> Imported:
        """Join nested rows to theirs, validate everything and return it."""
        data = self.out.data
        if base is not None:
            data.setdefault("case", plain(base.about))
        elif "case" not in data:
            self._problem(Where(self.out.file), "LG171", f"the workbook has no sheet {HEAD_SHEET!r}", "export one to see its form")
        self._join()
        if base is not None:
            self._parts_from(base)
        found, problems = read_parsed({HEAD: self.out}) if isinstance(data.get("case"), dict) else (None, [])
        # A required value that was refused above is not missing as well.
        refused = {(p.where.file, p.where.line) for p in self.problems if p.code == "LG172"}
        missing = [p for p in problems if p.code != "LG141" or (p.where.file, p.where.line) not in refused]
        problems = [*self.problems, *missing]
        if found is None or any(p.severity is Severity.ERROR for p in problems):
            raise CaseError(problems[:MAX_PROBLEMS])
        if base is not None:
            found = replace(found, **{name: base.table(name) for name in SPECS if name not in data})  # type: ignore[arg-type]
        found = replace(found, files={}, folder=base.folder if base is not None else None)
        return Imported(found, self.facts, tuple(self.notes))

    def _problem(self, where: Where, code: str, message: str, fix: str = "") -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(where, code, message, fix))

    def _cells(self, page: Any, columns: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
        page.reset_dimensions()  # what the file says of its size may be wrong
        for number, cells in enumerate(page.iter_rows(min_row=1, min_col=1, max_col=columns), 1):
            if number > MAX_ROWS:
                raise CaseError(
                    [Problem(Place(f"{self.out.file}:{page.title}"), "LG170", f"the sheet has more than {MAX_ROWS:,} rows")]
                )
            if any(c.value is not None and c.value != "" for c in cells):
                yield number, cells

    def _head(self, page: Any) -> None:
        columns = {c.name: c for c in head_columns()}
        values: dict[str, Any] = self.out.data.setdefault("case", {})
        self.out.letters[HEAD_SHEET] = {}
        for number, cells in self._cells(page, 2):
            name = str(cells[0].value or "").strip()
            where = Place(f"{self.out.file}:{HEAD_SHEET}", number, 1)
            if number == 1 and name == "field":
                continue
            if name not in columns:
                self._problem(where, "LG171", f"the head has no field {name!r}", near(name, columns))
                continue
            self.out.rows["case", name] = (HEAD_SHEET, number)
            self.out.letters[HEAD_SHEET][""] = 2
            value = self._value(cells[1], columns[name], where._replace(column=2))
            shape = columns[name].shape
            if value is None and shape is not None and shape.kind == "text" and shape.default:
                value = ""  # emptied on purpose: the default would have been written out
            if value is not None and value is not _BAD:
                _put(values, name, value)

    def _table(self, page: Any, sheet: Sheet) -> None:
        header = self._header(next(self._cells(page, MAX_COLUMNS), None), sheet)
        if header is None:
            return
        key = (sheet.spec.name if sheet.spec is not None else "case", sheet.field)
        table: list[dict[str, Any]] = []
        nested: dict[str, list[tuple[float, dict[str, Any], int]]] = defaultdict(list)
        if sheet.field:
            self.nested[key], self.nested_at[key] = nested, sheet.name
        else:
            self.out.data[sheet.name] = table
        # Only as many columns as the header has: far-off cells would cost memory for nothing.
        for number, cells in self._cells(page, max(header, default=0) + 1):
            if number == 1:
                continue
            values, parent, order = self._row(cells, header, sheet, number)
            if sheet.field:
                nested[parent].append((order, values, number))
            else:
                self.out.rows[sheet.name, len(table)] = (sheet.name, number)
                table.append(values)

    def _header(self, first: tuple[int, tuple[Any, ...]] | None, sheet: Sheet) -> dict[int, Column] | None:
        where = Place(f"{self.out.file}:{sheet.name}")
        if first is None or first[0] != 1:
            self._problem(where, "LG171", "the sheet has no header in its first row", "restore it, or remove the sheet")
            return None
        columns = {c.name: c for c in sheet.columns}
        found: dict[int, Column] = {}
        letters = self.out.letters.setdefault(sheet.name, {})
        before = len(self.problems)
        for index, cell in enumerate(first[1]):
            name = str(cell.value).strip() if cell.value is not None else ""
            at = where._replace(line=1, column=index + 1)
            if not name:
                continue
            if name not in columns:
                self._problem(at, "LG171", f"{sheet.name} has no column {name!r}", near(name, columns))
            elif name in letters:
                self._problem(at, "LG171", f"the column {name!r} stands twice", "remove one")
            else:
                found[index], letters[name] = columns[name], index + 1
        for name in columns:
            if name not in letters and name != ORDER:
                self._problem(
                    where, "LG171", f"the column {name!r} is missing", "restore it; without it every value in it would be lost"
                )
        return found if len(self.problems) == before else None

    def _row(
        self, cells: Sequence[Any], header: Mapping[int, Column], sheet: Sheet, number: int
    ) -> tuple[dict[str, Any], str, float]:
        values: dict[str, Any] = {}
        parent, order = "", float(number)
        for index, column in header.items():
            cell = cells[index] if index < len(cells) else None
            if cell is None or cell.value is None:
                continue
            where = Place(f"{self.out.file}:{sheet.name}", number, index + 1)
            value = self._value(cell, column, where)
            if value is None or value is _BAD:
                continue
            if column.shape is not None:
                _put(values, column.name, value)
            elif column.name == ORDER:
                order = self._order(value, where)
            else:
                parent = str(value).strip()
        return values, parent, order

    def _order(self, value: object, where: Where) -> float:
        try:
            return float(str(value))
        except ValueError:
            self._problem(where, "LG172", f"order is {value!r}, not a number")
            return 0.0

    def _value(self, cell: Any, column: Column, where: Where) -> Any:
        value = cell.value
        if value is None:
            return None
        if cell.data_type == "f":
            self._problem(
                where, "LG172", "the cell holds a formula; formulas are not read", "enter its value, or text beginning with '"
            )
            return _BAD
        if cell.data_type == "e":
            self._problem(where, "LG172", f"the cell holds the error {value}", "enter a value")
            return _BAD
        try:
            return _converted(value, column)
        except ValueError as error:
            self._problem(where, "LG172", f"{column.name}: {error}")
            return _BAD

    def _join(self) -> None:
        """Put the rows of nested sheets into the rows that they belong to."""
        for (table, attr), groups in self.nested.items():
            sheet = next(s for s in sheets() if s.name == self.nested_at[table, attr])
            name = sheet.name.rpartition(".")[2]
            owners: dict[str, tuple[ValuePath, dict[str, Any]]] = {}
            if table == "case":
                owners[""] = (("case",), self.out.data.setdefault("case", {}))
            for i, row in enumerate(self.out.data.get(table, []) if table != "case" else []):
                owners.setdefault(str(row.get("id", "")), ((table, i), row))
            for parent, items in groups.items():
                if parent not in owners:
                    where = Place(f"{self.out.file}:{sheet.name}", items[0][2], self.out.letters[sheet.name].get(sheet.parent, 1))
                    self._problem(
                        where, "LG173", f"there is no {sheet.parent} {parent!r} in the sheet {table}", near(parent, owners)
                    )
                    continue
                path, owner = owners[parent]
                items.sort(key=lambda item: item[0])
                owner[name] = [values for _, values, _ in items]
                for k, (_, _, number) in enumerate(items):
                    self.out.rows[(*path, name, k)] = (sheet.name, number)

    def _parts_from(self, base: Case) -> None:
        """Take the nested rows for which there is no sheet from the base case."""
        for sheet in sheets():
            table = sheet.spec.name if sheet.spec is not None else "case"
            if not sheet.field or (table, sheet.field) in self.nested:
                continue
            name = sheet.name.rpartition(".")[2]
            for row in [self.out.data["case"]] if table == "case" else self.out.data.get(table, []):
                then = base.about if table == "case" else base.table(table).by_key.get(str(row.get("id", "")))
                if then is not None and name in plain(then):
                    row[name] = plain(then)[name]


def _put(values: dict[str, Any], name: str, value: Any) -> None:
    outer, dot, inner = name.partition(".")
    if dot:
        values.setdefault(outer, {})[inner] = value
    else:
        values[name] = value


def _converted(value: Any, column: Column) -> Any:
    kind = column.shape.kind if column.shape is not None else "text"
    if isinstance(value, str):
        return _from_text(_ESCAPED.sub(_unescaped, value), kind)
    if isinstance(value, datetime | date):
        day = _day(value)
        if kind in ("period", "text", "id", "choice"):
            return day
        raise ValueError(f"the cell holds the date {day}")
    if isinstance(value, bool):
        return value if kind == "bool" else as_text(value)
    if isinstance(value, int | float):
        if kind == "bool" and value in (0, 1):
            return bool(value)
        return value if kind in ("number", "int") else as_text(value)
    if isinstance(value, time):
        raise ValueError(f"the cell holds the time {value}")
    raise ValueError("the cell holds something that is neither text, a number nor a date")


def _unescaped(match: re.Match[str]) -> str:
    return {"005F": "_", "000D": "", "000A": "\n", "0009": "\t"}[match[1]]


def _from_text(text: str, kind: str) -> Any:
    if text == "":
        return None
    if kind in ("ids", "refs"):
        return unpack(text)
    if kind == "json":
        try:
            found = json.loads(text)
        except ValueError:
            raise ValueError("the cell does not hold JSON") from None
        if not isinstance(found, dict):
            raise ValueError("the cell does not hold a JSON object")
        return found
    if kind == "text":
        return text
    return text.strip().lower() if kind == "bool" else (text.strip() or None)


def _day(value: datetime | date) -> str:
    if isinstance(value, datetime):
        if value.time() != time():
            raise ValueError(f"the cell holds the time of day {value:%H:%M:%S} as well; a date is a day")
        value = value.date()
    if value < FIRST_DAY:
        number = (value - date(1899, 12, 30)).days
        year = f"; if the year {number} was meant, format the cell as text and type it again" if 1000 <= number < 3000 else ""
        raise ValueError(f"the cell holds the date {value}{year}; days before {FIRST_DAY} are typed as text")
    return value.isoformat()
