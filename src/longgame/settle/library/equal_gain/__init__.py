"""The equal-gain model: actors exchange moves on two issues so that both gain the same, best exchange first."""

from __future__ import annotations

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.library.equal_gain.kernel import kernel
from longgame.settle.library.equal_gain.params import Choices, Params
from longgame.settle.library.equal_gain.record import effects, exchanges
from longgame.settle.library.equal_gain.repeat import repeat

__all__ = ["MODEL", "PLAIN", "Choices", "Params", "effects", "exchanges", "kernel", "repeat"]

_REFERENCES = (
    Reference(
        "stokman1994",
        "Stokman, F. N. and Van Oosten, R. (1994). The exchange of voting positions: an object-oriented model of policy networks. "
        "In: Bueno de Mesquita, B. and Stokman, F. N. (eds), European Community Decision Making. Yale University Press, 105-127.",
    ),
    Reference(
        "dijkstra2018",
        "Dijkstra, J., Van Assen, M., Stokman, F. and Draaijer, J. (2018). Random variation of exchange rates in the equal "
        "utility exchange model. Draft technical report.",
    ),
)
_CLAIMS = frozenset({Claim.ABSENT_IGNORED, Claim.WITHIN_HULL, Claim.UNANIMITY, Claim.CAPABILITY_SCALE, Claim.ZERO_WEIGHT_IGNORED})
_SAYS = (
    "Two actors who disagree on two issues each give way on the one that matters less to them, so that both gain the same; "
    "the best such exchange is done first, then the next, and the outcome is the weighted mean of the positions so voted."
)
_LIMITS = (
    "Only pairs exchange; nobody breaks a promise; third parties bear what it does to them. Exactly tied exchanges are taken in "
    "a fixed order, so the order of actors and issues can matter where gains tie."
)

MODEL = Model(
    name="equal_gain",
    title="Equal gain model",
    takes="package",
    kernel=kernel,
    params=Params(),
    claims=_CLAIMS,
    references=_REFERENCES,
    says=_SAYS,
    limits=_LIMITS + " As the public program does it, buyers go on past their own position and upward moves have a limit "
    "that downward ones do not have, so turning a scale round can change the result.",
)
PLAIN = Model(
    name="equal_gain_plain",
    title="Equal gain model, without habits of the program",
    takes="package",
    kernel=kernel,
    params=Params(reading="plain"),
    claims=_CLAIMS,
    references=_REFERENCES,
    says=_SAYS,
    limits=_LIMITS,
)
