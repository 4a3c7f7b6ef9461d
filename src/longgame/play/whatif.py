"""What-if questions: the game with something supposed, beside the game as it is, on the same draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from longgame.case.case import Case
from longgame.case.checks import CHECKS
from longgame.case.game import CONDITIONS, index_of, level_of, period_at, period_of
from longgame.case.load import read_table
from longgame.case.whatifs import WhatIf
from longgame.core.errors import CaseError, Severity, UsageError, near
from longgame.play.encode import Encoded
from longgame.play.estimate import Learned, resampled
from longgame.play.forward import Ahead, run_ahead
from longgame.play.priors import Floats
from longgame.play.rules import Ints

STRETCHES = 4  # of time in which other conditions are held
KEPT = 64  # draws by which a what-if is compared, resampled by their weights


def asked(case: Case, names: Sequence[str]) -> tuple[WhatIf, ...]:
    """Return the what-ifs of a case, or of files, that are asked for.

    Parameters
    ----------
    case : Case
    names : sequence of str
        Ids of the case's what-ifs, ``all``, or paths of YAML files with a table ``whatifs``.

    Raises
    ------
    UsageError
        Neither an id nor a file.
    CaseError
        A file with mistakes; all of them, with their places.
    """
    known = {w.id: w for w in case.whatifs}
    found: list[WhatIf] = []
    for name in names:
        if name == "all":
            found += known.values()
        elif name in known:
            found.append(known[name])
        elif Path(name).is_file():
            found += _from_file(case, Path(name))
        else:
            listed = near(name, known) or ("there are " + ", ".join(known) if known else "the case has none")
            raise UsageError(f"--scenario: {name!r} is neither a what-if of the case nor a file; {listed}")
    return tuple({w.id: w for w in found}.values())


def _from_file(case: Case, path: Path) -> tuple[WhatIf, ...]:
    table = read_table(path, "whatifs")
    mixed = replace(case, whatifs=table)
    problems = [p for check in CHECKS for p in check.find(mixed) if p.where.file == str(table.where(0).file)]
    wrong = [p for p in problems if p.severity == Severity.ERROR]
    if wrong:
        raise CaseError(wrong)
    return table.rows


class Supposed(NamedTuple):
    """A what-if as arrays.

    Attributes
    ----------
    parameters : dict of int to float
        Positions of the parameters that are set, and to what.
    forced : array of int, shape (STRETCHES, 3)
        As of ``ahead``.
    which : array of int, shape (h,)
    """

    parameters: dict[int, float]
    forced: Ints
    which: Ints


def supposed(encoded: Encoded, whatif: WhatIf, horizon: int) -> Supposed:
    """Return a what-if as arrays, for a number of periods from the first that was not coded.

    Raises
    ------
    UsageError
        More stretches of time than can be compared, or a condition that is forced only before or after them.
    """
    rules, game, first = encoded.rules, encoded.game, len(encoded.history.periods)
    parameters: dict[int, float] = {}
    held = np.full((horizon, len(CONDITIONS)), -1)
    for one in whatif.suppose:
        if not one.forces:
            parameters[rules.names.index(one.of)] = float(one.number or 0.0)
            continue
        since = 0 if one.since is None else max(0, index_of(game, period_of(game, one.since.first)) - first)
        until = horizon if one.until is None else index_of(game, period_of(game, one.until.last)) - first + 1
        column = CONDITIONS.index(one.of)
        if since >= min(until, horizon):
            ahead = f"{period_at(game, first)} to {period_at(game, first + horizon - 1)}"
            raise UsageError(f"the what-if {whatif.id!r} forces {one.of} in no period ahead; these are {ahead}")
        held[since:until, column] = level_of(game, one.of, one.value)  # type: ignore[arg-type]
    stretches, which = np.unique(held, axis=0, return_inverse=True)
    if len(stretches) > STRETCHES:
        raise UsageError(f"the what-if {whatif.id!r} has {len(stretches)} stretches of time; at most {STRETCHES} can be compared")
    forced = np.concatenate([stretches, np.repeat(stretches[:1], STRETCHES - len(stretches), axis=0)])
    return Supposed(parameters, forced, which.reshape(-1))


def compare(
    encoded: Encoded,
    learned: Learned,
    whatifs: Sequence[WhatIf],
    horizon: int,
    seed: int,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> list[tuple[Ahead, Floats]]:
    """Return, for the game as it is and for each what-if, where it goes on the same draws, and residuals, shape (draws,).

    Parameters
    ----------
    learned : Learned
        Of whose draws ``KEPT`` are taken, each as often as its weight says.
    """
    kept = resampled(learned.weights, KEPT, np.random.default_rng(seed))
    nothing = Supposed({}, np.full((STRETCHES, len(CONDITIONS)), -1), np.zeros(horizon, int))
    every = [nothing, *(supposed(encoded, one, horizon) for one in whatifs)]
    made = []
    for one in every:
        parameters = learned.draws.parameters[kept].copy()
        for at, value in one.parameters.items():
            parameters[:, at] = value
        belief = learned.draws.belief[kept]
        made.append(run_ahead(encoded, parameters, belief, horizon, one.forced, one.which, workers, progress))
    return made
