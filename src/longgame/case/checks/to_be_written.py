"""Text fields that say only that something is to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.case.shape import shapes
from longgame.case.tables import TABLES
from longgame.core.errors import Problem

TO_BE_WRITTEN = "to-be-written"
_MARK = re.compile(rf"\W*{TO_BE_WRITTEN}\b", re.IGNORECASE)


def find(case: Case) -> Iterator[Problem]:
    """Look at the text of every row, as accepting what was read in a document leaves it."""
    for spec in TABLES:
        table = case.table(spec.name)
        fields = [s for s in shapes(spec.record) if s.kind in ("text", "id")]
        for row, record in enumerate(table):
            for field in fields:
                if _MARK.match(str(getattr(record, field.attr) or "")):
                    message = f"the {spec.noun} {record.key!r}: {field.name} is still to be written"
                    yield problem("LG306", table.where(row, field.name), message, "say it in your own words")
