"""A case goes into a spreadsheet and comes back; what a person does to it there is understood or refused by cell."""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from longgame.case.case import Case
from longgame.case.diff import diff
from longgame.case.interchange.merge import replaced
from longgame.case.interchange.xlsx import from_xlsx, to_xlsx
from longgame.case.interchange.zip_guard import check_workbook
from longgame.case.load import load
from longgame.case.save import prepared
from longgame.case.sources import Source
from longgame.case.tables import TABLES, Table
from longgame.core.errors import CaseError
from tests.conftest import fewer
from tests.strategies import cases, same_rows
from tests.world import AWKWARD

SLOW = settings(
    max_examples=fewer(3),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
RISKY = ("=cmd|' /C calc'!A0", "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "'quoted")


@SLOW
@given(cases())
def test_a_case_comes_back_from_its_sheets(case: Case) -> None:
    with tempfile.TemporaryDirectory() as tmp:
        path = Path(tmp) / "case.xlsx"
        path.write_bytes(to_xlsx(case))
        assert same_rows(case, from_xlsx(path).case) == {}


@pytest.fixture(scope="module")
def ferry(cases: Path) -> Case:
    return load(cases / "ferry", checked=False)


@pytest.fixture(scope="module")
def exported(ferry: Case) -> bytes:
    return to_xlsx(ferry)


@pytest.fixture(scope="module")
def union_state(flagship: Path) -> Case:
    return load(flagship, checked=False)


@pytest.fixture(scope="module")
def large(union_state: Case) -> bytes:
    return to_xlsx(union_state)


@pytest.fixture
def edited(tmp_path: Path, exported: bytes) -> Callable[[Callable[[Any], object]], Path]:
    """Export a case, change the workbook, return its path."""

    def make(change: Callable[[Any], object]) -> Path:
        book = openpyxl.load_workbook(io.BytesIO(exported))
        change(book)
        path = tmp_path / "book.xlsx"
        book.save(path)
        return path

    return make


def put(sheet: str, row: int, column: str, value: object) -> Callable[[Any], object]:
    """Return a change that puts a value into a cell, found by the name of its column."""

    def change(book: Any) -> None:
        page = book[sheet]
        names = [c.value for c in page[1]]
        page.cell(row, names.index(column) + 1).value = value

    return change


def problems(path: Path, base: Case | None = None) -> list[str]:
    with pytest.raises(CaseError) as error:
        from_xlsx(path, base)
    return [str(p).removeprefix(str(path.parent) + "/") for p in error.value.problems]


def test_awkward_text_is_never_a_formula(ferry: Case, tmp_path: Path) -> None:
    first, texts = ferry.commitments[0], list(dict.fromkeys((*RISKY, *AWKWARD)))
    rows = [first.model_copy(update={"id": f"t{i}", "note": text, "title": text}) for i, text in enumerate(texts)]
    case = replace(ferry, commitments=replace(ferry.commitments, rows=(*ferry.commitments.rows, *rows)))
    path = tmp_path / "book.xlsx"
    path.write_bytes(to_xlsx(case))
    with zipfile.ZipFile(path) as archive:
        assert not any(b"<f>" in archive.read(n) or b"<f " in archive.read(n) for n in archive.namelist() if "sheet" in n)
    again = {row.id: row for row in from_xlsx(path).case.commitments.rows}
    assert {text: again[row.id] for text, row in zip(texts, rows, strict=True)} == dict(zip(texts, rows, strict=True))
    page = openpyxl.load_workbook(path)["commitments"]
    column = [c.value for c in page[1]].index("title") + 1
    cells = [page.cell(2 + len(ferry.commitments.rows) + i, column) for i in range(len(texts))]
    assert {
        t: (c.data_type, bool(c.quotePrefix)) for t, c in zip(texts, cells, strict=True) if t.startswith(("=", "+", "-", "@"))
    } == {t: ("s", True) for t in texts if t.startswith(("=", "+", "-", "@"))}


def test_cells_have_the_types_of_their_values(large: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(large))
    page = book["deadlines"]
    column = [c.value for c in page[1]].index("due")
    due = [page.cell(r, column + 1) for r in range(2, page.max_row + 1)]
    days = [c for c in due if isinstance(c.value, datetime)]
    assert days
    assert all(c.number_format.replace("\\", "") == "yyyy-mm-dd" for c in days)
    assert any(isinstance(c.value, str) for c in due)
    page = book["indicators"]
    column = [c.value for c in page[1]].index("value")
    assert any(isinstance(page.cell(r, column + 1).value, int | float) for r in range(2, 20))


def test_sheets_help_the_person_who_fills_them_in(exported: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported))
    assert book.sheetnames[:2] == ["read me", "case"]
    assert {s.name for s in TABLES} <= set(book.sheetnames)
    page = book["status"]
    assert page.freeze_panes == "B2"
    assert page.auto_filter.ref.startswith("A1:")
    rules = {str(r.sqref).split("2:")[0]: r.formula1 for r in page.data_validations.dataValidation}
    letters = {c.value: c.column_letter for c in page[1]}
    assert rules[letters["event"]].startswith('"proposed,drafted,agreed,')
    assert rules[letters["commitment"]].startswith("'commitments'!$A$2:$A$")
    assert "0 none, 1 minimum" in page[f"{letters['level']}1"].comment.text
    assert all(len(r.formula1) <= 257 for s in book for r in s.data_validations.dataValidation)


def test_unchanged_workbook_changes_no_byte(union_state: Case, large: bytes, tmp_path: Path) -> None:
    case = union_state
    path = tmp_path / "us.xlsx"
    path.write_bytes(large)
    found = from_xlsx(path, case)
    assert not diff(case, found.case)
    assert found.facts["case digest"] == case.digest
    merged = replaced(case, found.case)
    assert prepared(merged) == {name: parsed.text for name, parsed in case.files.items()}


def test_sorted_rows_are_no_change(ferry: Case, edited: Any) -> None:
    def reverse(book: Any) -> None:
        page = book["commitments"]
        rows = [[c.value for c in row] for row in page.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value

    case = from_xlsx(edited(reverse), ferry).case
    assert case.commitments.rows != ferry.commitments.rows
    assert replaced(ferry, case).commitments is ferry.commitments


def test_what_a_person_types_is_understood(ferry: Case, edited: Any) -> None:
    row = next(i for i, s in enumerate(ferry.status, 2) if s.date.is_day)

    def change(book: Any) -> None:
        put("status", row, "date", datetime(2021, 5, 4))(book)
        put("status", row, "level", 2.0)(book)
        put("status", row, "note", 15)(book)
        put("status", row, "event", " signed ")(book)
        put("status", row, "known", "2021-Q3")(book)

    found = from_xlsx(edited(change), ferry).case.status[row - 2]
    assert (found.date.text, found.level, found.note, found.event) == ("2021-05-04", 2, "15", "signed")
    assert found.known is not None
    assert found.known.last == date(2021, 9, 30)


def test_a_year_typed_into_a_date_column_is_a_year(ferry: Case, edited: Any) -> None:
    assert from_xlsx(edited(put("status", 2, "known", 2035)), ferry).case.status[0].known.text == "2035"  # type: ignore[union-attr]


# In one workbook, each in a row of its own: to write and to read one takes half a second.
WRONG = (
    ("status", 2, "what", "=1+1", "LG172", "formula"),
    ("status", 3, "what", "#REF!", "LG172", "the error #REF!"),
    ("status", 4, "date", datetime(2021, 5, 4, 12, 30), "LG172", "time of day"),
    ("status", 5, "date", datetime(1905, 7, 14), "LG172", "if the year 2022 was meant"),
    ("status", 6, "date", "2021-02-30", "LG142", "no day 30"),
    ("status", 7, "event", "sgned", "LG142", "did you mean 'signed'"),
    ("status", 8, "level", 7, "LG142", "at most 3"),
    ("status", 9, "level", 1.5, "LG142", "not a whole number"),
    ("status", 10, "level", True, "LG142", "not a whole number"),
    ("status", 11, "level", datetime(2021, 5, 4), "LG172", "holds the date 2021-05-04"),
    ("status", 12, "id", "a b", "LG142", "is not an id"),
    ("sources", 2, "other", "{broken", "LG172", "JSON"),
    ("sources", 3, "other", "[1]", "LG172", "JSON object"),
    ("issues.scale", 2, "at", 101, "LG142", "at most 100"),
    ("issues.scale", 3, "issue", "nowhere", "LG173", "no issue 'nowhere'"),
    ("issues.scale", 4, "order", "first", "LG172", "not a number"),
)  # fmt: skip


@pytest.fixture(scope="module")
def wrong(ferry: Case, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], dict[tuple[str, str], str]]:
    """Return the problems of a workbook with all of these mistakes, and the letters of its columns."""
    rows = tuple(ferry.status[0].model_copy(update={"id": f"S{i}"}) for i in range(len(WRONG)))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(replace(ferry, status=Table("status", rows)))))
    for sheet, row, column, value, _, _ in WRONG:
        assert book[sheet].cell(row, 1).value is not None
        put(sheet, row, column, value)(book)
    letters = {(sheet, c.value): c.column_letter for sheet in {w[0] for w in WRONG} for c in book[sheet][1]}
    path = tmp_path_factory.mktemp("wrong") / "book.xlsx"
    book.save(path)
    return problems(path), letters


@pytest.mark.parametrize(("sheet", "row", "column", "value", "code", "words"), WRONG)
def test_errors_name_their_cell(wrong: Any, sheet: str, row: int, column: str, value: object, code: str, words: str) -> None:
    found, letters = wrong
    place = f"book.xlsx:{sheet}!{letters[sheet, column]}{row} "
    (mine,) = [p for p in found if p.startswith(place)]
    assert mine.startswith(f"{place}{code} ")
    assert words in mine


def test_a_refused_cell_is_not_also_missing(edited: Any) -> None:
    assert len(problems(edited(put("status", 2, "what", "=1+1")))) == 1


def test_ids_that_stand_twice_name_the_second_row(edited: Any) -> None:
    def twice(book: Any) -> None:
        put("status", 3, "id", book["status"]["A2"].value)(book)

    (found,) = problems(edited(twice))
    assert found.startswith("book.xlsx:status!A3 LG150")
    assert "first on line 2" in found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda b: b["status"].delete_cols(2), "the column 'commitment' is missing"),
        (put("status", 1, "what", "waht"), "no column 'waht' (did you mean 'what'?)"),
        (put("status", 1, "note", "what"), "stands twice"),
        (lambda b: b["status"].insert_rows(1), "no header in its first row"),
        (put("case", 3, "field", "titel"), "no field 'titel'"),
    ],
)
def test_headers_are_checked(edited: Any, change: Callable[[Any], object], words: str) -> None:
    assert any(words in p for p in problems(edited(change)))


def test_missing_sheets_leave_their_tables(ferry: Case, edited: Any) -> None:
    def drop(book: Any) -> None:
        for name in ("status", "issues.scale", "case", "case.parties", "read me"):
            del book[name]

    assert same_rows(ferry, from_xlsx(edited(drop), ferry).case) == {}
    assert any("no sheet 'case'" in p for p in problems(edited(drop)))


def test_sheets_of_ones_own_are_left_alone(ferry: Case, edited: Any) -> None:
    def add(book: Any) -> None:
        book.create_sheet("notes")["A1"] = "mine"
        book.create_sheet("statsu")["A1"] = "?"

    notes = [str(n) for n in from_xlsx(edited(add), ferry).notes]
    assert ["notes" in notes[0], "'status'" in notes[1]] == [True, True]


def test_windows_line_ends_in_a_cell(ferry: Case, edited: Any) -> None:
    path = edited(put("status", 2, "note", "one_x000D_\ntwo"))
    assert from_xlsx(path, ferry).case.status[0].note == "one\ntwo"


def test_what_no_cell_holds_is_said(ferry: Case) -> None:
    source = Source(id="long", other={"abstract": "a" * 40_000})
    with pytest.raises(CaseError, match=r"LG174 other of 'long' has 40,\d+ characters"):
        to_xlsx(replace(ferry, sources=Table("sources", (source,))))


def archive(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return path


BOMB = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst>&b;</sst>'


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: p.write_bytes(b"not a workbook"), "not an .xlsx"),
        (lambda p: p.write_bytes(b""), "not an .xlsx"),
        (lambda p: p.write_bytes(b"PK\x03\x04 torn"), "damaged"),
        (lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99), "encrypted, or an old .xls"),
        (lambda p: archive(p, {"word/document.xml": b"<x/>"}), "a text document"),
        (lambda p: archive(p, {"xl/workbook.xml": b"<x/>", "xl/big.xml": b"<c/>" * 3_000_000}), "unfold"),
        (lambda p: archive(p, {"xl/workbook.xml": b"<x/>", "xl/sharedStrings.xml": BOMB}), "document type"),
        (lambda p: archive(p, {"xl/workbook.xml": "<x/>".encode("utf-16")}), "not in UTF-8"),
        (lambda p: archive(p, {"xl/workbook.xml": b"<x/>"} | {f"{i}.xml": b"" for i in range(2100)}), "parts"),
        (lambda p: archive(p, {"xl/workbook.xml": b"<x/>"}), "cannot be read"),
    ],
)  # fmt: skip
def test_hostile_files_are_refused_at_once(tmp_path: Path, make: Callable[[Path], object], words: str) -> None:
    path = tmp_path / "bad.xlsx"
    make(path)
    start = time.monotonic()
    (found,) = problems(path)
    assert time.monotonic() - start < 5
    assert found.startswith("bad.xlsx LG170")
    assert words in found


@pytest.mark.parametrize("cell", ['<c r="XFD9" t="n"><v>1</v></c>', '<c r="A999999999" t="n"><v>1</v></c>'])
def test_cells_far_away_cost_nothing(tmp_path: Path, exported: bytes, cell: str) -> None:
    path = tmp_path / "far.xlsx"
    with zipfile.ZipFile(io.BytesIO(exported)) as old:
        parts = {n: old.read(n) for n in old.namelist()}
    name = next(n for n, data in parts.items() if n.startswith("xl/worksheets/sheet") and b">counted_by<" in data)
    row = "9" if "XFD" in cell else "999999999"
    parts[name] = parts[name].replace(b"</sheetData>", f'<row r="{row}">{cell}</row></sheetData>'.encode())
    start = time.monotonic()
    with contextlib.suppress(CaseError):
        from_xlsx(archive(path, parts))
    assert time.monotonic() - start < 20


def test_truncated_workbooks_give_problems(tmp_path: Path, exported: bytes) -> None:
    path = tmp_path / "torn.xlsx"
    for share in (0.1, 0.5, 0.9, 0.999):
        path.write_bytes(exported[: int(len(exported) * share)])
        with pytest.raises(CaseError):
            from_xlsx(path)


def test_guard_lets_a_large_honest_workbook_pass(tmp_path: Path, ferry: Case) -> None:
    rows = tuple(ferry.status[0].model_copy(update={"id": f"S{i}"}) for i in range(3000))
    path = tmp_path / "large.xlsx"
    path.write_bytes(to_xlsx(replace(ferry, status=Table("status", rows))))
    check_workbook(path)


def test_an_emptied_field_of_the_head_stays_empty(ferry: Case, tmp_path: Path) -> None:
    case = replace(ferry, about=ferry.about.model_copy(update={"sponsor": ""}))
    path = tmp_path / "book.xlsx"
    path.write_bytes(to_xlsx(case))
    assert from_xlsx(path).case.about == case.about
