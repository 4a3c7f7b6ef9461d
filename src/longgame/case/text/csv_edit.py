"""Change rows of a CSV file and leave everything else in it as it was written."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence

from longgame.case.text.csv_text import CsvText

# A row of the file to be: the row of the old file that it was, or None, and the cells to set.
Row = tuple[int | None, Mapping[str, str]]


def edited(parsed: CsvText, rows: Sequence[Row], order: Sequence[str]) -> str:
    """Return the text of a file with the given rows.

    Rows without changes keep their lines, changed rows the text of their other cells. Blank lines
    stay before the row that they stood before. A column that is not yet there is added at the
    right, and every row then gets an empty cell.

    Parameters
    ----------
    parsed : CsvText
        The file as it is.
    rows : sequence of (int or None, mapping of str to str)
        The rows to be, in order.
    order : sequence of str
        Names of all columns, in the order in which new ones are added.
    """
    if [i for i, _ in rows] == list(range(len(parsed.data))) and not any(cells for _, cells in rows):
        return parsed.text
    end = line_end(parsed.lines[0]) or "\n"
    used = {name for _, cells in rows for name, cell in cells.items() if cell != ""}
    header = [*parsed.header, *(name for name in order if name in used and name not in parsed.header)]
    added = len(header) - len(parsed.header)
    start = parsed.spans[0][0] if parsed.spans else len(parsed.lines)
    chunks = _widened(parsed.lines[:start], header[-added:] if added else [], end)
    before = _blank_before(parsed)
    for old, cells in rows:
        if old is None:
            chunks.append(",".join(cell(cells.get(name, ""), end) for name in header) + end)
            continue
        first, last = parsed.spans[old]
        raw = "".join(parsed.lines[first:last])
        if old:
            chunks.append(before[old])
        chunks.append(_row(raw, parsed.header, header, cells, end) if cells or added else raw)
    tail = "".join(parsed.lines[parsed.spans[-1][1] :]) if parsed.spans else ""
    last_stays = bool(rows) and rows[-1][0] == len(parsed.data) - 1
    return _joined(chunks, end, keep_open=last_stays and not line_end(parsed.lines[-1])) + tail


def written(header: Sequence[str], rows: Iterable[Mapping[str, str]], end: str = "\n") -> str:
    """Return a new table as text."""
    lines = [",".join(cell(name, end) for name in header)]
    lines += [",".join(cell(row.get(name, ""), end) for name in header) for row in rows]
    return end.join(lines) + end


def cell(text: str, end: str = "\n") -> str:
    """Return a cell as it is written, quoted where it must be, or where spaces at its ends could get lost."""
    if any(c in text for c in ',"\n\r') or text != text.strip():
        return '"' + text.replace('"', '""').replace("\n", end) + '"'
    return text


def line_end(line: str) -> str:
    """Return the line end of a physical line, empty if it has none."""
    return line[len(line.rstrip("\r\n")) :]


def split_raw(raw: str) -> list[str]:
    """Return the cells of a row as they are written, quotes included, without the line end."""
    raw = raw[: len(raw) - len(line_end(raw))]
    found, start, offset = [], 0, 0
    while offset <= len(raw):
        if offset < len(raw) and raw[offset] == '"' and offset == start:
            offset = _closing(raw, offset) + 1
        stop = raw.find(",", offset)
        stop = len(raw) if stop < 0 else stop
        found.append(raw[start:stop])
        start = offset = stop + 1
    return found


def _closing(raw: str, offset: int) -> int:
    while True:
        offset = raw.find('"', offset + 1)
        if offset < 0:
            return len(raw)
        if raw[offset + 1 : offset + 2] != '"':
            return offset
        offset += 1


def _row(raw: str, old: Sequence[str], header: Sequence[str], cells: Mapping[str, str], end: str) -> str:
    parts = split_raw(raw)
    ends = line_end(raw)
    values = next(csv.reader([raw]), []) if "\n" not in raw and "\r" not in raw.rstrip("\r\n") else None
    if values is not None and len(values) != len(parts):  # odd quoting: write the row anew
        parts = [cell(v, end) for v in values]
    parts += [""] * (len(header) - len(parts))
    for index, name in enumerate(header):
        if name in cells:
            quoted = index < len(old) and parts[index].startswith('"')
            parts[index] = _like(cells[name], end, quoted=quoted)
    return ",".join(parts) + ends


def _like(text: str, end: str, *, quoted: bool) -> str:
    plain = cell(text, end)
    return f'"{plain}"' if quoted and not plain.startswith('"') and plain else plain


def _widened(lines: Sequence[str], names: Sequence[str], end: str) -> list[str]:
    text = "".join(lines)
    if not names:
        return [text]
    body = text.rstrip("\r\n")
    return [body + "".join("," + cell(n, end) for n in names) + (text[len(body) :] or end)]


def _blank_before(parsed: CsvText) -> dict[int, str]:
    found, previous = {}, 0
    for row, (first, last) in enumerate(parsed.spans):
        found[row] = "".join(parsed.lines[previous:first])
        previous = last
    return found


def _joined(chunks: Sequence[str], end: str, *, keep_open: bool) -> str:
    closed = [c if not c or line_end(c) else c + end for c in chunks]
    if keep_open and closed:
        closed[-1] = closed[-1][: len(closed[-1]) - len(line_end(closed[-1]))]
    return "".join(closed)
