"""Decisions with known outcomes, read from a file: what a backtest is run on."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from longgame.case.text.csv_text import parse_csv
from longgame.case.text.json_text import parse_json
from longgame.case.text.parsed import Parsed
from longgame.core.errors import CaseError, Problem, short
from longgame.core.files import read_text, shown
from longgame.settle.problem import Issue, Package

Floats = NDArray[np.float64]
LOW, HIGH = 0.0, 100.0
MOST = 100
# Short names as in the published data, and the words of a table.
ISSUE = {"issue": ("issue",), "proposal": ("prop", "proposal"), "outcome": ("out", "outcome"), "reversion": ("rp", "reversion")}
STANCE = {"actor": ("a", "actor"), "position": ("x", "position"), "salience": ("s", "salience"), "capability": ("c", "capability")}
RANGES = {"outcome": HIGH, "reversion": HIGH, "position": HIGH, "salience": 100.0, "capability": math.inf}
MISSING = ("", "na", "nan", "null", "none")


@dataclass(frozen=True)
class Decisions:
    """d decisions on issues from 0 to 100, with up to n actors.

    Attributes
    ----------
    names, proposals : tuple of str, length d
        Issues, and the proposal each belongs to: issues of one proposal were decided together.
    issues : Issue
        NumPy arrays with a first axis of length d; salience 0 to 1, the reversion point NaN where it is not known. Within a
        proposal an actor has the same place on all issues.
    outcome : array, shape (d,)
    left_out : int
        Issues of the file without a known outcome.
    without : int
        Stances left out because position, salience or capability is not given.
    digest : str
        SHA-256 of the file's text.
    """

    names: tuple[str, ...]
    proposals: tuple[str, ...]
    issues: Issue
    outcome: Floats
    left_out: int
    without: int
    digest: str

    @property
    def groups(self) -> NDArray[np.int64]:
        """Number of each decision's proposal, shape (d,)."""
        return np.unique(np.array(self.proposals), return_inverse=True)[1].astype(np.int64)

    def of(self, rows: NDArray[np.int64]) -> Decisions:
        """Return some of the decisions, without the places of actors that none of them has."""
        n = 1 + int(np.flatnonzero(self.issues.present[rows].any(axis=0)).max(initial=0))
        issues: Any = Issue(*(a[rows, :n] for a in self.issues[:4]), *(a[rows] for a in self.issues[4:]))
        names, proposals = (tuple(of[i] for i in rows) for of in (self.names, self.proposals))
        return replace(self, names=names, proposals=proposals, issues=issues, outcome=self.outcome[rows])

    def packages(self) -> tuple[Package, NDArray[np.int64]]:
        """Return the proposals as packages of their issues, and each decision's place in its package, shape (d,).

        The arrays have a first axis of proposals, numbered as in ``groups``; a proposal with fewer issues than the largest
        has issues on which nobody has a stance.
        """
        groups = self.groups
        place = np.array([(groups[:i] == g).sum() for i, g in enumerate(groups)], dtype=np.int64)
        p, n, m = int(groups.max()) + 1, self.issues.position.shape[1], int(place.max()) + 1
        low, high = np.full((p, m), LOW), np.full((p, m), HIGH)
        arrays = [np.zeros((p, n, m), dtype=np.asarray(a).dtype) for a in self.issues[:4]]
        for array, of in zip(arrays, self.issues[:4], strict=True):
            array[groups, :, place] = of
        reversion = np.full((p, m), np.nan)
        reversion[groups, place] = self.issues.reversion
        x, s, c, present = arrays
        return Package(x, s, c, present, reversion, low, high), place  # type: ignore[arg-type]


def read(path: Path | str) -> Decisions:
    """Read decisions from JSON or CSV.

    JSON: a list of objects with ``issue``, ``prop`` (proposal), ``out`` (outcome), ``rp`` (reversion point, may be null) and
    ``actors``, a list of objects with ``a`` (actor), ``x`` (position), ``s`` (salience) and ``c`` (capability). CSV: a row for
    each actor and issue with the columns issue, proposal, actor, position, salience, capability, outcome and, if known,
    reversion; an issue's outcome, proposal and reversion are those of its first row and must not differ. Positions, saliences,
    outcomes and reversion points run from 0 to 100. A stance with an empty, null or NaN value is left out; so is an issue
    without an outcome; both are counted.

    Raises
    ------
    CaseError
        LG171 for missing fields and columns, LG172 for values, LG150 for an issue or an actor that stands twice; all of them.
    """
    path = Path(path)
    text = read_text(path)
    parsed, rows = _json(text, path) if path.suffix.casefold() == ".json" else _csv(text, path)
    reader = _Reader(parsed)
    found = [decision for row in rows if (decision := reader.decision(row)) is not None]
    if not found and not reader.problems:
        fix = "an outcome is a number from 0 to 100"
        reader.problems.append(Problem(parsed.where(()), "LG172", "the file holds no issue with a known outcome", fix))
    if reader.problems:
        raise CaseError(reader.problems[:MOST])
    return _arrays(found, reader, hashlib.sha256(text.encode()).hexdigest())


@dataclass(frozen=True)
class _Row:
    """An issue as it stands in the file: its fields, its stances, and where each is."""

    at: tuple[str | int, ...]
    fields: Mapping[str, Any]
    stances: Sequence[tuple[tuple[str | int, ...], Mapping[str, Any]]]


@dataclass(frozen=True)
class _Decision:
    name: str
    proposal: str
    outcome: float
    reversion: float
    stances: tuple[tuple[str, float, float, float], ...]


def _json(text: str, path: Path) -> tuple[Parsed, Iterator[_Row]]:
    # Programs write NaN for what is not known, which JSON does not allow.
    parsed = parse_json(re.sub(r"(?<=[:\[,\s])NaN(?=\s*[,}\]])", "null", text), shown(path))
    data = parsed.data
    if not isinstance(data, list) or not all(isinstance(row, dict) and isinstance(row.get("actors"), list) for row in data):
        fix = "a list of objects, each with issue, prop, out, rp and actors"
        raise CaseError([Problem(parsed.where(()), "LG171", "the file is not a list of issues with their actors", fix)])

    def rows() -> Iterator[_Row]:
        for i, row in enumerate(data):
            stances = [((i, "actors", k), s if isinstance(s, dict) else {}) for k, s in enumerate(row["actors"])]
            yield _Row((i,), row, stances)

    return parsed, rows()


def _csv(text: str, path: Path) -> tuple[Parsed, Iterator[_Row]]:
    parsed = parse_csv(text, shown(path))
    wanted = {**ISSUE, **STANCE}
    missing = [what for what, names in wanted.items() if what != "reversion" and not any(n in parsed.header for n in names)]
    if missing:
        fix = "the columns are issue, proposal, actor, position, salience, capability, outcome and reversion"
        raise CaseError([Problem(parsed.where(()), "LG171", f"there is no column for {', '.join(missing)}", fix)])
    numbers: dict[str, list[int]] = {}
    for i, row in enumerate(parsed.data):
        numbers.setdefault(str(_first(row, ISSUE["issue"])), []).append(i)

    def rows() -> Iterator[_Row]:
        for members in numbers.values():
            yield _Row((members[0],), parsed.data[members[0]], [((i,), parsed.data[i]) for i in members])

    return parsed, rows()


def _first(fields: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((fields[name] for name in names if name in fields), None)


class _Reader:
    """Turns rows into decisions and keeps what is wrong with them."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed, self.problems = parsed, list[Problem]()
        self.left_out = self.without = 0
        self._names: set[str] = set()

    def decision(self, row: _Row) -> _Decision | None:
        name, proposal = (_first(row.fields, ISSUE[what]) for what in ("issue", "proposal"))
        if name is None or str(name) in self._names:
            code, what = ("LG171", "an issue has no name") if name is None else ("LG150", f"the issue {short(name)} stands twice")
            self._problem(row.at, ISSUE["issue"], code, what)
        self._names.add(str(name))
        numbers = {what: self._number(row.at, row.fields, what, ISSUE[what]) for what in ("outcome", "reversion")}
        stances = self._stances(row)
        self._agree(row)
        if math.isnan(numbers["outcome"]):
            self.left_out += 1
            return None
        return _Decision(str(name), str(name if proposal is None else proposal), numbers["outcome"], numbers["reversion"], stances)

    def _stances(self, row: _Row) -> tuple[tuple[str, float, float, float], ...]:
        kept, seen = [], set[str]()
        for at, fields in row.stances:
            actor = _first(fields, STANCE["actor"])
            if actor is None or str(actor) in seen:
                known = "an actor has no name" if actor is None else f"the actor {short(actor)} stands twice on one issue"
                self._problem(at, STANCE["actor"], "LG171" if actor is None else "LG150", known)
            seen.add(str(actor))
            x, s, c = (self._number(at, fields, what, STANCE[what]) for what in ("position", "salience", "capability"))
            if math.isnan(x + s + c):
                self.without += 1
            else:
                kept.append((str(actor), x, s / 100, c))
        return tuple(kept)

    def _agree(self, row: _Row) -> None:
        """Refuse a table in which rows of one issue differ in what belongs to the issue."""
        for what in ("proposal", "outcome", "reversion"):
            first = _first(row.fields, ISSUE[what])
            for at, fields in row.stances:
                if any(name in fields for name in ISSUE[what]) and _first(fields, ISSUE[what]) != first:
                    self._problem(at, ISSUE[what], "LG172", f"the {what} differs from that of the issue's first row")

    def _number(self, at: tuple[str | int, ...], fields: Mapping[str, Any], what: str, names: Sequence[str]) -> float:
        value = _first(fields, names)
        if value is None or (isinstance(value, str) and value.strip().casefold() in MISSING):
            return math.nan
        try:
            number = math.nan if isinstance(value, bool | list | dict) else float(value)
        except ValueError:
            number = math.nan
        if 0 <= number <= RANGES[what] and math.isfinite(number):
            return number
        allowed = "a number from 0 to 100" if math.isfinite(RANGES[what]) else "a number, 0 or more"
        self._problem(at, names, "LG172", f"{what}: got {short(value)}", allowed)
        return math.nan

    def _problem(self, at: tuple[str | int, ...], names: Sequence[str], code: str, message: str, fix: str = "") -> None:
        """Note a problem at the field, under the name by which the file calls it."""
        places = [self.parsed.where((*at, name)) for name in names]
        row = self.parsed.where(at)
        self.problems.append(Problem(next((p for p in places if p != row), row), code, message, fix))


def _arrays(found: Sequence[_Decision], reader: _Reader, digest: str) -> Decisions:
    places: dict[str, dict[str, int]] = {}
    for decision in found:
        of = places.setdefault(decision.proposal, {})
        for actor, *_ in decision.stances:
            of.setdefault(actor, len(of))
    d, n = len(found), max(1, *(len(of) for of in places.values()), 1)
    x, s, c, present = np.zeros((d, n)), np.zeros((d, n)), np.zeros((d, n)), np.zeros((d, n), bool)
    for i, decision in enumerate(found):
        for actor, *numbers in decision.stances:
            k = places[decision.proposal][actor]
            x[i, k], s[i, k], c[i, k] = numbers
            present[i, k] = True
    reversion = np.array([f.reversion for f in found])
    issues: Any = Issue(x, s, c, present, reversion, np.full(d, LOW), np.full(d, HIGH))  # type: ignore[arg-type]
    return Decisions(
        tuple(f.name for f in found),
        tuple(f.proposal for f in found),
        issues,
        np.array([f.outcome for f in found]),
        reader.left_out,
        reader.without,
        digest,
    )
