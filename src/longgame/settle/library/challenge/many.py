"""Many issues at once, none waiting for the slowest."""

from __future__ import annotations

import jax

from longgame.settle import desk
from longgame.settle.library.challenge.kernel import advance, begin, finish, more
from longgame.settle.library.challenge.params import Params
from longgame.settle.outcome import Outcome
from longgame.settle.problem import Issue


def settle(issues: Issue, params: Params) -> Outcome:
    """Run the kernel without a record on many issues; the outcomes are the same.

    Parameters
    ----------
    issues : Issue
        Arrays with a first axis of length m: position (m, n) and so on.
    params : Params
        ``record`` is taken to be False.

    Returns
    -------
    Outcome
        Arrays of shape (m,).
    """
    settings, starts = jax.vmap(lambda issue: begin(issue, params))(issues)
    cells = issues.present.shape[1] ** 2
    ended = desk.play(
        settings, starts, lambda now: more(now, params), lambda now, setting: advance(now, setting, params)[0], cells
    )
    return jax.vmap(lambda end, setting: finish(end, setting, params, {}))(ended, settings)
