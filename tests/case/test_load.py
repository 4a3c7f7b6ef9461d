"""Reading a case: what is written is what is read."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given

from longgame.case.case import Case
from longgame.case.load import load
from tests.plain import write
from tests.strategies import cases, same_rows


@given(cases())
def test_what_was_written_is_read(case: Case) -> None:
    with tempfile.TemporaryDirectory() as folder:
        assert same_rows(load(write(case, Path(folder) / "case")), case) == {}
