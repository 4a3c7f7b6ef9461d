"""Files that end their lines in more than one way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from longgame.case.case import Case
from longgame.case.codes import problem
from longgame.core.errors import Problem
from longgame.core.where import Where

_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


def find(case: Case) -> Iterator[Problem]:
    """Look for a line end that differs from the first one of its file."""
    for parsed in case.files.values():
        if "\r" not in parsed.text:
            continue
        first = ""
        for number, match in enumerate(re.finditer(r"\r\n|\r|\n", parsed.text), 1):
            first = first or match[0]
            if match[0] != first:
                message = f"this line ends with {_NAMES[match[0]]}, the lines above with {_NAMES[first]}"
                yield problem("LG265", Where(parsed.file, number, 1), message, "save the file with one kind of line end")
                break
