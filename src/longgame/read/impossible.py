"""What the two languages share in finding dates that there are not: rules are tried in order, and a year is read or it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

Match = re.Match[str]
# Any year in which February has 29 days.
LEAP = 2000


class Years(NamedTuple):
    """How a language writes years.

    Attributes
    ----------
    read : re.Pattern of str
        Those that are read as years.
    alone : re.Pattern of str
        What must follow a number that it is a year.
    """

    read: re.Pattern[str]
    alone: re.Pattern[str]

    def written(self, m: Match, low: str, group: str = "y") -> int | None:
        """Return the year that is written, 0 for one that is not read, None if none is."""
        if m[group] is None or not self.alone.match(low, m.end(group)):
            return None
        return int(m[group]) if self.read.fullmatch(m[group]) else 0

    def fall(self, m: Match, low: str) -> bool:
        """Whether the second of two years lies before the first."""
        last = self.written(m, low, "y2")
        return last is not None and last < int(m["y"])


Rule = tuple[re.Pattern[str], Callable[[Match, str], bool]]


def places(low: str, rules: Sequence[Rule]) -> Iterator[tuple[int, int]]:
    """Yield where a text in small letters names dates that there are not, by patterns and what is bad of their matches."""
    for pattern, is_bad in rules:
        for m in pattern.finditer(low):
            if is_bad(m, low):
                yield m.start(), m.end()
