"""JSON with positions, for the CSL-JSON file of sources."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from longgame.case.text.parsed import Path
from longgame.core.errors import CaseError, Problem
from longgame.core.where import Where

MAX_DEPTH = 24
_TOKEN = re.compile(r'\s*(?:"((?:[^"\\]|\\.)*)"|([{}\[\],:])|([^\s{}\[\],:"]+))', re.DOTALL)


@dataclass
class JsonText:
    """A parsed JSON document."""

    file: str
    text: str
    data: object = None
    keys: dict[Path, int] = field(default_factory=dict)

    @cached_property
    def _places(self) -> dict[Path, int]:
        return _scan(self.text, self.keys)

    def where(self, path: Path) -> Where:
        """Return the place of a value, or of its nearest parent that is in the file."""
        for end in range(len(path), -1, -1):
            if (offset := self._places.get(path[:end])) is not None:
                return self._at(offset)
        return Where(self.file)

    def where_key(self, path: Path) -> Where:
        """Return the place of a field's name."""
        _ = self._places
        return self._at(self.keys[path]) if path in self.keys else self.where(path)

    def _at(self, offset: int) -> Where:
        before = self.text[:offset]
        return Where(self.file, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def _scan(text: str, keys: dict[Path, int]) -> dict[Path, int]:
    places: dict[Path, int] = {}
    stack: list[list[Any]] = []  # path, kind, next index or pending key
    offset = 1 if text.startswith("\ufeff") else 0
    while (match := _TOKEN.match(text, offset)) is not None:
        offset = match.end()
        start = match.start(match.lastindex or 0) - (1 if match[1] is not None else 0)
        sign = match[2]
        if sign in ("}", "]"):
            if stack:
                stack.pop()
            continue
        if sign in (",", ":"):
            continue
        if stack and stack[-1][1] == "{" and stack[-1][2] is None and match[1] is not None:
            path = (*stack[-1][0], json.loads(f'"{match[1]}"', strict=False))
            keys[path] = start
            stack[-1][2] = path
            continue
        path = _next_path(stack)
        places[path] = start
        if sign in ("{", "["):
            stack.append([path, sign, None if sign == "{" else 0])
    return places


def _next_path(stack: list[list[Any]]) -> Path:
    if not stack:
        return ()
    frame = stack[-1]
    if frame[1] == "[":
        path: Path = (*frame[0], frame[2])
        frame[2] += 1
        return path
    path, frame[2] = frame[2] or frame[0], None
    return path


def parse_json(text: str, file: str) -> JsonText:
    """Parse a JSON document.

    Raises
    ------
    CaseError
        LG130 syntax or a number that is not one (NaN, Infinity), LG112 a key twice, LG113 nesting
        deeper than 24.
    """
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            names = [name for name, _ in items]
            twice.extend(sorted({n for n in names if names.count(n) > 1}))
        return found

    def constant(name: str) -> Any:
        raise ValueError(f"{name} is not a number in JSON")

    body = text.removeprefix("\ufeff")
    try:
        if _depth(body) > MAX_DEPTH:
            raise CaseError([Problem(Where(file), "LG113", f"nested deeper than {MAX_DEPTH} levels")])
        data = json.loads(body, object_pairs_hook=pairs, parse_constant=constant)
    except json.JSONDecodeError as error:
        where = Where(file, error.lineno, error.colno)
        raise CaseError([Problem(where, "LG130", f"not valid JSON: {error.msg}", "check commas, quotes and brackets")]) from None
    except ValueError as error:
        raise CaseError([Problem(Where(file), "LG130", f"not valid JSON: {error}")]) from None
    out = JsonText(file, text, data)
    if twice:
        problems = [Problem(Where(file), "LG112", f"the field {name!r} stands twice in one object", "remove one") for name in twice]
        raise CaseError(problems)
    return out


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in re.finditer(r'"(?:[^"\\]|\\.)*"|[{\[]|[}\]]', text):
        sign = match[0]
        if sign in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}]":
            depth -= 1
    return deepest
