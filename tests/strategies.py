"""Whole valid cases for property tests, with the text that breaks file formats.

``cases()`` gives a ``Case`` in memory on which no check finds an error. Positions, keys and texts
are aimed at what goes wrong in CSV, YAML, JSON and spreadsheets: separators, quotes, line ends,
leading signs that a spreadsheet runs, words that YAML or a spreadsheet takes for something else,
Cyrillic, Polish, combining and invisible characters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, get_args

from hypothesis import strategies as st

from longgame.case.about import About
from longgame.case.actors import Actor, ActorKind, Statement
from longgame.case.case import Case
from longgame.case.claims import Claim, Quantity
from longgame.case.commitments import Bindingness, Commitment, Package
from longgame.case.deadlines import Deadline, Requirement
from longgame.case.events import Event, EventKind
from longgame.case.indicators import Observation, Series
from longgame.case.issues import Issue
from longgame.case.mechanisms import Mechanism
from longgame.case.outcomes import Outcome
from longgame.case.record import Record
from longgame.case.scenarios import Scenario
from longgame.case.sources import Source
from longgame.case.stances import Capability, Stance
from longgame.case.status import Evidence, StatusEvent, StatusKind
from longgame.case.tables import SPECS, Table
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
_MAY_BE_BARE = ("a", "m", "i", "n", "e", "s", "c", "u")
_DAY0, _DAY1 = date(2000, 1, 1), date(2035, 12, 31)

Draw = Callable[..., Any]


def texts(*, least: int = 0) -> st.SearchStrategy[str]:
    """Text that every field of type ``Text`` takes; with ``least=1``, ``Words``."""
    allowed = st.characters(codec="utf-8", exclude_characters="".join(map(chr, (*range(9), *range(11, 32), 127, 0xFFFE, 0xFFFF))))
    free = st.text(allowed, min_size=least, max_size=20)
    some = st.sampled_from([t for t in AWKWARD if len(t) >= least])
    joined = st.tuples(some, some).map(lambda pair: "".join(pair)[:250])
    return st.one_of(some, free, joined)


def names() -> st.SearchStrategy[tuple[str, ...]]:
    """Lists of names: no semicolon, no space around, not empty."""
    one = texts(least=1).map(lambda t: t.replace(";", "").strip()).filter(bool)
    return st.lists(one, max_size=3).map(tuple)


def keys(prefix: str, size: int) -> st.SearchStrategy[list[str]]:
    """``size`` different ids; among them some that look like numbers, dates or nothing."""
    bare = ("2021", "007", "no", "1.10", "null") if prefix in _MAY_BE_BARE else ()
    return st.lists(st.sampled_from(STEMS), min_size=size, max_size=size).map(
        lambda stems: [s if s in bare and not i else f"{s}-{prefix}{i}" for i, s in enumerate(stems)]
    )


def days(first: date = _DAY0, last: date = _DAY1) -> st.SearchStrategy[date]:
    """Days, most of them at the ends of months and quarters, where rules change their mind."""
    span = st.dates(first, last)
    ends = span.map(lambda d: max(first, d.replace(day=1) - timedelta(days=1)))
    return st.one_of(span, ends, st.sampled_from([first, last]))


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


def periods() -> st.SearchStrategy[Period]:
    """Periods, with the notation they were written in."""
    return period_texts().map(Period.parse)


def numbers(low: float = 0.0, high: float = 1e9) -> st.SearchStrategy[float]:
    """Numbers as analysts type them (whole, one decimal, equal ones) and any others."""
    whole = st.integers(int(low), int(min(high, 1000))).map(float)
    tenths = st.integers(int(low * 10), int(min(high, 1000) * 10)).map(lambda n: n / 10)
    return st.one_of(whole, tenths, st.floats(low, high, allow_nan=False))


def _triple(draw: Draw, low: float, high: float) -> list[float]:
    return sorted(draw(st.lists(numbers(low, high), min_size=3, max_size=3)))


def _maybe(draw: Draw, values: Sequence[str]) -> str | None:
    return draw(st.none() | st.sampled_from(list(values))) if values else None


def _some(draw: Draw, values: Sequence[str], most: int = 2) -> tuple[str, ...]:
    return tuple(draw(st.lists(st.sampled_from(list(values)), max_size=most, unique=True))) if values else ()


def _kind(literal: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(literal))


class _World:
    """The ids drawn so far, and the sources, for the rows that refer to them."""

    def __init__(self, draw: Draw, most: int) -> None:
        self.draw, self.most = draw, most
        self.sources: list[Source] = [self._source(i) for i in self.keys("s")]
        self.published = {s.id: s.known for s in self.sources if s.known}
        self.parties, self.units, self.coders = self.keys("p", 1), self.keys("u", 1), self.keys("c", 1)
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
        fields: dict[str, Any] = {"id": key, "type": draw(st.sampled_from(["webpage", "article-newspaper", "report"]))}
        fields |= self.optional("title", "publisher", "url", "note", "language", "issued_basis")
        fields |= {"issued": draw(st.none() | periods()), "accessed": draw(st.none() | periods())}
        fields["reliability"] = draw(st.none() | st.sampled_from("ABCDEF"))
        fields["standing"] = draw(st.none() | st.sampled_from(["party", "official_media", "independent", "primary"]))
        if draw(st.booleans()):
            fields["other"] = {"author": [{"family": self.text(), "given": "Ł."}], "volume": 3, "custom": {"folder": self.text()}}
        return Source.model_validate(fields)

    def fact(self, not_before: date | None = None) -> dict[str, Any]:
        """Source, known, confidence, credibility and note; known on some day, not before the fact."""
        draw = self.draw
        chosen = _some(draw, [s.id for s in self.sources])
        fields: dict[str, Any] = {"source": chosen, "note": self.text(), "credibility": draw(st.none() | st.integers(1, 6))}
        fields["confidence"] = draw(st.none() | st.sampled_from(["high", "medium", "low"]))
        known = min((self.published[s] for s in chosen if s in self.published), default=None)
        early = known is not None and not_before is not None and known < not_before
        if known is None or early or draw(st.booleans()):
            day = (not_before or _DAY0) + timedelta(days=draw(st.integers(0, 800)))
            fields["known"] = draw(st.sampled_from([Period.of(day), Period.parse(f"{day.year}-{day.month:02d}")]))
        return fields

    def rows(self, record: type[Record], ids: Sequence[str], make: Callable[[int], dict[str, Any]]) -> tuple[Any, ...]:
        return tuple(record.model_validate({"id": key} | make(i)) for i, key in enumerate(ids))


@st.composite
def cases(draw: Draw, *, most: int = 3) -> Case:
    """Valid cases with at most ``most`` rows in each table; no check finds an error in them."""
    w = _World(draw, most)
    tables: dict[str, tuple[Any, ...]] = {"sources": tuple(w.sources)}
    tables |= _static(w) | _promises(w) | _facts(w) | _coding(w)
    made = {name: Table(name, rows, tuple(range(len(rows)))) for name, rows in tables.items()}
    return Case(about=_about(w), **made)  # type: ignore[arg-type]


def _about(w: _World) -> About:
    draw = w.draw
    roles = st.sampled_from(["patron", "client", "equal", "mediator", "body", "other"])
    fields: dict[str, Any] = {"id": "no", "title": w.text(1), "summary": w.text(1), "period": draw(periods())}
    fields["parties"] = [{"id": p, "name": w.text(1), "role": draw(roles), "colour": "#01aBcD"} for p in w.parties]
    fields["units"] = [{"id": u, "title": w.text(1), "note": w.text()} for u in w.units]
    fields["coders"] = [{"id": c, "name": w.text(1)} for c in w.coders]
    fields["chapters"] = [
        {"period": draw(periods()), "title": w.text(1), "text": w.text(1)} | w.fact() for _ in range(draw(st.integers(0, 2)))
    ]
    fields |= w.optional("licence", "sponsor") | {"settle_days": draw(st.lists(period_texts(), max_size=2))}
    fields |= {"updated": draw(st.none() | periods())}
    return About.model_validate(fields)


def _static(w: _World) -> dict[str, tuple[Any, ...]]:
    draw = w.draw
    source = [s.id for s in w.sources]

    def actor(i: int) -> dict[str, Any]:
        fields = {"name": w.text(1), "kind": draw(_kind(ActorKind)), "party": _maybe(draw, w.parties), "aliases": draw(names())}
        fields |= {"part_of": _maybe(draw, w.actors[:i]), "wikidata": draw(st.sampled_from(["", "Q184"])), "iso": "BY"}
        return fields | {"source": _some(draw, source)} | w.optional("role", "wants", "note")

    def issue(_: int) -> dict[str, Any]:
        points = sorted(draw(st.sets(st.integers(1, 99), max_size=2)))
        scale = [{"at": at, "label": w.text(1)} for at in (0, *points, 100)]
        fields = {"title": w.text(1), "domain": draw(st.sampled_from(w.domains)), "scale": scale, "note": w.text()}
        fields["reversion"] = {"at": draw(numbers(0, 100)), "reason": w.text(1)}
        return fields | {"asked_by": _some(draw, w.actors), "commitments": _some(draw, w.commitments)}

    def series(_: int) -> dict[str, Any]:
        fields = {"title": w.text(1), "unit": w.text(1), "domain": draw(st.sampled_from(w.domains)), "counted_by": w.text(1)}
        return fields | {"chart": draw(st.booleans())} | w.optional("group", "note")

    refs = [f"actor:{a}" for a in w.actors] + [f"commitment:{c}" for c in w.commitments] + [f"package:{p}" for p in w.packages]

    def mechanism(_: int) -> dict[str, Any]:
        verbs = st.sampled_from(["read", "track", "settle", "play", "score"])
        home = {"verb": draw(verbs), "live": draw(st.booleans()), "does": w.text(1), "refs": _some(draw, refs)}
        since = [{"what": w.text(1)} | w.fact() for _ in range(draw(st.integers(0, 2)))]
        fields = {"title": w.text(1), "kind": w.text(1), "summary": w.text(1), "analysts": draw(names())}
        return fields | {"homes": [home], "since": since, "observables": w.text(), "source": _some(draw, source)}

    def scenario(_: int) -> dict[str, Any]:
        who = {"actors": draw(st.lists(st.sampled_from(w.actors), min_size=1, max_size=3)), "issues": _some(draw, w.issues)}
        value = {"position": draw(numbers(0, 100)), "capability": draw(numbers(0, 500))}
        changes = [who | {"does": "leave"}, who | {"does": draw(st.sampled_from(["set", "shift"]))} | value]
        if len(w.actors) > 1:
            changes.append(who | {"does": "join", "actors": w.actors, "leader": _maybe(draw, w.actors)})
        return {"title": w.text(1), "changes": changes, "reason": w.text(1)} | w.fact()

    return {
        "actors": w.rows(Actor, w.actors, actor),
        "issues": w.rows(Issue, w.issues, issue),
        "series": w.rows(Series, w.series, series),
        "mechanisms": w.rows(Mechanism, w.keys("h"), mechanism),
        "scenarios": w.rows(Scenario, w.keys("z") if w.actors else [], scenario),
    }


def _promises(w: _World) -> dict[str, tuple[Any, ...]]:
    draw = w.draw

    def package(_: int) -> dict[str, Any]:
        fields = {"title": w.text(1), "period": draw(st.none() | periods()), "size": draw(st.none() | st.integers(0, 99))}
        return fields | {"unit": _maybe(draw, w.units), "summary": w.text()} | w.fact()

    def commitment(i: int) -> dict[str, Any]:
        fields = {"title": w.text(1), "domain": draw(st.sampled_from(w.domains)), "package": _maybe(draw, w.packages)}
        fields |= {"parent": _maybe(draw, w.commitments[:i]), "needs": _some(draw, w.commitments[:i])}
        fields |= {"promised_by": _some(draw, [*w.parties, *w.actors]), "aims_at": draw(_kind(Bindingness))}
        return fields | w.optional("number", "summary", "title_basis") | w.fact()

    ids = w.keys("t") if w.commitments else []
    replaced: list[tuple[str, str]] = []

    def deadline(i: int) -> dict[str, Any]:
        fields = {"commitment": draw(st.sampled_from(w.commitments)), "what": w.text(1), "due": draw(periods())}
        fields |= {"requires": draw(_kind(Requirement)), "set_on": draw(periods()), "set_by": _maybe(draw, w.actors)}
        open_ones = [key for key, of in replaced if of == fields["commitment"]]
        if (old := _maybe(draw, open_ones)) is not None:
            fields["replaces"] = old
            replaced.remove((old, fields["commitment"]))
        replaced.append((ids[i], fields["commitment"]))
        return fields | w.fact()

    return {
        "packages": w.rows(Package, w.packages, package),
        "commitments": w.rows(Commitment, w.commitments, commitment),
        "deadlines": w.rows(Deadline, ids, deadline),
    }


def _facts(w: _World) -> dict[str, tuple[Any, ...]]:
    draw = w.draw
    scopes = [*w.packages, *w.commitments]

    def dated() -> dict[str, Any]:
        when = draw(periods())
        return {"date": when} | w.fact(when.first)

    def status(_: int) -> dict[str, Any]:
        fields = {"commitment": draw(st.sampled_from(w.commitments)), "event": draw(_kind(StatusKind)), "what": w.text(1)}
        fields |= {"level": draw(st.none() | st.integers(0, 3)), "evidence": draw(_kind(Evidence)), "by": _maybe(draw, w.actors)}
        return fields | dated()

    def claim(_: int) -> dict[str, Any]:
        fields = {"claimant": draw(st.sampled_from(w.actors)), "scope": draw(st.sampled_from(scopes)), "what": w.text(1)}
        fields |= {
            "unit": _maybe(draw, w.units),
            "quantity": draw(_kind(Quantity)),
            "as": draw(st.sampled_from(["percent", "count", "none"])),
        }
        if fields["as"] != "none":
            low, value, high = _triple(draw, 0, 100 if fields["as"] == "percent" else 500)
            fields |= draw(
                st.sampled_from(
                    [{"value": value}, {"low": low, "high": high}, {"low": low, "value": value, "high": high}, {"low": low}]
                )
            )
            fields["relation"] = draw(st.sampled_from(["exactly", "about", "over", "under", "range"]))
            if fields["as"] == "count" and draw(st.booleans()):
                fields["denominator"] = max(high, 0.5)
        when = dated()
        if draw(st.booleans()):
            fields["counted_on"] = when["date"]
        return fields | when

    def event(_: int) -> dict[str, Any]:
        fields = {"kind": draw(_kind(EventKind)), "domain": draw(st.sampled_from(w.domains)), "what": w.text(1)}
        fields |= {"actors": _some(draw, w.actors), "turning_point": draw(st.booleans()), "label": w.text()[:40]}
        return fields | {"moves": draw(st.sampled_from(["", "trust+; gas-"]))} | dated()

    def observation(_: int) -> dict[str, Any]:
        low, value, high = _triple(draw, -1000, 1e9)
        fields = draw(
            st.sampled_from(
                [{"value": value}, {"low": low, "high": high}, {"low": low, "value": value, "high": high}, {"high": high}]
            )
        )
        return {"series": draw(st.sampled_from(w.series)), "usable": draw(st.booleans())} | fields | dated()

    def statement(_: int) -> dict[str, Any]:
        return {"actor": draw(st.sampled_from(w.actors)), "issue": _maybe(draw, w.issues), "what": w.text(1)} | dated()

    return {
        "status": w.rows(StatusEvent, w.keys("v") if w.commitments else [], status),
        "claims": w.rows(Claim, w.keys("q") if scopes else [], claim),
        "events": w.rows(Event, w.keys("e"), event),
        "indicators": w.rows(Observation, w.keys("o") if w.series else [], observation),
        "statements": w.rows(Statement, w.keys("w"), statement),
    }


def _coding(w: _World) -> dict[str, tuple[Any, ...]]:
    draw = w.draw

    def triples(issues: Sequence[str]) -> list[tuple[str, str, str]]:
        one = st.tuples(*(st.sampled_from(list(v)) for v in (w.actors, issues, w.coders)))
        return draw(st.lists(one, max_size=w.most, unique=True)) if issues else []

    def coded(record: type[Record], keys: tuple[str, str, str], names: Sequence[str], top: float) -> list[Record]:
        fields: dict[str, Any] = {"actor": keys[0], "issue": keys[1], "coder": keys[2], "reason": w.text(1)}
        for name in names:
            low, best, high = _triple(draw, 0, top)
            fields |= {
                f"{name}_low" if record is Stance else "low": low,
                name: best,
                f"{name}_high" if record is Stance else "high": high,
            }
        start, cut = draw(periods()), draw(st.integers(0, 900))
        until = start.last + timedelta(days=cut)
        first = fields | {"from": start, "until": draw(st.none() | st.just(Period.of(until)))} | w.fact()
        rows = [record.model_validate(first)]
        if first["until"] is not None and draw(st.booleans()):
            rows.append(record.model_validate(fields | {"from": Period.of(until + timedelta(days=1))} | w.fact()))
        return rows

    stances = [r for t in triples(w.issues) for r in coded(Stance, t, ("position", "salience"), 100)]
    weights = [r for t in triples([*w.issues, "*"]) for r in coded(Capability, t, ("capability",), 1000)]

    def outcome(i: int) -> dict[str, Any]:
        low, at, high = _triple(draw, 0, 100)
        fields = {"issue": w.issues[i], "date": (when := draw(periods())), "low": low, "at": at, "high": high}
        return fields | {"coder": draw(st.sampled_from(w.coders)), "reason": w.text(1)} | w.fact(when.first)

    outcomes = w.rows(Outcome, w.keys("u")[: len(w.issues)], outcome)
    return {"stances": tuple(stances), "capabilities": tuple(weights), "outcomes": outcomes}


def same_rows(one: Case, other: Case) -> Mapping[str, tuple[Any, Any]]:
    """Return the tables (and ``about``) in which two cases differ, each with both sides; empty if none."""
    found = {n: (one.table(n).rows, other.table(n).rows) for n in SPECS if one.table(n).rows != other.table(n).rows}
    return found | ({"about": (one.about, other.about)} if one.about != other.about else {})
