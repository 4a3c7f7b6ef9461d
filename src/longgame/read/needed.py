"""What a text must contain for a pattern to be found in it, so that most of many patterns need not be tried."""

from __future__ import annotations

import re

SHORTEST = 3
_LOOK = ("(?=", "(?!", "(?<=", "(?<!")
_RUN = re.compile(r"[a-zа-яё' ]+")


def needed(pattern: str) -> tuple[str, ...]:
    r"""Return strings of which a text has one wherever a pattern matches; none if that cannot be told.

    Parameters
    ----------
    pattern : str
        A regular expression of literals, groups without names, alternatives, looks ahead and behind, classes in brackets and
        ``\w``-like escapes; ``?``, ``*``, ``+`` and ``{…}`` after them.
    """
    found: list[str] = []
    for way in _ways(pattern):
        best = max((_of_part(part) for part in _parts(way)), key=_worth, default=())
        if not best or min(map(len, best)) < SHORTEST:
            return ()
        found += best
    return tuple(dict.fromkeys(found))


def _worth(strings: tuple[str, ...]) -> tuple[int, int]:
    return (min(map(len, strings)), -len(strings)) if strings else (0, 0)


def _of_part(part: str) -> tuple[str, ...]:
    if not part.startswith("("):
        return (part,)
    return needed(part[3:-1]) if part.startswith("(?:") else ()


def _ways(pattern: str) -> list[str]:
    """Return the alternatives of a pattern at its top."""
    ways, depth, start = [], 0, 0
    for i, sign in _signs(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            ways.append(pattern[start:i])
            start = i + 1
    return [*ways, pattern[start:]]


def _signs(pattern: str) -> list[tuple[int, str]]:
    """Return the signs of a pattern with their places; escaped ones and those in brackets are left out."""
    found, i, bracket = [], 0, False
    while i < len(pattern):
        if pattern[i] == "\\":
            i += 2
            continue
        if bracket:
            bracket = pattern[i] != "]"
        elif pattern[i] == "[":
            bracket = True
        elif pattern[i] in "(|)":
            found.append((i, pattern[i]))
        i += 1
    return found


def _parts(way: str) -> list[str]:
    """Return what must be there of one alternative: runs of letters, and groups that are not optional."""
    found, i = [], 0
    while i < len(way):
        if way[i] == "(":
            end = _end(way, i)
            if not way.startswith(_LOOK, i) and way[end : end + 1] not in ("?", "*", "{"):
                found.append(way[i:end])
            i = end
        elif way[i] in "[\\":
            i = way.index("]", i) + 1 if way[i] == "[" else i + 2
        elif run := _RUN.match(way, i):
            end = run.end() - (way[run.end() : run.end() + 1] in ("?", "*", "{"))
            found += [way[i:end]] if end > i else []
            i = run.end()
        else:
            i += 1
    return found


def _end(way: str, start: int) -> int:
    """Return the place behind a group."""
    depth = 0
    for i, sign in _signs(way[start:]):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return start + i + 1
    return len(way)
