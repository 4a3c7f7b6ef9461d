"""CSV with positions: comma-separated, quoted as RFC 4180, one header line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from longgame.case.text.parsed import Path
from longgame.core.errors import CaseError, Problem, short
from longgame.core.where import Where

MAX_CELL = 100_000
MAX_ROWS = 300_000
MOST = 100


@dataclass
class CsvText:
    """A parsed table.

    Attributes
    ----------
    header : list of str
        Names of the columns, as written.
    data : list of dict
        One mapping a row; empty cells are left out.
    spans : list of (int, int)
        For each row the first physical line, counted from 0, and the line after its last.
    lines : list of str
        The physical lines with their ends.
    head_line : int
        The first physical line of the header, counted from 0.
    """

    file: str
    text: str
    header: list[str] = field(default_factory=list)
    data: list[dict[str, str]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    head_line: int = 0

    def where(self, path: Path) -> Where:
        """Return the place of a cell ``(row, column)``, of a row, or of the file's header."""
        if not path or not isinstance(path[0], int) or path[0] >= len(self.spans):
            return Where(self.file, self.head_line + 1, 1)
        first, last = self.spans[path[0]]
        if len(path) < 2 or path[1] not in self.header:
            return Where(self.file, first + 1, 1)
        raw = "".join(self.lines[first:last])
        offset = _cell_offset(raw, self.header.index(str(path[1])))
        before = raw[:offset]
        line = before.count("\n") if "\n" in raw else 0
        return Where(self.file, first + 1 + line, offset - (before.rfind("\n") + 1) + 1)

    def where_key(self, path: Path) -> Where:
        """Return the place of a column's name in the header, or of the row where it is not there."""
        name = path[-1] if path else None
        if name in self.header:
            raw = self.lines[self.head_line].removeprefix("\ufeff")
            return Where(self.file, self.head_line + 1, _cell_offset(raw, self.header.index(str(name))) + 1)
        return self.where(path)


def _cell_offset(raw: str, index: int) -> int:
    quoted, seen = False, 0
    if index == 0:
        return 0
    for offset, char in enumerate(raw):
        if char == '"':
            quoted = not quoted
        elif char == "," and not quoted:
            seen += 1
            if seen == index:
                return offset + 1
    return 0


def parse_csv(text: str, file: str) -> CsvText:
    """Parse a table.

    Parameters
    ----------
    text : str
        May begin with a byte-order mark; any line ends. A line end inside a cell becomes a newline.
    file : str
        Name for messages.

    Raises
    ------
    CaseError
        LG102 more than 300,000 rows, LG120 broken quoting or separators, LG121 a bad header, LG122 rows
        with more or fewer cells than the header; all the rows that are wrong, up to a hundred.
    """
    out = CsvText(file, text, lines=list(io.StringIO(text, newline="")))
    problems: list[Problem] = []
    reader = csv.reader(_without_bom(iter(out.lines)), strict=True)
    previous = 0
    try:
        for cells in reader:
            start, previous = previous, reader.line_num
            if not cells or not any(cells):
                continue
            if not out.header:
                out.header, out.head_line = [c.strip() for c in cells], start
                problems += _header_problems(out, start)
                continue
            _row(out, cells, (start, previous), problems)
            if len(out.data) > MAX_ROWS or len(problems) >= MOST:
                break
    except csv.Error as error:
        message, fix = _csv_error(str(error))
        raise CaseError([*problems, Problem(Where(file, previous + 1, 1), "LG120", message, fix)]) from None
    if len(out.data) > MAX_ROWS:
        problems.append(Problem(Where(file), "LG102", f"the table has more than {MAX_ROWS:,} rows", "split the case"))
    if problems:
        raise CaseError(problems[:MOST])
    return out


def _without_bom(lines: Iterator[str]) -> Iterator[str]:
    first = next(lines, None)
    if first is not None:
        yield first.removeprefix("\ufeff")
    yield from lines


def _row(out: CsvText, cells: list[str], span: tuple[int, int], problems: list[Problem]) -> None:
    where = Where(out.file, span[0] + 1, 1)
    if len(cells) != len(out.header):
        message = f"the row has {len(cells)} cells, the header {len(out.header)}"
        more = len(cells) > len(out.header)
        fix = (
            "put cells that hold a comma between double quotes" if more else "each row has a comma for each column, also empty ones"
        )
        problems.append(Problem(where, "LG122", message, fix))
        return
    if span[1] - span[0] > 1:
        cells = [c.replace("\r\n", "\n").replace("\r", "\n") for c in cells]
    if any(len(c) > MAX_CELL for c in cells):
        problems.append(Problem(where, "LG120", f"a cell has more than {MAX_CELL:,} characters", "look for a missing quote"))
        return
    out.data.append({name: cell for name, cell in zip(out.header, cells, strict=False) if cell != ""})
    out.spans.append(span)


def _header_problems(out: CsvText, line: int) -> list[Problem]:
    where = Where(out.file, line + 1, 1)
    if len(out.header) == 1 and (";" in out.header[0] or "\t" in out.header[0]):
        sign = "semicolons" if ";" in out.header[0] else "tabs"
        return [Problem(where, "LG121", f"the columns are separated by {sign}", "save the table with commas")]
    problems = []
    for name in sorted({n for n in out.header if out.header.count(n) > 1}):
        problems.append(Problem(where, "LG121", f"the column {short(name)} stands twice in the header", "remove one"))
    if "" in out.header:
        problems.append(Problem(where, "LG121", f"column {out.header.index('') + 1} has no name", "name it or remove it"))
    return problems


def _csv_error(text: str) -> tuple[str, str]:
    if "unexpected end of data" in text:
        return "a quoted cell that begins in this row is never closed", 'close it with "'
    if "field larger" in text:
        return f"a cell has more than {csv.field_size_limit():,} characters", "look for a missing quote"
    if "expected after" in text:
        return "text follows a closing quote", 'write a quote inside a quoted cell twice: ""'
    return f"not valid CSV: {text}", "check the quotes in this row"


def format_row(cells: list[str], end: str) -> str:
    """Return one CSV line with the given line end."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator=end).writerow(cells)
    return buffer.getvalue()
