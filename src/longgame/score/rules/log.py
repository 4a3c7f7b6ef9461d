"""The logarithmic score."""

from __future__ import annotations

import numpy as np

from longgame.score.rules.base import Floats, Rule, mixed

# One wrong certainty would outweigh everything else: probabilities count as at least 1 % and at most 99 %.
CLIP = 0.01


def log(probability: Floats, outcome: Floats) -> Floats:
    """Return −ln of the probability that was given to what happened, probabilities drawn into [CLIP, 1 − CLIP]; in nats.

    Parameters
    ----------
    probability, outcome : arrays of one shape
        In [0, 1].
    """
    from scoringrules import log_score

    return mixed(lambda p, y: log_score(y, p, backend="numpy"), np.clip(probability, CLIP, 1 - CLIP), outcome)


RULE = Rule(
    "log",
    "logarithmic score",
    "probability",
    f"Minus the natural logarithm of the probability given to what happened, in nats: 0 is perfect, {-np.log(0.5):.3f} is "
    f"what 50 % always gets. Probabilities below {CLIP:.0%} and above {1 - CLIP:.0%} count as these, so that it is at most"
    f" {-np.log(CLIP):.2f}.",
    "Good, I. J. (1952). Rational decisions. Journal of the Royal Statistical Society B 14(1), 107–114.",
    log,
)
