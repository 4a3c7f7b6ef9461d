"""The named readings of the challenge model."""

from __future__ import annotations

from dataclasses import replace

from longgame.settle.base import Claim, Model, Reference
from longgame.settle.library.challenge.kernel import kernel
from longgame.settle.library.challenge.many import settle
from longgame.settle.library.challenge.params import Params

REFERENCES = (
    Reference(
        "scholz2011",
        "Scholz, J. B., Calbert, G. J. and Smith, G. A. (2011). Unravelling Bueno De Mesquita's group decision model. "
        "Journal of Theoretical Politics 23(4), 510-531.",
        "10.1177/0951629811418142",
    ),
    Reference(
        "buenodemesquita1994",
        "Bueno de Mesquita, B. (1994). Political forecasting: an expected utility method. In: Bueno de Mesquita, B. and "
        "Stokman, F. N. (eds), European Community Decision Making. Yale University Press.",
    ),
    Reference(
        "buenodemesquita1985",
        "Bueno de Mesquita, B. (1985). The War Trap revisited: a revised expected utility model. American Political Science "
        "Review 79(1), 156-177.",
        "10.2307/1956126",
    ),
)
SAYS = (
    "Every round each actor weighs what it and every other would gain by a challenge; those who stand to lose move to, or "
    "towards, a challenger; the outcome is the {} of where they end up."
)
LIMITS = (
    "A reconstruction: the original program was never published. Small changes of the input can change who gives way; does no "
    "better than the average of positions on 175 decisions of the European Union with known outcomes. "
)
HOLDS = frozenset({Claim.ABSENT_IGNORED, Claim.WITHIN_HULL, Claim.UNANIMITY, Claim.CAPABILITY_SCALE, Claim.ZERO_WEIGHT_IGNORED})
ORDER_FREE = frozenset({Claim.ORDER_FREE})
PRINTED = Params(exponent=1.0, denominator="pair", risk="own", selection="least_move", ties="balanced", capitulation=True)
TYPED = replace(PRINTED, selection="type_least", scale="recomputed")
STABLE = replace(TYPED, selection="strongest", rounds=20, stop="median", tolerance=0.005)
CODE = "Votes, selection and sums as in the public code; the order of the actors decides exact ties."
PRINT = "Equations as printed; equal offers from both sides cancel, so that the order of the actors never matters."


def _reading(name: str, title: str, params: Params, note: str, more: frozenset[Claim] = frozenset()) -> Model:
    return Model(
        name=name,
        title=f"Challenge model: {title}",
        takes="issue",
        kernel=kernel,
        params=params,
        claims=HOLDS | more,
        references=REFERENCES,
        says=SAYS.format(params.report),
        limits=LIMITS + note,
        many=settle,
        grows=1,
    )


READINGS: tuple[Model, ...] = (
    _reading("challenge", "public code, median", Params(), CODE),
    _reading("challenge_mean", "public code, mean", Params(report="mean"), CODE),
    _reading("challenge_half", "public code, a change of the status quo as likely as not", Params(status_quo=0.5), CODE),
    _reading("challenge_printed", "printed equations, least move", PRINTED, PRINT, ORDER_FREE),
    _reading("challenge_change", "printed, with change", replace(PRINTED, status_quo=0.5, change=True), PRINT, ORDER_FREE),
    _reading("challenge_typed", "printed, by kind of offer and with the range of each round", TYPED, PRINT, ORDER_FREE),
    _reading("challenge_stable", "printed, strongest proposer until the median is stable", STABLE, PRINT, ORDER_FREE),
)
