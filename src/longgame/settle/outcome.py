"""What a bargaining model returns; failing is one of its values, with a sentence."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, NamedTuple

import jax


class Result(IntEnum):
    """How a run ended."""

    AGREED = 0
    NO_AGREEMENT = 1
    NOT_CONVERGED = 2
    NO_ACTORS = 3


SENTENCES = {
    Result.AGREED: "The model settles the issue.",
    Result.NO_AGREEMENT: "No point is better than no agreement for everyone who must agree; the reversion point holds.",
    Result.NOT_CONVERGED: "The model was still moving when it reached its last round.",
    Result.NO_ACTORS: "No actor present has any weight on the issue.",
}


class Outcome(NamedTuple):
    """Where one issue settles, or the issues of a package.

    Attributes
    ----------
    value : Array, shape () or (m,)
        On the issue's scale. NaN only where ``result`` is NO_ACTORS, or NO_AGREEMENT with no known reversion point.
    result : Array of int32, shape () or (m,)
        A value of ``Result``.
    detail : dict
        What the model can tell besides: arrays documented by the model (positions by round, offers, exchanges …).
    """

    value: jax.Array
    result: jax.Array
    detail: dict[str, Any]
