"""One model over draws of all issues of a case, whatever kind of problem the model takes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import jax
import numpy as np

from longgame.core.threads import threads
from longgame.settle.base import Model
from longgame.settle.outcome import Outcome
from longgame.settle.problem import Issue, Package
from longgame.settle.study.run import block_size, run

# What a draw keeps of a model's detail; all else is not even computed.
KEPT = ("density", "interval")


def outcomes(
    model: Model,
    package: Package,
    params: Any = None,
    workers: int = 1,
    *,
    chunk: int | None = None,
    progress: Callable[[int], None] | None = None,
) -> Outcome:
    """Settle every issue in every draw of a package with one model.

    A model of one issue, and one that settles issue by issue, gets all issues of all draws as one batch, in which actors
    without a stance on an issue leave their place to others: with its own parameters no model depends on places. A model that
    links issues gets the draws as they are.

    Parameters
    ----------
    model : Model
    package : Package
        Arrays with a first axis of length d, the draws; which actors are present is the same in all of them.
    params : Any
        Parameters of the model; its own where None. They may name actors by place, so nobody leaves a place then.
    workers, chunk, progress
        As in ``run``; a model that links issues goes draw by draw and has no chunks.

    Returns
    -------
    Outcome
        NumPy arrays: ``value`` and ``result`` of shape (d, m); of the detail only what is in ``KEPT``, shape (d, m, ...).
    """
    d, _, m = package.position.shape
    light = lean(model)
    if params is not None:
        light = replace(light, params=_unrecorded(params))
    if linked(model):
        own = model if params is None else replace(model, params=params)
        return together(own, package, workers=workers, progress=progress)[0]
    issues = flattened(package, closed_up=params is None)
    problems = _packed(issues) if model.takes == "package" else issues
    settled = run(light, problems, chunk=chunk, workers=workers, progress=progress)

    def unflattened(values: Any) -> Any:
        return values.reshape(d, m, *values.shape[1:])

    detail = {name: unflattened(values) for name, values in settled.detail.items()}
    return Outcome(settled.value.reshape(d, m), settled.result.reshape(d, m), detail)


def together(
    model: Model, package: Package, workers: int = 1, *, progress: Callable[[int], None] | None = None
) -> tuple[Outcome, dict[str, Any]]:
    """Settle draws of a package with a model that links issues.

    Returns
    -------
    Outcome
        ``value`` and ``result`` of shape (d, m), and of the detail what is in ``KEPT``.
    dict
        The whole detail of the first draw, without an axis of draws.
    """
    each = one_by_one(model)
    d = package.position.shape[0]
    size = block_size(each, package.position.shape)

    def block(at: int) -> tuple[Outcome, dict[str, Any]]:
        index = np.minimum(np.arange(at, at + size), d - 1)
        settled = run(each, jax.tree.map(lambda a: np.asarray(a)[index], package))
        if progress is not None:
            progress(min(size, d - at))
        return _kept(settled), jax.tree.map(lambda a: a[0], settled.detail) if at == 0 else {}

    with threads(workers) as pool:
        parts = list(pool.map(block, range(0, d, size)))
    whole: Outcome = jax.tree.map(lambda *a: np.concatenate(a)[:d], *(part for part, _ in parts))
    return whole, parts[0][1]


@lru_cache(maxsize=128)
def one_by_one(model: Model) -> Model:
    """Return a model of linked issues that settles one problem after another: in step they would wait for the longest."""
    if model.many is not None:
        return model
    return replace(model, many=lambda problems, params: jax.lax.map(lambda one: model.kernel(one, params), problems))


def linked(model: Model) -> bool:
    """Return whether what the model says of an issue depends on the others."""
    return model.takes == "package" and model.linked


@lru_cache(maxsize=128)
def lean(model: Model) -> Model:
    """Return the model without the detail that draws do not keep; always the same object, so that it is compiled once."""
    many = model.many
    return replace(
        model,
        kernel=lambda problem, params: _kept(model.kernel(problem, params)),
        many=None if many is None else lambda problems, params: _kept(many(problems, params)),
        params=_unrecorded(model.params),
    )


def flattened(package: Package, *, closed_up: bool) -> Issue:
    """Return all issues of all draws as one batch: position of shape (d m, k), reversion of shape (d m,).

    Parameters
    ----------
    package : Package
        With a first axis of length d.
    closed_up : bool
        Whether actors without a stance are left out where all issues can spare them, k ≤ n; else k = n.
    """
    present = np.asarray(package.present[0])
    most = max(1, int(present.sum(axis=0).max())) if closed_up else len(present)
    # Present actors first, each issue for itself, else in their order.
    order = np.argsort(~present if closed_up else np.zeros_like(present), axis=0, kind="stable")[:most]

    def by_actor(values: Any) -> Any:
        return np.take_along_axis(np.asarray(values), order[None], axis=1).swapaxes(1, 2).reshape(-1, most)

    return Issue(*(by_actor(a) for a in package[:4]), *(np.ravel(np.asarray(a)) for a in package[4:]))


def _packed(issues: Issue) -> Package:
    axes: tuple[Any, ...] = (*(np.asarray(a)[:, :, None] for a in issues[:4]), *(np.asarray(a)[:, None] for a in issues[4:]))
    return Package(*axes)


def _kept(outcome: Outcome) -> Outcome:
    return outcome._replace(detail={name: outcome.detail[name] for name in KEPT if name in outcome.detail})


def _unrecorded(params: Any) -> Any:
    return replace(params, record=False) if hasattr(params, "record") else params
