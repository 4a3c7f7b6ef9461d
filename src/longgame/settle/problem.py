"""What a bargaining model works on: arrays, with absence as a mask."""

from __future__ import annotations

from typing import NamedTuple

import jax


class Issue(NamedTuple):
    """One issue and n actors.

    Attributes
    ----------
    position : Array, shape (n,)
        On the issue's scale, from ``low`` to ``high``; anything where not present.
    salience : Array, shape (n,)
        How much the actor cares, 0 to 1.
    capability : Array, shape (n,)
        What weight it can bring, 0 or more, in any unit.
    present : Array of bool, shape (n,)
        Whether the actor has a stance on the issue. An absent actor changes nothing.
    reversion : Array, shape ()
        What holds with no agreement; NaN where it is not known.
    low, high : Array, shape ()
        Ends of the scale.
    """

    position: jax.Array
    salience: jax.Array
    capability: jax.Array
    present: jax.Array
    reversion: jax.Array
    low: jax.Array
    high: jax.Array


class Package(NamedTuple):
    """m issues that are bargained together by n actors.

    Attributes
    ----------
    position, salience, capability : Array, shape (n, m)
        As in ``Issue``.
    present : Array of bool, shape (n, m)
        Whether the actor has a stance on the issue.
    reversion, low, high : Array, shape (m,)
        As in ``Issue``.
    """

    position: jax.Array
    salience: jax.Array
    capability: jax.Array
    present: jax.Array
    reversion: jax.Array
    low: jax.Array
    high: jax.Array
