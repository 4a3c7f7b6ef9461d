"""JSON with positions, for the CSL-JSON file of sources."""

from __future__ import annotations

import json
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from longgame.case.text.parsed import Path
from longgame.core.errors import CaseError, Problem, short
from longgame.core.where import Where

MAX_DEPTH = 24
MOST = 100
# Strings are taken in one go and without going back, also one that never ends: the time is linear.
_BRACKET = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[{}\[\]]', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]|[\ud800-\udfff]")
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

    def offset(self, path: Path) -> int:
        """Return where a value begins in the text; KeyError if it is not there."""
        return self._places[path]

    def key_offset(self, path: Path) -> int:
        """Return where a field's name begins in the text; KeyError if it is not there."""
        _ = self._places
        return self.keys[path]

    def _at(self, offset: int) -> Where:
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        bom = 1 if line == 1 and self.text.startswith("\ufeff") else 0
        return Where(self.file, line, max(offset - start + 1 - bom, 1))

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(m.end() for m in re.finditer("\n", self.text))]


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
        LG130 syntax, a number that is not one (NaN, Infinity, 1e999) or half a character (a lone
        surrogate), LG112 a key twice, LG113 nesting deeper than 24.
    """
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(items)
        if len(found) < len(items):
            names = [name for name, _ in items]
            twice.extend(sorted(n for n, count in Counter(names).items() if count > 1))
        return found

    body = text.removeprefix("\ufeff")
    try:
        if _depth(body) > MAX_DEPTH:
            raise CaseError([Problem(Where(file), "LG113", f"nested deeper than {MAX_DEPTH} levels")])
        data = json.loads(body, object_pairs_hook=pairs, parse_constant=_constant, parse_float=_real)
    except json.JSONDecodeError as error:
        where = Where(file, error.lineno, error.colno)
        raise CaseError([Problem(where, "LG130", f"not valid JSON: {error.msg}", "check commas, quotes and brackets")]) from None
    except ValueError as error:
        raise CaseError([Problem(Where(file), "LG130", f"not valid JSON: {error}")]) from None
    out = JsonText(file, text, data)
    problems = [
        Problem(_second(text, file, name), "LG112", f"the field {short(name)} stands twice in one object", "remove one")
        for name in dict.fromkeys(twice[:MOST])
    ]
    if not problems:
        problems += [Problem(out.where(p), "LG130", "half a character (a lone surrogate)", "remove it") for p in _halves(out)]
    if problems:
        raise CaseError(problems[:MOST])
    return out


def _constant(name: str) -> Any:
    raise ValueError(f"{name} is not a number in JSON")


def _real(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits[:20]} is too large a number")
    return number


def _halves(parsed: JsonText) -> Iterator[Path]:
    if _SURROGATE.search(parsed.text) is None:
        return
    todo: list[tuple[Path, object]] = [((), parsed.data)]
    while todo:
        path, value = todo.pop()
        if isinstance(value, dict):
            todo += [((*path, key), inner) for key, inner in value.items()]
            if any(_is_half(key) for key in value):
                yield path
        elif isinstance(value, list):
            todo += [((*path, i), inner) for i, inner in enumerate(value)]
        elif isinstance(value, str) and _is_half(value):
            yield path


def _is_half(text: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in text)


def _second(text: str, file: str, name: str) -> Where:
    """Return the place of a field's name where it stands in an object that has it already."""
    seen: list[set[str]] = []
    key = json.dumps(name, ensure_ascii=False)
    for match in re.finditer(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")(\s*:)?|[{}]', text):
        if match[0] == "{":
            seen.append(set())
        elif match[0] == "}":
            seen.pop()
        elif match[2] is not None and (match[1] == key or json.loads(match[1], strict=False) == name):
            if name in seen[-1]:
                before = text[: match.start()]
                return Where(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
            seen[-1].add(name)
    return Where(file)


def _depth(text: str) -> int:
    depth = deepest = 0
    for match in _BRACKET.finditer(text):
        sign = match[0]
        if sign in "{[":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in "}]":
            depth -= 1
    return deepest
