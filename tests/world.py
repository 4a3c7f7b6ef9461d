"""What generated cases are made of: text that breaks file formats, dates, numbers, ids, and the rows drawn so far.

Positions, keys and texts are aimed at what goes wrong in CSV, YAML, JSON and spreadsheets: separators, quotes, line ends,
leading signs that a spreadsheet runs, words that YAML or a spreadsheet takes for something else,
Cyrillic, Polish, combining and invisible characters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, get_args

from hypothesis import strategies as st

from longgame.case.record import Record
from longgame.case.sources import Source
from longgame.core.dates import Period

AWKWARD = (
    "газовый рынок", "Łódź, żółć; ćma", "Минск — Москва: «80 %»", "a,b", 'say "yes"', '"', '""', "'", "''", "it's",
    "two\nlines", "a\n\nb\n", "\n", "\nfirst", " before", "after ", " ", "a\tb", "\tx", "back\\slash", "\\n", "a;b", ";", ",",
    "=cmd|' /C calc'!A0", "=1+1", "+1", "-2+3", "@SUM(A1)", "'=1", "#N/A", "#REF!", "TRUE", "null", "~", "no", "on", "Null",
    "1.10", "007", "1e5", "0x1F", "12:30:00", "2022-06-30", "2022-06", "1,5", "5 %", "NaN", "-", "---", "...", "--- a", "- item",
    "a: b", "a:", "# note", "a # b", "|", ">", "|-\n a", "{a: 1}", "[a]", "{", "}", "*x", "&x",
    "!!python/none", "%TAG", "`", "?", "? a",
    "\u00a0", "\u2028", "\x85", "\ufeff", "\u200b", "e\u0301", "\u05e2\u05d1\u05e8", "👩‍👩‍👧", "_x0041_", "<b>&amp;</b>", "]]>",
    "a" * 300,
)  # fmt: skip
STEMS = ("x", "gas", "газ", "łódź", "2021", "007", "no", "1.10", "null", "a_b", "a-b", "A")
# Of two kinds of ids that share a field only one may go without its letter, so that they stay apart.
_MAY_BE_BARE = ("a", "m", "i", "n", "e", "s", "c", "u", "l")
_DAY0, _DAY1 = date(2000, 1, 1), date(2035, 12, 31)

Draw = Callable[..., Any]


@cache
def texts(*, least: int = 0) -> st.SearchStrategy[str]:
    """Text that every field of type ``Text`` takes; with ``least=1``, ``Words``."""
    allowed = st.characters(codec="utf-8", exclude_characters="".join(map(chr, (*range(9), *range(11, 32), 127, 0xFFFE, 0xFFFF))))
    free = st.text(allowed, min_size=least, max_size=20)
    some = st.sampled_from([t for t in AWKWARD if len(t) >= least])
    joined = st.tuples(some, some).map(lambda pair: "".join(pair)[:250])
    return st.one_of(some, free, joined)


@cache
def names() -> st.SearchStrategy[tuple[str, ...]]:
    """Lists of names: no semicolon, no space around, not empty."""
    one = texts(least=1).map(lambda t: t.replace(";", "").strip()).filter(bool)
    return st.lists(one, max_size=3).map(tuple)


@cache
def keys(prefix: str, size: int) -> st.SearchStrategy[list[str]]:
    """``size`` different ids; among them some that look like numbers, dates or nothing."""
    bare = ("2021", "007", "no", "1.10", "null") if prefix in _MAY_BE_BARE else ()
    return st.lists(st.sampled_from(STEMS), min_size=size, max_size=size).map(
        lambda stems: [s if s in bare and not i else f"{s}-{prefix}{i}" for i, s in enumerate(stems)]
    )


@cache
def days(first: date = _DAY0, last: date = _DAY1) -> st.SearchStrategy[date]:
    """Days, most of them at the ends of months and quarters, where rules change their mind."""
    span = st.dates(first, last)
    ends = span.map(lambda d: max(first, d.replace(day=1) - timedelta(days=1)))
    return st.one_of(span, ends, st.sampled_from([first, last]))


@cache
def period_texts() -> st.SearchStrategy[str]:
    """Dates in every notation that a case allows."""
    year = st.integers(2000, 2035)
    one = st.one_of(
        days().map(date.isoformat),
        year.map(str),
        st.builds("{}-{:02d}".format, year, st.integers(1, 12)),
        st.builds("{}-Q{}".format, year, st.integers(1, 4)),
        st.builds("{}-H{}".format, year, st.integers(1, 2)),
    )

    def span(pair: tuple[str, str]) -> str:
        (_, first), (_, second) = sorted((Period.parse(t).first, t) for t in pair)
        if Period.parse(second).last < Period.parse(first).last:
            return first
        return f"{first}/{second}"

    return st.one_of(one, one, st.tuples(one, one).map(span))


@cache
def periods() -> st.SearchStrategy[Period]:
    """Periods, with the notation they were written in."""
    return period_texts().map(Period.parse)


@cache
def numbers(low: float = 0.0, high: float = 1e9) -> st.SearchStrategy[float]:
    """Numbers as analysts type them (whole, one decimal, equal ones) and any others."""
    whole = st.integers(int(low), int(min(high, 1000))).map(float)
    tenths = st.integers(int(low * 10), int(min(high, 1000) * 10)).map(lambda n: n / 10)
    return st.one_of(whole, tenths, st.floats(low, high, allow_nan=False))


# Strategies are kept: to make one, and to have it check itself, takes longer than to draw from it.
@cache
def _triples(low: float, high: float) -> st.SearchStrategy[list[float]]:
    return st.lists(numbers(low, high), min_size=3, max_size=3)


@lru_cache(4096)
def or_none(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """What another strategy gives, or None."""
    return st.none() | strategy


@lru_cache(4096)
def among(*values: Any) -> st.SearchStrategy[Any]:
    """One of the values."""
    return st.sampled_from(values)


@lru_cache(4096)
def _some(values: tuple[str, ...], most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


def triple(draw: Draw, low: float, high: float) -> list[float]:
    """Three numbers in ascending order."""
    return sorted(draw(_triples(low, high)))


def maybe(draw: Draw, values: Sequence[str]) -> str | None:
    """One of the values, or None."""
    return draw(or_none(among(*values))) if values else None


def some_of(draw: Draw, values: Sequence[str], most: int = 2) -> tuple[str, ...]:
    """Some of the values, none twice."""
    return tuple(draw(_some(tuple(values), most))) if values else ()


@cache
def one_of(literal: Any) -> st.SearchStrategy[Any]:
    """The values of a ``Literal``."""
    return st.sampled_from(get_args(literal))


class World:
    """The ids drawn so far, and the sources, for the rows that refer to them."""

    def __init__(self, draw: Draw, most: int) -> None:
        self.draw, self.most = draw, most
        self.sources: list[Source] = [self._source(i) for i in self.keys("s")]
        self.published = {s.id: s.known for s in self.sources if s.known}
        self.parties, self.units, self.coders = self.keys("p", 2), self.keys("u", 1), self.keys("c", 1)
        self.domains = self.keys("d", 1)
        self.actors, self.issues = self.keys("a", 1), self.keys("i")
        self.packages, self.commitments, self.series = self.keys("k"), self.keys("m"), self.keys("n")

    def keys(self, prefix: str, least: int = 0) -> list[str]:
        return list(self.draw(keys(prefix, self.draw(st.integers(least, self.most)))))

    def text(self, least: int = 0) -> str:
        return str(self.draw(texts(least=least)))

    def optional(self, *names: str) -> dict[str, Any]:
        return {n: self.text() for n in names if self.draw(st.booleans())}

    def _source(self, key: str) -> Source:
        draw = self.draw
        fields: dict[str, Any] = {"id": key, "type": draw(among("webpage", "article-newspaper", "report"))}
        fields |= self.optional("title", "publisher", "url", "note", "language", "issued_basis")
        fields |= {"issued": draw(or_none(periods())), "accessed": draw(or_none(periods()))}
        fields["reliability"] = draw(or_none(among(*"ABCDEF")))
        fields["standing"] = draw(or_none(among("party", "official_media", "independent", "primary")))
        if draw(st.booleans()):
            fields["other"] = {"author": [{"family": self.text(), "given": "Ł."}], "volume": 3, "custom": {"folder": self.text()}}
        return Source.model_validate(fields)

    def fact(self, not_before: date | None = None) -> dict[str, Any]:
        """Source, known, confidence, credibility and note; known on some day, not before the fact."""
        draw = self.draw
        chosen = some_of(draw, [s.id for s in self.sources])
        fields: dict[str, Any] = {"source": chosen, "note": self.text(), "credibility": draw(or_none(st.integers(1, 6)))}
        fields["confidence"] = draw(or_none(among("high", "medium", "low")))
        known = min((self.published[s] for s in chosen if s in self.published), default=None)
        early = known is not None and not_before is not None and known < not_before
        if known is None or early or draw(st.booleans()):
            day = (not_before or _DAY0) + timedelta(days=draw(st.integers(0, 800)))
            fields["known"] = draw(st.sampled_from([Period.of(day), Period.parse(f"{day.year}-{day.month:02d}")]))
        return fields

    def rows(self, record: type[Record], ids: Sequence[str], make: Callable[[int], dict[str, Any]]) -> tuple[Any, ...]:
        return tuple(record.model_validate({"id": key} | make(i)) for i, key in enumerate(ids))
