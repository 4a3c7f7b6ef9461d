"""From a case's coded stances to arrays. The only module of ``settle`` that sees records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from longgame.case.case import Case
from longgame.case.stances import Capability, Coded, Stance
from longgame.core.errors import UsageError, listed
from longgame.settle.problem import Issue, Package

C = TypeVar("C", bound=Coded)
Floats = NDArray[np.float64]
EVERY_ISSUE = "*"


@dataclass(frozen=True)
class Interval:
    """A judgement as low, best and high; arrays of one shape."""

    low: Floats
    best: Floats
    high: Floats


@dataclass(frozen=True)
class Encoded:
    """The bargaining problem of a case on a day, with the spread of every judgement.

    Attributes
    ----------
    day : datetime.date
    actors, issues : tuple of str
        Ids, in the order of the arrays: n actors, m issues.
    blocs : tuple of str
        Party of each actor, or its own id where it has none; actors of one bloc are drawn together.
    position, salience, capability : Interval
        Shape (n, m); position on the issue's scale, salience 0 to 1, capability 0 or more. 0 where not present.
    present : bool array, shape (n, m)
    reversion : array, shape (m,)
    capability_row : int array, shape (n, m)
        Which coded judgement each capability rests on: one number for all issues that one row covers; -1 where not present.
    facts : tuple of (table, key, day known)
        The rows that were used.
    without_capability : tuple of (actor, issue)
        Stances that were left out because nobody coded the actor's capability.
    alone : tuple of str
        Issues that were left out because one actor alone has a stance and a capability there.
    """

    day: date
    actors: tuple[str, ...]
    issues: tuple[str, ...]
    blocs: tuple[str, ...]
    position: Interval
    salience: Interval
    capability: Interval
    present: NDArray[np.bool_]
    reversion: Floats
    capability_row: NDArray[np.int64]
    facts: tuple[tuple[str, str, date], ...]
    without_capability: tuple[tuple[str, str], ...]
    alone: tuple[str, ...] = ()

    def package(self) -> Package:
        """Return the problem at the best judgements, in double precision."""
        m = len(self.issues)
        with jax.enable_x64(True):
            return Package(
                jnp.asarray(self.position.best), jnp.asarray(self.salience.best), jnp.asarray(self.capability.best),
                jnp.asarray(self.present), jnp.asarray(self.reversion), jnp.zeros(m), jnp.full(m, 100.0),
            )  # fmt: skip

    def issue(self, name: str) -> Issue:
        """Return one issue at the best judgements, with all actors of the problem; those without a stance masked."""
        j = self.issues.index(name)
        whole = self.package()
        return Issue(*(a[:, j] for a in whole[:4]), *(a[j] for a in whole[4:]))


def encode(case: Case, day: date, issues: Sequence[str] | None = None, coder: str | None = None) -> Encoded:
    """Return the bargaining problem of a case on a day.

    Judgements of several coders are never mixed. Where an actor's judgements on an issue overlap, the one that began last holds.
    A capability coded for the issue itself comes before one coded for all.

    Parameters
    ----------
    case : Case
        Cut to what was known on the day, or whole; it is cut here if it was not.
    day : datetime.date
    issues : sequence of str or None
        Ids; None for all on which at least two actors have a stance on the day.
    coder : str or None
        Whose judgements to use; None for the first coder of the case's head.

    Raises
    ------
    UsageError
        For an unknown issue or coder, or when no issue has two actors with stance and capability.
    """
    case = case if case.day == day else case.as_of(day)
    coder = _coder(case, coder)
    _known_issues(case, issues)
    stances = _held(case.stances, day, coder)
    weights = _held(case.capabilities, day, coder)
    wanted = [i.id for i in case.issues] if issues is None else list(dict.fromkeys(issues))
    rows = {k: s for k, s in stances.items() if k[1] in wanted}
    found = {k: w for k in rows if (w := weights.get(k) or weights.get((k[0], EVERY_ISSUE))) is not None}
    rows = {k: s for k, s in rows.items() if k in found}
    chosen = [i for i in wanted if sum(k[1] == i for k in rows) >= 2 or (issues is not None and any(k[1] == i for k in rows))]
    if not chosen:
        raise UsageError(f"no issue has two actors with a stance and a capability on {day}")
    actors = [a.id for a in case.actors if any(k[0] == a.id and k[1] in chosen for k in rows)]
    reversions = {i.id: i.reversion.at for i in case.issues}
    parties = {a.id: a.party for a in case.actors}
    missing = sorted({k for k in stances if k[1] in wanted} - set(rows))
    return Encoded(
        day=day,
        actors=tuple(actors),
        issues=tuple(chosen),
        blocs=tuple(parties[a] or a for a in actors),
        position=_interval(actors, chosen, rows, ("position_low", "position", "position_high"), 1.0),
        salience=_interval(actors, chosen, rows, ("salience_low", "salience", "salience_high"), 0.01),
        capability=_interval(actors, chosen, found, ("low", "capability", "high"), 1.0),
        present=np.array([[(a, i) in rows for i in chosen] for a in actors]),
        reversion=np.array([reversions[i] for i in chosen]),
        capability_row=_rows_numbered(actors, chosen, found),
        facts=_facts(case, rows.values(), found.values()),
        without_capability=tuple(missing),
        alone=tuple(i for i in wanted if i not in chosen and any(k[1] == i for k in rows)),
    )


def encode_all(case: Case, day: date, issues: Sequence[str] | None = None, coder: str | None = None) -> tuple[Encoded, list[int]]:
    """Return the whole bargaining problem of a case on a day, and the places in it of the issues asked for.

    What is said of an issue then does not depend on which others are asked for: models that link issues have all of them,
    and draws are numbered by all of them. An issue on which one actor alone has a stance is part of the problem only where
    it is named.

    Parameters
    ----------
    case, day, issues, coder
        As in ``encode``.

    Raises
    ------
    UsageError
        As ``encode``.
    """
    asked = encode(case, day, issues, coder)
    if issues is None:
        return asked, list(range(len(asked.issues)))
    try:
        whole = encode(case, day, None, coder)
    except UsageError:  # nobody meets anybody; what was named has one actor each
        return asked, list(range(len(asked.issues)))
    alone = [i for i in asked.issues if i not in whole.issues]
    if alone:
        whole = encode(case, day, [*whole.issues, *alone], coder)
    return whole, [whole.issues.index(i) for i in asked.issues]


def _coder(case: Case, coder: str | None) -> str:
    coders = [c.id for c in case.about.coders]
    if coder is None:
        if not coders:
            raise UsageError("the case names no coder; add one under 'coders' in case.yaml")
        return coders[0]
    if coder not in coders:
        raise UsageError(f"there is no coder {coder!r}; {listed(coder, coders)}")
    return coder


def _known_issues(case: Case, issues: Sequence[str] | None) -> None:
    known = [i.id for i in case.issues]
    for issue in issues or ():
        if issue not in known:
            raise UsageError(f"there is no issue {issue!r}; {listed(issue, known)}")


def _held(table: Iterable[C], day: date, coder: str) -> dict[tuple[str, str], C]:
    """Return the judgement of each actor and issue that holds on the day.

    Of several that overlap, the one that began last; of those that began on one day, the last in the file.
    """
    held: dict[tuple[str, str], C] = {}
    for row in table:
        if row.coder != coder or row.from_.first > day or (row.until is not None and row.until.last < day):
            continue
        key = (row.actor, row.issue)
        if key not in held or row.from_.first >= held[key].from_.first:
            held[key] = row
    return held


def _interval(
    actors: Sequence[str], issues: Sequence[str], rows: Mapping[tuple[str, str], Coded], fields: tuple[str, str, str], unit: float
) -> Interval:
    arrays = [
        np.array([[unit * float(getattr(rows[a, i], f)) if (a, i) in rows else 0.0 for i in issues] for a in actors])
        for f in fields
    ]
    return Interval(*arrays)


def _rows_numbered(actors: Sequence[str], issues: Sequence[str], found: Mapping[tuple[str, str], Capability]) -> NDArray[np.int64]:
    numbers = {key: n for n, key in enumerate(dict.fromkeys(row.key for row in found.values()))}
    return np.array([[numbers[found[a, i].key] if (a, i) in found else -1 for i in issues] for a in actors], dtype=np.int64)


def _facts(case: Case, stances: Iterable[Stance], weights: Iterable[Capability]) -> tuple[tuple[str, str, date], ...]:
    named = [("stances", s) for s in stances] + [("capabilities", w) for w in weights]
    return tuple(dict.fromkeys((t, r.key, case.known_on(r) or date.max) for t, r in named))
